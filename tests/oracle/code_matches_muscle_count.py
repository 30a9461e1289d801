"""The code stands for as many muscles as the note names."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, REVIEW, Answer, not_evaluated
from oracle.lines import Line, Sets
from tautband.model.encounter import Encounter
from tautband.rulebook.tables import Tables

Sided = tuple[str, str]


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del lines, sets
    if line.note is None:
        return not_evaluated("no note")
    fewest, most = muscles(line.note, tables)
    allowed_from, allowed_to = p["min_muscles"], p.get("max_muscles", math.inf)
    if most < allowed_from or fewest > allowed_to:
        return FIRE
    return CLEAR if allowed_from <= fewest and most <= allowed_to else REVIEW


def muscles(note: Encounter, tables: Tables) -> tuple[float, float]:
    """The fewest and the most muscles, one a side, that the note shows as injected."""
    if note.procedure_performed is None:
        return 0, math.inf
    if not note.procedure_performed:
        return 0, 0
    done = [injection for injection in note.injections if injection.status == "performed"]
    named = _each_once((i.muscle, i.side) for i in done if i.kind == "muscle")
    groups = _each_once((i.muscle, i.side) for i in done if i.kind == "group")
    fewest = max(len(named), 1 if groups else 0)
    if note.regions or not note.muscle_count_is_exact:
        return fewest, math.inf
    most: float = len(named)
    for name, side in groups:
        inside = _inside(name, tables)
        for where in ("left", "right") if side == "unspecified" else (side,):
            most += sum((muscle, where) not in named for muscle in inside) if inside else math.inf
    return fewest, max(fewest, most)


def _each_once(injected: Iterable[Sided]) -> list[Sided]:
    """An entry without a side may mean one that has a side, so it is no further one."""
    distinct = set(injected)
    return [
        (name, side)
        for name, side in distinct
        if side != "unspecified" or not any((name, other) in distinct for other in ("left", "right", "midline"))
    ]


def _inside(group: str, tables: Tables) -> set[str]:
    """The muscles of a group, those of groups within it included."""
    entry = tables.muscles.get(group)
    found: set[str] = set()
    for member in entry.members if entry else ():
        found |= _inside(member, tables) or {member}
    return found
