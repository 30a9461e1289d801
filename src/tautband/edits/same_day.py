"""Other lines of the same patient's day: whether one of a set of codes is there, and how many units in all."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch, Mask, Rows
from tautband.rulebook.book import Rulebook


def same_day_any(
    batch: ClaimBatch,
    rulebook: Rulebook,
    rows: Rows,
    sets: Iterable[tuple[int, Mask]],
    same_provider: bool = True,
    without: NDArray[np.int16] | None = None,
) -> Rows:
    """For each row the first other row of its patient and day (and provider) whose code is in its set, or -1.

    `sets` pairs each set number with the rows it is asked for, as `Gathered.each` gives them. Rows that carry a
    modifier of `without` are passed over.
    """
    group = batch.same_visit if same_provider else batch.same_day
    groups = int(group[-1]) + 1 if len(group) else 0
    found = np.full(len(rows), -1, np.intp)
    for number, chosen in sets:
        members = batch.rows_in(rulebook, number)
        if without is not None:
            members = members[~batch.has_modifier(members, without)]
        if not len(members):
            continue
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
    repeats = batch.repeats
    if not len(repeats):
        return batch.units[rows]
    code = batch.visit_code[repeats]
    which = np.concatenate(([0], np.cumsum(code[1:] != code[:-1])))
    total = batch.units.copy()
    total[repeats] = np.bincount(which, weights=batch.units[repeats])[which]
    return total[rows]


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
    return np.isin(batch.visit_code[rows], batch.visit_code[marked])


def earlier_same_line(batch: ClaimBatch, rows: Rows) -> Rows:
    """For each row the line before it, by claim and line, with the same code, patient, day and clinician; -1 for
    none.
    """
    repeats = batch.repeats
    if not len(repeats):
        return np.full(len(rows), -1, np.intp)
    order = np.lexsort((batch.line[repeats], batch.claim[repeats], batch.visit_code[repeats]))
    in_order = repeats[order]
    key = batch.visit_code[in_order]
    before = np.full(len(batch), -1, np.intp)
    again = (key[1:] == key[:-1]).nonzero()[0] + 1
    before[in_order[again]] = in_order[again - 1]
    return before[rows]
