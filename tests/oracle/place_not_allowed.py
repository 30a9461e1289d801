"""The service cannot have been given, or is not billed by the clinician, at this place of service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, REVIEW, Answer
from oracle.lines import Line, Sets
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del lines, sets, tables
    place = line.billed_by.place_of_service
    if place is None:
        return REVIEW
    return FIRE if place in p["places"] else CLEAR
