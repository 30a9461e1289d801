"""The facts of notes as columns: what a kind of edit may ask of the note behind a claim."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, Decimal

import numpy as np

from tautband.edits.batch import NAMED_IN_NOTE, NO_FACTS, NUMBERS_IN_NOTE, EncounterFacts, NamedInNote, Waste
from tautband.model.encounter import DOCUMENTATION_ELEMENTS, Agent, Encounter
from tautband.rulebook.book import Rulebook
from tautband.rulebook.counting import MANY, joints_as_trigger_points, muscles_injected

_UNKNOWN = (math.nan, math.nan)
Interval = tuple[float, float]


def facts_of(encounters: Sequence[Encounter], rulebook: Rulebook) -> EncounterFacts:
    """The facts of each encounter, in order."""
    if not encounters:
        return NO_FACTS
    masks = [_masks(encounter) for encounter in encounters]
    numbers = [_numbers(encounter, rulebook) for encounter in encounters]
    named = [_named(encounter, rulebook) for encounter in encounters]
    names = tuple(sorted({name for layers in named for layer in layers for name in layer}))
    at = {name: position for position, name in enumerate(names)}
    width = max(len(layer) for layers in named for layer in layers)
    return EncounterFacts(
        np.array([present for present, _ in masks], np.int64),
        np.array([known for _, known in masks], np.int64),
        np.array([[low for low, _ in row] for row in numbers]),
        np.array([[high for _, high in row] for row in numbers]),
        names,
        np.array(
            [[[at[n] for n in layer] + [-1] * (width - len(layer)) for layer in layers] for layers in named], np.int16
        ).reshape(len(encounters), len(NAMED_IN_NOTE), width),
    )


def _masks(encounter: Encounter) -> tuple[int, int]:
    """The elements the note states, and those it states or denies, a bit for each."""
    present = known = 0
    for bit, element in enumerate(DOCUMENTATION_ELEMENTS):
        stated = encounter.documentation.get(element)
        if stated is not None and stated.present is not None:
            known |= 1 << bit
            present |= stated.present << bit
    return present, known


def _numbers(encounter: Encounter, rulebook: Rulebook) -> list[Interval]:
    muscles = muscles_injected(encounter, rulebook.tables.muscles.members_by_group) or (0, MANY)
    if muscles == (0, 0):
        joints = joints_as_trigger_points(s for s in encounter.services if s.status == "performed")
        muscles = (joints, joints)
    by_name: dict[str, Interval] = {
        "muscles": muscles,
        "regions": _regions(encounter, rulebook),
        "symptom_weeks": _stated(encounter.symptom_weeks),
        "care_weeks": _care_weeks(encounter),
        "relief_percent": _stated(encounter.history.last_relief_percent),
        "relief_weeks": _stated(encounter.history.last_relief_weeks),
    }
    return [by_name[name] for name in NUMBERS_IN_NOTE]


def _stated(value: float | None) -> Interval:
    return _UNKNOWN if value is None else (value, value)


def _regions(encounter: Encounter, rulebook: Rulebook) -> Interval:
    """The fewest regions that hold the muscles injected; one that spans regions may lie in one more."""
    muscles = {i.muscle for i in encounter.injections if i.status == "performed"}
    if not muscles:
        return _UNKNOWN
    table = rulebook.tables.muscles
    fewest = table.fewest_regions(muscles)
    return (max(fewest, 1), fewest + sum(table.region(muscle) is None for muscle in muscles))


def _care_weeks(encounter: Encounter) -> Interval:
    """The longest course of conservative care that did not settle the pain. Without end where care cannot be given."""
    care = [entry for entry in encounter.conservative_care if entry.outcome != "helped"]
    if any(entry.contraindicated for entry in care):
        return (math.inf, math.inf)
    lengths = [entry.weeks for entry in care if entry.weeks is not None]
    if lengths:
        longest = max(lengths)
        return (longest, longest if len(lengths) == len(care) else math.inf)
    stated = encounter.documentation.get("conservative_care")
    return (0, 0) if not care and stated is not None and stated.present is False else _UNKNOWN


def _named(encounter: Encounter, rulebook: Rulebook) -> list[list[str]]:
    by_kind: dict[NamedInNote, Iterable[str | None]] = {
        "indication": (d.concept for d in encounter.diagnoses if d.status == "assessed"),
        "injectate": (rulebook.tables.drugs.drug_class(agent.drug) or agent.drug for agent in _into_muscle(encounter)),
        "performer": (person.credential for person in encounter.people if person.role == "performer"),
    }
    return [sorted({name for name in by_kind[kind] if name}) for kind in NAMED_IN_NOTE]


def _into_muscle(encounter: Encounter) -> list[Agent]:
    return [agent for agent in encounter.agents if agent.for_service is None]


class DrugLines:
    """For the drug lines of one encounter: the units its doses come to, and what became of the containers."""

    def __init__(self, encounter: Encounter, rulebook: Rulebook) -> None:
        self._drugs = rulebook.tables.drugs
        self._agents: dict[str, list[Agent]] = {}
        for agent in encounter.agents:
            name = "lidocaine with epinephrine" if agent.drug == "lidocaine" and agent.with_epinephrine else agent.drug
            known = self._drugs.agent(name)
            self._agents.setdefault(known.drug if known else name, []).append(agent)

    def dose_units(self, code: int) -> float:
        """The billing units, part units rounded up, of the drug behind a packed code; NaN where the dose is not
        known.
        """
        drug = self._drugs.packed(code)
        given = self._agents.get(drug.drug, []) if drug and drug.drug else []
        if drug is None or drug.unit_amount is None or not given:
            return math.nan
        amounts = [_amount(agent, drug.unit or "") for agent in given]
        if any(amount is None for amount in amounts):
            return math.nan
        total = sum((Decimal(str(amount)) for amount in amounts), Decimal(0))
        return float((total / drug.unit_amount).to_integral_value(ROUND_CEILING))

    def waste(self, code: int) -> int:
        """What the note says of the container of the drug behind a packed code, -1 where it is silent."""
        drug = self._drugs.packed(code)
        given = self._agents.get(drug.drug, []) if drug and drug.drug else []
        containers = {agent.container for agent in given}
        if containers == {"multi_dose"}:
            return Waste.MULTI_DOSE
        wasted = [agent.wasted_units if agent.wasted_mg is None else agent.wasted_mg for agent in given]
        if containers == {"single_dose"} and None not in wasted:
            return Waste.DISCARDED if any(wasted) else Waste.NOTHING_LEFT
        return -1


def _amount(agent: Agent, unit: str) -> float | None:
    by_unit = {"mg": agent.mass_mg, "mL": agent.volume_ml, "unit": agent.dose_units}
    return by_unit.get(unit)
