"""What later words of a note correct: a list of what was injected that replaces the one before it.

"Sites injected were the trapezius (2) and the levator (1)" in an attestation that corrects the entry leaves out the
third muscle that the entry names; "only the trapezius was injected" does so anywhere behind the list.
"""

from __future__ import annotations

from tautband.notes.aims import Aim, Procedure
from tautband.notes.page import Page, Sentence
from tautband.notes.target import Target

CORRECTING = {
    "correction", "corrections", "corrected", "correcting", "error", "erroneous", "erroneously", "mistake", "mistaken",
    "mistakenly", "misdictated", "mislabeled", "miswritten", "transposed", "typo", "amended", "amend",
}  # fmt: skip
"""Words by which a note takes back what it said elsewhere."""
OBJECTS = {"it", "the", "items", "item", "this", "that", ":", "as", "my", "above", "entry", "note"}
SUBJECTS = {"i", "we", "and", "to", "must", "please", "hereby"}


def corrects(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence says that it takes something back: "Correction: ...", "I correct the entry"."""
    vocabulary = sentence.vocabulary
    if not CORRECTING.isdisjoint(vocabulary):
        return True
    if "correct" not in vocabulary:
        return False
    words = page.tokens.words
    at = words.index("correct", sentence.first, sentence.last)
    opened = at == sentence.first or words[at - 1] in SUBJECTS
    return opened and at + 1 < sentence.last and words[at + 1] in OBJECTS


def replaced(page: Page, procedure: Procedure) -> None:
    """Strike the muscles of the list that a later, shorter list of the same muscles replaces."""
    begun = next((s.number for s in page.sentences if not s.past and corrects(page, s)), len(page.sentences))
    for at, aim in enumerate(procedure.aims):
        plain = [t for t in aim.targets if t.role == ""]
        if not plain or aim.mode not in ("narrated", "listed") or not definitive(page, aim, begun):
            continue
        before = [t for t in procedure.body[: procedure.begun[at]] if id(t) not in procedure.struck]
        kept, held = pairs(plain), pairs(before)
        if kept < held:
            procedure.struck.update(id(t) for t in before if not pairs([t]) & kept)


def definitive(page: Page, aim: Aim, begun: int) -> bool:
    """Whether a list says that it is all: "only ...", or "sites injected were ..." after a correction."""
    sentence = aim.sentence
    words = page.tokens.words[sentence.heading[1] if sentence.heading else sentence.first : sentence.last]
    if "only" in words[:2] and aim.acts:
        return True
    return sentence.number >= begun and ("only" in words or not SUMMING.isdisjoint(words)) and bool(aim.acts)


SUMMING = {"sites", "muscles", "points", "injections"}


def pairs(named: list[Target]) -> set[tuple[str, str]]:
    """The muscles and sides that some targets name."""
    return {(t.name, side) for t in named for side in t.sides or ("",)}
