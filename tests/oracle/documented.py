"""The note states what the policy asks it to state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer, not_evaluated
from oracle.first_or_repeat import binds
from oracle.lines import Line, Sets
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del tables
    speaks_of_it, unknown = binds(line, lines, p, sets)
    if speaks_of_it is False:
        return CLEAR
    if line.note is None:
        return not_evaluated("no note")
    found = line.note.documentation
    state = {e: found[e].present if e in found else None for e in (*p.get("all_of", ()), *p.get("any_of", ()))}
    all_of = [state[e] for e in p.get("all_of", ())]
    any_of = [state[e] for e in p.get("any_of", ())]
    least = p.get("at_least", 0)
    if all(all_of) and any_of.count(True) >= least:
        return CLEAR
    if speaks_of_it is None:
        assert unknown is not None
        return not_evaluated(unknown)
    if False in all_of or len(any_of) - any_of.count(False) < least:
        return FIRE
    return not_evaluated("note silent")
