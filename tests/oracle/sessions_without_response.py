"""So many sessions may be tried; none further without a response."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer, not_evaluated
from oracle.lines import Line, Sets
from oracle.relief_told import told_by_history
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del tables
    claim = line.billed_by
    relief = claim.encounter.history.last_relief_percent if claim.encounter else None
    told = told_by_history(line, "relief_percent", lines, p["codes"], sets)
    relief = told[0] if relief is None and told is not None else relief
    if relief is not None and relief >= p["minimum_relief"]:
        return CLEAR
    days = {other.day for other in lines if other.day <= line.day and sets.holds(p["codes"], other.code)}
    if len(days) > p["max_sessions"]:
        if relief is not None:
            return FIRE
        return not_evaluated("note silent" if claim.encounter else "no note")
    if claim.history is None or claim.history_from is not None:
        return not_evaluated("no history")
    return not_evaluated("other providers' history") if claim.history_scope == "own_practice" else CLEAR
