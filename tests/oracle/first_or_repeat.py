"""Whether an edit speaks of this session, the patient's first or a later one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.lines import Line, Sets
from tautband.model.finding import NotEvaluatedReason


def binds(
    line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets
) -> tuple[bool | None, NotEvaluatedReason | None]:
    """Whether the edit binds the line; None, with the reason, where the history does not tell."""
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
