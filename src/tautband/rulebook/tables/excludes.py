"""May these two diagnoses stand on one claim? Excludes1 notes of ICD-10-CM for muscle and back pain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.packed import day_number, pack_diagnosis
from tautband.rulebook.tables.diagnoses import FIRST_ICD10_DAY, prefix_range
from tautband.rulebook.tables.manifest import TableSource
from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load, load_records, save, save_records

FAMILIES = ("M79.1", "M79.7", "M60", "M62", "M54", "G44.2", "G89")
"""The families whose notes were read; of two codes one must belong to a family."""


class ExcludesState(IntEnum):
    """What the Excludes1 notes say of two diagnoses on a date."""

    NOT_COVERED = 0
    """Neither code belongs to a family whose notes were read, or the date is in the ICD-9 era."""
    NO_NOTE = 1
    NO_NOTE_OTHER_YEAR = 2
    """No note in the edition read; the date belongs to another edition."""
    CONFLICT = 3
    CONFLICT_OTHER_YEAR = 4
    """A note of the edition read; the date belongs to another edition."""


@dataclass(frozen=True, slots=True)
class ExcludesNote:
    """One Excludes1 note: `other` is not coded together with `code`; both bind everything beneath them."""

    code: str
    other: str


class Excludes:
    """Excludes1 notes as a matrix over stretches of codes: a note at a heading binds all codes beneath it."""

    def __init__(self, directory: Path) -> None:
        self._bounds = load(directory, "excludes.bounds")
        self._matrix = load(directory, "excludes.matrix")
        self._in_family = load(directory, "excludes.in_family")
        records = load_records(directory, "excludes")
        self._notes: list[tuple[ExcludesNote, int, int, int, int]] = [
            (ExcludesNote(code, other), *ranges) for code, other, *ranges in records["notes"]
        ]
        self._first_day, self._last_day = records["edition"]

    def lookup(self, first: NDArray[Any], second: NDArray[Any], days: NDArray[Any]) -> NDArray[np.int8]:
        """The ExcludesState of each two packed diagnoses on their day number, whichever comes first."""
        one = np.searchsorted(self._bounds, np.asarray(first), side="right")
        two = np.searchsorted(self._bounds, np.asarray(second), side="right")
        day = np.asarray(days)
        edition = (day >= self._first_day) & (day <= self._last_day)
        state = np.where(
            self._matrix[one, two],
            np.where(edition, ExcludesState.CONFLICT, ExcludesState.CONFLICT_OTHER_YEAR),
            np.where(edition, ExcludesState.NO_NOTE, ExcludesState.NO_NOTE_OTHER_YEAR),
        ).astype(np.int8)
        covered = (self._in_family[one] | self._in_family[two]) & (day >= FIRST_ICD10_DAY)
        state[~covered] = ExcludesState.NOT_COVERED
        return state

    def state(self, first: str, second: str, day: date) -> ExcludesState:
        """The state of two diagnoses on one date."""
        one, two = (
            int(self._bounds.searchsorted(np.int64(pack_diagnosis(code)), side="right")) for code in (first, second)
        )
        number = day_number(day)
        if number < FIRST_ICD10_DAY or not (self._in_family.item(one) or self._in_family.item(two)):
            return ExcludesState.NOT_COVERED
        edition = self._first_day <= number <= self._last_day
        if self._matrix.item(one, two):
            return ExcludesState.CONFLICT if edition else ExcludesState.CONFLICT_OTHER_YEAR
        return ExcludesState.NO_NOTE if edition else ExcludesState.NO_NOTE_OTHER_YEAR

    def note(self, first: str, second: str) -> ExcludesNote | None:
        """The note that keeps two diagnoses apart, whatever the date; None where no note does."""
        one, two = pack_diagnosis(first), pack_diagnosis(second)
        for note, low, high, other_low, other_high in self._notes:
            for a, b in ((one, two), (two, one)):
                if low <= a <= high and other_low <= b <= other_high:
                    return note
        return None


def code_range(written: str) -> tuple[int, int]:
    """The packed codes that a note's text binds: `M60.-`, `M79.7` and `G71..G72` include all beneath them."""
    begin, _, end = written.partition("..")
    low, high = prefix_range(begin.rstrip("-").rstrip("."))
    return (low, prefix_range(end)[1]) if end else (low, high)


def build(directory: Path, source: TableSource) -> None:
    """Compile the notes: the codes fall into stretches that no note divides, and a matrix says which clash."""
    notes = [
        (entry["code"], entry["other"], *code_range(entry["code"]), *code_range(entry["other"]))
        for entry in rows("icd10_excludes")
        if entry["relation"] == "excludes1"
    ]
    families = [prefix_range(family) for family in FAMILIES]
    ranges = [note[2:4] for note in notes] + [note[4:6] for note in notes] + families
    bounds = np.array(sorted({edge for low, high in ranges for edge in (low, high + 1)}), np.int64)
    lows = np.concatenate(([np.int64(-1)], bounds))
    matrix = np.zeros((len(lows), len(lows)), np.bool_)
    for _, _, low, high, other_low, other_high in notes:
        a, b = (lows >= low) & (lows <= high), (lows >= other_low) & (lows <= other_high)
        matrix |= np.outer(a, b) | np.outer(b, a)
    in_family = np.zeros(len(lows), np.bool_)
    for low, high in families:
        in_family |= (lows >= low) & (lows <= high)
    save(directory, "excludes.bounds", bounds)
    save(directory, "excludes.matrix", matrix)
    save(directory, "excludes.in_family", in_family)
    edition = [day_number(day) for day in source.covered_dates()]
    save_records(directory, "excludes", {"notes": notes, "edition": edition})
