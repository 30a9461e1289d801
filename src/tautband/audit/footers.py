"""What the footers of Parquet files tell without reading a line: the first date, and whether files share patients."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tautband.edits.arrow_values import FIRST_DAY, LAST_DAY
from tautband.edits.line_columns import recognised
from tautband.rulebook.packed import day_number


@dataclass(frozen=True)
class Footer:
    """Of one file: its lines, its first day (None without lines), and the least and greatest patient id, as the file
    holds them (None where it names no patient).
    """

    lines: int
    first_day: int | None
    patients: tuple[str, str] | tuple[int, int] | None


def footer(path: str) -> Footer | None:
    """What the statistics of a Parquet file tell, None where they do not tell it all: no Parquet file, a column without
    statistics, dates that are no date column or lie outside the years read.

    Statistics may be wider than the values, never narrower; Arrow passes over those of writers known to be wrong.
    """
    if Path(path).suffix.lower() == ".csv":
        return None
    try:
        with pq.ParquetFile(path) as parquet:
            names = recognised(parquet.schema_arrow.names, path)
            if parquet.schema_arrow.field(names["date_of_service"]).type != pa.date32():
                return None
            dates = _bounds(parquet, names["date_of_service"], datetime.date)
            patients = _bounds(parquet, names["patient_id"], (str, int))
            lines = parquet.metadata.num_rows
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        return None
    if dates is None or patients is None:
        return None
    if not dates:
        return Footer(lines, None, patients or None)
    first, last = map(day_number, dates)
    return Footer(lines, first, patients or None) if first >= FIRST_DAY and last <= LAST_DAY else None


def _bounds(parquet: Any, name: str, of: Any) -> Any:
    """The least and greatest value of a column, () where it holds none, None where that is not known."""
    column = parquet.schema_arrow.names.index(name)
    if parquet.metadata.num_columns != len(parquet.schema_arrow.names):
        return None  # nested columns: places in the schema and in the file differ
    found: list[Any] = []
    for group in range(parquet.num_row_groups):
        held = parquet.metadata.row_group(group)
        if not held.num_rows:
            continue
        told = held.column(column).statistics
        if told is None:
            return None
        if told.has_min_max:
            found += [told.min, told.max]
        elif not (told.has_null_count and told.null_count == held.num_rows):
            return None
    if not all(isinstance(value, of) for value in found) or len(set(map(type, found))) > 1:
        return None
    return (min(found), max(found)) if found else ()


def apart(footers: Sequence[Footer]) -> bool:
    """Whether no two files can share a patient: the spans of their ids do not touch."""
    spans: list[Any] = [footer.patients for footer in footers if footer.patients is not None]
    if len({type(low) for low, _ in spans}) > 1:
        return False
    spans.sort()
    return all(before[1] < after[0] for before, after in itertools.pairwise(spans))
