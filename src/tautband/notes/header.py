"""The encounter's plain facts beside its day, place and state: ZIP code and the payer's name as written."""

from __future__ import annotations

import re

from tautband.model.evidence import Evidence
from tautband.notes.page import Page
from tautband.rulebook.states import STATE_NAMES

HEADER_LINES = 8
POSTAL = re.compile(r"\d\d\d\d\d")
ZIP = re.compile(r"\b([A-Z]{2})[ ,]{1,3}(\d{5})(?:-\d{4})?\b")


def read_payer(page: Page) -> Evidence | None:
    """The payer's name as the note writes it: after its label, else the longest known name in the header."""
    found = page.find("payers")
    if not found:
        return None
    header_end = page.lines[min(len(page.lines) - 1, HEADER_LINES + 4)].last
    words = page.tokens.words
    labels = {"payer", "payor", "insurance", "coverage", "carrier", "plan", "ins"}
    labelled = [m for m in found if labels & set(words[max(0, m.first - 4) : m.first])]
    header = [m for m in found if m.last <= header_end and (m.last - m.first > 1 or len(words[m.first]) > 3)]
    best = max(labelled or header, key=lambda m: (m.last - m.first, -m.first), default=None)
    return page.evidence(best.first, best.last) if best else None


def read_zip(page: Page) -> tuple[str, Evidence] | None:
    """A ZIP code after the letters of a state."""
    if not POSTAL.search(page.text, 0, 4000):
        return None
    for match in ZIP.finditer(page.text, 0, 4000):
        if match.group(1) in STATE_NAMES:
            return match.group(2), Evidence.of(page.text, *match.span(2))
    return None
