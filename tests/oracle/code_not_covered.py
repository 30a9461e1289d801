"""A service that the policy does not cover, always or beside certain others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer
from oracle.lines import Line, Sets, same_day
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del tables
    if "beside" not in p:
        return FIRE
    return FIRE if any(sets.holds(p["beside"], other.code) for other in same_day(line, lines)) else CLEAR
