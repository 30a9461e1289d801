"""At least one diagnosis that the line points to is on the policy's list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer, not_evaluated
from oracle.lines import Line, Sets, is_listed
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del lines, sets, tables
    if "diagnoses" not in p:
        return not_evaluated("list not known")
    return CLEAR if any(is_listed(p["diagnoses"], diagnosis) for diagnosis in line.diagnoses) else FIRE
