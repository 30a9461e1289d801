"""A service that the policy takes only with another on the same day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer
from oracle.lines import Line, Sets, same_day
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del tables
    return CLEAR if any(sets.holds(p["with_codes"], other.code) for other in same_day(line, lines)) else FIRE
