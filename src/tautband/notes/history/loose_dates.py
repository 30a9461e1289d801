"""Dates told without their year or without their day, in a sentence about sessions: "on October 2", "03/2022".

A day without its year is put into the year before the service.
"""

from __future__ import annotations

from datetime import date

from tautband.notes.context.denials import NEEDLED
from tautband.notes.context.short_days import slashed_day
from tautband.notes.text.dates import EARLIEST, LATEST, MONTHS, Dated, calendar
from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.spoken_dates import spoken_rank


def short_dates(page: Page, sentence: Sentence, service: date) -> list[Dated]:
    """The loose dates of a sentence: "on October 2", "on 7/8", and those without a day, "in 2019", "03/2022"."""
    words = page.tokens.words
    taken = {at for d in page.dates_in(sentence) for at in range(d.first, d.last)}
    found: list[Dated] = []
    for at in range(sentence.first, sentence.last - 1):
        if at in taken:
            continue
        dated = None
        if words[at] in MONTHS:
            dated = day_of_month(words, at, service) if at + 1 not in taken else None
            follows = bool(found) and not found[-1].exact and found[-1].last >= at - 2
            dated = dated or (month_alone(words, at, service, follows=follows) if at + 1 not in taken else None)
        elif words[at] == "on" and at + 3 < sentence.last:
            dated = slashed(words, at + 1, service) if at + 1 not in taken else None
        elif month_of_year(words, at):
            dated = Dated(date(int(words[at + 2]), int(words[at]), 1), at, at + 3, False)
        elif words[at] in ("in", "tpi", "tpis") or bracketed_year(words, at, sentence.first):
            dated = bare_year(words, at + 1, service)
        if dated is not None:
            found.append(dated)
    return found


def day_of_month(words: list[str], at: int, service: date) -> Dated | None:
    """ "October 2" as the last such day before the service."""
    if not words[at + 1].isdecimal() or len(words[at + 1]) > 2:
        return None
    day = last_before(service, MONTHS[words[at]], int(words[at + 1]))
    return Dated(day, at, at + 2, True) if day else None


SESSIONS = NEEDLED | {"session", "set", "round", "sets", "sessions"}
"""Words behind the name of a month that make it a session's: "the February session"."""
LISTING = {",", "and", "&", "/"}


def month_alone(words: list[str], at: int, service: date, *, follows: bool = False) -> Dated | None:
    """ "in October" as the last such month before that of the service, its day unknown; "in December on the twelfth"
    and "april eight" tell the day behind it.
    """
    spoken = at + 1 + (words[at + 1] == "the")
    number = spoken_rank(words[spoken : spoken + 1]) or None
    if number is not None and not words[spoken].isdecimal():
        tens = spoken_rank(words[spoken : spoken + 2])  # "april twenty third"
        day = last_before(service, MONTHS[words[at]], tens or number)
        return Dated(day, at, spoken + 1 + (tens is not None), True) if day else None
    listed = (follows and words[at - 1] in LISTING) or (words[at - 1] in ("tpi", "tpis") and words[at] != "may")
    session = words[at - 1] in ("the", "her", "his", "my") and words[at + 1] in SESSIONS
    if words[at - 1] not in ("in", "last", "since") and not listed and not session:
        return None
    if words[at + 1 : at + 3] == ["on", "the"] and (number := spoken_rank(words[at + 3 : at + 4])) is not None:
        day = last_before(service, MONTHS[words[at]], number)
        return Dated(day, at, at + 4, True) if day else None
    following = words[at + 1]
    if following.isdecimal() or words[at - 1] == "since" or (following == "of" and words[at + 2].isdecimal()):
        return None
    day = last_before(service.replace(day=1), MONTHS[words[at]], 1)
    return Dated(day, at, at + 1, False) if day else None


def slashed(words: list[str], at: int, service: date) -> Dated | None:
    """ "7/8" as the last such day before the service."""
    told = slashed_day(words, at)
    day = last_before(service, *told) if told else None
    return Dated(day, at, at + 3, True) if day else None


def month_of_year(words: list[str], at: int) -> bool:
    """Whether "03/2022" stands here, and no part of a longer date."""
    month, mark, year = (*words[at : at + 3], "", "", "")[:3]
    if mark != "/" or not (month.isdecimal() and year.isdecimal() and len(year) == 4 and len(month) <= 2):
        return False
    return 1 <= int(month) <= 12 and EARLIEST <= int(year) <= LATEST and (at == 0 or words[at - 1] != "/")


def bracketed_year(words: list[str], at: int, begin: int) -> bool:
    """Whether a bracket holds one word shortly behind an injection: "past injections by another clinic (2021)"."""
    if words[at] != "(" or words[at + 2 : at + 3] != [")"]:
        return False
    lead = words[max(begin, at - BEFORE_YEAR) : at]
    return not NEEDLED.isdisjoint(lead) and "," not in lead


BEFORE_YEAR = 8
"""Words from an injection to the year in brackets behind it."""


def bare_year(words: list[str], at: int, service: date) -> Dated | None:
    """A year before that of the service, dated at its end."""
    if not words[at].isdecimal() or len(words[at]) != 4 or not EARLIEST <= int(words[at]) < service.year:
        return None
    return Dated(date(int(words[at]), 12, 31), at, at + 1, False)


def last_before(day: date, month: int, number: int) -> date | None:
    """The last day with this month and number before `day`."""
    for year in (day.year, day.year - 1):
        candidate = calendar(year, month, number)
        if candidate is not None and candidate < day:
            return candidate
    return None
