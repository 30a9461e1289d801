"""The payer received the claim within its limit after the date of service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer
from oracle.calendar_months import months_after
from oracle.lines import Line, Sets
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del lines, sets, tables
    filed = line.billed_by.filed_on
    if filed is None:
        return CLEAR
    last = months_after(line.day, p["months"]) if "months" in p else line.day + timedelta(days=p["days"])
    return FIRE if filed > last else CLEAR
