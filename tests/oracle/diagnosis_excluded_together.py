"""Two diagnoses of one line that the code set does not let stand together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from oracle.answer import CLEAR, FIRE, REVIEW, Answer
from oracle.lines import Line, Sets
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.excludes import ExcludesState


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del lines, p, sets
    found = {tables.excludes.state(one, two, line.day) for one, two in combinations(line.diagnoses, 2)}
    if ExcludesState.CONFLICT in found:
        return FIRE
    return REVIEW if ExcludesState.CONFLICT_OTHER_YEAR in found else CLEAR
