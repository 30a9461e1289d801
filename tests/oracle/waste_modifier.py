"""The lines of a drug say what became of the rest of its single-dose container."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer, not_evaluated
from oracle.drug_units_match_dose import agents_of
from oracle.lines import Line, Sets, same_day
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del sets
    if line.note is None:
        return not_evaluated("no note")
    code = tables.drugs.get(line.code)
    given = agents_of(line.note, code, tables) if code else []
    discards, nothing_left = set(p["discarded"]), set(p.get("nothing_left", ()))
    carried = set(line.modifiers)
    of_the_day = carried.union(*(o.modifiers for o in same_day(line, lines) if o.code == line.code))
    if given and all(agent.container == "multi_dose" for agent in given):
        return FIRE if carried & (discards | nothing_left) else CLEAR
    rest = [agent.wasted_units if agent.wasted_mg is None else agent.wasted_mg for agent in given]
    if not given or None in rest or any(agent.container != "single_dose" for agent in given):
        return not_evaluated("note silent")
    if any(rest):
        return CLEAR if of_the_day & discards and not carried & nothing_left else FIRE
    if carried & discards:
        return FIRE
    return CLEAR if "nothing_left" not in p or of_the_day & nothing_left else FIRE
