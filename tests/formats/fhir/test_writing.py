"""Claims as a FHIR Bundle: valid by the models of R4B, read back as they were, each line with its evidence."""

from __future__ import annotations

import base64
import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.fhir.sample import NOTE, Json
from formats.x12.desk import CLAIM, EVERYTHING, REGISTRATION
from tautband import pipeline
from tautband.formats.fhir.claim_reading import CLAIMS
from tautband.formats.fhir.notes import FhirNote, read_notes
from tautband.formats.fhir.problem import ReadClaim
from tautband.formats.fhir.reading import read_claims
from tautband.formats.fhir.resources import Resources
from tautband.formats.fhir.writing import Basis, write_bundle
from tautband.model.claim import Claim, ServiceLine
from tautband.model.errors import InputError
from tautband.model.registration import Registration

CREATED = date(2026, 3, 5)
KNOWN = {"patient_id": "P1", "payer": "medicare", "state": "OH", "zip_code": "452021234",
         "rendering_npi": "1245319599", "billing_npi": "1234567893"}  # fmt: skip
SENT = CLAIM.model_copy(update=KNOWN)


@pytest.fixture(scope="module")
def answer() -> pipeline.Answer:
    return pipeline.code(NOTE, payer="medicare", state="OH", place_of_service="11")


@pytest.fixture(scope="module")
def coded(answer: pipeline.Answer) -> tuple[Claim, Registration, Basis]:
    assert answer.claim is not None
    lines = tuple(line.model_copy(update={"charge": Decimal("95.00")}) for line in answer.claim.lines)
    claim = answer.claim.model_copy(update={**KNOWN, "claim_id": "PCN77", "lines": lines})
    return claim, REGISTRATION, Basis(answer.text, answer.coding, answer.made_with)


def resources(data: bytes) -> list[Json]:
    return [entry["resource"] for entry in json.loads(data)["entry"]]


def of(data: bytes, kind: str) -> list[Json]:
    return [resource for resource in resources(data) if resource["resourceType"] == kind]


def back(data: bytes) -> list[Claim | None]:
    held = json.loads(data, parse_float=Decimal)
    found = list(read_claims(Resources([("Bundle", held)])))
    return [each.claim for each in found if isinstance(each, ReadClaim)]


def concepts(value: Any) -> list[Json]:
    if isinstance(value, dict):
        own = value.get("coding", [])
        return [*own, *(coding for inner in value.values() for coding in concepts(inner))]
    return [coding for inner in value for coding in concepts(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize("desk", [REGISTRATION, EVERYTHING], ids=["plain", "everything"])
def test_every_resource_is_valid(coded: tuple[Claim, Registration, Basis], desk: Registration) -> None:
    claim, _, basis = coded
    data = write_bundle([(claim.model_copy(update={"billing_npi": "1234567893"}), desk, basis)], CREATED)
    get_fhir_model_class("Bundle").model_validate(json.loads(data))
    for resource in resources(data):
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    kinds = {resource["resourceType"] for resource in resources(data)}
    assert kinds >= {
        "Claim", "Coverage", "Patient", "Practitioner", "Organization", "Encounter", "DocumentReference", "Procedure",
        "MedicationAdministration", "Condition", "Provenance", "Location",
    }  # fmt: skip


def test_every_reference_leads_to_a_resource_of_the_bundle(coded: tuple[Claim, Registration, Basis]) -> None:
    claim, _, basis = coded
    data = write_bundle([(claim, EVERYTHING, basis)], CREATED)
    names = {entry["fullUrl"] for entry in json.loads(data)["entry"]}

    def references(value: Any) -> set[str]:
        if isinstance(value, dict):
            own = value.get("reference")
            inner: set[str] = set().union(*map(references, value.values()))
            return inner | ({own} if isinstance(own, str) else set())
        return set().union(*map(references, value)) if isinstance(value, list) else set()

    assert references(resources(data)) <= names
    assert len(references(resources(data))) > 5


def test_the_evidence_of_each_line_counts_in_the_note_that_goes_with_it(
    coded: tuple[Claim, Registration, Basis],
) -> None:
    data = write_bundle([coded], CREATED)
    (document,) = of(data, "DocumentReference")
    text = base64.b64decode(document["content"][0]["attachment"]["data"]).decode()
    assert text == NOTE
    entities = [entity for record in of(data, "Provenance") for entity in record["entity"]]
    assert len(of(data, "Provenance")) == len(coded[0].lines)
    assert len(entities) > 3
    for entity in entities:
        held = {part["url"]: part for part in entity["extension"][0]["extension"]}
        start, end = held["start"]["valueInteger"], held["end"]["valueInteger"]
        assert text[start:end] == held["text"]["valueString"]
        assert entity["what"]["reference"] == f"urn:uuid:{document['id']}"


def test_the_rule_behind_each_line_is_cited(coded: tuple[Claim, Registration, Basis]) -> None:
    for record in of(write_bundle([coded], CREATED), "Provenance"):
        parts = [part["url"] for reason in record["extension"] for part in reason["extension"]]
        assert {"says", "citation"} <= set(parts)
        assert record["target"][0]["extension"][0]["valueUri"].startswith("line-")


def test_the_session_names_its_muscles_and_drugs(coded: tuple[Claim, Registration, Basis]) -> None:
    data = write_bundle([coded], CREATED)
    (session,) = of(data, "Procedure")
    assert [site["text"] for site in session["bodySite"]] == ["right trapezius (upper trapezius)"]
    assert session["usedCode"] == [{"text": "lidocaine 1%"}]
    (given,) = of(data, "MedicationAdministration")
    assert given["dosage"] == {
        "text": "2 mL", "dose": {"value": 20, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}
    }  # fmt: skip


def test_no_code_of_cpt_carries_wording(coded: tuple[Claim, Registration, Basis]) -> None:
    found = concepts(resources(write_bundle([coded], CREATED)))
    assert [coding for coding in found if "display" in coding] == []
    assert [coding["code"] for coding in found if coding["system"].endswith("cpt")].count("20552") == 2


def test_the_same_claim_has_the_same_ids_on_any_day(coded: tuple[Claim, Registration, Basis]) -> None:
    today, later = (json.loads(write_bundle([coded], day)) for day in (CREATED, CREATED + timedelta(90)))
    assert [entry["fullUrl"] for entry in today["entry"]] == [entry["fullUrl"] for entry in later["entry"]]
    assert today["id"] == later["id"]
    other = coded[0].model_copy(update={"claim_id": "PCN78"})
    assert json.loads(write_bundle([(other, *coded[1:])], CREATED))["id"] != today["id"]


def test_the_hash_may_stand_for_the_words(coded: tuple[Claim, Registration, Basis]) -> None:
    (document,) = of(write_bundle([coded], CREATED, "hash"), "DocumentReference")
    assert document["content"] == [
        {"attachment": {"contentType": "text/plain; charset=utf-8", "size": len(NOTE), "hash": document["content"][0]["attachment"]["hash"]}}  # noqa: E501
    ]  # fmt: skip
    assert len(base64.b64decode(document["content"][0]["attachment"]["hash"])) == 20


def test_the_note_of_a_written_bundle_is_read_again(coded: tuple[Claim, Registration, Basis]) -> None:
    data = write_bundle([coded], CREATED)
    (note,) = read_notes(Resources([("Bundle", json.loads(data))]))
    assert isinstance(note, FhirNote)
    assert (note.note.text, note.known["date_of_service"], note.known["state"], note.payer.id) == (
        NOTE, date(2026, 3, 2), "OH", "medicare",
    )  # fmt: skip


def test_money_keeps_its_cents() -> None:
    data = write_bundle([(SENT, REGISTRATION, None)], CREATED)
    assert b'"value": 95.00,' in data
    (claim,) = of(data, "Claim")
    assert claim["total"] == {"value": 133.4, "currency": "USD"}


def test_what_the_registration_tells_beside_the_claim_stands_in_it() -> None:
    (claim,) = of(write_bundle([(SENT, EVERYTHING, None)], CREATED), "Claim")
    assert claim["related"][0]["reference"] == {"value": "ICN1"}
    assert claim["insurance"][0]["preAuthRef"] == ["AUTH1"]
    assert claim["referral"] == {"identifier": {"value": "RF1"}}
    assert claim["accident"]["date"] == "2026-01-05"
    assert claim["item"][1]["detail"][0]["quantity"] == {"value": 1.0, "unit": "ML"}
    assert [each["focal"] for each in claim["insurance"]] == [True, False]
    assert len(claim["careTeam"]) == 3


@pytest.mark.parametrize(
    ("claim", "desk", "what"),
    [
        (SENT, REGISTRATION.model_copy(update={"patient": None, "coverages": ()}),
         "patient: missing; coverages: missing"),
        (SENT.model_copy(update={"place_of_service": None}), REGISTRATION, "place_of_service: missing"),
        (SENT.model_copy(update={"lines": (ServiceLine(code="20552"),)}), REGISTRATION,
         "charges: none for 20552, line 1; lines.1.diagnoses: none for 20552"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_all_at_once(claim: Claim, desk: Registration, what: str) -> None:
    with pytest.raises(InputError) as refused:
        write_bundle([(claim, desk, None)], CREATED)
    assert refused.value.what == what


def test_what_fhir_cannot_say_is_not_written_as_something_else() -> None:
    with pytest.raises(InputError, match="state: cannot be said in FHIR"):
        write_bundle([(SENT.model_copy(update={"state": "Elsewhere", "zip_code": None}), REGISTRATION, None)], CREATED)


CODES = st.sampled_from(["20552", "20553", "99213", "0232T", "J1010", "J2003", "G2211", "76942"])
DIAGNOSES = st.sampled_from(["M79.18", "M7918", "M54.2", "M54.50", "G43.709", "729.1", "R52"])
LINES = st.builds(
    ServiceLine,
    code=CODES,
    modifiers=st.lists(st.sampled_from(["59", "XS", "LT", "RT", "25", "JZ", "GA"]), max_size=4).map(tuple),
    units=st.decimals("0.1", "999", places=1),
    charge=st.decimals("0.00", "99999", places=2),
    diagnoses=st.lists(DIAGNOSES, min_size=1, max_size=4, unique=True).map(tuple),
    date_of_service=st.none() | st.dates(date(2026, 3, 3), date(2026, 3, 30)),
)


@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(LINES, min_size=1, max_size=6).map(tuple),
    claim_id=st.text(st.characters(codec="ascii", categories=("L", "N", "P")), min_size=1, max_size=20),
    patient_id=st.none() | st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12),
    payer=st.sampled_from(["medicare", "aetna", "Nobody's Mutual", "medicaid-OH"]),
    place=st.sampled_from(["11", "22", "23", "12", "99"]),
    where=st.sampled_from([("OH", "452021234"), ("OH", "45202"), ("CA", None), ("TX", "75001")]),
    numbers=st.sampled_from([("1245319599", "1234567893"), ("1234567893", "1234567893"), ("1679576722", "1245319599")]),
    desk=st.sampled_from([REGISTRATION, EVERYTHING]),
)
def test_a_written_claim_is_read_back_the_same(
    lines: tuple[ServiceLine, ...],
    claim_id: str,
    patient_id: str | None,
    payer: str,
    place: str,
    where: tuple[str, str | None],
    numbers: tuple[str, str],
    desk: Registration,
) -> None:
    first = lines[0].model_copy(update={"date_of_service": None})
    claim = Claim(
        claim_id=claim_id, patient_id=patient_id, payer=payer, state=where[0], zip_code=where[1],
        date_of_service=date(2026, 3, 2), place_of_service=place, rendering_npi=numbers[0], billing_npi=numbers[1],
        lines=(first, *lines[1:]),
    )  # fmt: skip
    (found,) = back(write_bundle([(claim, desk.model_copy(update={"claim_id": claim_id}), None)], CREATED))
    assert found is not None
    assert found.model_copy(update={"patient_id": patient_id or found.patient_id}) == claim.model_copy(
        update={"patient_id": patient_id or found.patient_id}
    )


def test_several_claims_of_one_patient_share_what_is_the_same() -> None:
    second = SENT.model_copy(update={"claim_id": "PCN78", "date_of_service": date(2026, 4, 2)})
    data = write_bundle([(SENT, REGISTRATION, None), (second, REGISTRATION, None)], CREATED)
    assert [claim.claim_id for claim in back(data) if claim] == ["PCN77", "PCN78"]
    assert [len(of(data, kind)) for kind in ("Patient", "Coverage", "Encounter", *CLAIMS)] == [1, 1, 2, 2, 0]
