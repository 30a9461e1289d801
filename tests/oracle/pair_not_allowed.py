"""Two codes that the pair table does not let be paid together on one day, by one clinician, for one patient."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, Answer, not_evaluated
from oracle.lines import Line, Sets, same_day
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.pairs import PairState

WORST_FIRST = ("fire", "review", "not_evaluated", "clear")


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    beside = same_day(line, lines)
    codes = {other.code for other in beside} - {line.code}
    answers = [_pair(line, code, [o for o in beside if o.code == code], p, sets, tables) for code in codes]
    return min(answers, key=lambda answer: WORST_FIRST.index(answer.outcome), default=CLEAR)


def _pair(line: Line, code: str, others: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    pair = tables.pairs.pair(code, line.code, line.day)
    if pair.state == PairState.NOT_COVERED:
        return not_evaluated("list not known")
    if pair.indicator is None or pair.column2 != line.code:
        return CLEAR
    doubtful = False
    if pair.indicator == 1:
        if sets.holds(p["leave_out"], line.code):
            return CLEAR
        carried = set(line.modifiers)
        if line.day >= p["either_column_from"]:
            carried.update(*(other.modifiers for other in others))
        if carried & set(p["modifiers"]):
            return CLEAR
        doubtful = bool(carried & set(p["side_modifiers"]))
    if doubtful or pair.state == PairState.START_UNKNOWN:
        return Answer("review", lowered=pair.state == PairState.IN_FORCE_CARRIED)
    return Answer("fire", lowered=pair.state == PairState.IN_FORCE_CARRIED)
