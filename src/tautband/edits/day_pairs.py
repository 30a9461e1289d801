"""The pairs of codes of each patient's day and clinician, looked up once in the pair table.

Pairs are formed of the *distinct* codes of a day: line by line, a day of 100,000 lines would give ten thousand million.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch, Rows
from tautband.rulebook.book import Rulebook
from tautband.rulebook.tables.pairs import PairState


@dataclass(frozen=True)
class DayPairs:
    """Ordered pairs (first code, second code) of one visit, sorted by visit and second code: those in which the second
    code is column 2 of an edit on some day, and those for which the table was not read.

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
        wanted = batch.visit_code[rows]
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


def day_pairs(batch: ClaimBatch, rulebook: Rulebook) -> DayPairs:
    """All pairs of distinct codes of each visit, with what the pair table says of them. Remembered with the batch."""
    if "day_pairs" not in batch._memory:
        batch._memory["day_pairs"] = _build(batch, rulebook)
    pairs: DayPairs = batch._memory["day_pairs"]
    return pairs


def _build(batch: ClaimBatch, rulebook: Rulebook) -> DayPairs:
    shared = (batch.visit_size > 1).nonzero()[0]
    key = batch.visit_code[shared]
    order = key.argsort(kind="stable")
    by_code, key = shared[order], key[order]
    begins = np.ones(len(key), np.bool_)
    begins[1:] = key[1:] != key[:-1]
    heads = begins.nonzero()[0]
    ends = np.append(heads[1:], len(key))
    head_row = by_code[heads]
    first, second = _ordered_pairs(batch.same_visit[head_row])
    rows1, rows2 = head_row[first], head_row[second]
    answers = rulebook.tables.pairs.lookup(batch.code[rows1], batch.code[rows2], batch.day[rows2])
    column2 = (answers.row >= 0) & answers.first_is_column1
    told = (column2 | (answers.state == PairState.NOT_COVERED)).nonzero()[0]
    first = first[told]
    return DayPairs(
        key[heads[second[told]]],
        rows1[told],
        answers.state[told],
        answers.indicator[told],
        column2[told],
        by_code,
        heads[first],
        ends[first],
    )


def _ordered_pairs(group: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Positions of every two different members of each group, both ways round; groups ascend, pairs by their second."""
    if not len(group):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    count = np.bincount(group)
    starts, sizes = (count.cumsum() - count)[group], count[group]
    second = np.arange(len(group)).repeat(sizes)
    first = starts[second] + np.arange(len(second)) - (sizes.cumsum() - sizes).repeat(sizes)
    distinct = first != second
    return first[distinct], second[distinct]
