"""The pairs of codes of each patient's day and clinician, looked up once in the pair table.

Pairs are formed of the *distinct* codes of a day: line by line, a day of 100,000 lines would give ten thousand million.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch, Rows
from tautband.rulebook.book import Rulebook


@dataclass(frozen=True)
class DayPairs:
    """Ordered pairs (first code, second code) of one visit, sorted by visit and second code.

    `key` is the visit and second code of each pair, `first_row` a row with the first code. `start` and `end` bound the
    rows of `by_code` that carry the first code in that visit.
    """

    key: NDArray[np.int64]
    first_row: Rows
    state: NDArray[np.int8]
    indicator: NDArray[np.int8]
    second_is_column2: NDArray[np.bool_]
    by_code: Rows
    start: NDArray[np.intp]
    end: NDArray[np.intp]

    def of_rows(self, batch: ClaimBatch, rows: Rows) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Every (position in `rows`, pair) in which the row's code is the second code."""
        if len(self.key) == 0:
            return np.empty(0, np.intp), np.empty(0, np.intp)
        wanted = _visit_code(batch, rows)
        low = np.searchsorted(self.key, wanted, side="left")
        count = np.searchsorted(self.key, wanted, side="right") - low
        question = np.repeat(np.arange(len(rows)), count)
        within = np.arange(len(question)) - np.repeat(np.cumsum(count) - count, count)
        return question, np.repeat(low, count) + within

    def first_code_has_modifier(
        self, batch: ClaimBatch, pairs: NDArray[np.intp], modifiers: NDArray[np.int16]
    ) -> NDArray[np.bool_]:
        """Whether any line with the first code of each pair carries one of `modifiers`."""
        if len(pairs) == 0:
            return np.zeros(0, np.bool_)
        carried = np.concatenate(([0], np.cumsum(batch.has_modifier(self.by_code, modifiers))))
        return np.asarray(carried[self.end[pairs]] > carried[self.start[pairs]], dtype=np.bool_)


def _visit_code(batch: ClaimBatch, rows: Any) -> NDArray[np.int64]:
    return np.asarray(batch.same_visit[rows].astype(np.int64) * len(batch.codes) + batch.code_at[rows], dtype=np.int64)


def day_pairs(batch: ClaimBatch, rulebook: Rulebook) -> DayPairs:
    """All pairs of distinct codes of each visit, with what the pair table says of them. Remembered with the batch."""
    if "day_pairs" not in batch._memory:
        batch._memory["day_pairs"] = _build(batch, rulebook)
    pairs: DayPairs = batch._memory["day_pairs"]
    return pairs


def _build(batch: ClaimBatch, rulebook: Rulebook) -> DayPairs:
    visit = batch.same_visit
    shared = np.flatnonzero(np.bincount(visit)[visit] > 1) if len(visit) else np.empty(0, np.intp)
    key = _visit_code(batch, shared)
    order = np.argsort(key, kind="stable")
    by_code, key = shared[order], key[order]
    heads = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1]))) if len(key) else np.empty(0, np.intp)
    ends = np.append(heads[1:], len(key))
    head_row = by_code[heads]
    group = visit[head_row]
    sizes = np.bincount(group, minlength=1)[group] if len(group) else np.empty(0, np.intp)
    starts = np.concatenate(([0], np.cumsum(np.bincount(group)))) if len(group) else np.zeros(1, np.intp)
    second = np.repeat(np.arange(len(head_row)), sizes)
    first = starts[group[second]] + (np.arange(len(second)) - np.repeat(np.cumsum(sizes) - sizes, sizes))
    distinct = first != second
    first, second = first[distinct], second[distinct]
    rows1, rows2 = head_row[first], head_row[second]
    answers = rulebook.tables.pairs.lookup(batch.code[rows1], batch.code[rows2], batch.day[rows2])
    return DayPairs(
        key[heads[second]],
        rows1,
        answers.state,
        answers.indicator,
        (answers.row >= 0) & answers.first_is_column1,
        by_code,
        heads[first],
        ends[first],
    )
