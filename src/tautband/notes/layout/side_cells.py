"""Rows of a form that say behind each side what it got: "Muscle: trapezius    R: 1 mL    L: none"."""

from __future__ import annotations

from tautband.notes.layout.cell_answers import ticked_count
from tautband.notes.layout.cells import Cell, cell_words, split_row
from tautband.notes.text.page import Line, Page
from tautband.notes.text.side_words import SIDE_OF
from tautband.notes.text.wrapped_lines import VOLUMES

SIDED = 3
"""Cells of such a row: the muscle and its two sides."""


def read_side_cells(page: Page) -> None:
    """Give such rows their sides and hide the cells that tell them, where one of a note's rows gives a volume.

    Grades of the examination, "Trapezius   R: 2+   L: 0", have no volumes and are left as they stand.
    """
    if ":" not in page.tokens.words:
        return
    rows: dict[int, dict[str, Cell]] = {}
    for number, line in enumerate(page.lines):
        words = page.tokens.words[line.first : line.last]
        if words.count(":") < SIDED - 1 or SIDE_OF.keys().isdisjoint(words):
            continue
        cells = split_row(page, line)
        sided = {SIDE_OF[page.tokens.words[cell.first]]: cell for cell in cells[1:] if told(page, cell)}
        if len(cells) == SIDED and len(sided) == SIDED - 1:
            rows[number] = sided
    if not any(not VOLUMES.isdisjoint(cell_words(page, cell)) for row in rows.values() for cell in row.values()):
        return
    for number, row in rows.items():
        for side, cell in row.items():
            count = ticked_count(" ".join(cell_words(page, cell)[2:]), frozenset())
            if count is not None:
                page.sides[number].append((side, count or None))
            page.hidden.update(range(cell.first, cell.last))
        if not page.sides.get(number):
            page.off_lines.add(number)


def told(page: Page, cell: Cell) -> bool:
    """Whether a cell opens with a side and a colon and says something behind them."""
    words = cell_words(page, cell)
    return len(words) > SIDED - 1 and words[0] in SIDE_OF and words[1] == ":"


def read_side_counts(page: Page) -> None:
    """Give the rows of a list of sites their sides and counts: "SCM   R 2   L 2", "Trapezius   R -   L -".

    Only below a line that opens a list of sites or points, in rows that follow one another.
    """
    words = page.tokens.words
    if SIDE_OF.keys().isdisjoint(words) or LISTING.isdisjoint(words):
        return
    listing = False
    for number, line in enumerate(page.lines):
        told = counted_sides(page, line) if listing else {}
        if told:
            page.sides[number] += [(side, count) for side, count in told.items() if count]
            page.hidden.update(range(line.last - LAST, line.last))
            if not any(told.values()):
                page.off_lines.add(number)
        else:
            listing = not line.blank and not LISTING.isdisjoint(words[line.first : line.last])


LISTING = {"sites", "points", "injected", "injections", "tps", "trps"}
LAST = 4
"""Words at the end of such a row: a side, its count, the other side, its count."""
NOTHING = {"-", "0", "none", "\N{EN DASH}", "\N{EM DASH}"}
MOST_POINTS = 9


def counted_sides(page: Page, line: Line) -> dict[str, int]:
    """The count of each side that ends a row, nought where it has none; empty for any other line."""
    words, at = page.tokens.words, line.last - LAST
    if at <= line.first or page.tokens.gaps[at + 2] < GAP or not words[at - 1].isalpha():
        return {}
    one, first, other, second = words[at : line.last]
    sides = [SIDE_OF.get(one), SIDE_OF.get(other)]
    counts = [0 if word in NOTHING else int(word) if word.isdecimal() else -1 for word in (first, second)]
    if None in sides or len(set(sides)) != len(sides) or not all(0 <= count <= MOST_POINTS for count in counts):
        return {}
    return dict(zip([side for side in sides if side], counts, strict=True))


GAP = 2
"""Blanks that part the sides of a row."""
