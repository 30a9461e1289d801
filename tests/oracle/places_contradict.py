"""The claim, its ZIP code and the note name different states for the place of service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer
from oracle.lines import Line, Sets
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del lines, p, sets
    claim = line.billed_by
    place = tables.zips.place(claim.zip_code) if claim.zip_code else None
    named = {claim.state, place.state if place else None, line.note.stated_state if line.note else None} - {None}
    return FIRE if len(named) > 1 else CLEAR
