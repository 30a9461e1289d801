"""A stretch of a file of claim lines as it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.edits.arrow_packing import Problem


@dataclass(frozen=True)
class Table:
    """The lines as an Arrow table, the number of each one's row, and the rows set aside before the table's end.

    Rows count from 1, the first below the header; the empty lines of a CSV file are no rows. `in_quotes` of a file's
    last table counts its lines that stand inside a value in quotes: the rest of a long remark, or lines lost behind a
    quote that nothing closes.
    """

    lines: Any
    rows: NDArray[np.int64]
    aside: tuple[Problem, ...] = ()
    in_quotes: int = 0


def numbered(lines: Any, first_row: int) -> Table:
    """A table none of whose rows is set aside."""
    return Table(lines, np.arange(first_row, first_row + lines.num_rows))
