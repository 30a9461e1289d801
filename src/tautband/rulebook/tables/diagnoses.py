"""Is this diagnosis code valid and complete on the date of service? The ICD-10-CM list, by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.packed import (
    DIAGNOSIS_LENGTH,
    NO_DATE,
    UNPACKABLE,
    day_date,
    day_number,
    pack_diagnosis,
    unpack_diagnosis,
)
from tautband.rulebook.tables.keys import ABSENT
from tautband.rulebook.tables.source import NO_DAY, first_day, last_day, rows
from tautband.rulebook.tables.stored import load, save
from tautband.rulebook.tables.timeline import Step, Timeline

FIRST_ICD10_DATE = date(2015, 10, 1)
FIRST_ICD10_DAY = day_number(FIRST_ICD10_DATE)


class DiagnosisStatus(IntEnum):
    """What the code list says of a diagnosis code on a date of service."""

    UNKNOWN = 0
    """In no list read: not an ICD-10-CM code."""
    BILLABLE = 1
    HEADER = 2
    """A heading: it needs more characters."""
    NOT_YET = 3
    ENDED = 4
    INEXACT = 5
    """It changed about this date, and the lists read do not tell on which side the date lies."""
    ICD9_ERA = 6
    """Before 2015-10-01, when ICD-9-CM was the code set."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One code on one date. `begins` and `ends` bound the stretch in which `status` holds; None is open."""

    code: str
    status: DiagnosisStatus
    begins: date | None = None
    ends: date | None = None


class Diagnoses:
    """The ICD-10-CM code list with its dates. Codes are taken with or without the dot."""

    def __init__(self, directory: Path) -> None:
        self._timeline = Timeline.open(directory, "diagnoses", ("status",))
        self._directory = directory
        self._titles: tuple[NDArray[np.uint8], NDArray[np.int32]] | None = None

    @property
    def keys(self) -> NDArray[np.int64]:
        """Every packed code of every list read, ascending."""
        return self._timeline.keys.keys

    def lookup(self, diagnoses: NDArray[Any], days: NDArray[Any] | int) -> NDArray[np.int8]:
        """The DiagnosisStatus of each packed diagnosis on its day number, or on one day for all."""
        step = self._timeline.find(np.asarray(diagnoses), days)
        status: NDArray[np.int8] = self._timeline.columns["status"][step]
        status[step == ABSENT] = DiagnosisStatus.UNKNOWN
        status[np.asarray(days) < FIRST_ICD10_DAY] = DiagnosisStatus.ICD9_ERA
        return status

    def changes(self, diagnoses: NDArray[Any], first_day: int, last_day: int) -> NDArray[np.bool_]:
        """Whether the answer of each packed diagnosis may differ between two days."""
        if first_day < FIRST_ICD10_DAY <= last_day:
            return np.ones(len(diagnoses), np.bool_)
        return self._timeline.changes(np.asarray(diagnoses), first_day, last_day)

    def status(self, code: str, day: date) -> DiagnosisStatus:
        """The status of one code on one date."""
        return self.on(code, day).status

    def on(self, code: str, day: date) -> Diagnosis:
        """One code on one date, with the stretch in which that holds."""
        if day < FIRST_ICD10_DATE:
            return Diagnosis(code, DiagnosisStatus.ICD9_ERA)
        step = self._timeline.find_one(pack_diagnosis(code), day_number(day))
        if step == ABSENT:
            return Diagnosis(code, DiagnosisStatus.UNKNOWN)
        begins, ends = self._timeline.span(step)
        return Diagnosis(
            code,
            DiagnosisStatus(self._timeline.columns["status"].item(step)),
            None if begins is None else day_date(begins),
            None if ends is None else day_date(ends),
        )

    def successors(self, code: str, day: date) -> tuple[str, ...]:
        """The billable codes under a heading on a date, with dots, in order. Empty for a code that heads nothing."""
        low, high = prefix_range(code)
        if low == UNPACKABLE:
            return ()
        keys = self._timeline.keys.keys
        begin, end = np.searchsorted(keys, [low + 1, high + 1])
        below = keys[begin:end]
        status = self.lookup(below, np.full(len(below), day_number(day), np.int32))
        return tuple(unpack_diagnosis(key) for key in below[status == DiagnosisStatus.BILLABLE])

    def title(self, code: str) -> str | None:
        """The official title of a code, None for a code in no list."""
        position = self._timeline.keys.position(pack_diagnosis(code))
        if position == ABSENT:
            return None
        if self._titles is None:
            self._titles = (load(self._directory, "diagnoses.titles"), load(self._directory, "diagnoses.title_ends"))
        text, ends = self._titles
        begin = ends.item(position - 1) if position else 0
        return text[begin : ends.item(position)].tobytes().decode("utf-8")


def prefix_range(code: str) -> tuple[int, int]:
    """The lowest and highest packed diagnosis that begins with `code`; UNPACKABLE twice for text that is no code."""
    low = pack_diagnosis(code)
    if low == UNPACKABLE:
        return UNPACKABLE, UNPACKABLE
    free = DIAGNOSIS_LENGTH - len(code.strip().replace(".", ""))
    return low, low + 37**free - 1


def build(directory: Path) -> None:
    """Compile the list: for each code the days on which its status changes."""
    spans: dict[int, list[tuple[int, int, int, int, int]]] = {}
    titles: dict[int, bytes] = {}
    for entry in rows("icd10cm"):
        key = pack_diagnosis(entry["code"])
        status = DiagnosisStatus.BILLABLE if entry["billable"] == "1" else DiagnosisStatus.HEADER
        earliest, latest_start = first_day(entry["valid_from_earliest"]), first_day(entry["valid_from"])
        earliest_end, latest = last_day(entry["valid_to"]), last_day(entry["valid_to_latest"])
        spans.setdefault(key, []).append((earliest, latest_start, earliest_end, latest, status))
        titles.setdefault(key, entry["description"].encode("utf-8"))
    Timeline.of({key: _steps(held) for key, held in spans.items()}, {"status": "i1"}).save(directory, "diagnoses")
    ordered = [titles[key] for key in sorted(titles)]
    save(directory, "diagnoses.titles", np.frombuffer(b"".join(ordered), np.uint8))
    save(directory, "diagnoses.title_ends", np.cumsum([len(title) for title in ordered], dtype=np.int32))


def _steps(spans: list[tuple[int, int, int, int, int]]) -> list[Step]:
    """The changes of one code: not yet valid before its first possible day, ended after its last possible day."""
    steps: list[Step] = [(NO_DAY, DiagnosisStatus.NOT_YET)]
    for earliest, latest_start, earliest_end, latest, status in sorted(spans):
        if earliest < latest_start:
            steps.append((max(earliest, steps[-1][0]), DiagnosisStatus.INEXACT))
        steps.append((latest_start, status))
        if earliest_end != NO_DATE:
            if earliest_end < latest:
                steps.append((earliest_end + 1, DiagnosisStatus.INEXACT))
            steps.append((latest + 1, DiagnosisStatus.ENDED))
    return _without_gaps(steps)


def _without_gaps(steps: list[Step]) -> list[Step]:
    """Where one span may end as late as the next may begin, the doubt of both is one stretch."""
    kept: list[Step] = []
    for step in steps:
        while kept and kept[-1][0] >= step[0] and kept[-1][0] != NO_DAY:
            kept.pop()
        kept.append(step)
    return kept
