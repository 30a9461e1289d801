"""Invented FHIR resources: a visit with its note, payer, place and clinician, and a claim."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "fhir"
"""Examples of HL7 and of Medicare's extracts, where the machine has them."""
CPT = "http://www.ama-assn.org/go/cpt"
PLACES = "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set"
ICD = "http://hl7.org/fhir/sid/icd-10-cm"
NPI = "http://hl7.org/fhir/sid/us-npi"

NOTE = """Date of service: 03/02/2026
Exam: right upper trapezius taut band with a tender nodule, pressing it sends pain to the temple.
Assessment: myofascial pain syndrome, M79.18.
Procedure: after consent, 2 trigger points of the right upper trapezius were injected with 2 mL of 1 % lidocaine.
Electronically signed, treating physician (MD), 03/02/2026
"""

Json = dict[str, Any]


def coded(system: str, code: str) -> Json:
    return {"coding": [{"system": system, "code": code}]}


def document(name: str = "n1", text: str = NOTE, encounter: str | None = "e1", **changed: Any) -> Json:
    data = base64.b64encode(text.encode()).decode()
    held: Json = {
        "resourceType": "DocumentReference", "id": name, "status": "current", "subject": {"reference": "Patient/p1"},
        "content": [{"attachment": {"contentType": "text/plain; charset=utf-8", "data": data}}],
    }  # fmt: skip
    if encounter:
        held["context"] = {"encounter": [{"reference": f"Encounter/{encounter}"}]}
    return held | changed


ENCOUNTER: Json = {
    "resourceType": "Encounter", "id": "e1", "status": "finished",
    "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
    "subject": {"reference": "Patient/p1"},
    "period": {"start": "2026-03-02T14:00:00-05:00", "end": "2026-03-02T14:30:00-05:00"},
    "location": [{"location": {"reference": "Location/l1"}}],
    "participant": [{"individual": {"reference": "Practitioner/d1"}}],
}  # fmt: skip
LOCATION: Json = {
    "resourceType": "Location", "id": "l1", "address": {"state": "Ohio", "postalCode": "45202-1234"},
    "type": [coded(PLACES, "11")],
}  # fmt: skip
PRACTITIONER: Json = {
    "resourceType": "Practitioner", "id": "d1", "identifier": [{"system": NPI, "value": "1245319599"}],
}  # fmt: skip
PATIENT: Json = {"resourceType": "Patient", "id": "p1", "address": [{"state": "KY", "postalCode": "41011"}]}
COVERAGE: Json = {
    "resourceType": "Coverage", "id": "c1", "status": "active", "beneficiary": {"reference": "Patient/p1"},
    "payor": [{"reference": "Organization/o1"}],
}  # fmt: skip
PAYER: Json = {"resourceType": "Organization", "id": "o1", "name": "Medicare Part B"}
CLAIM: Json = {
    "resourceType": "Claim", "id": "k1", "identifier": [{"value": "PCN1"}], "status": "active", "use": "claim",
    "type": coded("http://terminology.hl7.org/CodeSystem/claim-type", "professional"),
    "patient": {"reference": "Patient/p1"}, "created": "2025-12-02", "provider": {"reference": "Practitioner/d1"},
    "facility": {"reference": "Location/l1"},
    "insurance": [{"sequence": 1, "focal": True, "coverage": {"reference": "Coverage/c1"}}],
    "diagnosis": [
        {"sequence": 1, "diagnosisCodeableConcept": coded(ICD, "M79.18")},
        {"sequence": 2, "diagnosisCodeableConcept": coded(ICD, "M54.2")},
    ],
    "item": [
        {"sequence": 1, "productOrService": coded(CPT, "20552"), "modifier": [coded(CPT, "59")],
         "diagnosisSequence": [2, 1], "servicedDate": "2025-12-01", "quantity": {"value": 1},
         "net": {"value": 95.5, "currency": "USD"}, "locationCodeableConcept": coded(PLACES, "11")},
    ],
}  # fmt: skip
AROUND = (LOCATION, PRACTITIONER, PATIENT, COVERAGE, PAYER)


def bundle(*resources: Json) -> Json:
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each} for each in resources]}
