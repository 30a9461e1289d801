"""The date of service: given, labelled as such, told of today, or the one that a note's head has for itself.

The date decides the codes and the rules, and which of a note's injections were today's. So a date that may be another
day's is none: a log of dated rows without today's mark leaves the day unknown, and coding asks.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from itertools import pairwise

from tautband.notes.record.figured_day import day_in_figures
from tautband.notes.text.dates import Dated, find_dates, impossible
from tautband.notes.text.page import FIRST, NONE, Page
from tautband.notes.text.visit_numbers import NUMBERED, past_number

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
    ("this", "visit"),
    ("present", "visit"),
    ("today's", "visit"),
    ("today's", "detail"),
    ("today's", "note"),
)
LABELLING = {words[-1] for words in SERVICE_WORDS}
OTHER_WORDS = {
    "dob", "birth", "born", "injury", "doi", "accident", "printed", "dictated", "transcribed", "signed", "onset",
    "since", "loss", "surgery", "referral", "expires", "exp", "admitted", "last", "next", "prior", "faxed", "scheduled",
    "previous", "addendum", "reviewed", "mri", "cosigned", "dd", "dt", "effective", "lot", "version", "rev",
}  # fmt: skip
REACH = 7
HEADER_LINES = 8
WIDE = 8
"""Blanks that part a date from words that name another paper."""


def read_day(page: Page, given: date | None) -> None:
    """Set `page.day`: the date given, else the date labelled as the service's, else the first of the header.

    Where what is labelled so is no day of the calendar ("02/30/2026"), the day is not known and no other stands for it.
    """
    page.dates = find_dates(page.tokens.words, page.number_places)
    labelled = [dated for dated in page.dates if dated.exact and labelled_service(page, dated)]
    header_end = page.lines[min(len(page.lines) - 1, HEADER_LINES)].last
    loose = [d for d in page.dates if d.exact and d.last <= header_end and not labelled_other(page, d)]
    rows = rows_of_days(page)
    loose = told_of_today(page) or last_visit(page) or [d for d in loose if d.first not in rows]
    loose = loose or [d for d in page.dates if d.exact and not labelled_other(page, d) and d.first not in rows][:1]
    loose = loose or [d for d in page.dates if d.exact and d.last <= header_end and written_up(page, d)]
    loose = before_all(page, loose)
    chosen = (labelled or ([] if impossible_service(page) else loose))[:1]
    if given is not None:
        page.day = given
        page.day_spans = tuple(dated for dated in labelled + loose if dated.day == given)[:1]
        page.other_day = next((dated for dated in labelled if dated.day != given), None) if not page.day_spans else None
    elif chosen:
        page.day = chosen[0].day
        page.day_spans = (chosen[0],)


def before_all(page: Page, loose: list[Dated]) -> list[Dated]:
    """The day that a note's head gives in bare figures, where it stands before every other, else the others."""
    figured = day_in_figures(page)
    return [figured] if figured and all(figured.last <= dated.first for dated in loose[:1]) else loose


def labelled_service(page: Page, dated: Dated) -> bool:
    """Whether the words before a date say that it is the date of service."""
    near = page.tokens.words[max(0, dated.first - REACH) : dated.first]
    if LABELLING.isdisjoint(near):
        return False
    if of_surgery(page, dated):
        return False
    before = [word for word in near if word not in ":.-|*()"]
    return bool(before) and any(
        tuple(before[-len(words) :]) == words and EARLIER.isdisjoint(before[-len(words) - 1 : -len(words)])
        for words in SERVICE_WORDS
        if words[-1] == before[-1]
    )


OPERATED_BEHIND = 8


def of_surgery(page: Page, dated: Dated) -> bool:
    """Whether "DOS 8/6/24: left mastectomy" dates an operation, in a note that a later date heads."""
    cues = page.cues.get("visit", NONE)
    begin = bisect_left(cues, dated.last, key=FIRST)
    behind = cues[begin : bisect_left(cues, dated.last + OPERATED_BEHIND, lo=begin, key=FIRST)]
    operated = any(m.kind == "operation" for m in behind)
    if not operated or dated.first not in range(page.line_begin(dated.first), page.line_begin(dated.first) + 5):
        return False
    first = next((d for d in page.dates if d.exact), None)
    return first is not None and first.first < dated.first and first.day > dated.day


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
    if heads_note(page, dated):
        return False
    begin = dated.first
    if words[begin - 2 : begin] in TITLE_ENDS:
        return False  # "Follow up, spine surgery service. 3/3/2025"
    while begin > max(0, dated.first - 4) and not (begin in page.line_starts and words[begin - 1] != ":"):
        if page.tokens.gaps[begin] >= WIDE and words[begin - 1] != ":":
            break  # "Visit summary + addendum          10/04/2023"
        begin -= 1
    before = words[begin : dated.first]
    if before and before[-1] in PLACES:
        before = [word for word in before if word not in TREATED_THERE]
    return not OTHER_WORDS.isdisjoint(before) or birthday(before)


def birthday(before: list[str]) -> bool:
    """Whether the last word before a date calls it a birthday by letters, "d.o.b. ", "b: ", as "Medicare part B" does
    not.
    """
    said = [word for word in before if word.isalnum()]
    return said[-1:] == ["b"] and said[-2:-1] != ["part"]


PLACES = {"clinic", "center", "centre", "institute"}
TREATED_THERE = {"injury", "accident", "surgery"}
"""Words of a clinic's name: "Rock climbing injury clinic 6-6-25"."""
TITLE_ENDS = (["service", "."], ["clinic", "."], ["department", "."], ["office", "."], ["center", "."])


def heads_note(page: Page, dated: Dated) -> bool:
    """Whether a date ends the title in a note's first line: "SPINE SURGERY POST-OP     2/19/2025", "visit 3/4/25"."""
    line = next((line for line in page.lines if not line.blank), None)
    if line is None or not line.first + 1 < dated.first < line.last:
        return False
    words, before = page.tokens.words, page.tokens.words[dated.first - 1]
    title = words[line.first : min(dated.first, line.first + LONGEST_TITLE)]
    if of_department(title) and words[dated.last : dated.last + 1] not in ([":"], ["by"]):
        return True
    apart = page.tokens.gaps[dated.first] >= TITLE_GAP and before.isalnum() and before not in UNTITLED
    return apart or (before in VISITS and UNTITLED.isdisjoint(words[max(line.first, dated.first - 3) : dated.first]))


OPERATING = {
    "oral", "maxillofacial", "orthopedic", "orthopaedic", "plastic", "hand", "spine", "vascular", "general", "thoracic",
    "and", "&", "ortho", "foot", "ankle", "neurological", "colorectal", "head", "neck", "reconstructive",
}  # fmt: skip
"""Words before "surgery" in the name of a department."""


def of_department(title: list[str]) -> bool:
    """Whether a note's title names a department of surgery, so that the day behind it is none of an operation."""
    if "surgery" not in title[1:]:
        return False
    return OPERATING.issuperset(title[: title.index("surgery")])


LONGEST_TITLE = 30
"""Words within which a first line names its department."""
TITLE_GAP = 3
VISITS = {"visit", "encounter", "appointment", "session"}
UNTITLED = {
    "dob", "birth", "born", "injury", "doi", "accident", "loss", "printed", "dictated", "signed", "last", "next",
    "prior", "previous", "expires", "exp", "admitted", "faxed", "reviewed", "transcribed", "b", "on", "of",
    "from", "since",
}  # fmt: skip
"""Words of a title's line behind which a date is another's."""


def told_of_today(page: Page) -> list[Dated]:
    """The date that a text of several calls today's: "VISIT 2   April 3, 2025  (today)", "today 5/31/2024"."""
    words = page.tokens.words
    found = []
    for dated in page.dates if "today" in words else ():
        at = dated.last
        while at < len(words) and words[at] in BESIDE_TODAY:
            at += 1
        near = words[at : at + 1] == ["today"] and at - dated.last <= 2
        if dated.exact and ((near and opens_visit(page, dated)) or row_of_today(page, dated)):
            found.append(dated)
        before = words[max(0, dated.first - 3) : dated.first]
        if dated.exact and (before[-1:] == ["today"] or before[-2:] in (["today", ":"], ["today", ","])):
            found.append(dated)
    return found[:1]


def row_of_today(page: Page, dated: Dated) -> bool:
    """Whether a date opens a line that calls it today's: "11/05/2025   R trap   (today)", "6/12/25 - TODAY"."""
    if dated.first not in page.line_starts:
        return False
    words = page.tokens.words
    last = next((at for at in range(dated.last, len(words)) if at in page.line_starts), len(words))
    said = words[dated.last : last]
    if "today" not in said:
        return False
    at = dated.last + said.index("today")
    alone = at + 1 == last or words[at + 1] in BESIDE_TODAY | {"."}
    return alone and (words[at - 1] in BESIDE_TODAY or at == dated.last)


def rows_of_days(page: Page) -> set[int]:
    """Where dates open rows of a log, of which the text calls none today's: two lines or more, one below the other.

    A note's first line that has the latest of them is its head and no row.
    """
    days = {d.first: d.day for d in page.dates if d.exact}
    filled = [line.first for line in page.lines if not line.blank]
    rows = {at for pair in pairwise(filled) if days.keys() >= set(pair) for at in pair}
    if rows and days.get(filled[0]) == max(days[at] for at in rows):
        rows.discard(filled[0])
    return rows


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
