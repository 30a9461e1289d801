"""The encounter's plain facts beside its day, place and state: ZIP code and the payer's name as written."""

from __future__ import annotations

import re

from tautband.model.evidence import Evidence
from tautband.notes.record.head_fields import WIDE, ends_field, opens_field
from tautband.notes.text.page import Page
from tautband.notes.vocabulary.lexicon import Mention
from tautband.rulebook.states import STATE_NAMES

HEADER_LINES = 8
POSTAL = re.compile(r"\d\d\d\d\d")
ZIP = re.compile(r"\b([A-Z]{2})[ ,]{1,3}(\d{5})(?:-\d{4})?\b")


def read_payer(page: Page) -> Evidence | None:
    """The payer's name as the note writes it: after its label, else the longest known name in the header.

    An ordinary word that is a payer's name too ("a railroad worker", "the fracture united") counts only as a field of
    its own, and so do letters ("UHC").
    """
    found = page.find("payers")
    if not found:
        return None
    header_end = page.lines[min(len(page.lines) - 1, HEADER_LINES + 4)].last
    words = page.tokens.words
    labels = {"payer", "payor", "insurance", "coverage", "carrier", "plan", "ins"}
    labelled = [m for m in found if labels & set(words[max(0, m.first - 4) : m.first])]
    header = [m for m in found if m.last <= header_end and (not ambiguous(page, m) or as_field(page, m))]
    best = max(labelled or header, key=lambda m: (m.last - m.first, -m.first), default=None)
    if best is None:
        return None
    apart = (at for at in range(best.first + 1, best.last) if page.tokens.gaps[at] >= WIDE)
    return page.evidence(best.first, next(apart, best.last))  # "Medicare    C. Wexample" names no part C


ORDINARY = {"united", "railroad", "cash", "horizon", "emblem", "uninsured"}
LETTERS = 3


def ambiguous(page: Page, m: Mention) -> bool:
    """Whether a payer's name is one word that may be another: a word of the language, or a few letters."""
    word = page.tokens.words[m.first]
    return m.last - m.first == 1 and (len(word) <= LETTERS or word in ORDINARY)


def as_field(page: Page, m: Mention) -> bool:
    """Whether a name written with a capital, letters all in capitals, opens a line or a field: "3/5/25   UHC"."""
    tokens, words = page.tokens, page.tokens.words
    written = page.text[tokens.starts[m.first] : tokens.ends[m.first]]
    if not (written.isupper() or (len(written) > LETTERS and written[0].isupper())):
        return False
    alone = ends_field(page, m.last) or not words[m.last].isalpha()
    return opens_field(page, m.first) and (alone or (len(words[m.first]) == LETTERS and words[m.first] not in ORDINARY))


def read_zip(page: Page) -> tuple[str, Evidence] | None:
    """A ZIP code after the letters of a state."""
    if not POSTAL.search(page.text, 0, 4000):
        return None
    for match in ZIP.finditer(page.text, 0, 4000):
        if match.group(1) in STATE_NAMES:
            return match.group(2), Evidence.of(page.text, *match.span(2))
    return None
