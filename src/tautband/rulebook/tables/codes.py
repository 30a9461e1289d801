"""Was this procedure or supply code in force on the date? Only codes whose dates are known answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.packed import NO_DATE, day_date, day_number, pack_code
from tautband.rulebook.tables.diagnoses import FIRST_ICD10_DAY
from tautband.rulebook.tables.keys import ABSENT
from tautband.rulebook.tables.source import NO_DAY, first_day, last_day, rows
from tautband.rulebook.tables.timeline import Step, Timeline


class CodeStatus(IntEnum):
    """What is known of a procedure code on a date of service."""

    UNKNOWN = 0
    """Not in the tables, or on a date they do not speak about: not evaluated."""
    VALID = 1
    NOT_YET = 2
    ENDED = 3
    DEAD = 4
    """Ended before 2015-10-01: a code that only old guides still name."""


@dataclass(frozen=True, slots=True)
class CodeAnswers:
    """The status of each row. `inferred`: the day that decides it was inferred, not read."""

    status: NDArray[np.int8]
    inferred: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CodeOnDate:
    """One code on one date. `begins` and `ends` bound the stretch in which `status` holds; None: open or not known."""

    code: str
    status: CodeStatus
    inferred: bool = False
    begins: date | None = None
    ends: date | None = None


class Codes:
    """Procedure and supply codes with known dates."""

    def __init__(self, directory: Path) -> None:
        self._timeline = Timeline.open(directory, "codes", ("status", "inferred"))

    def lookup(self, codes: NDArray[Any], days: NDArray[Any] | int) -> CodeAnswers:
        """The CodeStatus of each packed code on its day number, or on one day for all."""
        step = self._timeline.find(np.asarray(codes), days)
        status, inferred = self._timeline.columns["status"][step], self._timeline.columns["inferred"][step]
        status[step == ABSENT], inferred[step == ABSENT] = CodeStatus.UNKNOWN, False
        return CodeAnswers(status, inferred)

    def changes(self, codes: NDArray[Any], first_day: int, last_day: int) -> NDArray[np.bool_]:
        """Whether the answer of each packed code may differ between two days."""
        return self._timeline.changes(np.asarray(codes), first_day, last_day)

    def on(self, code: str, day: date) -> CodeOnDate:
        """One code on one date."""
        step = self._timeline.find_one(pack_code(code), day_number(day))
        if step == ABSENT:
            return CodeOnDate(code, CodeStatus.UNKNOWN)
        begins, ends = self._timeline.span(step)
        return CodeOnDate(
            code,
            CodeStatus(self._timeline.columns["status"].item(step)),
            bool(self._timeline.columns["inferred"].item(step)),
            None if begins is None else day_date(begins),
            None if ends is None else day_date(ends),
        )


def build(directory: Path) -> None:
    """Compile stated dates first; a code without any is valid from its first listing in a fee schedule."""
    steps: dict[int, list[Step]] = {}
    for table in ("hcpcs_drugs", "code_validity"):
        for entry in rows(table):
            steps[pack_code(entry["code"])] = _steps(entry)
    listed: dict[int, int] = {}
    for entry in rows("fee_schedule"):
        code, begins = pack_code(entry["code"]), first_day(entry["effective_from"])
        listed[code] = min(begins, listed.get(code, begins))
    for code, begins in listed.items():
        steps.setdefault(code, [(NO_DAY, CodeStatus.UNKNOWN, False), (begins, CodeStatus.VALID, False)])
    Timeline.of(steps, {"status": "i1", "inferred": "?"}).save(directory, "codes")


def _steps(entry: dict[str, str]) -> list[Step]:
    begins, ends = first_day(entry["valid_from"]), last_day(entry["valid_to"])
    known = entry["from_kind"] in ("exact", "inferred")
    before = CodeStatus.NOT_YET if known else CodeStatus.UNKNOWN
    steps: list[Step] = [(NO_DAY, before, entry["from_kind"] == "inferred")]
    if begins != NO_DAY:
        steps.append((begins, CodeStatus.VALID, False))
    if ends != NO_DATE:
        over = CodeStatus.DEAD if ends < FIRST_ICD10_DAY else CodeStatus.ENDED
        steps.append((ends + 1, over, entry["to_kind"] == "inferred"))
    return steps
