"""Earlier sessions told by a table: a column of days, one of how much each helped, and perhaps one of how long.

"| DOS | % relief | weeks of relief |" over "| 02/02/2023 | 55 | 8 |".
"""

from __future__ import annotations

from collections.abc import Iterator

from tautband.notes.context.denials import INJECTION_WORDS
from tautband.notes.history.about_sessions import OTHERS
from tautband.notes.history.earlier_sessions import Earlier
from tautband.notes.layout.cells import Cell, cell_words, nearest_place, ruled, split_row
from tautband.notes.text.page import Page, Sentence

DAYS = {"date", "dos", "when", "day", "dates", "session", "sessions"}
HELPED = frozenset(("relief", "better", "benefit", "improvement", "improved", "response", "helped"))
LASTED = {"weeks", "wks", "wk", "duration", "lasted", "long", "months", "mos"}
LONGEST_HEAD = 5
"""Words of a column's head."""
MOST_ROWS = 20
TITLE_LINES = 2
"""Lines above such a table that may say of what it is."""
IN_WEEKS = {"month": 4.345, "months": 4.345, "mo": 4.345, "mos": 4.345}


def session_rows(page: Page) -> Iterator[Earlier]:
    """The sessions of such tables that lie before the service, in the order of their rows."""
    if page.day is None or page.said.keys().isdisjoint(DAYS):
        return
    for sentence in page.saying(HELPED):
        if sentence.vocabulary.isdisjoint(DAYS) or sentence.vocabulary.isdisjoint(HELPED) or of_others(page, sentence):
            continue
        heads = split_row(page, page.lines[sentence.line])
        columns = [meaning(cell_words(page, head)) for head in heads]
        if len(heads) > 1 and columns.count("day") == 1 and columns.count("relief") == 1:
            yield from rows(page, sentence, heads, columns)


def of_others(page: Page, sentence: Sentence) -> bool:
    """Whether the table or what stands right above it names another treatment: "RFA: date, relief"."""
    above = page.sentences[max(0, sentence.number - TITLE_LINES) : sentence.number]
    near = [s for s in above if sentence.line - s.line <= TITLE_LINES]
    words = sentence.vocabulary.union(*(s.vocabulary for s in near))
    told = ("service", "tpi") in sentence.meanings or any(("service", "tpi") in s.meanings for s in near)
    return not told and (not OTHERS.isdisjoint(words) or INJECTION_WORDS.isdisjoint(page.said))


def meaning(words: list[str]) -> str:
    """What a column holds by its head: a day, relief, the time it lasted, or something else."""
    if len(words) > LONGEST_HEAD:
        return ""
    if not LASTED.isdisjoint(words):
        return "time"
    if not HELPED.isdisjoint(words):
        return "relief"
    return "" if DAYS.isdisjoint(words) else "day"


def rows(page: Page, sentence: Sentence, heads: list[Cell], columns: list[str]) -> Iterator[Earlier]:
    """The rows below a heading that hold an earlier day, to the first line that holds none."""
    months = any(word in IN_WEEKS for head in heads for word in cell_words(page, head))
    for line in page.lines[sentence.line + 1 : sentence.line + 1 + MOST_ROWS]:
        if not line.blank and ruled(page, line):
            continue
        cells = split_row(page, line)
        told: dict[str, Cell] = {}
        for at, cell in enumerate(cells):
            told.setdefault(columns[at if len(cells) == len(heads) else nearest_place(cell, heads)], cell)
        dated = page.dates_between(told["day"].first, told["day"].last) if "day" in told else ()
        if len(dated) != 1 or page.day is None or not (dated[0].exact and dated[0].day < page.day):
            return
        row = page.sentences[page.sentence_numbers[dated[0].first]]
        percent, behind = share(page, told.get("relief"))
        time = told.get("time") or behind  # "50% x 6 wks" in one cell
        weeks = figure(page, time)
        if weeks is not None and time and (months or not IN_WEEKS.keys().isdisjoint(cell_words(page, time))):
            weeks = round(weeks * IN_WEEKS["months"], 1)
        yield Earlier(dated[0].day, row, dated[0].first, dated[0].last, percent=percent, weeks=weeks)


def share(page: Page, cell: Cell | None) -> tuple[float | None, Cell | None]:
    """The percent of a cell of relief, and what stands behind its sign."""
    words = cell_words(page, cell) if cell else []
    if cell is None or "%" not in words:
        return figure(page, cell), None
    sign = cell.first + words.index("%")
    return page.number(sign - 1), cell._replace(first=sign + 1)


def figure(page: Page, cell: Cell | None) -> float | None:
    """The only number of a cell."""
    found = [value for at in range(cell.first, cell.last) if (value := page.number(at)) is not None] if cell else []
    return found[0] if len(found) == 1 else None
