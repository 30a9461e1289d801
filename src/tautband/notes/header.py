"""The encounter's plain facts beside its day and place: state, ZIP code and the payer's name as written."""

from __future__ import annotations

import re
from functools import cache

from tautband.model.evidence import Evidence
from tautband.notes.page import Page
from tautband.rulebook.states import STATE_NAMES

HEADER_LINES = 8
POSTAL = re.compile(r"\d\d\d\d\d")
ZIP = re.compile(r"\b([A-Z]{2})[ ,]{1,3}(\d{5})(?:-\d{4})?\b")
LETTERS = re.compile(r"(?<![A-Za-z./-])([A-Z]{2})(?![A-Za-z/-])")
WORDLIKE = {
    "IN",
    "OR",
    "ME",
    "OK",
    "HI",
    "MA",
    "PA",
    "MD",
    "CO",
    "DE",
    "LA",
    "AL",
    "ID",
    "MS",
    "MT",
    "MP",
    "AS",
    "VA",
    "NE",
    "SC",
    "PR",
    "CT",
    "MO",
    "OH",
    "MI",
    "AR",
    "ND",
}
"""Letters that are words, credentials or shorthand in notes: believed only in brackets, after a comma or a payer."""


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


def read_state(page: Page) -> tuple[str, Evidence] | None:
    """The state in two letters, from a name or postal letters in the header or beside the payer."""
    header_end = page.lines[min(len(page.lines) - 1, HEADER_LINES + 4)].last
    words = page.tokens.words
    names = _names()
    limit = min(header_end, len(words))
    stop = page.tokens.ends[limit - 1] if limit else 0
    openers = _openers()
    for at in range(limit) if not openers.isdisjoint(words[:limit]) else ():
        if words[at] not in openers:
            continue
        for length in (3, 2, 1):
            letters = names.get(" ".join(words[at : at + length]))
            if letters and at + length <= limit and not city_or_school(words, at, length):
                return letters, page.evidence(at, at + length)
    payers = page.find("payers", 0, limit)
    ends = {page.tokens.ends[m.last - 1] for m in payers}
    for match in LETTERS.finditer(page.text, 0, stop):
        letters = match.group(1)
        if letters not in STATE_NAMES or (letters in DEGREES and of_a_clinician(page.text, match.start(1))):
            continue
        before = page.text[max(0, match.start() - 2) : match.start()]
        beside = any(0 <= match.start() - end <= 12 for end in ends)
        keyed = page.text[max(0, match.start() - 8) : match.start()].lower().rstrip(" :=.").endswith("state")
        if letters not in WORDLIKE or "(" in before or "," in before or beside or keyed:
            start, end = match.span(1)
            return letters, Evidence.of(page.text, start, end)
    return None


DEGREES = {"MD", "PA"}
"""States whose letters are a clinician's as well."""
CLINICIAN = re.compile(
    r"(?:\b(?:physician|provider|doctor|surgeon|attending|clinician|author|signed|by|resident|fellow)\b|\bDr\b\.?|"
    r"(?<![\w.])[A-Z]\.(?: ?[A-Z]\.)? ?[A-Z][\w'-]{1,30})[^\n:|;]{0,25}\Z",
)


def of_a_clinician(text: str, at: int) -> bool:
    """Whether the letters stand behind a clinician: "treating physician (MD)", "Q. Harrowgate, MD"."""
    return CLINICIAN.search(text[max(0, at - 60) : at].rpartition("\n")[2]) is not None


def city_or_school(words: list[str], at: int, length: int) -> bool:
    """Whether a state's name is part of another name: "Washington Street", "University of Michigan"."""
    after = words[at + length : at + length + 1]
    return after in (["street"], ["st"], ["ave"], ["avenue"], ["university"], ["blvd"]) or words[
        max(0, at - 1) : at
    ] == ["university"]


@cache
def _names() -> dict[str, str]:
    return {name.lower(): letters for letters, name in STATE_NAMES.items()}


@cache
def _openers() -> frozenset[str]:
    return frozenset(name.split(" ", 1)[0] for name in _names())


def read_zip(page: Page) -> tuple[str, Evidence] | None:
    """A ZIP code after the letters of a state."""
    if not POSTAL.search(page.text, 0, 4000):
        return None
    for match in ZIP.finditer(page.text, 0, 4000):
        if match.group(1) in STATE_NAMES:
            return match.group(2), Evidence.of(page.text, *match.span(2))
    return None
