"""What of a run does not depend on the rows: the edits of each kind in some cells, and the codes each touches.

Claims of one practice, and the batches of one audit, have the same cells and codes again and again: plans are
remembered with the rule book.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tautband.edits.kind import Columns, Kind
from tautband.edits.kinds import all_kinds
from tautband.rulebook.book import Rulebook
from tautband.rulebook.scope import BoundEdits, Cell

_MOST_SMALL = 4096
_MOST_LARGE = 48
"""Each may hold two megabytes."""
_NOTHING = BoundEdits(np.empty(0, np.int32), np.empty(0, np.int8), np.empty(0, np.bool_))


@dataclass(frozen=True)
class SmallPlan:
    """All edits of one cell, kind by kind: `bounds[k]` to `bounds[k + 1]` are those of `kinds[k]`."""

    kinds: tuple[Kind, ...]
    columns: tuple[Columns, ...]
    bounds: NDArray[np.intp]
    edit: NDArray[np.int32]
    local: NDArray[np.intp]
    severity: NDArray[np.int8]
    contested: NDArray[np.bool_]
    touched: NDArray[np.bool_]
    any_contested: bool


def small_plan(rulebook: Rulebook, cell: Cell, codes: NDArray[np.int32]) -> SmallPlan:
    """The plan of a few lines with these codes in one cell, remembered."""
    remembered = rulebook.memory.setdefault("small plans", {})
    key = (cell, codes.tobytes())
    if key not in remembered:
        if len(remembered) >= _MOST_SMALL:
            remembered.clear()
        plans = [_make_plan(all_kinds()[name], rulebook, (cell,), codes) for name in sorted(cell.by_kind)]
        contested = np.concatenate([p.contested for p in plans])
        remembered[key] = SmallPlan(
            tuple(all_kinds()[name] for name in sorted(cell.by_kind)),
            tuple(p.columns for p in plans),
            np.concatenate(([0], np.cumsum([len(p.edit) for p in plans]))),
            np.concatenate([p.edit for p in plans]),
            np.concatenate([p.local for p in plans]),
            np.concatenate([p.severity for p in plans]),
            contested,
            np.concatenate([p.touched for p in plans]),
            bool(contested.any()),
        )
    plan: SmallPlan = remembered[key]
    return plan


@dataclass(frozen=True)
class Plan:
    """The edits of one kind in some cells, and the codes each touches: all of a run that does not depend on the rows.

    `edit`, `severity` and `contested` have an entry for each edit of each `cell`. `columns` holds the parameters of the
    distinct edits (`present`), and `local` says which of these each entry is; `touched` has a row for each distinct
    edit and a column for each code. Cell and code together are one number, the code running faster (the cell alone
    where `whole`: every edit touches every code). The entries asked there are
    `entry[first[number]:first[number + 1]]`, at most `most`.
    """

    edit: NDArray[np.int32]
    severity: NDArray[np.int8]
    contested: NDArray[np.bool_]
    cell: NDArray[np.intp]
    present: NDArray[np.int32]
    columns: Columns
    local: NDArray[np.intp]
    touched: NDArray[np.bool_]
    first: NDArray[np.intp]
    entry: NDArray[np.intp]
    asked: NDArray[np.bool_]
    most: int
    whole: bool


def _make_plan(kind: Kind, rulebook: Rulebook, cells: tuple[Cell, ...], codes: NDArray[np.int32]) -> Plan:
    bound = [cell.by_kind.get(kind.name, _NOTHING) for cell in cells]
    edit = np.concatenate([b.edit for b in bound])
    counts = np.array([len(b.edit) for b in bound], np.intp)
    columns = rulebook.kinds[kind.name]
    present, local = np.unique(edit, return_inverse=True)
    here = Columns({column: values[columns.rows_of(present)] for column, values in columns.columns.items()})
    touched = kind.touched(rulebook, here, codes)
    whole = bool(touched.all())
    entry, code = (touched[:, :1] if whole else touched)[local].nonzero()
    width = 1 if whole else len(codes)
    cell = np.repeat(np.arange(len(cells)), counts)
    number = cell[entry] * width + code
    if counts.max() > 1:
        entry = entry[np.argsort(number, kind="stable")]
    each = np.bincount(number, minlength=len(cells) * width)
    return Plan(
        edit,
        np.concatenate([b.severity for b in bound]),
        np.concatenate([b.contested for b in bound]),
        cell,
        present,
        here,
        local,
        touched,
        np.concatenate(([0], each.cumsum())),
        entry,
        each > 0,
        int(each.max(initial=0)),
        whole,
    )


def plan_of(kind: Kind, rulebook: Rulebook, cells: tuple[Cell, ...], codes: NDArray[np.int32]) -> Plan:
    """The plan, remembered: batch after batch of one audit has the same cells and codes."""
    remembered = rulebook.memory.setdefault("plans", {})
    key = (kind.name, cells, codes.tobytes())
    if key not in remembered:
        if len(remembered) >= _MOST_LARGE:
            remembered.clear()
        remembered[key] = _make_plan(kind, rulebook, cells, codes)
    plan: Plan = remembered[key]
    return plan
