"""A visit on the day of a minor procedure, without the modifier that sets it apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer
from oracle.lines import Line, Sets, same_day
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del tables
    procedures = [other for other in same_day(line, lines) if sets.holds(p["with_codes"], other.code)]
    return FIRE if procedures and not set(p["modifiers"]) & set(line.modifiers) else CLEAR
