"""The Claim resource: lines, diagnoses, coverages, providers and what else the registration tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tautband.formats.fhir.codes import OUR_URL, system_for
from tautband.formats.fhir.datatypes import (
    Json,
    concept,
    diagnosis_code,
    extension,
    hl7,
    modifier_code,
    money,
    service_code,
    without_gaps,
)
from tautband.formats.fhir.treatment import FIRST_ICD10_DAY
from tautband.model.claim import Claim, ServiceLine
from tautband.model.registration import Accident, Registration

CLAIM_ID = f"{OUR_URL}claim-id"
_OUR_INFORMATION = f"{OUR_URL}CodeSystem/claim-information"
_CARIN_ROLES = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimCareTeamRole"
RENDERING = "rendering"
_ACCIDENTS = {"AA": "MVA", "EM": "WPA"}
_RELATED = "ex-relatedclaimrelationship"


@dataclass(frozen=True)
class Around:
    """References to the resources a claim names. `team` is provider, role and taxonomy of each who took part."""

    patient: Json
    provider: Json
    insurer: Json
    coverages: Sequence[Json]
    place: Json
    encounter: Json
    team: Sequence[tuple[Json, str, str | None]]
    note: Json | None
    sessions: dict[int, Json]
    """The session behind a line, by the line's number from 1."""


def claim_resource(claim: Claim, desk: Registration, codes: Sequence[str], around: Around, created: date) -> Json:
    """The Claim as a JSON object. `codes` are its diagnoses in the order lines first point to them."""
    icd10 = claim.date_of_service >= FIRST_ICD10_DAY
    days = [line.date_of_service or claim.date_of_service for line in claim.lines]
    sessions = list(dict.fromkeys(session["reference"] for session in around.sessions.values()))
    information = list(_information(desk, around))
    return without_gaps(
        resourceType="Claim",
        extension=[extension("claim-frequency", valueCode=desk.frequency)],
        identifier=[{"system": CLAIM_ID, "value": claim.claim_id}],
        status="active",
        type=hl7("claim-type", "professional"),
        use="claim",
        patient=around.patient,
        billablePeriod={"start": min(days).isoformat(), "end": max(days).isoformat()},
        created=created.isoformat(),
        insurer=around.insurer,
        provider=around.provider,
        priority=hl7("processpriority", "normal"),
        related=_related(desk),
        payee={"type": hl7("payeetype", "provider" if desk.benefits_assigned else "subscriber")},
        referral=_referral(desk),
        facility=around.place,
        careTeam=[_member(number, *each) for number, each in enumerate(around.team, 1)],
        supportingInfo=[{"sequence": number, **each} for number, each in enumerate(information, 1)],
        diagnosis=[
            {"sequence": number, "diagnosisCodeableConcept": diagnosis_code(code, icd10=icd10)}
            for number, code in enumerate(codes, 1)
        ],
        procedure=[
            {"sequence": number, "procedureReference": {"reference": reference}}
            for number, reference in enumerate(sessions, 1)
        ],
        insurance=[_insurance(number, each, desk) for number, each in enumerate(around.coverages, 1)],
        accident=_accident(desk.accident) if desk.accident else None,
        item=[_item(number, line, claim, desk, codes, around, sessions) for number, line in enumerate(claim.lines, 1)],
        total=money(sum((line.charge for line in claim.lines if line.charge is not None), Decimal(0))),
    )


def _item(
    number: int,
    line: ServiceLine,
    claim: Claim,
    desk: Registration,
    codes: Sequence[str],
    around: Around,
    sessions: Sequence[str],
) -> Json:
    session = around.sessions.get(number)
    place = claim.place_of_service
    return without_gaps(
        id=f"line-{number}",
        sequence=number,
        careTeamSequence=[1] if around.team and around.team[0][1] == RENDERING else None,
        diagnosisSequence=[codes.index(code) + 1 for code in line.diagnoses],
        procedureSequence=[sessions.index(session["reference"]) + 1] if session else None,
        productOrService=service_code(line.code),
        modifier=[modifier_code(code) for code in line.modifiers],
        servicedDate=(line.date_of_service or claim.date_of_service).isoformat(),
        locationCodeableConcept=concept(system_for("place"), place) if place else None,
        quantity={"value": line.units},
        net=money(line.charge) if line.charge is not None else None,
        encounter=[around.encounter],
        detail=_product(line, desk),
    )


def _product(line: ServiceLine, desk: Registration) -> list[Json]:
    supply = desk.drugs.get(line.code)
    if supply is None:
        return []
    amount = {"value": supply.quantity * line.units, "unit": supply.unit}
    return [{"sequence": 1, "productOrService": concept(system_for("ndc"), supply.ndc), "quantity": amount}]


def _member(number: int, provider: Json, role: str, taxonomy: str | None) -> Json:
    held = concept(_CARIN_ROLES, role)
    qualification = concept(system_for("taxonomy"), taxonomy) if taxonomy else None
    return without_gaps(sequence=number, provider=provider, role=held, qualification=qualification)


def _insurance(number: int, coverage: Json, desk: Registration) -> Json:
    given = desk.authorization.number if desk.authorization else None
    return without_gaps(
        sequence=number, focal=number == 1, coverage=coverage, preAuthRef=[given] if given and number == 1 else None
    )


def _information(desk: Registration, around: Around) -> Iterator[Json]:
    if around.note:
        yield {"category": hl7("claiminformationcategory", "attachment"), "valueReference": around.note}
    if desk.onset:
        yield {"category": hl7("claiminformationcategory", "onset"), "timingDate": desk.onset.isoformat()}
    if desk.patient_paid is not None:
        paid = {"value": desk.patient_paid, "unit": "USD"}
        yield {"category": concept(_OUR_INFORMATION, "patient-paid"), "valueQuantity": paid}
    if desk.note:
        yield {"category": hl7("claiminformationcategory", "info"), "valueString": desk.note}


def _related(desk: Registration) -> list[Json]:
    if desk.frequency == "1" or not desk.original_reference:
        return []
    return [{"relationship": hl7(_RELATED, "prior"), "reference": {"value": desk.original_reference}}]


def _referral(desk: Registration) -> Json | None:
    given = desk.authorization.referral if desk.authorization else None
    return {"identifier": {"value": given}} if given else None


def _accident(accident: Accident) -> Json:
    code = _ACCIDENTS.get(accident.cause)
    kind = hl7("v3-ActCode", code) if code else {"text": "another accident"}
    where = {"state": accident.state, "country": "US"} if accident.state else None
    return without_gaps(date=accident.day.isoformat(), type=kind, locationAddress=where)
