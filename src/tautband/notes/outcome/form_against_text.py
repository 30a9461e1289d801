"""Muscles that the text injects and the form beside it leaves unticked or answers with no: the author is asked."""

from __future__ import annotations

from tautband.model.encounter import Injection
from tautband.notes.muscles.aims import Procedure
from tautband.notes.muscles.pointing import BODY_SECTIONS
from tautband.notes.text.page import Page
from tautband.notes.text.side_words import SIDE_OF

FELT = {
    "exam", "tender", "tenderness", "band", "bands", "taut", "twitch", "referred", "referral", "pain", "palpation",
    "palp", "findings", "found", "spasm", "symptoms", "stretch", "planned", "plan", "consent",
}  # fmt: skip
"""Words of a box's line that ask for something else than what was injected."""


def left_unticked(page: Page, procedure: Procedure, entries: tuple[Injection, ...]) -> list[Injection]:
    """The muscles told as injected that the injection's own form leaves unticked on their side, or answers with no."""
    narrated = any(aim.mode == "narrated" and aim.plain and aim.acts for aim in procedure.aims)
    if not narrated:
        return []
    items = [words for line, words in page.unticked if of_the_injection(page, line)]
    for line in page.off_lines & page.cells.keys():
        cells = page.cells[line]
        if "injected" in cells and "muscle" in cells:
            items.append(frozenset(cells["muscle"].split()))
    return [entry for entry in entries if any(names(words, entry) for words in items)] if items else []


def of_the_injection(page: Page, line: int) -> bool:
    """Whether a box's line stands in no part that tells of the body, nor asks what was felt or planned."""
    words = page.tokens.words
    at = page.lines[line]
    above = page.lines[line - 1] if line else at
    if not FELT.isdisjoint(words[at.first : at.last]) or not FELT.isdisjoint(words[above.first : above.last]):
        return False
    before = [s for s in page.sentences if s.line <= line]
    return not before or before[-1].section not in BODY_SECTIONS | {"plan", "planned", "past"}


def names(item: frozenset[str], entry: Injection) -> bool:
    """Whether a form's item names a muscle by the first word of its name, or as the text does, and on its side."""
    sides = {SIDE_OF[word] for word in item if word in SIDE_OF}
    if sides != {entry.side}:
        return False
    said = {word.lower() for quote in entry.evidence for word in quote.text.split()}
    name = entry.muscle.split()
    return set(name) <= item or (bool(item - SIDE_OF.keys()) and item - SIDE_OF.keys() <= said | set(name))
