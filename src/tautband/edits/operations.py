"""Earlier operations whose global period holds a later service."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch, Mask, Rows
from tautband.rulebook.book import Rulebook

LONGEST = 90


@dataclass(frozen=True)
class Operations:
    """Pairs of a question (position in the rows asked) and an operation (batch row) whose period holds its day.

    `days` is the length of the period. Pairs of one question ascend by the day of the operation. `longest` is the
    longest period there is.
    """

    question: NDArray[np.intp]
    operation: Rows
    days: NDArray[np.int16]
    same_clinician: Mask
    perhaps_same: Mask
    longest: int = LONGEST


def recent_operations(batch: ClaimBatch, rulebook: Rulebook, rows: Rows) -> Operations:
    """The operations of each row's patient before its day whose global period is not over.

    A clinician without an NPI, or of the same billing group, or of a group not known, is perhaps the same.
    """
    operations, days = _operations(batch, rulebook)
    if not len(operations):
        nothing = np.empty(0, np.intp)
        return Operations(nothing, nothing, days, nothing.astype(np.bool_), nothing.astype(np.bool_))
    key = (batch.patient[operations].astype(np.int64) << 20) + batch.day[operations]
    own = (batch.patient[rows].astype(np.int64) << 20) + batch.day[rows]
    low = np.searchsorted(key, own - LONGEST, side="left")
    count = np.maximum(np.searchsorted(key, own, side="left") - low, 0)
    question = np.repeat(np.arange(len(rows)), count)
    within = np.arange(len(question)) - np.repeat(np.cumsum(count) - count, count)
    at = np.repeat(low, count) + within
    operation, period = operations[at], days[at]
    live = (batch.day[rows[question]] - batch.day[operation] <= period) & (
        batch.patient[rows[question]] == batch.patient[operation]
    )
    question, operation, period = question[live], operation[live], period[live]
    same = batch.provider[rows[question]] == batch.provider[operation]
    if batch.group is None:
        perhaps = ~same
    else:
        mine, theirs = batch.group[rows[question]], batch.group[operation]
        perhaps = ~same & ((mine == theirs) | (mine < 0) | (theirs < 0))
    return Operations(question, operation, period, same, perhaps)


def _operations(batch: ClaimBatch, rulebook: Rulebook) -> tuple[Rows, NDArray[np.int16]]:
    """The rows that are operations with a global period of ten days or more, and the period's length."""
    fees = rulebook.tables.fees
    with_period = fees.codes_with_global_period
    at = np.minimum(with_period.searchsorted(batch.codes), len(with_period) - 1)
    rows = (with_period[at] == batch.codes)[batch.code_at].nonzero()[0]
    given = rows[:0] if batch.global_days is None else (batch.global_days > 0).nonzero()[0]
    if not len(rows) and not len(given):
        return rows, np.empty(0, np.int16)
    days = fees.column("global_days", fees.find(batch.code[rows], batch.day[rows])).astype(np.int16)
    if batch.global_days is not None:
        rows, days = np.concatenate((rows, given)), np.concatenate((days, batch.global_days[given]))
        order = np.lexsort((-days, rows))
        rows, days = rows[order], days[order]
        distinct = np.concatenate(([True], rows[1:] != rows[:-1])) if len(rows) else np.empty(0, np.bool_)
        rows, days = rows[distinct], days[distinct]
    held = days > 0
    return rows[held], days[held]
