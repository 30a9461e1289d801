"""A number the note gives keeps the policy's bound."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import Any

from oracle.answer import CLEAR, FIRE, REVIEW, Answer, not_evaluated
from oracle.code_matches_muscle_count import muscles
from oracle.first_or_repeat import binds
from oracle.lines import Line, Sets
from oracle.relief_told import told_by_history
from tautband.model.encounter import Encounter
from tautband.rulebook.tables import Tables

Interval = tuple[float, float]


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    speaks_of_it, unknown = binds(line, lines, p, sets)
    if speaks_of_it is False:
        return CLEAR
    shown = _shown(line.note, p["fact"], tables) if line.note is not None else None
    shown = shown or told_by_history(line, p["fact"], lines, p["codes"], sets)
    if shown is None:
        return not_evaluated("no note" if line.note is None else "note silent")
    low, high = shown
    least, most = p.get("minimum", -math.inf), p.get("maximum", math.inf)
    if least <= low and high <= most:
        return CLEAR
    if unknown is not None:
        return not_evaluated(unknown)
    return FIRE if high < least or low > most else REVIEW


def _shown(note: Encounter, fact: str, tables: Tables) -> Interval | None:
    if fact == "muscles":
        return muscles(note, tables)
    if fact == "regions":
        return _regions(note, tables)
    if fact == "care_weeks":
        return _care_weeks(note)
    value = {
        "symptom_weeks": note.symptom_weeks,
        "relief_percent": note.history.last_relief_percent,
        "relief_weeks": note.history.last_relief_weeks,
    }[fact]
    return None if value is None else (value, value)


def _regions(note: Encounter, tables: Tables) -> Interval | None:
    injected = {i.muscle for i in note.injections if i.status == "performed"}
    if not injected:
        return None
    known = [muscle for muscle in injected if tables.muscles.region(muscle) is not None]
    told = product(*({tables.muscles.region(muscle), *_neighbours(muscle, tables)} for muscle in known))
    fewest = min(len(set(regions)) for regions in told)
    return max(fewest, 1), fewest + len(injected) - len(known)


def _neighbours(muscle: str, tables: Tables) -> tuple[str, ...]:
    found = tables.muscles.get(muscle)
    assert found is not None
    return found.region_alt


def _care_weeks(note: Encounter) -> Interval | None:
    failed = [care for care in note.conservative_care if care.outcome != "helped"]
    if any(care.contraindicated for care in failed):
        return math.inf, math.inf
    known = [care.weeks for care in failed if care.weeks is not None]
    if known:
        return max(known), max(known) if len(known) == len(failed) else math.inf
    stated = note.documentation.get("conservative_care")
    return (0, 0) if not failed and stated and stated.present is False else None
