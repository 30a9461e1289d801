"""Muscles that a deed which points back does not reach: excepted by its own words, or given up in the procedure."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.text.page import NONE
from tautband.notes.text.target import Target

PUT_OFF = ("deferred", "declined", "not_performed")


def put_off(procedure: Procedure) -> list[Aim]:
    """The sentences of the procedure that give up muscles: "the piriformis mark was abandoned"."""
    return [aim for aim in procedure.aims if aim.stance in PUT_OFF and aim.sentence.section == "procedure"]


def without_spared(narrated: list[Aim], pointed: list[Target]) -> list[Target]:
    """Leave out of what is pointed to the muscles excepted there: "all of the above except the pectoralis minor"."""
    spared = [t for aim in narrated for t in aim.targets if t.role == "quiet" or aim.stance in PUT_OFF]
    if not spared:
        return pointed
    return [t for t in pointed if not any(s.name == t.name and (not s.sides or s.sides == t.sides) for s in spared)]


def on_the_told_side(narrated: list[Aim], pointed: list[Target]) -> list[Target]:
    """Of the muscles pointed to, those on the one side that the deed names: "both left-sided trigger points"."""
    sides = [m for aim in narrated if not aim.plain for m in aim.sentence.kinds.get("side", NONE)]
    begun = {m.first for m in sides}
    told = {m.value for m in sides if m.last not in begun}  # "both left-sided points"
    if len(told) != 1 or not told <= {"left", "right"}:
        return pointed
    return [t for t in pointed if not t.sides or told.intersection(t.sides)] or pointed
