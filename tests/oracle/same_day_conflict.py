"""Two services that the policy does not cover on one day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer
from oracle.lines import Line, Sets, same_day
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del tables
    excuses = set(p.get("unless", ()))
    beside = same_day(line, lines, same_provider=p.get("same_provider", True))
    conflicting = [other for other in beside if sets.holds(p["with_codes"], other.code)]
    return FIRE if any(not excuses & {*line.modifiers, *other.modifiers} for other in conflicting) else CLEAR
