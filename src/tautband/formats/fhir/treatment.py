"""What was done, as resources: the encounter, its diagnoses, the session with its muscles, the drugs, the note."""

from __future__ import annotations

import base64
import csv
import hashlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from tautband.formats.fhir.bundle import Bundle
from tautband.formats.fhir.codes import OUR_URL
from tautband.formats.fhir.datatypes import TERMINOLOGY, Json, diagnosis_code, hl7, service_code, without_gaps
from tautband.model.claim import Claim, ServiceLine
from tautband.model.encounter import Agent, Encounter, Injection

FIRST_ICD10_DAY = date(2015, 10, 1)
MUSCLES = f"{OUR_URL}CodeSystem/muscle"
SIDES = f"{OUR_URL}CodeSystem/side"
UCUM = "http://unitsofmeasure.org"
_DOC_STATUS = {"signed": "final", "draft": "preliminary", "unsigned": "preliminary"}


def add_encounter(bundle: Bundle, claim: Claim, patient: Json, place: Json, performer: Json | None) -> Json:
    """The encounter of the claim's day. Its class is the one the place of service settles, else unknown."""
    day = claim.date_of_service.isoformat()
    code = _classes().get((claim.place_of_service or "").zfill(2))
    held = {"system": f"{TERMINOLOGY}{'v3-ActCode' if code else 'v3-NullFlavor'}", "code": code or "UNK"}
    role = [hl7("v3-ParticipationType", "PPRF")]
    return bundle.add(
        {
            "resourceType": "Encounter",
            "status": "finished",
            "class": held,
            "subject": patient,
            "participant": [{"type": role, "individual": performer}] if performer else None,
            "period": {"start": day, "end": day},
            "location": [{"location": place}],
        }
    )


def add_note(
    bundle: Bundle, text: str, claim: Claim, patient: Json, encounter: Json, kept: Literal["text", "hash"]
) -> Json:
    """The note: its words, or only their size and hash, by which they are known again."""
    data = text.encode("utf-8", "replace")
    attachment = without_gaps(
        contentType="text/plain; charset=utf-8",
        data=base64.b64encode(data).decode("ascii") if kept == "text" else None,
        size=len(data),
        hash=base64.b64encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii"),
    )
    facts = claim.encounter
    return bundle.add(
        {
            "resourceType": "DocumentReference",
            "status": "current",
            "docStatus": _DOC_STATUS.get(facts.note_status) if facts else None,
            "subject": patient,
            "content": [{"attachment": attachment}],
            "context": {"encounter": [encounter]},
        }
    )


def add_conditions(bundle: Bundle, codes: list[str], claim: Claim, patient: Json, encounter: Json) -> list[Json]:
    """The diagnoses of the claim, as the clinician confirmed them."""
    icd10 = claim.date_of_service >= FIRST_ICD10_DAY
    return [
        bundle.add(
            {
                "resourceType": "Condition",
                "clinicalStatus": hl7("condition-clinical", "active"),
                "verificationStatus": hl7("condition-ver-status", "confirmed"),
                "category": [hl7("condition-category", "encounter-diagnosis")],
                "code": diagnosis_code(code, icd10=icd10),
                "subject": patient,
                "encounter": encounter,
                "recordedDate": claim.date_of_service.isoformat(),
            }
        )
        for code in codes
    ]


def add_session(
    bundle: Bundle,
    line: ServiceLine,
    day: date,
    facts: Encounter,
    conditions: list[Json],
    patient: Json,
    encounter: Json,
    performer: Json | None,
) -> Json:
    """The session of trigger point injections behind a line, a body site for each muscle, and each drug given in it."""
    injected = [injection for injection in facts.injections if injection.status == "performed"]
    agents = [agent for agent in facts.agents if agent.for_service is None]
    session = bundle.add(
        {
            "resourceType": "Procedure",
            "status": "completed",
            "code": service_code(line.code),
            "subject": patient,
            "encounter": encounter,
            "performedDateTime": day.isoformat(),
            "performer": [{"actor": performer}] if performer else None,
            "reasonReference": conditions,
            "bodySite": [_body_site(injection) for injection in injected],
            "usedCode": [{"text": _drug(agent)} for agent in agents],
        }
    )
    for agent in agents:
        bundle.add(
            {
                "resourceType": "MedicationAdministration",
                "partOf": [session],
                "status": "completed",
                "medicationCodeableConcept": {"text": _drug(agent)},
                "subject": patient,
                "context": encounter,
                "effectiveDateTime": day.isoformat(),
                "performer": [{"actor": performer}] if performer else None,
                "dosage": _dosage(agent),
            }
        )
    return session


def _body_site(injection: Injection) -> Json:
    coding = [{"system": MUSCLES, "code": injection.muscle}]
    if injection.side != "unspecified":
        coding.append({"system": SIDES, "code": injection.side})
    side = "" if injection.side == "unspecified" else f"{injection.side} "
    parts = f" ({', '.join(injection.parts)})" if injection.parts else ""
    return {"coding": coding, "text": f"{side}{injection.muscle}{parts}"}


def _drug(agent: Agent) -> str:
    return f"{agent.drug} {agent.concentration}" if agent.concentration else agent.drug


def _dosage(agent: Agent) -> Json | None:
    """What was given: the mass where it is known, else the volume, else the units of a toxin."""
    known: Iterator[tuple[float | None, str, str]] = iter(
        [(agent.mass_mg, "mg", "mg"), (agent.volume_ml, "mL", "mL"), (agent.dose_units, "U", "[U]")]
    )
    for amount, unit, code in known:
        if amount is not None:
            volume = f"{agent.volume_ml:g} mL" if agent.volume_ml is not None else None
            value = Decimal(f"{amount:.6f}").normalize()
            return without_gaps(text=volume, dose={"value": value, "unit": unit, "system": UCUM, "code": code})
    return None


@cache
def _classes() -> dict[str, str]:
    with (Path(__file__).parent / "encounter_classes.csv").open(newline="", encoding="ascii") as table:
        return {row["place_of_service"]: row["class"] for row in csv.DictReader(table)}
