"""The same service of the same patient, day and clinician billed before, on this claim or another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer
from oracle.lines import Line, Sets, same_day
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del sets, tables
    if set(p["unless"]) & set(line.modifiers):
        return CLEAR
    own = (line.claim_number, line.number)
    alike = [other for other in same_day(line, lines) if other.code == line.code]
    return FIRE if any((other.claim_number, other.number) < own for other in alike) else CLEAR
