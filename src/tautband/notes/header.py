"""The encounter's plain facts: date of service, place, state and the payer's name as written."""

from __future__ import annotations

from datetime import date

from tautband.notes.dates import Dated, find_dates
from tautband.notes.page import Page

SERVICE_WORDS = (("date", "of", "service"), ("dos",), ("date", "of", "procedure"), ("encounter", "date"), ("visit", "date"),
                 ("procedure", "date"), ("service", "date"), ("date", "of", "visit"), ("date", "of", "encounter"),
                 ("date", "seen"), ("seen", "on"), ("seen", "in", "the", "office", "on"), ("d", "/", "o", "/", "s"), ("date", "of", "operation"), ("date", "of", "surgery"))  # fmt: skip
OTHER_WORDS = {"dob", "birth", "born", "injury", "doi", "accident", "printed", "dictated", "transcribed", "signed",
               "onset", "since", "loss", "surgery", "referral", "expires", "exp", "admitted", "last", "next", "prior",
               "faxed", "scheduled", "previous", "addendum", "reviewed", "mri", "cosigned", "doi:", "dd", "dt"}  # fmt: skip
REACH = 7
HEADER_LINES = 8


def read_day(page: Page, given: date | None) -> None:
    """Set `page.day`: the date given, else the date labelled as the service's, else the first of the header."""
    page.dates = find_dates(page.tokens.words)
    labelled = [dated for dated in page.dates if dated.exact and labelled_service(page, dated)]
    header_end = page.lines[min(len(page.lines) - 1, HEADER_LINES)].last
    loose = [dated for dated in page.dates if dated.exact and dated.last <= header_end and not labelled_other(page, dated)]
    chosen = (labelled or loose)[:1]
    if given is not None:
        page.day = given
        page.day_spans = tuple(dated for dated in chosen if dated.day == given)[:1]
        page.other_day = next((dated for dated in labelled if dated.day != given), None) if not page.day_spans else None
    elif chosen:
        page.day = chosen[0].day
        page.day_spans = (chosen[0],)


def labelled_service(page: Page, dated: Dated) -> bool:
    """Whether the words before a date say that it is the date of service."""
    before = [word for word in page.tokens.words[max(0, dated.first - REACH) : dated.first] if word not in ":.-|*"]
    return any(tuple(before[len(before) - len(words) :]) == words for words in SERVICE_WORDS if len(before) >= len(words))


def labelled_other(page: Page, dated: Dated) -> bool:
    """Whether the words before a date on its line give it to something other than the service."""
    before = page.tokens.words[max(0, dated.first - 4) : dated.first]
    return not OTHER_WORDS.isdisjoint(before)
