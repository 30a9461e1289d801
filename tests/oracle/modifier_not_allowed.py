"""A modifier that the code does not take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer, not_evaluated
from oracle.lines import Line, Sets
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del lines, sets
    if not set(p["modifiers"]) & set(line.modifiers):
        return CLEAR
    if "bilateral" not in p:
        return FIRE
    row = tables.fees.on(line.code, line.day)
    if row is None or row.bilateral is None:
        return not_evaluated("table out of date")
    return FIRE if int(row.bilateral) == p["bilateral"] else CLEAR
