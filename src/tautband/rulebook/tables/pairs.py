"""May these two procedures be billed on one day? The NCCI pair table, by date, with what it does not know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.packed import NO_DATE, UNPACKABLE, day_date, day_number, pack_code
from tautband.rulebook.tables.keys import ABSENT, Keys
from tautband.rulebook.tables.source import NO_DAY
from tautband.rulebook.tables.stored import load, load_records
from tautband.rulebook.tables.timeline import Timeline

NO_INDICATOR = -1


class PairState(IntEnum):
    """What the pair table says of two codes on a date."""

    NOT_COVERED = 0
    """The table was not read for these two codes: nothing can be said."""
    NO_EDIT = 1
    """Read, and no edit was in force."""
    NO_EDIT_CARRIED = 2
    """No edit in the last quarter read; the date is later."""
    IN_FORCE = 3
    IN_FORCE_CARRIED = 4
    """In force in the last quarter read; the date is later."""
    START_UNKNOWN = 5
    """An edit that has no known first day, on a date before the first quarter read: it may not have begun yet."""


class Scope(IntEnum):
    """How far the table was read for a code."""

    UNLISTED = 0
    LISTED = 1
    """Known to exist in the quarter read; its pairs with EVERY_CODE codes were read."""
    NEIGHBOURHOOD = 2
    """All pairs between two such codes were read."""
    EVERY_CODE = 3
    """All its pairs with any code were read."""


@dataclass(frozen=True, slots=True)
class PairAnswers:
    """The answer for each row. `indicator` is 0, 1 or NO_INDICATOR; `first_is_column1` means nothing without a `row`.

    `row` is the table row behind the answer (ABSENT: none), for `Pairs.of_row`.
    """

    state: NDArray[np.int8]
    indicator: NDArray[np.int8]
    first_is_column1: NDArray[np.bool_]
    row: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair on one date. Column 1 is paid; column 2 is denied unless `indicator` is 1 and a fitting modifier stands.

    Without an edit `column1` and `column2` are the codes as asked and `indicator` is None. `effective_from` None is a
    first day nobody knows; `start_evidence` says how it is known. `basis` is our word for the reason of the edit.
    """

    column1: str
    column2: str
    state: PairState
    indicator: int | None = None
    effective_from: date | None = None
    deleted_on: date | None = None
    start_evidence: str | None = None
    basis: str | None = None

    @property
    def in_force(self) -> bool:
        """An edit stands on the date, read or carried forward."""
        return self.state in (PairState.IN_FORCE, PairState.IN_FORCE_CARRIED)


class Pairs:
    """Procedure pairs of the practitioner setting. A pair is found whichever way round it is asked.

    Withdrawn edits (indicator 9) count as never made. Hospital pairs are not in the table.
    """

    def __init__(self, directory: Path) -> None:
        self._codes = Keys.open(directory, "pair_codes")
        self._scope = load(directory, "pair_codes.scope")
        self._matrix = load(directory, "pairs.matrix")
        self._timeline = Timeline.open(directory, "pairs", ("state", "row"))
        self._column1 = load(directory, "pairs.column1")
        self._indicator = load(directory, "pairs.indicator")
        self._directory = directory
        self._records: list[tuple[Any, ...]] | None = None
        self.first_day_read, self.last_day_read = load_records(directory, "pair_dates")

    @property
    def size(self) -> int:
        """The number of rows in the table."""
        return len(self._column1)

    def lookup(self, codes1: NDArray[Any], codes2: NDArray[Any], days: NDArray[Any]) -> PairAnswers:
        """The state of each two packed codes on their day number; arrays of one length.

        A code makes no pair with itself. One million rows take about a tenth of a second.
        """
        answers = self.between(self._codes.find(codes1), self._codes.find(codes2), days)
        answers.state[(np.asarray(codes1) == codes2) & (np.asarray(codes1) != UNPACKABLE)] = PairState.NO_EDIT
        return answers

    def places(self, codes: NDArray[Any]) -> NDArray[np.int32]:
        """Where each packed code stands in the table, for `between`."""
        return self._codes.find(codes)

    def between(self, place1: NDArray[np.int32], place2: NDArray[np.int32], days: NDArray[Any]) -> PairAnswers:
        """As `lookup`, for different codes whose places are known."""
        day = np.asarray(days)
        pair = self._matrix[place1, place2]
        pair[np.minimum(place1, place2) == ABSENT] = ABSENT
        later = (day > self.last_day_read).view(np.int8)
        state: NDArray[np.int8] = _NO_ROW[self._scope_at(place1), self._scope_at(place2), later]
        row = np.full(len(pair), ABSENT, np.int32)
        indicator, first_is_column1 = np.full(len(pair), NO_INDICATOR, np.int8), np.zeros(len(pair), np.bool_)
        held = (pair != ABSENT).nonzero()[0]
        if not len(held):
            return PairAnswers(state, indicator, first_is_column1, row)
        step = self._timeline.step(pair[held], day[held])
        state[held], row[held] = self._timeline.columns["state"][step], self._timeline.columns["row"][step]
        held = held[row[held] != ABSENT]
        indicator[held] = self._indicator[row[held]]
        first_is_column1[held] = self._column1[row[held]] == place1[held]
        return PairAnswers(state, indicator, first_is_column1, row)

    def _scope_at(self, place: NDArray[np.int32]) -> NDArray[np.int8]:
        scope: NDArray[np.int8] = self._scope[place]
        scope[place == ABSENT] = Scope.UNLISTED
        return scope

    def scopes(self, codes: NDArray[Any]) -> NDArray[np.int8]:
        """The Scope of each packed code."""
        return self._scope_at(self._codes.find(codes))

    def scope(self, code: str) -> Scope:
        """How far the table was read for one code."""
        return self._scope_of(self._codes.position(pack_code(code)))

    def _scope_of(self, place: int) -> Scope:
        return Scope.UNLISTED if place == ABSENT else Scope(self._scope.item(place))

    def neighbourhood(self) -> NDArray[np.int64]:
        """The packed codes between any two of which a missing pair means that there is no edit."""
        return self._codes.keys[self._scope >= Scope.NEIGHBOURHOOD]

    def pair(self, code1: str, code2: str, day: date) -> Pair:
        """The pair on one date, column 1 first whichever way it was asked."""
        packed1, packed2, number = pack_code(code1), pack_code(code2), day_number(day)
        place1, place2 = self._codes.position(packed1), self._codes.position(packed2)
        position = ABSENT if ABSENT in (place1, place2) else self._matrix.item(place1, place2)
        if position == ABSENT:
            if packed1 == packed2 != UNPACKABLE:
                return Pair(code1, code2, PairState.NO_EDIT)
            later = number > self.last_day_read
            return Pair(code1, code2, _no_row(self._scope_of(place1), self._scope_of(place2), later))
        step = self._timeline.step_one(position, number)
        state = PairState(self._timeline.columns["state"].item(step))
        row = self._timeline.columns["row"].item(step)
        return Pair(code1, code2, state) if row == ABSENT else self.of_row(row, state)

    def of_row(self, row: int, state: PairState) -> Pair:
        """The words of one table row."""
        if self._records is None:
            self._records = [tuple(record) for record in load_records(self._directory, "pair_rows")]
        column1, column2, indicator, begins, ends, evidence, basis = self._records[row]
        return Pair(
            column1,
            column2,
            state,
            indicator,
            None if begins == NO_DAY else day_date(begins),
            None if ends == NO_DATE else day_date(ends),
            evidence,
            basis,
        )


def _no_row(scope1: int, scope2: int, later: bool) -> PairState:
    """What it means that the table has no edit for two codes of these scopes."""
    least, most = min(scope1, scope2), max(scope1, scope2)
    existed = least >= Scope.LISTED or not later
    if least >= Scope.NEIGHBOURHOOD or (most == Scope.EVERY_CODE and existed):
        return PairState.NO_EDIT_CARRIED if later else PairState.NO_EDIT
    return PairState.NOT_COVERED


_NO_ROW = np.array([[[_no_row(a, b, later) for later in (False, True)] for b in Scope] for a in Scope], np.int8)
