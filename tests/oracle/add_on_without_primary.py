"""An add-on code is paid only beside one of its primary codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, Answer
from oracle.lines import Line, Sets, same_day
from tautband.rulebook.packed import day_number
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer | None:
    del sets
    if tables.addons.primaries(line.code) is None:
        return None
    listed = tables.addons.primaries(line.code, line.day) or ()
    anyone = p.get("by", "clinician") == "anyone"
    if any(other.code in listed for other in same_day(line, lines, same_provider=not anyone)):
        return CLEAR
    elsewhere = any(other.code in listed for other in same_day(line, lines, same_provider=False))
    day = day_number(line.day)
    if not listed:
        return CLEAR
    carried = day > tables.addons.last_day_read
    unsure = elsewhere or "" in listed or day < tables.addons.first_day_read
    return Answer("review" if unsure else "fire", lowered=carried)
