"""Where each box of the form stands: a grid of ten characters and six lines an inch, read from `grid.csv`.

The first column begins 0.3 inch from the left edge of the paper and the row of box 1 begins 1.33 inches from its top:
the printing standard of the form (Medicare Claims Processing Manual, chapter 26, section 30). The places within agree
with three other programs that print the form: one by lines and columns, one in inches, one in points upon an image of
it. A printer that feeds paper differently needs a shift, which the writer takes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOM = Path(__file__).parent
PAGE_WIDTH, PAGE_HEIGHT = 612.0, 792.0
"""US letter, in points."""
COLUMN, LINE = 7.2, 12.0
"""One character of ten an inch, one line of six an inch, in points."""
LEFT, TOP = 21.6, 24.0
"""The left edge of column 1 and the top edge of line 1, in points from the paper's edges."""
LINES, COLUMNS = 62, 80
SERVICE_LINES = 6
BETWEEN_SERVICES = 2
"""Lines from one service to the next: a shaded one above a plain one."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one field: its first line and column, both from 1, and the most characters it holds.

    `field` is the box, a dot and the part ("3.month"), or the box alone ("1a"); a field of a service line ends in # and
    the number of that line on its page ("24F.dollars#1").
    """

    field: str
    line: int
    column: int
    width: int
    right: bool = False

    @property
    def box(self) -> str:
        """The box by its number on the form, such as 24F."""
        return self.field.partition("#")[0].partition(".")[0]


@cache
def places() -> dict[str, Place]:
    """Every field of the form by its name, in the order of lines and columns."""
    with (ROOM / "grid.csv").open(newline="", encoding="ascii") as table:
        found = [place for row in csv.DictReader(table) for place in _repeated(row)]
    return {place.field: place for place in sorted(found, key=lambda each: (each.line, each.column))}


def _repeated(row: dict[str, str]) -> Iterator[Place]:
    name = f"{row['box']}.{row['part']}" if row["part"] else row["box"]
    times = int(row["repeats"])
    for number in range(times):
        yield Place(
            f"{name}#{number + 1}" if times > 1 else name,
            int(row["line"]) + BETWEEN_SERVICES * number,
            int(row["column"]),
            int(row["width"]),
            row["align"] == "right",
        )


def left_edge(column: float) -> float:
    """The left edge of a column, in points from the left edge of the paper."""
    return LEFT + (column - 1) * COLUMN


def top_edge(line: float) -> float:
    """The top edge of a line, in points from the bottom of the paper."""
    return PAGE_HEIGHT - TOP - (line - 1) * LINE
