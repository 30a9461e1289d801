"""Every diagnosis of the line says too little, or it has none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer
from oracle.lines import Line, Sets, is_listed
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del lines, sets, tables
    return FIRE if all(is_listed(p["diagnoses"], diagnosis) for diagnosis in line.diagnoses) else CLEAR
