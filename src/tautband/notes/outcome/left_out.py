"""Muscles that a deed which points back does not reach: excepted by its own words, or given up in the procedure."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim, Procedure
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
