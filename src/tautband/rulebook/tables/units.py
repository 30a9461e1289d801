"""How many units of a code a payer of Medicare's limits takes a day: the MUE table, by quarter read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.packed import day_number, pack_code
from tautband.rulebook.tables.keys import ABSENT
from tautband.rulebook.tables.quarters import quarter_dates
from tautband.rulebook.tables.source import NO_DAY, rows
from tautband.rulebook.tables.timeline import Step, Timeline

Setting = Literal["practitioner", "outpatient_hospital"]
SETTINGS: tuple[Setting, ...] = ("practitioner", "outpatient_hospital")
NO_LIMIT = np.iinfo(np.int32).max
"""No published value: no number of units breaks a limit."""


class UnitBasis(IntEnum):
    """How well the limit is known on a date."""

    NOT_COVERED = 0
    """The table was not read for this code."""
    READ = 1
    """The date lies in a quarter that was read."""
    BETWEEN = 2
    """Between two quarters read, which agree."""
    CHANGED = 3
    """Between two quarters read, which differ: the limit lies from `low` to `high`."""
    CARRIED = 4
    """After the last quarter read, whose value is carried."""
    EARLIER = 5
    """Before the first quarter read, whose value is given: what held then is not known."""


@dataclass(frozen=True, slots=True)
class UnitAnswers:
    """The limit of each row, as an interval: more than `high` breaks it, at most `low` keeps it.

    NO_LIMIT is no published value. `mai` 1 counts by line, 2 and 3 by day (2: by rule, 3: by clinical habit), 0: none.
    Where `basis` is NOT_COVERED the interval is from 0 to NO_LIMIT.
    """

    low: NDArray[np.int32]
    high: NDArray[np.int32]
    mai: NDArray[np.int8]
    basis: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class UnitLimit:
    """The limit of one code on one date. `low` and `high` None: no published value."""

    code: str
    low: int | None
    high: int | None
    mai: int | None
    basis: UnitBasis


class Units:
    """Unit limits of the practitioner and outpatient hospital settings."""

    def __init__(self, directory: Path) -> None:
        self._by_setting = {
            setting: Timeline.open(directory, f"units_{setting}", ("low", "high", "mai", "basis"))
            for setting in SETTINGS
        }

    def lookup(self, codes: NDArray[Any], days: NDArray[Any], setting: Setting = "practitioner") -> UnitAnswers:
        """The limit of each packed code on its day number."""
        return self._answers(setting, self._by_setting[setting].find(np.asarray(codes), days))

    def lookup_each(
        self, codes: NDArray[Any], at: NDArray[Any], days: NDArray[Any], setting: Setting = "practitioner"
    ) -> UnitAnswers:
        """As `lookup` of `codes[at]`, for many rows over few distinct codes."""
        return self._answers(setting, self._by_setting[setting].find_each(codes, at, days))

    def least(self, codes: NDArray[Any], setting: Setting = "practitioner") -> NDArray[np.float64]:
        """The lowest limit each packed code has on any day; NaN for a code the table was not read for."""
        return self._least[setting][self._by_setting[setting].keys.find(codes)]

    @cached_property
    def _least(self) -> dict[Setting, NDArray[np.float64]]:
        """The lowest limit at each position of the table; NaN at the end, where ABSENT leads."""
        least = {}
        for setting, timeline in self._by_setting.items():
            low, first = timeline.columns["low"], timeline.first[:-1]
            least[setting] = np.append(np.minimum.reduceat(low, first) if len(low) else low, np.nan)
        return least

    def _answers(self, setting: Setting, step: NDArray[np.int32]) -> UnitAnswers:
        timeline = self._by_setting[setting]
        absent = step == ABSENT
        low, high, mai, basis = (timeline.columns[name][step] for name in ("low", "high", "mai", "basis"))
        low[absent], high[absent], mai[absent], basis[absent] = 0, NO_LIMIT, 0, UnitBasis.NOT_COVERED
        return UnitAnswers(low, high, mai, basis)

    def limit(self, code: str, day: date, setting: Setting = "practitioner") -> UnitLimit:
        """The limit of one code on one date."""
        timeline = self._by_setting[setting]
        step = timeline.find_one(pack_code(code), day_number(day))
        if step == ABSENT:
            return UnitLimit(code, None, None, None, UnitBasis.NOT_COVERED)
        low, high, mai, basis = (timeline.columns[name].item(step) for name in ("low", "high", "mai", "basis"))
        return UnitLimit(
            code,
            None if low == NO_LIMIT else low,
            None if high == NO_LIMIT else high,
            mai or None,
            UnitBasis(basis),
        )


def build(directory: Path) -> None:
    """Compile the limits of each setting from the quarters read for it."""
    covered = [entry["code"] for entry in rows("mue_coverage")]
    for setting in SETTINGS:
        held = [entry for entry in rows("mue") if entry["setting"] == setting]
        quarters = sorted({entry["quarter"] for entry in held})
        value = {(entry["code"], entry["quarter"]): (int(entry["units"]), int(entry["mai"])) for entry in held}
        steps = {
            pack_code(code): _steps([(quarter, *value.get((code, quarter), (NO_LIMIT, 0))) for quarter in quarters])
            for code in covered
        }
        Timeline.of(steps, {"low": "i4", "high": "i4", "mai": "i1", "basis": "i1"}).save(directory, f"units_{setting}")


def _steps(read: list[tuple[str, int, int]]) -> list[Step]:
    steps: list[Step] = []
    for quarter, limit, mai in read:
        begins, ends = (day_number(day) for day in quarter_dates(quarter))
        if not steps:
            steps.append((NO_DAY, limit, limit, mai, UnitBasis.EARLIER))
        else:
            after, before, _, mai_before, _ = steps.pop()
            agree = (before, mai_before) == (limit, mai)
            low, high = sorted((before, limit))
            steps.append((after, low, high, mai_before or mai, UnitBasis.BETWEEN if agree else UnitBasis.CHANGED))
        steps += [(begins, limit, limit, mai, UnitBasis.READ), (ends + 1, limit, limit, mai, UnitBasis.CARRIED)]
    return steps
