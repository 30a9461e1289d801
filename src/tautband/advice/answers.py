"""Notes as they would read if the author answered: only to see whether a question is the right one, never kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tautband.advice.prompts import ELEMENTS, FACTS
from tautband.model.encounter import Agent, ConservativeCare, DocumentationElement, Documented, Encounter, Person
from tautband.rulebook.book import Rulebook

ANSWER = "answer"
"""Stands for a name no list holds."""


def asked_of(kind: str, parameters: Any, encounter: Encounter) -> list[str]:
    """What is open in the note under one edit, in words that suggest no answer; empty for kinds no answer settles."""
    if kind == "documented":
        return [ELEMENTS[element] for element in _missing(parameters, encounter)]
    if kind == "number_in_note":
        return [FACTS[parameters.fact]]
    if kind == "sessions_without_response":
        return [FACTS["relief_percent"]]
    if kind == "code_matches_muscle_count":
        return ["each muscle injected, by name and side"]
    if kind == "named_in_note":
        return [FACTS[parameters.fact]]
    return []


def answered(kind: str, parameters: Any, encounter: Encounter, rulebook: Rulebook) -> Iterator[Encounter]:
    """The note with an answer that would settle the edit; several where the answer may differ."""
    if kind == "documented":
        shown = {element: Documented(present=True) for element in _missing(parameters, encounter)}
        yield encounter.model_copy(update={"documentation": {**encounter.documentation, **shown}})
    elif kind == "number_in_note":
        number = parameters.minimum if parameters.minimum is not None else parameters.maximum
        yield from _with_number(parameters.fact, number, encounter)
    elif kind == "sessions_without_response":
        yield from _with_number("relief_percent", parameters.minimum_relief, encounter)
    elif kind == "code_matches_muscle_count":
        yield from _with_members(encounter, rulebook)
    elif kind == "named_in_note":
        yield _with_another_name(parameters, encounter)


def _missing(parameters: Any, encounter: Encounter) -> list[DocumentationElement]:
    shown = {element for element, d in encounter.documentation.items() if d.present}
    asked = dict.fromkeys((*parameters.all_of, *parameters.any_of))
    return [element for element in asked if element not in shown]


def _with_number(fact: str, number: float, encounter: Encounter) -> Iterator[Encounter]:
    if fact == "symptom_weeks":
        yield encounter.model_copy(update={"symptom_weeks": number})
    elif fact == "care_weeks":
        care = ConservativeCare(treatment=ANSWER, weeks=number, outcome="failed")
        yield encounter.model_copy(update={"conservative_care": (care,)})
    elif fact in ("relief_percent", "relief_weeks"):
        told = encounter.history.model_copy(update={f"last_{fact}": number})
        yield encounter.model_copy(update={"history": told})


def _with_another_name(parameters: Any, encounter: Encounter) -> Encounter:
    """The note without what the edit lists, and with a name it does not list where one must stand."""
    listed = {*(parameters.any_of or ()), *(parameters.nothing_but or ())}
    if parameters.fact == "indication":
        kept = tuple(d for d in encounter.diagnoses if d.concept not in listed)
        return encounter.model_copy(update={"diagnoses": kept})
    if parameters.fact == "performer":
        others = tuple(p for p in encounter.people if p.role != "performer")
        return encounter.model_copy(update={"people": (*others, Person(credential=ANSWER, role="performer"))})
    return encounter.model_copy(update={"agents": (*encounter.agents, Agent(drug=ANSWER))})


def _with_members(encounter: Encounter, rulebook: Rulebook) -> Iterator[Encounter]:
    """Each group of muscles as its first one, two or three members."""
    members = rulebook.tables.muscles.members_by_group
    for count in (1, 2, 3):
        injections = []
        for injection in encounter.injections:
            named = sorted(members.get(injection.muscle, ()))[:count] if injection.kind == "group" else []
            injections += [injection.model_copy(update={"muscle": m, "kind": "muscle"}) for m in named] or [injection]
        yield encounter.model_copy(update={"injections": tuple(injections)})
