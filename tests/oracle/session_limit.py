"""No more sessions than the policy covers in a rolling window, or ever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from oracle.answer import CLEAR, FIRE, REVIEW, Answer, not_evaluated
from oracle.calendar_months import months_before
from oracle.lines import Line, Sets, history_is_known_on
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del tables
    if "window_months" in p:
        start = months_before(line.day, p["window_months"])
    elif "window_days" in p:
        start = line.day - timedelta(days=p["window_days"])
    else:
        start = date.min
    inside = [other for other in lines if start < other.day <= line.day and sets.holds(p["codes"], other.code)]
    surely, perhaps = sessions(line, inside, by_region=p.get("per") == "region")
    if len(surely) > p["max_sessions"]:
        return FIRE
    if not history_is_known_on(line.billed_by, start + timedelta(days=1)):
        return not_evaluated("no history")
    if line.billed_by.history_scope == "own_practice":
        return not_evaluated("other providers' history")
    return REVIEW if len(perhaps) > p["max_sessions"] else CLEAR


def sessions(line: Line, inside: Sequence[Line], by_region: bool) -> tuple[set[date], set[date]]:
    """The days that surely are sessions, of the line's region if asked, and those that may be."""
    if not by_region:
        days = {other.day for other in inside}
        return days, days
    here = {other.day for other in inside if other is line or (line.region and other.region == line.region)}
    unknown = {other.day for other in inside if line.region is None or other.region is None}
    return here, here | unknown
