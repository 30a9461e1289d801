"""The day of service in bare figures: "Date 9 16 2020", "7 4 2025   HMO", "dictated nine seventeen twenty twenty four".

Three numbers in a row may be anything, so they are a day only with a year of four figures at a note's head, or with a
year of two behind the word "date" or alone at the begin of a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tautband.notes.text.dates import Dated, calendar, full_year
from tautband.notes.text.page import Line, Page
from tautband.notes.text.spoken_dates import figure, year_at

HEAD_LINES = 3
SPOKEN_WITHIN = 60
"""Words of a dictation within which its day is told."""
CALLED = {"date", "dos", "dated", "day"}
SPEAKING = CALLED | {"for", "its", "it's", "is", "on"}
"""Words behind which a dictated day stands."""
WIDE = 3


def day_in_figures(page: Page) -> Dated | None:
    """The first day that the head of a note writes or speaks in bare figures."""
    return next(written(page), None) or next(spoken(page.tokens.words), None)


def written(page: Page) -> Iterator[Dated]:
    """Days written with nothing but blanks between their figures, in the first lines."""
    words = page.tokens.words
    filled = [line for line in page.lines if not line.blank][:HEAD_LINES]
    numbers = [at for at in page.number_places if at < filled[-1].last] if filled else []
    for one, two, three in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if three != one + 2 or max(len(words[one]), len(words[two])) > 2 or len(words[three]) not in (2, 4):
            continue
        line = next(line for line in filled if one < line.last)
        if line.last <= three or not headed(page, line, one) or not all(map(str.isdecimal, words[one : three + 1])):
            continue
        day = calendar(full_year(words[three]), int(words[one]), int(words[two]))
        if day is not None:
            yield Dated(day, one, three + 1, True)


def headed(page: Page, line: Line, at: int) -> bool:
    """Whether three figures from token `at` on stand behind the word "date" or by themselves in their line."""
    words, gaps = page.tokens.words, page.tokens.gaps
    before = words[at - 1 - (words[at - 1] == ":")] if at > line.first else ""
    apart = at == line.first or gaps[at] >= WIDE
    ends = at + 3 == line.last or gaps[at + 3] >= WIDE or words[at + 3] in ("-", "|", ",")
    return before in CALLED or (apart and ends)


def spoken(words: list[str]) -> Iterator[Dated]:
    """Days spoken as figures near the begin of a dictation: "nine two twenty twenty three", "oh four seventeen twenty
    five".
    """
    opening = words[:SPOKEN_WITHIN]
    for at, word in enumerate(opening if "twenty" in opening else ()):
        if at == 0 or words[at - 1] not in SPEAKING:
            continue
        month = figure(words, at)
        if month is None or month[0] > 12:
            continue
        for length in (2, 1):
            day = figure(words[: month[1] + length], month[1])
            if day is None or day[1] != month[1] + length:
                continue
            year = year_at(words, day[1]) or (short_year(words, day[1]) if word in ("oh", "o") else None)
            told = calendar(year[0], month[0], day[0]) if year else None
            if year and told:
                yield Dated(told, at, year[1], True)
                break


def short_year(words: list[str], at: int) -> tuple[int, int] | None:
    """A year spoken by its last two figures, behind a month spoken with its nought: "oh four seventeen twenty five"."""
    year = figure(words, at)
    return (date(2000 + year[0], 1, 1).year, year[1]) if year and 20 <= year[0] < 40 else None
