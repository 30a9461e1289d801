"""Headings: which part of the note a line or sentence opens."""

from __future__ import annotations

from typing import NamedTuple

from tautband.notes.text.page import Page

BARE = {"dx", "imp", "impression", "pe", "cc", "pmh", "ros", "meds", "tpi", "tpis", "proc", "hx", "hpi"}
"""Headings that notes write without a colon."""
LINE_ONLY = {"past", "medications", "allergies", "family", "social", "ros", "planned", "results"}
"""Sections that end with their line when text follows the heading on it."""
LONGEST_TITLE = 9
LONGEST_HEADING = 12
FIELD_GAP = 2
"""Blanks before a further field of a form's row."""
COLUMN_GAP = 3
"""Blanks that part a form's label from its answer."""


class Heading(NamedTuple):
    """A heading at tokens `first` to `last`; `alone` when nothing follows it on its line."""

    section: str
    first: int
    last: int
    alone: bool


def heading_at(page: Page, at: int, line_end: int, line_start: bool) -> Heading | None:
    """The heading that begins at token `at`, if one does."""
    first = skip_marker(page, at, line_end) if line_start else at
    if line_start and page.tokens.words[first : first + 2] in page.labels:
        return None  # "A:" beside "B:" counts the problems of the note and is no assessment
    if first >= line_end:
        return None
    match = page.phrase_at("headings", first, min(line_end, first + LONGEST_HEADING))
    if match is None:
        return of_an_exam(page, first, line_end) if line_start else None
    words = page.tokens.words
    if not line_start and words[first] == "medication" and page.tokens.gaps[first] >= FIELD_GAP:
        return None  # a row's field: "Muscle 1: L soleus   Medication: lidocaine 1%"
    if words[first : match.last] == ["all"] and not FELT.isdisjoint(words[match.last : match.last + FELT_REACH]):
        return None  # "All: taut band and local tenderness" says of the muscles what was felt, and tells no allergy
    end = match.last
    after = end
    if after < line_end and words[after] == "#":
        after += 1
    if match.value == "addendum":
        after = past_day(words, after, line_end)
    elif after < line_end and words[after].isdecimal():
        after += 1
    if after < line_end - 1 and words[after] == "for" and words[after + 1] in "(123456789":
        after += 1 if words[after + 1] == "(" else 2
    if after < line_end and words[after] == ",":
        colon = next((i for i in range(after, min(line_end, after + 4)) if words[i] == ":"), None)
        after = colon if colon else after
    if after < line_end and words[after] == "(":
        closing = next((i for i in range(after, min(line_end, after + 16)) if words[i] == ")"), None)
        after = closing + 1 if closing else after
    if after >= line_end:
        return Heading(match.value, first, after, True) if line_start else None
    mark = words[after]
    if mark == ":" and match.value == "plan" and names_payer(page, after + 1, line_end):
        return None
    if mark == ":" or (mark == "=" and match.value == "today"):
        return Heading(match.value, first, after + 1, after + 1 >= line_end)
    if not line_start:
        ended = first > 0 and words[first - 1] == "." and end == first + 1 and mark in SOAP_MARKS
        return (
            Heading(match.value, first, after + 1, False)
            if ended and lettered_part(page, first, after, line_end)
            else None
        )
    if mark == "-" and page.tokens.gaps[after]:
        return Heading(match.value, first, after + 1, False)
    if mark in SOAP_MARKS and end == first + 1 and lettered_part(page, first, after, line_end):
        return Heading(match.value, first, after + 1, False)
    if mark in ".)" and (upper(page, first, end) or mark == ")" or titled(page, first, after)) and end - first <= 4:
        return Heading(match.value, first, after + 1, after + 1 >= line_end)
    if words[first] in BARE and end == first + 1:
        return Heading(match.value, first, end, False)
    named = (end - first) * 2 >= line_end - first or match.value not in LINE_ONLY
    if named and upper(page, first, line_end) and line_end - first <= LONGEST_TITLE and not page.capitals:
        return Heading(match.value, first, line_end, True)
    gap = page.tokens.gaps[after] if after == end else 0
    if gap >= COLUMN_GAP and match.value == "procedure" and titled(page, first, after):
        return Heading(match.value, first, end, False)  # "Injectate      lidocaine 1%"
    if page.tokens.gaps[after] >= 2 and line_start and upper(page, first, end) and not page.capitals:
        return Heading(match.value, first, end, False)
    return None


FELT = {"band", "bands", "taut", "tender", "tenderness", "twitch", "ropy", "trp", "trps", "trigger"}
FELT_REACH = 5
"""Words behind "All:" among which something felt in the muscles is named."""


def names_payer(page: Page, at: int, line_end: int) -> bool:
    """Whether a payer's name follows, as behind "Plan: Aetna PPO"."""
    return at < line_end and page.phrase_at("payers", at, line_end) is not None


LONGEST_DAY = 8
"""Words of a day and a time of day."""


def past_day(words: list[str], at: int, line_end: int) -> int:
    """Past the day and the hour that an addendum gives in its heading: "ADDENDUM 1/14/26 17:20:"."""
    end = at
    while end < min(line_end, at + LONGEST_DAY) and (words[end].isdecimal() or words[end] in "/-:"):
        end += 1
    return end - 1 if end > at and words[end - 1] in ":-" else end


EXAM = {"exam", "examination", "palpation"}
LONGEST_EXAM = 6


def of_an_exam(page: Page, first: int, line_end: int) -> Heading | None:
    """The heading of an exam that is named by its place or method: "Neck exam:", "DC/TMD examination:"."""
    words = page.tokens.words
    end = min(line_end, first + LONGEST_EXAM)
    colon = next((at for at in range(first + 1, end) if words[at] == ":"), None)
    if colon is None or words[colon - 1] not in EXAM or not all(w.isalpha() or w == "/" for w in words[first:colon]):
        return None
    return Heading("exam", first, colon + 1, colon + 1 >= line_end)


def lettered_part(page: Page, first: int, mark: int, stop: int) -> bool:
    """Whether a letter with a mark right behind it opens a part of a SOAP note: "S> neck pain", "P- TPI"."""
    gaps = page.tokens.gaps
    if page.tokens.words[first] not in SOAP or mark != first + 1 or mark + 1 >= stop:
        return False
    return upper(page, first, mark) and not gaps[mark] and bool(gaps[mark + 1])


def titled(page: Page, first: int, stop: int) -> bool:
    """Whether the words before a full stop are set as a run-in heading: "Objective findings. Gait slow."."""
    return page.text[page.tokens.starts[first]].isupper() and stop - first <= 4


SOAP = {"s", "o", "a", "p"}
SOAP_MARKS = {">", "-", "="}
"""Marks right behind the letter of a SOAP note: "S> neck pain", "P- TPI"."""
ROMAN = {"i", "ii", "iii", "iv", "v", "vi"}


def skip_marker(page: Page, at: int, end: int) -> int:
    """Past a bullet, "#", "1.", "II.", "[1]", "1 /" or "***"."""
    words = page.tokens.words
    if at < end and words[at].isalpha() and words[at] not in ROMAN:
        return at
    while at < end and words[at] in "*#-•·>=":
        at += 1
    counted = at + 1 < end and words[at].isdecimal() and len(words[at]) < 3
    if counted and (words[at + 1] in ".)" or (words[at + 1] == "/" and spaced(page, at, end))):
        return at + 2
    if at + 1 < end and words[at] in ROMAN and words[at + 1] in ".)" and upper(page, at, at + 1):
        return at + 2
    if at + 2 < end and words[at] in "[(" and words[at + 2] in "])" and words[at + 1].isdecimal():
        return at + 3
    return at


def spaced(page: Page, at: int, end: int) -> bool:
    """Whether the stroke after a number stands between blanks before a word: "1 / Migraine", but not "1/10"."""
    gaps = page.tokens.gaps
    return at + 2 < end and bool(gaps[at + 1] and gaps[at + 2]) and page.tokens.words[at + 2].isalpha()


def upper(page: Page, first: int, last: int) -> bool:
    """Whether the words are written in capitals."""
    text = page.text[page.tokens.starts[first] : page.tokens.ends[last - 1]]
    return text.isupper()


def all_upper(page: Page) -> bool:
    """Whether the whole note is in capitals, so that capitals show nothing."""
    sample = page.text[:4000]
    big = sum(map(sample.count, "EARTIONS"))
    small = sum(map(sample.count, "eartions"))
    return big > 4 * small
