"""A row of a table of muscles: which cell says the side, the count of points, the volume, or that nothing went in."""

from __future__ import annotations

from dataclasses import dataclass, field

from tautband.notes.layout.cell_answers import (
    BOTH,
    DENIED,
    SIDES,
    first_word,
    says_none,
    side_said,
    ticked_count,
    with_points,
)
from tautband.notes.layout.cells import Cell, cell_words
from tautband.notes.layout.table_headers import COUNTED, EACH, Table, nearest_column
from tautband.notes.text.page import Page

AMOUNTS = ("points", "ml", "ml_each")


@dataclass(slots=True)
class Row:
    """A row by its columns: the words of each, and its cells."""

    number: int
    texts: dict[str, str] = field(default_factory=dict)
    under: dict[str, list[Cell]] = field(default_factory=dict)

    def put(self, value: str, cell: Cell, words: list[str]) -> None:
        """Put a cell under a column."""
        self.under.setdefault(value, []).append(cell)
        self.texts[value] = " ".join(filter(None, (self.texts.get(value), *words)))


def read_row(page: Page, number: int, cells: list[Cell], table: Table, signs: frozenset[str]) -> None:
    """Assign a row's cells to the columns above them and note what they say, by the legend where there is one."""
    row = under_columns(page, number, cells, table)
    page.cells[number] = row.texts
    if "muscle" in table.columns and "muscle" in row.under:
        page.muscle_cells[number] = [(cell.first, cell.last) for cell in row.under["muscle"]]
    if not table.two_sided:
        for side in SIDES.get(row.texts.get("side", "").replace(" ", ""), ()):
            page.sides[number].append((side, None))
    elif page.sides.get(number):
        order = [value for value, _ in table.header if value in BOTH]
        points = row.texts.get("points", "")
        page.sides[number] = with_points(page.sides[number], points, counted_each(page, table), order)
    else:
        read_sides(page, row, signs)
    amounts = [row.texts[value] for value in AMOUNTS if row.texts.get(value)]
    if amounts and all(map(says_none, amounts)):
        page.off_lines.add(number)
    read_injected(page, row, table)


def under_columns(page: Page, number: int, cells: list[Cell], table: Table) -> Row:
    """The cells of a row under the columns they stand below, or in their order where that tells more."""
    header, row = table.header, Row(number)
    if not table.barred and len(cells) != len(header) and table.two_sided:
        cells = with_counts(page, cells)
    if not table.barred and not table.two_sided and "side" not in table.columns:
        cells = with_side(page, cells)
    nearest = [nearest_column(cell, header) for cell in cells]
    if table.barred or (len(cells) == len(header) and len(set(nearest)) < len(cells)):
        values = [value for value, _ in header][: len(cells)]
    else:
        values = [header[at][0] for at in nearest]
        if values and "muscle" not in table.columns:
            values[0] = "muscle"
    for value, cell in zip(values, cells, strict=False):
        words = [cell.piece] if cell.piece else cell_words(page, cell)
        row.put(value, cell, [word for word in words if word not in "()[]|.:"])
    return row


def with_counts(page: Page, cells: list[Cell]) -> list[Cell]:
    """The cells of a row with a count joined to the answer before it: "Yes  pts 2"."""
    joined: list[Cell] = []
    for cell in cells:
        counted = any(word.isdecimal() for word in cell_words(page, joined[-1])) if joined else True
        if (
            len(joined) > 1
            and page.tokens.words[cell.first] in COUNTED
            and joined[-1].last == cell.first
            and not counted
        ):
            joined[-1] = joined[-1]._replace(last=cell.last)
        else:
            joined.append(cell)
    return joined


def with_side(page: Page, cells: list[Cell]) -> list[Cell]:
    """The cells of a row with a side that stands apart joined to its muscle: "G max    R       x"."""
    apart = len(cells) > 1 and cells[1].last - cells[1].first == 1 and page.tokens.words[cells[1].first] in SIDES
    return [cells[0]._replace(last=cells[1].last), *cells[2:]] if apart else cells


def counted_each(page: Page, table: Table) -> bool:
    """Whether a table counts the points of each side and not of both."""
    return any(value == "points" and not EACH.isdisjoint(cell_words(page, cell)) for value, cell in table.header)


def read_sides(page: Page, row: Row, signs: frozenset[str]) -> None:
    """Note the sides that are ticked or counted in the columns of a right and a left side."""
    counts = {side: ticked_count(row.texts.get(side, ""), signs) for side in BOTH}
    ticked = {side: count for side, count in counts.items() if count is not None}
    page.sides[row.number] += [(side, count or None) for side, count in ticked.items()]
    if not ticked and "muscle" in row.texts:
        page.off_lines.add(row.number)
    elif len(ticked) == 1:
        other = "left" if "right" in ticked else "right"
        page.left_words.update(at for cell in row.under.get(other, ()) for at in range(cell.first, cell.last))


def read_injected(page: Page, row: Row, table: Table) -> None:
    """Note what the column of injections says: a count of points, a side, or no."""
    if "injected" not in table.columns:
        return
    text = row.texts.get("injected", "")
    told = first_word(text)
    measures = text.split()[1:2]
    counts = not measures or measures[0] in SITES  # "1 mL" counts no points
    if told.isdecimal() and counts and len(told) < 3 and told != "0":
        row.texts["points"] = told  # "Found 2, injected 1"
    if told in DENIED:
        page.off_lines.add(row.number)
    elif said := side_said(text):
        page.sides[row.number] = said


SITES = COUNTED | {"site", "point", "pt", "spot", "spots", "stick", ",", "/"}
