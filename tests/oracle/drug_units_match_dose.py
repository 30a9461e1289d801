"""The units of a drug line come to the dose in the note, part units rounded up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer, not_evaluated
from oracle.lines import Line, Sets
from tautband.model.encounter import Agent, Encounter
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.drugs import DrugCode


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del lines, sets
    if set(p["leave_out"]) & set(line.modifiers):
        return CLEAR
    if line.note is None:
        return not_evaluated("no note")
    code = tables.drugs.get(line.code)
    given = agents_of(line.note, code, tables) if code else []
    if code is None or code.unit_amount is None or not given:
        return not_evaluated("note silent")
    doses = [_dose(agent, code) for agent in given]
    total = Fraction(0)
    for dose in doses:
        if dose is None:
            return not_evaluated("note silent")
        total += Fraction(str(dose))
    units = math.ceil(total / Fraction(code.unit_amount))
    return CLEAR if line.units == units else FIRE


def agents_of(note: Encounter, code: DrugCode, tables: Tables) -> list[Agent]:
    """What the note gives of the drug a code stands for; lidocaine with epinephrine is a drug of its own."""
    found = []
    for agent in note.agents:
        name = "lidocaine with epinephrine" if agent.drug == "lidocaine" and agent.with_epinephrine else agent.drug
        known = tables.drugs.agent(name)
        if code.drug is not None and (known.drug if known else name) == code.drug:
            found.append(agent)
    return found


def _dose(agent: Agent, code: DrugCode) -> float | None:
    if code.unit == "mg":
        return agent.mass_mg
    if code.unit == "mL":
        return agent.volume_ml
    return agent.dose_units if code.unit == "unit" else None
