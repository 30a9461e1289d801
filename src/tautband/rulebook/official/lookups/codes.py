"""Procedure and supply codes by the loaded HCPCS files and fee schedules, over the shipped dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.official.calendar import Calendar
from tautband.rulebook.official.editions import Edition
from tautband.rulebook.packed import NO_DATE, day_date, day_number, pack_code
from tautband.rulebook.tables.codes import CodeAnswers, CodeOnDate, Codes, CodeStatus
from tautband.rulebook.tables.diagnoses import FIRST_ICD10_DAY
from tautband.rulebook.tables.fees import MODIFIERS
from tautband.rulebook.tables.keys import ABSENT, Keys
from tautband.rulebook.tables.stored import load

_DELETED = ord("D")


class LoadedCodes(Codes):
    """The questions of `Codes`. A code of a HCPCS file has the dates of the file whose turn it is.

    Where neither that nor the shipped table knows a code, a fee schedule of the day that lists it says it is valid.
    """

    def __init__(self, shipped: Codes, hcpcs: Sequence[Edition], fees: Sequence[Edition]) -> None:
        self._shipped = shipped
        self._files = [_File(edition) for edition in hcpcs]
        self._file_calendar = Calendar(hcpcs, None)
        self._schedules = [_Schedule(edition) for edition in fees]
        self._schedule_calendar = Calendar(fees, None)

    def lookup(self, codes: NDArray[Any], days: NDArray[Any] | int) -> CodeAnswers:
        """The CodeStatus of each packed code on its day number, or on one day for all."""
        code = np.asarray(codes)
        day = np.broadcast_to(np.asarray(days, np.int32), code.shape)
        shipped = self._shipped.lookup(code, day)
        status, inferred = shipped.status.copy(), shipped.inferred.copy()
        owner = self._file_calendar.owner(day)
        for number in np.unique(owner[owner >= 0]).tolist():
            chosen = np.flatnonzero(owner == number)
            found = self._files[number].status(code[chosen], day[chosen])
            told = chosen[found != CodeStatus.UNKNOWN]
            status[told], inferred[told] = found[found != CodeStatus.UNKNOWN], False
        owner = np.where(status == CodeStatus.UNKNOWN, self._schedule_calendar.owner(day), np.int8(-1))
        for number in np.unique(owner[owner >= 0]).tolist():
            chosen = np.flatnonzero((owner == number) & (day <= self._schedule_calendar.last_day(number)))
            listed = self._schedules[number].lists(code[chosen])
            status[chosen[listed]] = CodeStatus.VALID
        return CodeAnswers(status, inferred)

    def changes(self, codes: NDArray[Any], first_day: int, last_day: int) -> NDArray[np.bool_]:
        """Whether the answer of each packed code may differ between two days."""
        calendars = (self._file_calendar, self._schedule_calendar)
        if any(calendar.changes(first_day, last_day) for calendar in calendars):
            return np.ones(len(codes), np.bool_)
        changed = self._shipped.changes(codes, first_day, last_day)
        differ = self.lookup(codes, first_day).status != self.lookup(codes, last_day).status
        return np.asarray(changed | differ, dtype=np.bool_)

    def on(self, code: str, day: date) -> CodeOnDate:
        """One code on one date."""
        packed, number = np.array([pack_code(code)]), np.array([day_number(day)], np.int32)
        status = CodeStatus(int(self.lookup(packed, number).status[0]))
        shipped = self._shipped.on(code, day)
        owner = int(self._file_calendar.owner(number)[0])
        if owner >= 0 and (span := self._files[owner].span(int(packed[0]))):
            begins, ends = span
            if status == CodeStatus.VALID:
                return CodeOnDate(code, status, False, day_date(begins), None if ends == NO_DATE else day_date(ends))
            if status == CodeStatus.NOT_YET:
                return CodeOnDate(code, status, False, None, day_date(begins - 1))
            return CodeOnDate(code, status, False, day_date(ends + 1), None)
        return shipped if shipped.status == status else CodeOnDate(code, status)


class _File:
    """One HCPCS file, memory-mapped."""

    def __init__(self, edition: Edition) -> None:
        self._keys = Keys.open(edition.directory, "hcpcs")
        self._begin = load(edition.directory, "hcpcs.begin")
        self._end = load(edition.directory, "hcpcs.end")

    def status(self, codes: NDArray[Any], day: NDArray[np.int32]) -> NDArray[np.int8]:
        """What the dates of each code say of its day; UNKNOWN for a code that the file lacks."""
        at = self._keys.find(codes)
        begin, end = self._begin[at], self._end[at]
        over = np.where(end < FIRST_ICD10_DAY, np.int8(CodeStatus.DEAD), np.int8(CodeStatus.ENDED))
        status = np.where(day < begin, np.int8(CodeStatus.NOT_YET), np.int8(CodeStatus.VALID))
        status = np.where(day > end, over, status)
        return np.where(at == ABSENT, np.int8(CodeStatus.UNKNOWN), status)

    def span(self, code: int) -> tuple[int, int] | None:
        """First and last day number of a code; None for a code that the file lacks."""
        at = self._keys.position(code)
        return None if at == ABSENT else (self._begin.item(at), self._end.item(at))


class _Schedule:
    """The codes of one fee schedule release."""

    def __init__(self, edition: Edition) -> None:
        keys = Keys.open(edition.directory, "fees").keys
        held = load(edition.directory, "fees.status") != _DELETED
        self._codes = np.unique(keys[held] // MODIFIERS)

    def lists(self, codes: NDArray[Any]) -> NDArray[np.bool_]:
        """Whether the release lists each code."""
        return np.isin(codes, self._codes)
