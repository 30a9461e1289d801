"""Grids of muscles with boxes under the columns of an examination and under one of what was injected.

    MUSCLE              R   L   taut band  tender | injected  mL
    Levator scapulae   [ ] [X]    [X]       [X]   | [X]       1
    SCM                [ ] [X]    [ ]       [X]   | [ ]       ___

The box under "injected" decides the row; what the examination ticked injects nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from tautband.notes.layout.boxes import BOXED, Box, find_boxes, hide
from tautband.notes.layout.cells import BAR, Cell, loose_cells, ruled, split_row
from tautband.notes.layout.table_headers import BOTH, column_of, of_a_deed, regrouped
from tautband.notes.text.page import Line, Page
from tautband.notes.text.side_words import SIDE_OF
from tautband.notes.text.target import MUSCLE_KINDS

FEWEST = 2
"""Rows of a grid, and boxes of a row."""
AMOUNTS = {"points", "ml", "ml_each"}


class Head(NamedTuple):
    """A column: what it holds, whether it asks for what was injected, and the places on its line from first to last."""

    value: str
    deed: bool
    first: int
    last: int


def read_box_grids(page: Page) -> None:
    """Settle the rows of each such grid: off where the box of the injection is empty, with their sides where ticked."""
    if BOXED.isdisjoint(page.tokens.words):
        return
    number = 0
    while number < len(page.lines):
        rows = rows_below(page, number)
        if len(rows) >= FEWEST:
            piped = by_bars(page, number, rows)
            heads = column_heads(page, number, piped)
            columns = {at: [under(page, page.lines[at], box.first, heads, piped) for box in rows[at]] for at in rows}
            if asks_beside_exam([head for found in columns.values() for head in found]):
                for at, found in columns.items():
                    settle_row(page, at, rows[at], found, heads, piped)
        number = max([number, *rows]) + 1


def rows_below(page: Page, number: int) -> dict[int, list[Box]]:
    """The boxes of the lines below one without any, by number, where each line opens with a muscle and has several."""
    rows: dict[int, list[Box]] = {}
    if page.lines[number].blank or boxed(page, page.lines[number]):
        return rows
    for below in range(number + 1, len(page.lines)):
        line = page.lines[below]
        if line.blank:
            break
        if ruled(page, line) and not boxed(page, line):
            continue
        boxes = find_boxes(page, line) if boxed(page, line) else []
        if len(boxes) < FEWEST or not opens_with_muscle(page, line, boxes[0]):
            break
        rows[below] = boxes
    return rows


def boxed(page: Page, line: Line) -> bool:
    """Whether a line may hold a box."""
    return not BOXED.isdisjoint(page.tokens.words[line.first : line.last])


def opens_with_muscle(page: Page, line: Line, box: Box) -> bool:
    """Whether a muscle is named before a row's first box, and no key with a colon."""
    key = ":" in page.tokens.words[line.first : box.first]
    return not key and any(m.kind in MUSCLE_KINDS for m in page.things_between(line.first, box.first))


def by_bars(page: Page, number: int, rows: dict[int, list[Box]]) -> bool:
    """Whether bars part the cells of a grid, so that their order tells their columns."""
    counts = {page.tokens.words[page.lines[at].first : page.lines[at].last].count(BAR) for at in (number, *rows)}
    return len(counts) == 1 and counts.pop() > 1


def column_heads(page: Page, number: int, piped: bool) -> list[Head]:
    """The columns of a header."""
    line = page.lines[number]
    cells = split_row(page, line) if piped else loose_cells(page, line)
    named = [(column_of(page, cell), cell) for cell in cells]
    columns = regrouped(page, number, named)
    heads = []
    for value, cell in columns:
        sided = value in BOTH and (columns is not named or of_a_deed(page, cell))
        heads.append(Head(value or "other", sided or value == "injected", *span(page, line, cell, piped)))
    return heads


def span(page: Page, line: Line, cell: Cell, piped: bool) -> tuple[int, int]:
    """The places of a cell on its line: the bars before it, or the characters it begins and ends at."""
    words, starts, ends = page.tokens.words, page.tokens.starts, page.tokens.ends
    if piped:
        bars = words[line.first : cell.first].count(BAR)
        return bars, bars
    width = ends[cell.last - 1] - starts[cell.first] if cell.first < cell.last else 0
    return cell.column, cell.column + width


def under(page: Page, line: Line, at: int, heads: list[Head], piped: bool) -> Head:
    """The column a token stands in: the one whose places lie nearest."""
    column = page.tokens.starts[at] - page.tokens.starts[line.first] + page.tokens.gaps[line.first]
    place = span(page, line, Cell(at, at + 1, column), piped)[0]
    return min(heads, key=lambda head: (max(head.first - place, place - head.last, 0), abs(head.first - place)))


def asks_beside_exam(found: list[Head]) -> bool:
    """Whether boxes stand both in a column that asks for what was injected and in others."""
    return any(head.deed for head in found) and not all(head.deed for head in found)


def settle_row(page: Page, number: int, boxes: list[Box], found: list[Head], heads: list[Head], piped: bool) -> None:
    """Leave out a row whose boxes of the injection are empty; give another its sides and amounts and hide the rest."""
    line, words = page.lines[number], page.tokens.words
    done = [(box, head) for box, head in zip(boxes, found, strict=True) if head.deed and box.ticked]
    if not done:
        page.off_lines.add(number)
        hide(page, line.first, line.last)
        return
    beside = [SIDE_OF.get(words[box.last]) for box, _ in done if box.last < line.last]
    sides = [head.value for _, head in done if head.value in BOTH] or [side for side in beside if side]
    sides = sides or [head.value for box, head in zip(boxes, found, strict=True) if box.ticked and head.value in BOTH]
    page.sides[number] += [(side, None) for side in dict.fromkeys(sides)]
    told: dict[str, str] = {"injected": "x"}
    for at in range(boxes[0].first, line.last):
        value = under(page, line, at, heads, piped).value
        inside = any(box.first <= at < box.last for box in boxes)
        if value in AMOUNTS and not inside and words[at][0].isalnum():
            told[value] = " ".join(filter(None, (told.get(value), words[at])))
    page.cells[number] = told
    hide(page, boxes[0].first, line.last)
