"""Unit limits of the loaded quarters, over the shipped ones: with a quarter loaded every code answers in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.official.calendar import SHIPPED, Calendar
from tautband.rulebook.official.editions import Edition
from tautband.rulebook.packed import UNPACKABLE, day_number, pack_code
from tautband.rulebook.tables.keys import ABSENT, Keys
from tautband.rulebook.tables.stored import load
from tautband.rulebook.tables.units import NO_LIMIT, Setting, UnitAnswers, UnitBasis, UnitLimit, Units


class LoadedUnits(Units):
    """The questions of `Units`, answered on each day by the edition whose turn it is.

    A published list is whole: a code that is not in it has no published limit.
    """

    def __init__(
        self, shipped: Units, editions: Mapping[Setting, Sequence[Edition]], shipped_dates: tuple[date, date]
    ) -> None:
        self._shipped = shipped
        self._quarters = {setting: [_Quarter(edition) for edition in held] for setting, held in editions.items()}
        self._calendars = {setting: Calendar(held, shipped_dates) for setting, held in editions.items()}

    def lookup(self, codes: NDArray[Any], days: NDArray[Any], setting: Setting = "practitioner") -> UnitAnswers:
        """The limit of each packed code on its day number."""
        quarters = self._quarters.get(setting)
        if not quarters:
            return self._shipped.lookup(codes, days, setting)
        code = np.asarray(codes)
        day = np.broadcast_to(np.asarray(days, np.int32), code.shape)
        calendar = self._calendars[setting]
        owner = calendar.owner(day)
        answers = _copied(self._shipped.lookup(code, day, setting))
        silent = (owner == SHIPPED) & (answers.basis == UnitBasis.NOT_COVERED)
        owner = np.where(silent, calendar.before(day), owner)
        for number in np.unique(owner[owner >= 0]).tolist():
            chosen = np.flatnonzero(owner == number)
            later = day[chosen] > calendar.last_day(number)
            quarters[number].answer(answers, chosen, code[chosen], later)
        return answers

    def lookup_each(
        self, codes: NDArray[Any], at: NDArray[Any], days: NDArray[Any], setting: Setting = "practitioner"
    ) -> UnitAnswers:
        """As `lookup` of `codes[at]`."""
        return self.lookup(np.asarray(codes)[at], days, setting)

    def least(self, codes: NDArray[Any], setting: Setting = "practitioner") -> NDArray[np.float64]:
        """The lowest limit each packed code has on any day; NaN for one that no table was read for. Below every number
        of units where a loaded quarter has the code and other days lack it: each of its days then asks for itself.
        """
        least = self._shipped.least(codes, setting)
        code = np.asarray(codes)
        if not (quarters := self._quarters.get(setting)):
            return least
        lowest = np.minimum.reduce([least, *(quarter.limits(code) for quarter in quarters)])
        return np.where(np.isnan(least) & (code != UNPACKABLE), -1.0, lowest)

    def limit(self, code: str, day: date, setting: Setting = "practitioner") -> UnitLimit:
        """The limit of one code on one date."""
        found = self.lookup(np.array([pack_code(code)]), np.array([day_number(day)], np.int32), setting)
        low, high, mai, basis = (int(column[0]) for column in (found.low, found.high, found.mai, found.basis))
        if basis == UnitBasis.NOT_COVERED:
            return UnitLimit(code, None, None, None, UnitBasis.NOT_COVERED)
        return UnitLimit(
            code, None if low == NO_LIMIT else low, None if high == NO_LIMIT else high, mai or None, UnitBasis(basis)
        )


def _copied(answers: UnitAnswers) -> UnitAnswers:
    """Arrays of our own to write into."""
    return UnitAnswers(answers.low.copy(), answers.high.copy(), answers.mai.copy(), answers.basis.copy())


class _Quarter:
    """One edition, memory-mapped."""

    def __init__(self, edition: Edition) -> None:
        self._keys = Keys.open(edition.directory, "units")
        self._limit = load(edition.directory, "units.limit")
        self._mai = load(edition.directory, "units.mai")

    def limits(self, codes: NDArray[Any]) -> NDArray[np.float64]:
        """The limit of each code, infinite where the list has none."""
        at = self._keys.find(codes)
        return np.where(at == ABSENT, np.inf, self._limit[at].astype(np.float64))

    def answer(
        self, answers: UnitAnswers, chosen: NDArray[np.intp], codes: NDArray[Any], later: NDArray[np.bool_]
    ) -> None:
        """Put the limits of `codes` into `answers` at `chosen`. `later`: the day is after the edition's last."""
        at = self._keys.find(codes)
        held = at != ABSENT
        limit = np.where(held, self._limit[at], np.int32(NO_LIMIT))
        answers.low[chosen] = answers.high[chosen] = limit
        answers.mai[chosen] = np.where(held, self._mai[at], np.int8(0))
        answers.basis[chosen] = np.where(later, UnitBasis.CARRIED, UnitBasis.READ)
        unread = chosen[codes == UNPACKABLE]
        answers.low[unread], answers.basis[unread] = 0, UnitBasis.NOT_COVERED
