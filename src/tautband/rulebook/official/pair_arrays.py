"""Millions of pairs as sorted arrays: for each two codes their rows by first day, so that a look-up is two searches."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.official.faults import Report
from tautband.rulebook.packed import CODE_LENGTH
from tautband.rulebook.tables.keys import Keys
from tautband.rulebook.tables.stored import save as save_array
from tautband.rulebook.tables.stored import save_records
from tautband.rulebook.tables.timeline import Timeline

NAME = "pairs"
COLUMNS = ("end", "column1", "indicator", "reason")
_CODES: int = 37**CODE_LENGTH
_MOST_REASONS = 120


@dataclass
class Columns:
    """The rows as read, column by column."""

    column1: array[int] = field(default_factory=lambda: array("i"))
    column2: array[int] = field(default_factory=lambda: array("i"))
    begins: array[int] = field(default_factory=lambda: array("i"))
    ends: array[int] = field(default_factory=lambda: array("i"))
    indicator: array[int] = field(default_factory=lambda: array("b"))
    reason: array[int] = field(default_factory=lambda: array("h"))
    reasons: dict[str, int] = field(default_factory=dict)


def pair_key(one: NDArray[Any], two: NDArray[Any]) -> NDArray[np.int64]:
    """Two packed codes as one integer, whichever comes first."""
    low, high = np.minimum(one, two), np.maximum(one, two)
    key: NDArray[np.int64] = low.astype(np.int64) * _CODES + high
    return key


def pair_key_of(one: int, two: int) -> int:
    """As `pair_key`, for two whole numbers."""
    return min(one, two) * _CODES + max(one, two)


def other_code(key: int, code: int) -> int:
    """The other code of a pair's key."""
    low, high = divmod(int(key), _CODES)
    return high if low == code else low


def save(read: Columns, directory: Path, report: Report) -> int:
    """Sort and write the rows; gives how many. A pair's later row takes the days it shares with an earlier one."""
    rows: dict[str, NDArray[Any]] = {
        "column1": np.frombuffer(read.column1, np.int32),
        "begin": np.frombuffer(read.begins, np.int32),
        "end": np.frombuffer(read.ends, np.int32),
        "indicator": np.frombuffer(read.indicator, np.int8),
        "reason": np.frombuffer(read.reason, np.int16),
    }
    column2 = np.frombuffer(read.column2, np.int32)
    key = pair_key(rows["column1"], column2)
    order = np.lexsort((rows["end"], rows["begin"], key))
    key, rows = key[order], {name: values[order] for name, values in rows.items()}
    key, rows = _apart(key, rows, report)
    distinct, first = np.unique(key, return_index=True)
    Timeline(
        Keys.of(distinct), np.append(first, len(key)).astype(np.int32), rows["begin"],
        {name: rows[name] for name in COLUMNS},
    ).save(directory, NAME)  # fmt: skip
    save_array(directory, "pair_codes", np.unique(np.concatenate((rows["column1"], column2))))
    save_records(directory, "pair_reasons", [reason[:_MOST_REASONS] for reason in read.reasons])
    return len(key)


def _apart(
    key: NDArray[np.int64], rows: dict[str, NDArray[Any]], report: Report
) -> tuple[NDArray[np.int64], dict[str, NDArray[Any]]]:
    """Rows of one pair that share days, cut so that they follow each other; the rest as they are."""
    shared = (key[1:] == key[:-1]) & (rows["begin"][1:] <= rows["end"][:-1])
    if not shared.any():
        return key, rows
    troubled = np.isin(key, np.unique(key[1:][shared]))
    report.says.append(f"{int(shared.sum()):,} rows share days with an earlier row of their pair; the later one counts")
    cut: list[tuple[int, int, int, int]] = []
    held: dict[int, list[int]] = {}
    for row in np.flatnonzero(troubled).tolist():
        held.setdefault(int(key[row]), []).append(row)
    for pair, members in held.items():
        cut += [(pair, *stretch) for stretch in _stretches(members, rows["begin"], rows["end"])]
    at = np.array([row for _, _, _, row in cut], np.intp)
    kept = ~troubled
    key = np.concatenate((key[kept], np.array([pair for pair, *_ in cut], np.int64)))
    fresh = {name: np.concatenate((values[kept], values[at])) for name, values in rows.items()}
    fresh["begin"] = np.concatenate((rows["begin"][kept], np.array([b for _, b, _, _ in cut], np.int32)))
    fresh["end"] = np.concatenate((rows["end"][kept], np.array([e for _, _, e, _ in cut], np.int32)))
    order = np.lexsort((fresh["begin"], key))
    return key[order], {name: values[order] for name, values in fresh.items()}


def _stretches(rows: list[int], begin: NDArray[Any], end: NDArray[Any]) -> list[tuple[int, int, int]]:
    """First day, last day and row of each stretch in which one row of a pair is the last to have begun."""
    marks = sorted({int(begin[row]) for row in rows} | {int(end[row]) + 1 for row in rows})
    found: list[tuple[int, int, int]] = []
    for first, following in pairwise(marks):
        live = [row for row in rows if begin[row] <= first <= end[row]]
        if live:
            found.append((first, following - 1, max(live, key=lambda row: (int(begin[row]), row))))
    return found
