"""The note states what the policy asks it to state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer, not_evaluated
from oracle.lines import Line, Sets
from tautband.model.finding import NotEvaluatedReason
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del tables
    binds, unknown = _binds(line, lines, p, sets)
    if binds is False:
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
    if binds is None:
        assert unknown is not None
        return not_evaluated(unknown)
    if False in all_of or len(any_of) - any_of.count(False) < least:
        return FIRE
    return not_evaluated("note silent")


def _binds(
    line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets
) -> tuple[bool | None, NotEvaluatedReason | None]:
    """Whether the edit speaks of this session, first or repeated; None with the reason where that is not known."""
    when = p.get("when", "always")
    if when == "always":
        return True, None
    if any(other.day < line.day and sets.holds(p["codes"], other.code) for other in lines):
        return when == "repeat", None
    claim = line.billed_by
    if claim.history is None or claim.history_from is not None:
        return None, "no history"
    if claim.history_scope == "own_practice":
        return None, "other providers' history"
    return when == "first", None
