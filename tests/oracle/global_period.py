"""A service inside the global period of an earlier operation of the same surgeon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from oracle.answer import CLEAR, FIRE, REVIEW, Answer, not_evaluated
from oracle.lines import Line, Sets, history_is_known_on
from tautband.rulebook.tables import Tables

LONGEST = 90


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del sets
    if set(p["unless"]) & set(line.modifiers):
        return CLEAR
    inside = [other for other in lines if 0 < (line.day - other.day).days <= _period(other, tables)]
    if any(other.provider == line.provider for other in inside):
        return FIRE
    if any(line.group is None or other.group is None or line.group == other.group for other in inside):
        return REVIEW
    if not history_is_known_on(line.billed_by, line.day - timedelta(days=LONGEST)):
        return not_evaluated("no history")
    return CLEAR


def _period(operation: Line, tables: Tables) -> int:
    """The longer of the fee schedule's period and the one the history gives; 0 for no operation."""
    row = tables.fees.on(operation.code, operation.day)
    scheduled = row.global_days if row else None
    told = operation.entry.global_days if operation.entry else None
    return max(int(days) if days and days.isdecimal() else 0 for days in (scheduled, told))
