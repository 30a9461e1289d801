"""Short ways to write an encounter in a test."""

from __future__ import annotations

from datetime import date
from typing import Any

from tautband.coding import code
from tautband.model.coding import Coding
from tautband.model.encounter import (
    Agent,
    Diagnosis,
    Encounter,
    Injection,
    OtherProblem,
    Side,
    Visit,
)
from tautband.model.evidence import Evidence
from tautband.shipped import shipped_rulebook

MYOFASCIAL = Diagnosis(concept="myofascial_pain", evidence=(Evidence(start=1, end=16, text="myofascial pain"),))
DAY = date(2025, 3, 3)


def injected(muscle: str, side: Side = "right", **facts: Any) -> Injection:
    return Injection(muscle=muscle, side=side, **facts)


def encounter(*injections: Injection, day: date | None = DAY, **facts: Any) -> Encounter:
    """A signed office note of a Medicare patient in Ohio, with the injections given."""
    given: dict[str, Any] = {
        "date_of_service": day,
        "payer": "medicare",
        "state": "OH",
        "place_of_service": "11",
        "procedure_performed": bool(injections) or None,
        "diagnoses": (MYOFASCIAL,),
    }
    return Encounter(**{**given, "injections": injections, **facts})


def coded(*injections: Injection, day: date | None = DAY, **facts: Any) -> Coding:
    return code(encounter(*injections, day=day, **facts), shipped_rulebook())


def lines(coding: Coding) -> list[str]:
    """The lines as CODE-MODIFIERS xUNITS, units of 1 left off."""
    shown = []
    for line in coding.lines:
        text = "-".join((line.code, *line.modifiers))
        shown.append(text if line.units == 1 else f"{text} x{line.units}")
    return shown


def refused(coding: Coding) -> set[str]:
    return {refusal.code for refusal in coding.refused}


def lidocaine(mass_mg: float | None, **facts: Any) -> Agent:
    return Agent(drug="lidocaine", concentration="1%", mass_mg=mass_mg, **facts)


def visit(*concepts: str, **facts: Any) -> Visit:
    """A visit at which the problems were managed, each stable without a prescription unless the facts say otherwise."""
    given: dict[str, Any] = {"status": "managed", "course": "stable"}
    new_patient = facts.pop("new_patient", None)
    problems = tuple(OtherProblem(concept=concept, **{**given, **facts}) for concept in concepts)
    return Visit(other_problems=problems, new_patient=new_patient)
