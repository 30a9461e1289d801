"""The note names something the policy does not cover: an indication, an injected substance, a performer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oracle.answer import CLEAR, FIRE, Answer, not_evaluated
from oracle.lines import Line, Sets
from tautband.model.encounter import Encounter
from tautband.rulebook.tables import Tables


def judge(line: Line, lines: Sequence[Line], p: dict[str, Any], sets: Sets, tables: Tables) -> Answer:
    del lines, sets
    if line.note is None:
        return not_evaluated("no note")
    named = _named(line.note, p["fact"], tables)
    if not named and p["fact"] != "indication":
        return not_evaluated("note silent")
    fires = bool(named & set(p.get("any_of", ())))
    if "nothing_but" in p:
        fires |= bool(named) and named <= set(p["nothing_but"])
    return FIRE if fires else CLEAR


def _named(note: Encounter, fact: str, tables: Tables) -> set[str]:
    if fact == "indication":
        return {d.concept for d in note.diagnoses if d.status == "assessed"}
    if fact == "performer":
        return {person.credential for person in note.people if person.role == "performer"}
    into_muscle = [agent.drug for agent in note.agents if agent.for_service is None]
    return {tables.drugs.drug_class(drug) or f"unlisted: {drug}" for drug in into_muscle}
