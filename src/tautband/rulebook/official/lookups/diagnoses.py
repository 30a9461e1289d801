"""Diagnosis codes of the loaded fiscal years, over the shipped list with its dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.official.calendar import SHIPPED, Calendar
from tautband.rulebook.official.editions import Edition
from tautband.rulebook.packed import UNPACKABLE, day_number, pack_diagnosis, unpack_diagnosis
from tautband.rulebook.tables.diagnoses import FIRST_ICD10_DATE, Diagnoses, Diagnosis, DiagnosisStatus, prefix_range
from tautband.rulebook.tables.keys import ABSENT, Keys
from tautband.rulebook.tables.stored import load

_A_YEAR = 366


class LoadedDiagnoses(Diagnoses):
    """The questions of `Diagnoses`, answered in a loaded fiscal year by its own list.

    A code that is not in the year's list is not valid in it; the shipped list tells whether it came later or had ended.
    """

    def __init__(self, shipped: Diagnoses, editions: Sequence[Edition], shipped_dates: tuple[date, date]) -> None:
        self._shipped = shipped
        self._editions = tuple(editions)
        self._years = [_Year(edition) for edition in editions]
        self._calendar = Calendar(editions, shipped_dates)

    @cached_property
    def _all_keys(self) -> NDArray[np.int64]:
        return np.unique(np.concatenate([self._shipped.keys, *(year.keys.keys for year in self._years)]))

    @property
    def keys(self) -> NDArray[np.int64]:
        """Every packed code of every list read, ascending."""
        return self._all_keys

    def lookup(self, diagnoses: NDArray[Any], days: NDArray[Any] | int) -> NDArray[np.int8]:
        """The DiagnosisStatus of each packed diagnosis on its day number, or on one day for all."""
        codes = np.asarray(diagnoses)
        status = np.array(self._shipped.lookup(codes, days))
        day = np.broadcast_to(np.asarray(days, np.int32), codes.shape)
        owner = np.where(status == DiagnosisStatus.ICD9_ERA, np.int8(SHIPPED), self._calendar.owner(day))
        for number in np.unique(owner[owner >= 0]).tolist():
            chosen = np.flatnonzero(owner == number)
            listed = self._years[number].status(codes[chosen])
            missing = listed == DiagnosisStatus.UNKNOWN
            status[chosen] = np.where(missing, self._not_listed(codes[chosen], status[chosen], day[chosen]), listed)
        return status

    def _not_listed(self, codes: NDArray[Any], shipped: NDArray[np.int8], day: NDArray[np.int32]) -> NDArray[np.int8]:
        """What a code is in a year whose list lacks it: as shipped where that says so too, else ended or not yet."""
        gone = (DiagnosisStatus.UNKNOWN, DiagnosisStatus.NOT_YET, DiagnosisStatus.ENDED)
        afterwards = self._shipped.lookup(codes, day + _A_YEAR)
        comes = (afterwards == DiagnosisStatus.BILLABLE) | (afterwards == DiagnosisStatus.HEADER)
        told = np.where(comes, np.int8(DiagnosisStatus.NOT_YET), np.int8(DiagnosisStatus.ENDED))
        return np.where(np.isin(shipped, gone), shipped, told)

    def changes(self, diagnoses: NDArray[Any], first_day: int, last_day: int) -> NDArray[np.bool_]:
        """Whether the answer of each packed diagnosis may differ between two days."""
        if self._calendar.changes(first_day, last_day):
            return np.ones(len(diagnoses), np.bool_)
        return self._shipped.changes(diagnoses, first_day, last_day)

    def on(self, code: str, day: date) -> Diagnosis:
        """One code on one date. In a loaded year the stretch is the year's, for a list does not say more."""
        number = int(self._calendar.owner(np.array([day_number(day)], np.int32))[0])
        if number == SHIPPED or day < FIRST_ICD10_DATE:
            return self._shipped.on(code, day)
        status = DiagnosisStatus(int(self.lookup(np.array([pack_diagnosis(code)]), day_number(day))[0]))
        known = self._shipped.on(code, day)
        if known.status == status:
            return known
        edition = self._editions[number]
        if status in (DiagnosisStatus.BILLABLE, DiagnosisStatus.HEADER):
            return Diagnosis(code, status, edition.covers_from, edition.covers_to)
        ended = status == DiagnosisStatus.ENDED
        return Diagnosis(code, status, edition.covers_from if ended else None, None if ended else edition.covers_to)

    def successors(self, code: str, day: date) -> tuple[str, ...]:
        """The billable codes under a heading on a date, with dots, in order."""
        low, high = prefix_range(code)
        if low == UNPACKABLE:
            return ()
        keys = self.keys
        begin, end = np.searchsorted(keys, [low + 1, high + 1])
        below = keys[begin:end]
        status = self.lookup(below, np.full(len(below), day_number(day), np.int32))
        return tuple(unpack_diagnosis(key) for key in below[status == DiagnosisStatus.BILLABLE])

    def title(self, code: str) -> str | None:
        """The official title of a code in the newest list that has it; None for a code in no list."""
        for year in reversed(self._years):
            if (title := year.title(pack_diagnosis(code))) is not None:
                return title
        return self._shipped.title(code)


class _Year:
    """One edition, memory-mapped."""

    def __init__(self, edition: Edition) -> None:
        self.keys = Keys.open(edition.directory, "diagnoses")
        self._billable = load(edition.directory, "diagnoses.billable")
        self._titles = load(edition.directory, "diagnoses.titles")
        self._ends = load(edition.directory, "diagnoses.title_ends")

    def status(self, codes: NDArray[Any]) -> NDArray[np.int8]:
        """BILLABLE or HEADER of each code, UNKNOWN where the list lacks it."""
        at = self.keys.find(codes)
        listed = np.where(self._billable[at], np.int8(DiagnosisStatus.BILLABLE), np.int8(DiagnosisStatus.HEADER))
        return np.where(at == ABSENT, np.int8(DiagnosisStatus.UNKNOWN), listed)

    def title(self, code: int) -> str | None:
        """The title of one packed code."""
        position = self.keys.position(code)
        if position == ABSENT:
            return None
        begin = self._ends.item(position - 1) if position else 0
        return self._titles[begin : self._ends.item(position)].tobytes().decode("utf-8")
