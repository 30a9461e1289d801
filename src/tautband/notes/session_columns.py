"""Flowsheets with a column for each session: what other days were given is hidden before anything is read.

The heading names sessions alone, by day, by number or by words ("Last", "Today"), and says which of them is today's, or
gives a day that stands elsewhere in the note as the latest of them. Rows that tell what a session did for the pain stay
whole, since they speak of the earlier ones.
"""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.page import Line, Page
from tautband.notes.tables import BAR, NO, Cell, cell_words, split_row

TODAY = {"today", "today's", "current", "now"}
THIS = {"visit", "session", "time", "encounter", "date"}
EARLIER = {"last", "prior", "previous", "earlier", "baseline", "initial", "first", "next", "planned", "prev"}
NUMBERED = {"#", "visit", "session", "set", "v"}
FEWEST = 2
"""Sessions of such a heading, with today's."""
LONGEST = 9
"""Words of a cell that heads a session."""
OUTCOME = {"relief", "benefit", "response", "result", "results", "outcome", "helped", "improvement", "effect"}
EMPTY = NO | {"--", "---", "\N{EM DASH}", "\N{EN DASH}", "blank", "nil"}


def hide_other_sessions(page: Page) -> None:
    """Hide what stands in the columns of other days, and a row that has nothing in today's."""
    if TODAY.isdisjoint(page.tokens.words) and not any(pair[0] == "this" for pair in pairwise(page.tokens.words)):
        return
    for number, line in enumerate(page.lines):
        heads = sessions(page, line)
        if heads:
            today = next(at for at, cell in enumerate(heads) if is_today(page, cell))
            hide_rows(page, number, heads, today)


def sessions(page: Page, line: Line) -> list[Cell]:
    """The cells that head sessions; empty for a line that heads anything else or says of none that it is today's."""
    cells = split_row(page, line) if line.last - line.first > FEWEST else []
    if len(cells) > FEWEST and not is_session(page, cells[0]):
        cells = cells[1:]
    if len(cells) < FEWEST or not all(is_session(page, cell) for cell in cells):
        return []
    return cells if sum(is_today(page, cell) for cell in cells) == 1 else []


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
    """Hide the cells of other sessions in the rows below a heading."""
    piped = BAR in cell_words(page, Cell(page.lines[number].first, page.lines[number].last, 0))
    for below in range(number + 1, len(page.lines)):
        line = page.lines[below]
        if line.blank or not any(word[0].isalnum() for word in page.tokens.words[line.first : line.last]):
            if line.blank:
                break
            continue
        cells = split_row(page, line)
        if (
            len(cells) < FEWEST
            or len(cells) > len(heads) + 1
            or piped != (BAR in page.tokens.words[line.first : line.last])
        ):
            break
        if not OUTCOME.isdisjoint(cell_words(page, cells[0])):
            continue
        told = under(cells, heads)
        for at, cell in told.items():
            if at != today:
                page.hidden.update(range(cell.first, cell.last))
        if today not in told or set(cell_words(page, told[today])) <= EMPTY:
            page.off_lines.add(below)


def under(cells: list[Cell], heads: list[Cell]) -> dict[int, Cell]:
    """The cells of a row behind its label by the session they stand below."""
    if len(cells) == len(heads) + 1:
        return dict(enumerate(cells[1:]))
    return {min(range(len(heads)), key=lambda at: abs(heads[at].column - cell.column)): cell for cell in cells[1:]}
