"""The cells of a line: parted by bars or commas, or by runs of blanks."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from tautband.notes.text.page import Line, Page

BAR = "|"
GAP = 2
"""Blanks that part two cells where a line has no bars."""


class Cell(NamedTuple):
    """A cell of a table row: its tokens, and where it begins on its line in characters."""

    first: int
    last: int
    column: int
    piece: str = ""
    """The cell's own part of a token that holds several: "2,2,1" without blanks."""


def cell_words(page: Page, cell: Cell) -> list[str]:
    """The words of a cell."""
    return page.tokens.words[cell.first : cell.last]


def split_row(page: Page, line: Line, mark: str = BAR) -> list[Cell]:
    """The cells of a line, parted by bars or another mark, or by runs of blanks where it has none."""
    words, starts, gaps = page.tokens.words, page.tokens.starts, page.tokens.gaps
    if line.blank:
        return []
    bars = mark in words[line.first : line.last]
    margin = starts[line.first] - gaps[line.first]
    if not bars and max(gaps[line.first + 1 : line.last], default=0) < GAP:
        return [Cell(line.first, line.last, starts[line.first] - margin)]
    if not bars:
        wide = [at for at, gap in enumerate(gaps[line.first + 1 : line.last], line.first + 1) if gap >= GAP]
        remark = words[wide[-1]] == "(" and words[line.last - 1] == ")" and page.number(wide[-1] - 1)
        last = wide.pop() if remark else line.last  # "4  (2 + 2)"
        cuts = pairwise((line.first, *wide, last))
        return [Cell(begin, end, starts[begin] - margin) for begin, end in cuts]
    cells = []
    begin = line.first
    for at in range(line.first, line.last):
        if words[at] == mark:
            if begin < at or at == line.first or words[at - 1] == mark:
                cells.append(Cell(begin, at, starts[begin] - margin))
            begin = at + 1
        elif mark == "," and "," in words[at]:
            cells += [Cell(at, at + 1, starts[at] - margin, piece) for piece in words[at].split(",")]
            begin = at + 1
    if begin < line.last:
        cells.append(Cell(begin, line.last, starts[begin] - margin))
    if cells and cells[0].first == cells[0].last:
        cells = cells[1:]
    return cells


def loose_cells(page: Page, line: Line) -> list[Cell]:
    """The cells of a line parted by bars and by runs of blanks alike."""
    if line.blank:
        return []
    words, starts, gaps = page.tokens.words, page.tokens.starts, page.tokens.gaps
    margin = starts[line.first] - gaps[line.first]
    told = [at for at in range(line.first, line.last) if words[at] != BAR]
    begins = [at for at in told if at == line.first or gaps[at] >= GAP or words[at - 1] == BAR]
    ends = [at + 1 for at in told if at + 1 == line.last or words[at + 1] == BAR or at + 1 in begins]
    return [Cell(begin, end, starts[begin] - margin) for begin, end in zip(begins, ends, strict=True)]


def nearest_cell(cells: list[Cell], header: Cell) -> Cell:
    """The cell of a row that stands nearest below a header's."""
    return min(cells, key=lambda cell: abs(cell.column - header.column))


def ruled(page: Page, line: Line) -> bool:
    """Whether a line is drawn and holds no words: the rule below a header."""
    return not any(word[0].isalnum() for word in page.tokens.words[line.first : line.last])


def nearest_place(cell: Cell, heads: list[Cell]) -> int:
    """The place of the heading that stands nearest above a cell."""
    return min(range(len(heads)), key=lambda at: abs(heads[at].column - cell.column))
