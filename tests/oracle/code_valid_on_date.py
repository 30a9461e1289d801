"""The code was in force on the date of service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from oracle.answer import CLEAR, FIRE, REVIEW, Answer, not_evaluated
from oracle.lines import Line, Sets
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.codes import CodeStatus
from tautband.rulebook.tables.diagnoses import DiagnosisStatus

WORST_FIRST = (FIRE, REVIEW, CLEAR)


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del lines, sets
    if p["of"] == "procedure":
        return _procedure(line, tables)
    judged = [_diagnosis(diagnosis, line.day, tables) for diagnosis in line.diagnoses]
    return min(judged, key=WORST_FIRST.index, default=CLEAR)


def _procedure(line: Line, tables: Tables) -> Answer:
    known = tables.codes.on(line.code, line.day)
    if known.status == CodeStatus.UNKNOWN:
        return not_evaluated("list not known")
    if known.status == CodeStatus.VALID:
        return CLEAR
    return REVIEW if known.inferred and known.status != CodeStatus.DEAD else FIRE


def _diagnosis(code: str, day: date, tables: Tables) -> Answer:
    if day < date(2015, 10, 1):
        return FIRE if code[0].isalpha() and code[0].upper() not in "EV" else CLEAR
    status = tables.diagnoses.status(code, day)
    if status == DiagnosisStatus.BILLABLE:
        return CLEAR
    return REVIEW if status == DiagnosisStatus.INEXACT else FIRE
