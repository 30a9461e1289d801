"""What later words of a note correct: a list of what was injected that replaces the one before it.

"Sites injected were the trapezius (2) and the levator (1)" in an attestation that corrects the entry leaves out the
third muscle that the entry names; "only the trapezius was injected" does so anywhere behind the list.
"""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim, Procedure, take_back
from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.target import Target

CORRECTING = {
    "correction", "corrections", "corrected", "correcting", "error", "erroneous", "erroneously", "mistake", "mistaken",
    "mistakenly", "misdictated", "mislabeled", "miswritten", "transposed", "typo", "amended", "amend",
}  # fmt: skip
"""Words by which a note takes back what it said elsewhere."""
TAKING_BACK = CORRECTING | {"correct"}
"""Words without one of which a sentence takes nothing back."""
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
    taken = (s.number for s in page.saying(TAKING_BACK) if not s.past and corrects(page, s))
    begun = next(taken, len(page.sentences))
    for at, aim in enumerate(procedure.aims):
        plain = aim.plain if aim.mode in ("narrated", "listed") else ()
        if not plain or not definitive(page, aim, begun):
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
    if not FINAL.isdisjoint(page.tokens.words[sentence.first : sentence.first + 3]) and titled_list(page, sentence):
        return True
    if sentence.section == "addendum" and "only" in words and "not" not in words and aim.acts:
        return True
    return sentence.number >= begun and ("only" in words or not SUMMING.isdisjoint(words)) and bool(aim.acts)


REMOVING = {"disregard", "remove", "removed", "delete", "deleted", "strike", "omit", "ignore", "stricken", "withdrawn"}
LISTS = {"list", "entry", "record", "note", "documentation", "template", "above", "please", "section"}
NOTED = {
    "entered", "documented", "listed", "charted", "recorded", "included", "named", "written", "checked", "ticked",
    "marked", "carried", "added", "pulled", "there", "noted", "dictated", "clicked", "selected", "populated",
}  # fmt: skip
ASTRAY = (("in", "error"), ("by", "mistake"), ("erroneously",), ("mistakenly",), ("by", "error"), ("inadvertently",))
NOT_HERE = (("should", "not"), ("does", "not", "belong"), ("do", "not", "belong"), ("should", "never"))
OTHER_MATTERS = {
    "volume", "dose", "side", "laterality", "date", "time", "code", "drug", "count", "amount", "needle", "lot",
    "concentration", "percent", "number", "ml",
}  # fmt: skip
"""Words of a correction that is about something else of the muscle."""


def removed(page: Page, procedure: Procedure) -> None:
    """Strike the muscles that later words take off the list: "was entered in error", "please disregard the ..."."""
    begun = next((aim.sentence.number for aim in procedure.aims if aim.mode in ("narrated", "listed")), None)
    if begun is None:
        return
    for aim in procedure.aims:
        if aim.sentence.number <= begun or not aim.targets or aim.stance in ("past", "foreign"):
            continue
        gone = taken_off(page, aim)
        if gone:
            take_side(procedure, aim, gone)
            take_back(procedure, gone)
            procedure.struck.update(map(id, gone))


def take_side(procedure: Procedure, aim: Aim, gone: list[Target]) -> None:
    """Give the muscle named in another's place the side of that other: "gluteus minimus, not the piriformis"."""
    names = {t.name for t in gone}
    sides = {t.sides for t in procedure.body if t.name in names}
    for target in aim.targets:
        if len(sides) == 1 and not target.role and not target.sides:
            target.sides = next(iter(sides))


def taken_off(page: Page, aim: Aim) -> list[Target]:
    """The muscles that a sentence takes off the list."""
    sentence = aim.sentence
    said = page.tokens.words[sentence.first : sentence.last]
    vocabulary = sentence.vocabulary
    if not REMOVING.isdisjoint(vocabulary):
        if sentence.section != "addendum" and LISTS.isdisjoint(vocabulary) and not corrects(page, sentence):
            return []
        at = next(i for i, word in enumerate(said) if word in REMOVING) + sentence.first
        behind = [t for t in aim.targets if t.first > at]
        return behind or [t for t in aim.targets if t.last <= at]
    if aim.acts and not INSTEAD.isdisjoint(vocabulary) and (wrong := named_instead(page, aim)):
        return wrong
    if NOTED.isdisjoint(vocabulary) or not OTHER_MATTERS.isdisjoint(vocabulary):
        return []
    for phrase in (*ASTRAY, *NOT_HERE):
        at = next((i for i in range(len(said)) if tuple(said[i : i + len(phrase)]) == phrase), -1)
        if at >= 0:
            ahead = [t for t in aim.targets if t.last <= sentence.first + at]
            return [t for t in ahead if t.group == ahead[-1].group]
    return []


INSTEAD = {"not", "rather", "instead", "place"}
IN_PLACE_OF = (["not"], ["rather", "than"], ["instead", "of"], ["in", "place", "of"])
BEFORE_NAME = {"the", "right", "left", "r", "l", "rt", "lt", "as", "upper", "lower", "middle", "also", "into", "in"}


def named_instead(page: Page, aim: Aim) -> list[Target]:
    """The muscles in whose place others were injected: "the muscle injected was the gluteus minimus, not the
    piriformis".
    """
    words, plain = page.tokens.words, aim.plain
    wrong = []
    for target in aim.targets:
        at = target.first
        while at > aim.sentence.first and words[at - 1] in BEFORE_NAME:
            at -= 1
        denied = any(words[at - len(phrase) : at] == phrase for phrase in IN_PLACE_OF)
        if denied and any(t.name != target.name and t.last <= at for t in plain):
            wrong.append(target)
    return wrong


FINAL = {"corrected", "final", "actual", "correct", "revised", "amended", "true"}
LISTED = {"list", "muscles", "sites", "injections", "muscle", "injected"}


def titled_list(page: Page, sentence: Sentence) -> bool:
    """Whether a line opens with a title of the list that holds: "CORRECTED LIST:", "Actual muscles:"."""
    words = page.tokens.words[sentence.first : min(sentence.last, sentence.first + 5)]
    return sentence.first in page.line_starts and ":" in words and not LISTED.isdisjoint(words[: words.index(":")])


SUMMING = {"sites", "muscles", "points", "injections"}


def pairs(named: list[Target]) -> set[tuple[str, str]]:
    """The muscles and sides that some targets name."""
    return {(t.name, side) for t in named for side in t.sides or ("",)}
