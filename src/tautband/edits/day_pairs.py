"""The pairs of codes of each patient's day and clinician, looked up once in the pair table.

Pairs are formed of the *distinct* codes of a day: line by line, a day of 100,000 lines would give ten thousand million.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch, Rows
from tautband.rulebook.book import Rulebook
from tautband.rulebook.tables.pairs import PairState


@dataclass(frozen=True)
class DayPairs:
    """Pairs of distinct codes of one visit (first code, second code) in which the second is column 2 of an edit on some
    day, sorted by second code.

    The lines of a visit with one code are a *head*; `head_of` numbers each batch row's, -1 in a visit with a single
    line. `begin` bounds the pairs of each head as second code. `first_row` is a row with the first code; `start` and
    `end` bound the rows of `by_code` that carry it in that visit. `unread` says of each head whether the table was not
    read for it and another code of its visit.
    """

    head_of: NDArray[np.int32]
    begin: NDArray[np.intp]
    unread: NDArray[np.bool_]
    first_row: Rows
    state: NDArray[np.int8]
    indicator: NDArray[np.int8]
    by_code: Rows
    start: NDArray[np.intp]
    end: NDArray[np.intp]

    def of_rows(self, rows: Rows) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Every (position in `rows`, pair) in which the row's code is the second code."""
        count = np.append(np.diff(self.begin), 0)[self.head_of[rows]]
        held = count.nonzero()[0]
        count = count[held]
        question = held.repeat(count)
        within = np.arange(len(question)) - (count.cumsum() - count).repeat(count)
        return question, self.begin[self.head_of[rows[question]]] + within

    @cached_property
    def second_or_unread(self) -> Rows:
        """The rows whose code is the second of some pair, or for which the table was not read."""
        told = np.append((np.diff(self.begin) > 0) | self.unread, False)
        return told[self.head_of].nonzero()[0]

    def unread_rows(self, rows: Rows) -> NDArray[np.bool_]:
        """Whether the table was not read for each row's code and another of its visit."""
        return np.append(self.unread, False)[self.head_of[rows]]

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
    by_code = batch.shared_visits
    if not len(by_code):
        return _no_pairs(np.full(len(batch), -1, np.int32), np.zeros(0, np.bool_), by_code)
    key = batch.visit_code[by_code]
    begins = np.ones(len(key), np.bool_)
    begins[1:] = key[1:] != key[:-1]
    starts = begins.nonzero()[0]
    ends = np.append(starts[1:], len(key))
    head_of = np.full(len(batch), -1, np.int32)
    head_of[by_code] = begins.cumsum() - 1
    head_row = by_code[starts]
    table = rulebook.tables.pairs
    place = table.places(batch.codes)[batch.code_at[head_row]]
    one, two = _unordered_pairs(batch.same_visit[head_row])
    answers = table.between(place[one], place[two], batch.day[head_row[two]])
    unread = np.zeros(len(head_row), np.bool_)
    not_covered = answers.state == PairState.NOT_COVERED
    unread[one[not_covered]] = unread[two[not_covered]] = True
    held = (answers.row >= 0).nonzero()[0]
    if not len(held):
        return _no_pairs(head_of, unread, by_code)
    one, two, one_is_column1 = one[held], two[held], answers.first_is_column1[held]
    first, second = np.where(one_is_column1, one, two), np.where(one_is_column1, two, one)
    order = np.lexsort((first, second))
    first, held = first[order], held[order]
    return DayPairs(
        head_of,
        np.concatenate(([0], np.bincount(second, minlength=len(head_row)).cumsum())),
        unread,
        head_row[first],
        answers.state[held],
        answers.indicator[held],
        by_code,
        starts[first],
        ends[first],
    )


def _no_pairs(head_of: NDArray[np.int32], unread: NDArray[np.bool_], by_code: Rows) -> DayPairs:
    none, nothing = np.empty(0, np.intp), np.empty(0, np.int8)
    return DayPairs(head_of, np.zeros(len(unread) + 1, np.intp), unread, none, nothing, nothing, by_code, none, none)


def _unordered_pairs(group: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Positions of every two different members of each group; groups ascend."""
    if not len(group):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    count = np.bincount(group)
    begin = (count.cumsum() - count)[group]
    before = np.arange(len(group)) - begin
    two = np.arange(len(group)).repeat(before)
    one = begin[two] + np.arange(len(two)) - (before.cumsum() - before).repeat(before)
    return one, two
