"""Flowsheets with a column for each session: what other days were given is hidden before anything is read.

The heading names sessions alone, by day, by number or by words ("Last", "Today"), and says which of them is today's, or
gives as the latest of its days or months one that stands elsewhere in the note. Rows that tell what a session did for
the pain stay whole, since they speak of the earlier ones.
"""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.layout.cell_answers import DENIED
from tautband.notes.layout.cells import BAR, Cell, cell_words, nearest_place, split_row
from tautband.notes.text.page import Line, Page
from tautband.notes.text.target import MUSCLE_KINDS

TODAY = {"today", "today's", "current", "now"}
THIS = {"visit", "session", "time", "encounter", "date"}
EARLIER = {"last", "prior", "previous", "earlier", "baseline", "initial", "first", "next", "planned", "prev"}
NUMBERED = {"#", "visit", "session", "set", "v"}
FEWEST = 2
"""Sessions of such a heading, with today's."""
FIGURES = 3
LONGEST = 9
"""Words of a cell that heads a session."""
STROKES = ("/", "-")
OUTCOME = {"relief", "benefit", "response", "result", "results", "outcome", "helped", "improvement", "effect"}
EMPTY = DENIED | {"--", "---", "\N{EM DASH}", "\N{EN DASH}", "blank"}


def hide_other_sessions(page: Page) -> None:
    """Hide what stands in the columns of other days, and a row that has nothing in today's."""
    for number, line in enumerate(page.lines):
        words = page.tokens.words[line.first : line.last]
        dated = words.count("/") >= FEWEST or words.count("-") >= 2 * FEWEST
        if TODAY.isdisjoint(words) and "this" not in words and not dated:
            continue
        heads = sessions(page, line)
        today = todays(page, line, heads) if heads else None
        if today is not None:
            hide_rows(page, number, heads, today)


def sessions(page: Page, line: Line) -> list[Cell]:
    """The cells that head sessions; empty for a line that heads anything else."""
    cells = split_row(page, line) if line.last - line.first > FEWEST else []
    if len(cells) > FEWEST and not is_session(page, cells[0]):
        cells = cells[1:]
    return cells if len(cells) >= FEWEST and all(is_session(page, cell) for cell in cells) else []


def todays(page: Page, line: Line, heads: list[Cell]) -> int | None:
    """The place of today's session among those of a heading, behind them all where the note is of a later day; None
    where that is not told.
    """
    told = [at for at, cell in enumerate(heads) if is_today(page, cell)]
    if told:
        return told[0] if len(told) == 1 else None
    days = [day_alone([word for word in cell_words(page, cell) if word not in "()"]) for cell in heads]
    known = [day for day in days if day is not None]
    if len(known) < len(days) or len(set(known)) < len(known):
        return None
    latest = max(known)
    size = FIGURES if latest[2] else FIGURES - 1
    words = page.tokens.words
    places = (at for at in range(len(words) - 4) if words[at + 1] in STROKES and not line.first <= at < line.last)
    written = [day for at in places if (day := day_at(words, at)) is not None and day[2]]
    if any(day[:size] == latest[:size] for day in written):
        return days.index(latest)
    return len(heads) if any(day[:size] > latest[:size] for day in written) else None


def day_alone(words: list[str]) -> tuple[int, int, int] | None:
    """The day or the month of a cell that holds nothing else."""
    day = day_at(words, 0)
    return day if day is not None and len(words) == (FIGURES if day[2] == 0 else 2 * FIGURES - 1) else None


def day_at(words: list[str], at: int) -> tuple[int, int, int] | None:
    """The year, month and day written at a place as 2/7/2024 or 2-7-24; day 0 for the month alone, 2/2024."""
    figures, strokes = words[at : at + 5 : 2], words[at + 1 : at + 4 : 2]
    if (
        not strokes
        or strokes[0] not in STROKES
        or not all(figure.isdecimal() and len(figure) <= 4 for figure in figures[:2])
    ):
        return None
    year = figures[2] if strokes in (["/", "/"], ["-", "-"]) and len(figures) == FIGURES else ""
    if year.isdecimal() and len(year) in (2, 4):
        return int(year[-2:]), int(figures[0]), int(figures[1])
    return (int(figures[1][-2:]), int(figures[0]), 0) if len(figures) > 1 and len(figures[1]) == 4 else None


def is_today(page: Page, cell: Cell) -> bool:
    """Whether a cell says that its session is the one at hand: "#3 (today)", "2/7/2024 (this visit)"."""
    words = cell_words(page, cell)
    return not TODAY.isdisjoint(words) or any(one == "this" and two in THIS for one, two in pairwise(words))


def is_session(page: Page, cell: Cell) -> bool:
    """Whether a cell names a session by its day, its number or its place among the others, and nothing else."""
    words = cell_words(page, cell)
    if not 0 < len(words) <= LONGEST:
        return False
    days = any(one.isdecimal() and two in "/-" for one, two in pairwise(words))
    counted = any(one in NUMBERED and two.isdecimal() for one, two in pairwise(words))
    told = words[0] in EARLIER | TODAY | {"("}
    said = {word for word in words if word.isalpha()} <= TODAY | THIS | EARLIER | NUMBERED | {"this", "tpi", "dos"}
    return said and (days or counted or told or is_today(page, cell))


def hide_rows(page: Page, number: int, heads: list[Cell], today: int) -> None:
    """Hide the cells of other sessions in the rows below a heading, where a row tells of muscles or of needles."""
    rows = rows_below(page, number, len(heads))
    if not any(needled(page, cells[0]) for cells in rows.values()):
        return
    for below, cells in rows.items():
        if not OUTCOME.isdisjoint(cell_words(page, cells[0])) or (today == len(heads) and not needled(page, cells[0])):
            continue
        told = under(cells, heads)
        for at, cell in told.items():
            if at != today:
                page.hidden.update(range(cell.first, cell.last))
        if today not in told or set(cell_words(page, told[today])) <= EMPTY:
            page.off_lines.add(below)


def rows_below(page: Page, number: int, columns: int) -> dict[int, list[Cell]]:
    """The rows below a heading by the number of their line, to the first line that is none; drawn lines are no rows."""
    words = page.tokens.words
    piped = BAR in words[page.lines[number].first : page.lines[number].last]
    rows: dict[int, list[Cell]] = {}
    for below in range(number + 1, len(page.lines)):
        line = page.lines[below]
        if line.blank:
            break
        if not any(word[0].isalnum() for word in words[line.first : line.last]):
            continue
        cells = split_row(page, line)
        if not FEWEST <= len(cells) <= columns + 1 or piped != (BAR in words[line.first : line.last]):
            break
        rows[below] = cells
    return rows


def needled(page: Page, label: Cell) -> bool:
    """Whether a row's label names a muscle or the injection."""
    found = page.things_between(label.first, label.last)
    return any(m.kind in MUSCLE_KINDS or m.value == "tpi" for m in found)


def under(cells: list[Cell], heads: list[Cell]) -> dict[int, Cell]:
    """The cells of a row behind its label by the session they stand below."""
    if len(cells) == len(heads) + 1:
        return dict(enumerate(cells[1:]))
    return {nearest_place(cell, heads): cell for cell in cells[1:]}
