"""Dates written in a note, with the words before them that say whose date it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tautband.notes.text.spoken_dates import day_and_year, day_before, year_at

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
SEPARATORS = {"/", "-", "."}
EARLIEST, LATEST = 1990, 2079


class Dated(NamedTuple):
    """A date at tokens `first` to `last`. `exact` is False where only month and year are written."""

    day: date
    first: int
    last: int
    exact: bool


BEHIND_FIGURES = {"/", "-", ".", "st", "nd", "rd", "th", "of", *MONTHS}
"""Words without one of which right behind it a number begins no date, unless it is one whole token."""


def find_dates(words: Sequence[str], numbers: Sequence[int]) -> list[Dated]:
    """Every date among `words`: 3/4/2025, 03-04-25, 2025-03-04, March 4, 2025, 4 March 2025, Mar 2025 and 3/2025 (not
    exact), march fourth twenty twenty five.

    `numbers` are the places of the numbers among them, in order.
    """
    found: list[Dated] = []
    after = 0
    months = [] if MONTHS.keys().isdisjoint(words) else [at for at, word in enumerate(words) if word in MONTHS]
    for at in sorted({*numbers, *months}) if months else numbers:
        if at < after:
            continue
        if words[at] in MONTHS:
            hit = month_first(words, at) or spoken_day_first(words, at)
        elif "." in words[at] or (at + 1 < len(words) and words[at + 1] in BEHIND_FIGURES):
            hit = numeric(words, at) or day_first(words, at) or month_and_year(words, at)
        else:
            continue  # most numbers are amounts
        if hit:
            found.append(hit)
            after = hit.last
    return found


def numeric(words: Sequence[str], at: int) -> Dated | None:
    """Month/day/year, or year-month-day."""
    if (
        at + 4 >= len(words)
        or words[at].count(".") == 2
        or words[at + 1] not in "/-."
        or words[at + 3] != words[at + 1]
    ):
        return dotted(words, at)
    one, two, three = words[at], words[at + 2], words[at + 4]
    if not (one.isdecimal() and two.isdecimal() and three.isdecimal()):
        return None
    if len(one) == 4:
        day = calendar(int(one), int(two), int(three))
    elif len(three) in (2, 4) and len(one) <= 2 and len(two) <= 2:
        day = calendar(full_year(three), int(one), int(two))
    else:
        return None
    return Dated(day, at, at + 5, True) if day else None


def impossible(words: Sequence[str], found: Sequence[Dated]) -> list[int]:
    """Where a date is begun that no day of the calendar is: 02/30/2026, "february thirtieth", a month without its year.

    `found` are the dates that the calendar does hold.
    """
    possible = {dated.first for dated in found}
    figures = (
        at
        for at in [at for at, word in enumerate(words[1:-3]) if word in SEPARATORS]
        if at not in possible
        and words[at + 3] == words[at + 1]
        and all(words[place].isdecimal() for place in (at, at + 2, at + 4))
        and 4 in (len(words[at]), len(words[at + 4]))
        and numeric(words, at) is None
    )
    named = [] if MONTHS.keys().isdisjoint(words) else [at for at, word in enumerate(words) if word in MONTHS]
    return [at for at in (*figures, *named) if at not in possible]


def dotted(words: Sequence[str], at: int) -> Dated | None:
    """3.4.2025 or 2025.3.4, which the tokens hold as one number; 18.06.2025 can only have its day first."""
    if "." not in words[at] or words[at].count(".") != 2:
        return None
    parts = words[at].split(".")
    if all(part.isdecimal() for part in parts) and len(parts[0]) == 4:
        parts = [parts[1], parts[2], parts[0]]
    if not all(part.isdecimal() for part in parts) or len(parts[2]) not in (2, 4):
        return None
    one, two = int(parts[0][:4]), int(parts[1][:4])
    if one > 12 and len(parts[2]) == 4:
        one, two = two, one
    day = calendar(full_year(parts[2]), one, two)
    return Dated(day, at, at + 1, True) if day else None


def month_first(words: Sequence[str], at: int) -> Dated | None:
    """March 4, 2025; March 4th 2025; Mar 2025."""
    month = MONTHS[words[at]]
    place = at + 1
    if place < len(words) and words[place] == ".":
        place += 1
    if place >= len(words) or not words[place].isdecimal():
        spoken = day_and_year(words, place)
        day = calendar(spoken[1], month, spoken[0]) if spoken else None
        return Dated(day, at, spoken[2], True) if spoken and day else None
    if len(words[place]) == 4:
        day = calendar(int(words[place]), month, 1)
        return Dated(day, at, place + 1, False) if day else None
    number = int(words[place][:4])
    place += 1
    while place < len(words) and words[place] in (",", "st", "nd", "rd", "th", "of"):
        place += 1
    if place < len(words) and words[place].isdecimal() and len(words[place]) == 4:
        day = calendar(int(words[place]), month, number)
        return Dated(day, at, place + 1, True) if day else None
    return None


def month_and_year(words: Sequence[str], at: int) -> Dated | None:
    """6/2022, which is not exact."""
    if words[at + 1 : at + 2] != ["/"] or at + 2 >= len(words) or len(words[at + 2]) != 4 or len(words[at]) > 2:
        return None
    if (at and words[at - 1] == "/") or words[at + 3 : at + 4] == ["/"]:
        return None
    if not (words[at].isdecimal() and words[at + 2].isdecimal()):
        return None
    day = calendar(int(words[at + 2]), int(words[at]), 1)
    return Dated(day, at, at + 3, False) if day else None


def spoken_day_first(words: Sequence[str], at: int) -> Dated | None:
    """The ninth of april twenty twenty five, the 9th of April 2025 as dictated; `at` is the month."""
    spoken = day_before(words, at)
    if spoken is None:
        return None
    behind = at + 1 + (words[at + 1 : at + 2] == [","])
    year = year_at(words, behind)
    day = calendar(year[0], MONTHS[words[at]], spoken[0]) if year else None
    return Dated(day, spoken[1], year[1], True) if year and day else None


def day_first(words: Sequence[str], at: int) -> Dated | None:
    """4 March 2025, 4th of March 2025."""
    if len(words[at]) > 2:
        return None
    place = at + 1
    while place < len(words) and words[place] in ("st", "nd", "rd", "th", "of", "-"):
        place += 1
    if place >= len(words) or words[place] not in MONTHS or not words[at].isdecimal():
        return None
    month = MONTHS[words[place]]
    if place + 1 < len(words) and len(words[place + 1]) == 2 and month_first(words, place):
        return None  # "VISIT 2 May 14, 2025" counts the visit
    place += 1
    while place < len(words) and words[place] in (",", ".", "-"):
        place += 1
    if place < len(words) and words[place].isdecimal() and len(words[place]) in (2, 4):
        day = calendar(full_year(words[place]), month, int(words[at]))
        return Dated(day, at, place + 1, True) if day else None
    return None


def full_year(text: str) -> int:
    """A year of two digits is in this century; longer texts are years as they stand."""
    return 2000 + int(text) if len(text) == 2 else int(text[:5])


def calendar(year: int, month: int, day: int) -> date | None:
    """The date, when there is one and it lies where a note's date can lie."""
    if not EARLIEST <= year <= LATEST or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
