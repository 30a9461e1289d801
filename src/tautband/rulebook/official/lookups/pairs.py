"""Procedure pairs of the loaded quarters, over the shipped neighbourhood: with a whole quarter every code answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.official.calendar import SHIPPED, Calendar
from tautband.rulebook.official.editions import Edition
from tautband.rulebook.official.pair_arrays import COLUMNS, NAME, other_code, pair_key, pair_key_of
from tautband.rulebook.packed import NO_DATE, UNPACKABLE, day_date, day_number, pack_code, unpack_code
from tautband.rulebook.tables.keys import ABSENT
from tautband.rulebook.tables.pairs import NO_INDICATOR, Pair, PairAnswers, Pairs, PairState, Scope
from tautband.rulebook.tables.stored import load, load_records
from tautband.rulebook.tables.timeline import Timeline


class LoadedPairs(Pairs):
    """The questions of `Pairs`, answered on each day by the edition whose turn it is.

    A place is the packed code itself. Rows of the table are numbered through all editions, the shipped table first.
    """

    def __init__(self, shipped: Pairs, editions: Sequence[Edition], shipped_dates: tuple[date, date]) -> None:
        self._shipped = shipped
        self._editions = [_Quarter(edition) for edition in editions]
        self._calendar = Calendar(editions, shipped_dates)
        sizes = [shipped.size, *(len(quarter) for quarter in self._editions)]
        self._base = np.concatenate(([0], np.cumsum(sizes))).tolist()
        self.first_day_read = min(day_number(edition.covers_from) for edition in editions)
        self.last_day_read = max(shipped.last_day_read, *(day_number(edition.covers_to) for edition in editions))

    @property
    def size(self) -> int:
        """The number of rows in all editions."""
        return int(self._base[-1])

    def lookup(self, codes1: NDArray[Any], codes2: NDArray[Any], days: NDArray[Any]) -> PairAnswers:
        """As of the shipped table, for any code."""
        one, two = np.asarray(codes1), np.asarray(codes2)
        answers = self.between(one, two, days)
        answers.state[(one == two) & (one != UNPACKABLE)] = PairState.NO_EDIT
        return answers

    def places(self, codes: NDArray[Any]) -> NDArray[np.int32]:
        """The codes themselves: they are their own places."""
        return np.asarray(codes, dtype=np.int32)

    def between(self, place1: NDArray[np.int32], place2: NDArray[np.int32], days: NDArray[Any]) -> PairAnswers:
        """As `lookup`, for different codes whose places are known."""
        day = np.broadcast_to(np.asarray(days, np.int32), place1.shape)
        answers = PairAnswers(
            np.zeros(len(place1), np.int8), np.full(len(place1), NO_INDICATOR, np.int8),
            np.zeros(len(place1), np.bool_), np.full(len(place1), ABSENT, np.int32),
        )  # fmt: skip
        owner = self._calendar.owner(day)
        for number in np.unique(owner).tolist():
            chosen = np.flatnonzero(owner == number)
            if number == SHIPPED:
                found = self._shipped.lookup(place1[chosen], place2[chosen], day[chosen])
                _put(answers, chosen, found, 0)
                chosen = chosen[found.state == PairState.NOT_COVERED]
                self._carry(answers, chosen, place1, place2, day)
            else:
                found = self._editions[number].between(place1[chosen], place2[chosen], day[chosen])
                _put(answers, chosen, found, self._base[number + 1])
        return answers

    def _carry(
        self,
        answers: PairAnswers,
        silent: NDArray[np.intp],
        place1: NDArray[np.int32],
        place2: NDArray[np.int32],
        day: NDArray[np.int32],
    ) -> None:
        """What the shipped table was not read for, from the last edition that ended before the day."""
        before = self._calendar.before(day[silent])
        for number in np.unique(before[before >= 0]).tolist():
            chosen = silent[before == number]
            found = self._editions[number].between(place1[chosen], place2[chosen], day[chosen])
            _put(answers, chosen, found, self._base[number + 1])

    def scopes(self, codes: NDArray[Any]) -> NDArray[np.int8]:
        """EVERY_CODE for each code of a loaded quarter, else what the shipped table says."""
        packed = np.asarray(codes)
        scope = self._shipped.scopes(packed)
        for quarter in self._editions:
            scope[np.isin(packed, quarter.codes)] = Scope.EVERY_CODE
        return scope

    def scope(self, code: str) -> Scope:
        """As `scopes`, for one code."""
        return Scope(int(self.scopes(np.array([pack_code(code)], np.int32))[0]))

    def neighbourhood(self) -> NDArray[np.int64]:
        """Every code that a loaded quarter names."""
        return np.unique(np.concatenate([quarter.codes for quarter in self._editions])).astype(np.int64)

    def pair(self, code1: str, code2: str, day: date) -> Pair:
        """The pair on one date, column 1 first whichever way it was asked."""
        one, two, number = pack_code(code1), pack_code(code2), day_number(day)
        owner, before = self._calendar.on(number)
        if owner == SHIPPED:
            found = self._shipped.pair(code1, code2, day)
            if found.state != PairState.NOT_COVERED or before < 0:
                return found
            owner = before
        if one == two != UNPACKABLE:
            return Pair(code1, code2, PairState.NO_EDIT)
        state, row = self._editions[owner].one(one, two, number)
        return Pair(code1, code2, state) if row == ABSENT else self._editions[owner].of_row(row, state)

    def of_row(self, row: int, state: PairState) -> Pair:
        """The words of one table row."""
        number = int(np.searchsorted(self._base, row, side="right")) - 1
        if number == 0:
            return self._shipped.of_row(row, state)
        return self._editions[number - 1].of_row(row - self._base[number], state)


def _put(answers: PairAnswers, at: NDArray[np.intp], found: PairAnswers, base: int) -> None:
    answers.state[at], answers.indicator[at] = found.state, found.indicator
    answers.first_is_column1[at] = found.first_is_column1
    answers.row[at] = np.where(found.row == ABSENT, ABSENT, found.row + np.int32(base))


class _Quarter:
    """One edition, memory-mapped."""

    def __init__(self, edition: Edition) -> None:
        self._timeline = Timeline.open(edition.directory, NAME, COLUMNS)
        self.codes = load(edition.directory, "pair_codes")
        self._directory = edition.directory
        self._last_day = day_number(edition.covers_to)
        self._reasons: list[str] | None = None

    def __len__(self) -> int:
        return len(self._timeline.start)

    def between(self, one: NDArray[np.int32], two: NDArray[np.int32], day: NDArray[np.int32]) -> PairAnswers:
        """The state of each two codes on their day."""
        timeline = self._timeline
        row = timeline.step(timeline.keys.find(pair_key(one, two)), day)
        begun = timeline.start[row] <= day
        live = (row != ABSENT) & begun & (day <= timeline.columns["end"][row])
        row = np.where(live, row, np.int32(ABSENT))
        later = day > self._last_day
        state = np.where(live, PairState.IN_FORCE, PairState.NO_EDIT).astype(np.int8) + later
        unread = np.minimum(one, two) == UNPACKABLE
        if later.any():  # a code made since may have pairs
            unread |= later & ~live & ~(self._holds(one) & self._holds(two))
        state[unread] = PairState.NOT_COVERED
        return PairAnswers(
            state,
            np.where(live, timeline.columns["indicator"][row], np.int8(NO_INDICATOR)),
            live & (timeline.columns["column1"][row] == one),
            row,
        )

    def _holds(self, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.asarray(self.codes[at] == codes)

    def one(self, one: int, two: int, day: int) -> tuple[PairState, int]:
        """As `between`, for one pair: its state and row."""
        if UNPACKABLE in (one, two):
            return PairState.NOT_COVERED, ABSENT
        timeline, later = self._timeline, day > self._last_day
        row = timeline.find_one(pair_key_of(one, two), day)
        if row != ABSENT and timeline.start.item(row) <= day <= timeline.columns["end"].item(row):
            return PairState.IN_FORCE_CARRIED if later else PairState.IN_FORCE, row
        if not later:
            return PairState.NO_EDIT, ABSENT
        known = all(self._holds(np.array([code], np.int32))[0] for code in (one, two))
        return PairState.NO_EDIT_CARRIED if known else PairState.NOT_COVERED, ABSENT

    def of_row(self, row: int, state: PairState) -> Pair:
        """The words of one row."""
        if self._reasons is None:
            self._reasons = load_records(self._directory, "pair_reasons")
        timeline = self._timeline
        position = int(timeline.first.searchsorted(np.int32(row), side="right")) - 1
        column1, ends = timeline.columns["column1"].item(row), timeline.columns["end"].item(row)
        return Pair(
            unpack_code(column1),
            unpack_code(other_code(timeline.keys.keys.item(position), column1)),
            state,
            timeline.columns["indicator"].item(row),
            day_date(timeline.start.item(row)),
            None if ends == NO_DATE else day_date(ends),
            "official",
            self._reasons[timeline.columns["reason"].item(row)],
        )
