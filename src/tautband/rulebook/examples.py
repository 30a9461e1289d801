"""The shorthand of examples: a claim in one line of a policy file, made into a claim that can be scrubbed.

lines    "20552-XS x2 M79.18,G44.209"    code, modifiers, units, diagnoses pointed to
history  "2024-08-01 20553 neck"         date, code (20552 unless given) and region, the last two optional
note     muscles = ["trapezius right"]   name and side; `documentation` says what is and is not in the note
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.model.encounter import (
    Agent,
    ConservativeCare,
    Diagnosis,
    Documented,
    Encounter,
    Injection,
    NoteHistory,
    Person,
    Side,
)
from tautband.model.errors import PolicyError
from tautband.model.policy import Example, ExampleNote

_LINE = re.compile(
    r"(?P<code>[A-Z0-9]{5})(?P<modifiers>(?:-[A-Z0-9]{2}(?:,[A-Z0-9]{2})*)?)(?: x(?P<units>\d+))?(?: (?P<dx>\S+))?"
)
_HISTORY = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?: (?P<code>[A-Z0-9]{5}))?(?: (?P<region>[a-z_]+))?(?P<denied> denied)?"
)
_DRUG = re.compile(
    r"(?P<drug>[A-Za-z][A-Za-z -]*?)(?: (?P<amount>\d+(?:\.\d+)?) (?P<unit>mg|mL))?"
    r"(?: (?P<container>single_dose|multi_dose))?(?: wasted (?P<wasted>\d+(?:\.\d+)?) mg)?"
)
_CONTAINERS: Mapping[str, Literal["single_dose", "multi_dose"]] = {
    "single_dose": "single_dose",
    "multi_dose": "multi_dose",
}
_SIDES: Mapping[str, Side] = {"left": "left", "right": "right", "midline": "midline"}


def example_claim(example: Example, payer: str, where: str, default_code: str) -> Claim:
    """The claim of an example. `payer` stands where the example names none; `where` opens the message of a
    PolicyError.
    """
    given = example.claim
    return Claim(
        claim_id=example.name,
        patient_id="example",
        payer=given.payer or payer,
        state=given.state,
        zip_code=given.zip,
        date_of_service=given.date,
        place_of_service="11" if given.pos is None else given.pos,
        filed_on=given.filed_on,
        criteria=given.criteria,
        rendering_npi=None,
        lines=tuple(_line(text, where) for text in given.lines),
        history=None if given.no_history else tuple(_history(text, where, default_code) for text in given.history),
        history_scope=given.history_scope,
        history_from=given.history_from,
        encounter=_encounter(given.note, given.date, where) if given.note else None,
    )


def _line(text: str, where: str) -> ServiceLine:
    if not (match := _LINE.fullmatch(text)):
        raise PolicyError(where, f"no claim line: {text!r}", 'Write it as "20552-XS x2 M79.18,G44.209".')
    return ServiceLine(
        code=match["code"],
        modifiers=tuple(match["modifiers"].removeprefix("-").split(",")) if match["modifiers"] else (),
        units=Decimal(match["units"] or 1),
        diagnoses=tuple(match["dx"].split(",")) if match["dx"] else (),
    )


def _history(text: str, where: str, default_code: str) -> HistoryEntry:
    if not (match := _HISTORY.fullmatch(text)):
        raise PolicyError(where, f"no history entry: {text!r}", 'Write it as "2024-08-01 20553 neck".')
    return HistoryEntry(
        date_of_service=date.fromisoformat(match["date"]),
        code=match["code"] or default_code,
        region=match["region"],
        outcome="denied" if match["denied"] else None,
    )


def _agent(text: str, where: str) -> Agent:
    if not (match := _DRUG.fullmatch(text)):
        raise PolicyError(where, f"no drug: {text!r}", 'Write it as "lidocaine 40 mg single_dose wasted 0 mg".')
    amount = float(match["amount"]) if match["amount"] else None
    return Agent(
        drug=match["drug"],
        mass_mg=amount if match["unit"] == "mg" else None,
        volume_ml=amount if match["unit"] == "mL" else None,
        container=_CONTAINERS[match["container"]] if match["container"] else None,
        wasted_mg=float(match["wasted"]) if match["wasted"] else None,
    )


def _encounter(note: ExampleNote, day: date, where: str) -> Encounter:
    named = [("muscle", text) for text in note.muscles or ()] + [("group", text) for text in note.groups]
    injections = []
    for kind, text in named:
        name, _, side = text.rpartition(" ")
        paired = side in _SIDES
        injections.append(
            Injection(
                muscle=name if paired else text,
                kind="group" if kind == "group" else "muscle",
                side=_SIDES[side] if paired else "unspecified",
            )
        )
    counted = note.muscles is not None or bool(note.groups)
    care = (
        ()
        if note.care_weeks is None
        else (ConservativeCare(treatment="care", weeks=note.care_weeks, outcome="failed"),)
    )
    return Encounter(
        date_of_service=day,
        stated_state=note.state,
        procedure_performed=bool(injections) if counted else True,
        injections=tuple(injections),
        muscle_count_is_exact=counted,
        history=NoteHistory(last_relief_percent=note.relief_percent, last_relief_weeks=note.relief_weeks),
        conservative_care=care,
        symptom_weeks=note.symptom_weeks,
        diagnoses=tuple(Diagnosis(concept=concept) for concept in note.indications),
        agents=tuple(_agent(text, where) for text in note.drugs),
        people=(Person(credential=note.performer, role="performer"),) if note.performer else (),
        documentation={element: Documented(present=present) for element, present in note.documentation.items()},
    )
