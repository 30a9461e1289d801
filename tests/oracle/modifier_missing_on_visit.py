"""A visit on the day of a minor procedure, without the modifier that sets it apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, Answer
from oracle.lines import Line, Sets, same_day
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.pairs import PairState


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    procedures = [other for other in same_day(line, lines) if sets.holds(p["with_codes"], other.code)]
    if not procedures or set(p["modifiers"]) & set(line.modifiers):
        return CLEAR
    pairs = [tables.pairs.pair(procedure.code, line.code, line.day) for procedure in procedures]
    stands = any(pair.state == PairState.IN_FORCE and pair.column2 == line.code for pair in pairs)
    return Answer("fire", lowered=not stands)
