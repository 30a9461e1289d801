"""No more units of a code than its published limit, by line or by day as the table says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, Answer, not_evaluated
from oracle.lines import Line, Sets, same_day
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.units import UnitBasis

BY_LINE = 1


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del sets
    limit = tables.units.limit(line.code, line.day, p.get("setting", "practitioner"))
    if limit.basis == UnitBasis.NOT_COVERED:
        return not_evaluated("list not known")
    units = line.units
    if limit.mai != BY_LINE:
        alike = [other for other in same_day(line, lines) if other.code == line.code]
        units += sum(other.units for other in alike)
        if any(o.claim_number == line.claim_number and o.number > line.number for o in alike):
            return CLEAR
    if limit.low is None or units <= limit.low:
        return CLEAR
    unsure = limit.high is None or units <= limit.high or limit.basis == UnitBasis.EARLIER
    return Answer("review" if unsure else "fire", lowered=limit.basis == UnitBasis.CARRIED)
