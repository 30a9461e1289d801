"""Other lines of the same patient's day: whether one of a set of codes is there, and how many units in all."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch, Mask, Rows
from tautband.rulebook.book import Rulebook


def same_day_any(
    batch: ClaimBatch, rulebook: Rulebook, rows: Rows, sets: Iterable[tuple[int, Mask]], same_provider: bool = True
) -> Rows:
    """For each row the first other row of its patient and day (and provider) whose code is in its set, or -1.

    `sets` pairs each set number with the rows it is asked for, as `Gathered.each` gives them.
    """
    group = batch.same_visit if same_provider else batch.same_day
    groups = int(group[-1]) + 1 if len(group) else 0
    found = np.full(len(rows), -1, np.intp)
    for number, chosen in sets:
        members = batch.rows_in(rulebook, number)
        first = np.full(groups, -1, np.intp)
        last = np.full(groups, -1, np.intp)
        first[group[members[::-1]]] = members[::-1]
        last[group[members]] = members
        at = rows[chosen]
        here = first[group[at]]
        other = last[group[at]]
        found[chosen] = np.where(here != at, here, np.where(other != at, other, -1))
    return found


def same_day_units(batch: ClaimBatch, rows: Rows) -> NDArray[np.float64]:
    """The units of each row's code over all lines of its patient, day and provider."""
    total = batch.units[rows].copy()
    visit = batch.same_visit
    if len(visit) == 0:
        return total
    size = np.bincount(visit)
    shared = np.flatnonzero(size[visit] > 1)
    if len(shared) == 0:
        return total
    key = visit[shared].astype(np.int64) * len(batch.codes) + batch.code_at[shared]
    distinct, which = np.unique(key, return_inverse=True)
    sums = np.bincount(which, weights=batch.units[shared], minlength=len(distinct))
    wanted = size[visit[rows]] > 1
    at = rows[wanted]
    own = visit[at].astype(np.int64) * len(batch.codes) + batch.code_at[at]
    total[wanted] = sums[np.searchsorted(distinct, own)]
    return total


def last_of_code_in_day(batch: ClaimBatch, rows: Rows) -> NDArray[np.bool_]:
    """Whether each row is, among `rows`, the last line of its claim and day with its code: where a defect of the code
    as a whole is reported. A row may be asked more than once.
    """
    line = batch.line[rows]
    order = np.lexsort((line, batch.code_at[rows], batch.day[rows], batch.claim[rows]))
    claim, day, code = (column[rows][order] for column in (batch.claim, batch.day, batch.code_at))
    ends = np.ones(len(rows), np.bool_)
    ends[:-1] = (claim[1:] != claim[:-1]) | (day[1:] != day[:-1]) | (code[1:] != code[:-1])
    last = order[np.flatnonzero(ends)]
    answer = np.empty(len(rows), np.bool_)
    answer[order] = line[order] == line[last][np.concatenate(([0], np.cumsum(ends)[:-1]))]
    return answer


def same_code_with_modifier(batch: ClaimBatch, rows: Rows, modifiers: NDArray[np.int16]) -> Mask:
    """Whether any line of each row's code, patient, day and clinician carries one of `modifiers`."""
    marked = np.flatnonzero(batch.has_modifier(np.arange(len(batch)), modifiers))
    return np.isin(_visit_code(batch, rows), _visit_code(batch, marked))


def earlier_same_line(batch: ClaimBatch, rows: Rows) -> Rows:
    """For each row the line before it, by claim and line, with the same code, patient, day and clinician; -1 for
    none.
    """
    found = np.full(len(rows), -1, np.intp)
    shared = np.flatnonzero(np.bincount(batch.same_visit)[batch.same_visit] > 1) if len(batch) else rows[:0]
    if not len(shared):
        return found
    key = _visit_code(batch, shared)
    order = np.lexsort((batch.line[shared], batch.claim[shared], key))
    rows_in_order, key = shared[order], key[order]
    before = np.full(len(batch), -1, np.intp)
    repeats = np.flatnonzero(key[1:] == key[:-1]) + 1
    before[rows_in_order[repeats]] = rows_in_order[repeats - 1]
    return before[rows]


def _visit_code(batch: ClaimBatch, rows: Rows) -> NDArray[np.int64]:
    return np.asarray(batch.same_visit[rows].astype(np.int64) * len(batch.codes) + batch.code_at[rows], dtype=np.int64)
