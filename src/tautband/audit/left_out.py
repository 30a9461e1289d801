"""Lines that could not be read: counted by file and column, and on request each one listed with what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from tautband.audit.table import Table
from tautband.audit.writing import append_part, write_part
from tautband.edits.arrow_packing import Problem

REFUSED = "refused.csv"
"""The list, beside the findings."""
COLUMNS = pa.schema(
    [
        ("file", pa.string()),
        ("row", pa.int64()),
        ("lines", pa.int64()),
        ("column", pa.string()),
        ("reason", pa.string()),
    ]
)
"""A row for each fault: which row of which file, over how many lines it runs, the column (empty: the row itself), and
what is wrong. No value of the line is repeated.
"""
Faults = list[tuple[str, Problem]]


@dataclass
class LeftOut:
    """Of one share: its faults by file, how many lines they keep out, by file how many lines stand inside values in
    quotes, and where the faults are listed (None: nowhere).
    """

    faults: Faults = field(default_factory=list)
    lines: int = 0
    in_quotes: dict[str, int] = field(default_factory=dict)
    listed: str | None = None

    def add(self, read: Table, file: str, problems: Iterable[Problem], kept: int) -> None:
        """Add what is wrong with a table of which so many lines are kept."""
        self.faults += [(file, problem) for problem in (*read.aside, *problems)]
        self.lines += len(read.rows) - kept + sum(problem.count for problem in read.aside)
        if read.in_quotes:
            self.in_quotes[file] = read.in_quotes

    def list_in(self, path: Path | None) -> LeftOut:
        """List the faults in a file of their own, where one is named. Row numbers beyond the first stay behind."""
        if path is not None:
            write_part(_rows(self.faults), path)
        self.faults = [(file, replace(problem, every=None, spans=None)) for file, problem in self.faults]
        self.listed = None if path is None else str(path)
        return self


def _rows(faults: Sequence[tuple[str, Problem]]) -> Any:
    parts = [_of_one(file, problem) for file, problem in faults]
    return pa.concat_tables([COLUMNS.empty_table(), *parts]).sort_by([("file", "ascending"), ("row", "ascending")])


def _of_one(file: str, problem: Problem) -> Any:
    assert problem.every is not None
    count = len(problem.every)
    spans = np.ones(count, np.int64) if problem.spans is None else problem.spans
    same = {
        name: pa.repeat(text, count)
        for name, text in (("file", file), ("column", problem.column), ("reason", problem.says))
    }
    held = {"row": pa.array(problem.every), "lines": pa.array(spans), **same}
    return pa.table({name: held[name] for name in COLUMNS.names}, COLUMNS)


@contextmanager
def refused_file(path: Path) -> Iterator[Callable[[str], None]]:
    """A function that appends what one part lists, given its file, and removes that file."""
    with pacsv.CSVWriter(path, COLUMNS, write_options=pacsv.WriteOptions(quoting_style="needed")) as writer:
        yield partial(append_part, writer=writer)
