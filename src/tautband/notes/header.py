"""The encounter's plain facts: date of service, place, state, ZIP code and the payer's name as written."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from tautband.model.evidence import Evidence
from tautband.notes.dates import Dated, find_dates, impossible
from tautband.notes.page import Page
from tautband.notes.visit_numbers import NUMBERED, past_number
from tautband.rulebook.states import STATE_NAMES

SERVICE_WORDS = (
    ("date", "of", "service"),
    ("dos",),
    ("date", "of", "procedure"),
    ("encounter", "date"),
    ("visit", "date"),
    ("procedure", "date"),
    ("service", "date"),
    ("date", "of", "visit"),
    ("date", "of", "encounter"),
    ("date", "seen"),
    ("seen", "on"),
    ("seen", "in", "the", "office", "on"),
    ("d", "/", "o", "/", "s"),
    ("date", "of", "operation"),
    ("date", "of", "surgery"),
    ("date", "of", "injection"),
    ("injection", "date"),
    ("today's", "date"),
)
LABELLING = {words[-1] for words in SERVICE_WORDS}
OTHER_WORDS = {
    "dob",
    "birth",
    "born",
    "injury",
    "doi",
    "accident",
    "printed",
    "dictated",
    "transcribed",
    "signed",
    "onset",
    "since",
    "loss",
    "surgery",
    "referral",
    "expires",
    "exp",
    "admitted",
    "last",
    "next",
    "prior",
    "faxed",
    "scheduled",
    "previous",
    "addendum",
    "reviewed",
    "mri",
    "cosigned",
    "dd",
    "dt",
    "effective",
    "lot",
    "b",
    "version",
    "rev",
}
REACH = 7
HEADER_LINES = 8
WIDE = 8
"""Blanks that part a date from words that name another paper."""
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


def read_day(page: Page, given: date | None) -> None:
    """Set `page.day`: the date given, else the date labelled as the service's, else the first of the header.

    Where what is labelled so is no day of the calendar ("02/30/2026"), the day is not known and no other stands for it.
    """
    page.dates = find_dates(page.tokens.words, page.number_places)
    labelled = [dated for dated in page.dates if dated.exact and labelled_service(page, dated)]
    header_end = page.lines[min(len(page.lines) - 1, HEADER_LINES)].last
    loose = [d for d in page.dates if d.exact and d.last <= header_end and not labelled_other(page, d)]
    loose = told_of_today(page) or last_visit(page) or loose
    loose = loose or [d for d in page.dates if d.exact and not labelled_other(page, d)][:1]
    loose = loose or [d for d in page.dates if d.exact and d.last <= header_end and written_up(page, d)]
    chosen = (labelled or ([] if impossible_service(page) else loose))[:1]
    if given is not None:
        page.day = given
        page.day_spans = tuple(dated for dated in labelled + loose if dated.day == given)[:1]
        page.other_day = next((dated for dated in labelled if dated.day != given), None) if not page.day_spans else None
    elif chosen:
        page.day = chosen[0].day
        page.day_spans = (chosen[0],)


def labelled_service(page: Page, dated: Dated) -> bool:
    """Whether the words before a date say that it is the date of service."""
    near = page.tokens.words[max(0, dated.first - REACH) : dated.first]
    if LABELLING.isdisjoint(near):
        return False
    before = [word for word in near if word not in ":.-|*()"]
    return bool(before) and any(
        tuple(before[-len(words) :]) == words and EARLIER.isdisjoint(before[-len(words) - 1 : -len(words)])
        for words in SERVICE_WORDS
        if words[-1] == before[-1]
    )


EARLIER = {"last", "first", "initially", "previously", "originally", "previous", "prior"}
"""Words before "seen on" by which the day of another visit is told."""


def impossible_service(page: Page) -> bool:
    """Whether a date labelled as the service's is none that the calendar holds."""
    places = impossible(page.tokens.words, page.dates)
    return any(labelled_service(page, Dated(date.min, at, at + 1, True)) for at in places)


def labelled_other(page: Page, dated: Dated) -> bool:
    """Whether the words before a date on its line give it to something other than the service."""
    words = page.tokens.words
    if words[dated.first - 2 : dated.first] == ["date", ":"] and dated.first - 2 in page.line_starts:
        return False
    begin = dated.first
    while begin > max(0, dated.first - 4) and not (begin in page.line_starts and words[begin - 1] != ":"):
        if page.tokens.gaps[begin] >= WIDE and words[begin - 1] != ":":
            break  # "Visit summary + addendum          10/04/2023"
        begin -= 1
    return not OTHER_WORDS.isdisjoint(words[begin : dated.first])


def told_of_today(page: Page) -> list[Dated]:
    """The date that a text of several calls today's: "VISIT 2   April 3, 2025  (today)", "today 5/31/2024"."""
    words = page.tokens.words
    found = []
    for dated in page.dates if "today" in words else ():
        at = dated.last
        while at < len(words) and words[at] in BESIDE_TODAY:
            at += 1
        if dated.exact and words[at : at + 1] == ["today"] and at - dated.last <= 2 and opens_visit(page, dated):
            found.append(dated)
        before = words[max(0, dated.first - 3) : dated.first]
        if dated.exact and (before[-1:] == ["today"] or before[-2:] in (["today", ":"], ["today", ","])):
            found.append(dated)
    return found[:1]


BESIDE_TODAY = {"(", "-", ",", ":", "|", ")", "="}


def last_visit(page: Page) -> list[Dated]:
    """The last of the visits that a text counts: "VISIT 1  March 6", "VISIT 2  April 3"."""
    numbered = [d for d in page.dates if d.exact and opens_visit(page, d)]
    return [max(numbered, key=lambda d: d.day)] if len({d.day for d in numbered}) > 1 else []


def opens_visit(page: Page, dated: Dated) -> bool:
    """Whether the words before a date on its line number a visit."""
    words = page.tokens.words
    for back in range(1, NUMBERED + 3):
        at = dated.first - back
        if at in page.line_starts:
            counted = past_number(words[at : dated.first])
            return counted > 0 and all(word in BESIDE_TODAY for word in words[at + counted : dated.first])
    return False


def written_up(page: Page, dated: Dated) -> bool:
    """Whether a date is that of the writing, which stands for the service's where the note gives no other."""
    return not {"dictated", "read", "transcribed", "signed"}.isdisjoint(
        page.tokens.words[max(0, dated.first - 4) : dated.first]
    )


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
