"""The least time between one session and the next, for the patient or for one region."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from oracle.answer import CLEAR, FIRE, REVIEW, Answer, not_evaluated
from oracle.calendar_months import months_before
from oracle.lines import Line, Sets, history_is_known_on
from oracle.session_limit import sessions
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del tables
    if "min_months" in p:
        allowed = months_before(line.day, p["min_months"])
    else:
        allowed = line.day - timedelta(days=p["min_days"])
    too_near = [other for other in lines if allowed < other.day < line.day and sets.holds(p["codes"], other.code)]
    surely, perhaps = sessions(line, too_near, by_region=p.get("per") == "region")
    if surely:
        return FIRE
    if not history_is_known_on(line.billed_by, allowed + timedelta(days=1)):
        return not_evaluated("no history")
    if line.billed_by.history_scope == "own_practice":
        return not_evaluated("other providers' history")
    return REVIEW if perhaps else CLEAR
