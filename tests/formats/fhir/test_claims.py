"""Claims and payers' answers of FHIR as the claims that the edits judge."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from formats.fhir.sample import AROUND, CLAIM, CPT, ICD, LOCATION, PLACES, PRACTITIONER, Json, bundle, coded
from tautband.formats.fhir.problem import ReadClaim
from tautband.formats.fhir.reading import Unreadable, passed_over, read_claims
from tautband.formats.fhir.resources import Resources
from tautband.model.claim import Claim, ServiceLine
from tautband.shipped import shipped_rulebook

ITEM: Json = CLAIM["item"][0]
PATH = "Bundle.entry[0].resource"


def read(*resources: Json) -> ReadClaim:
    (found,) = read_claims(Resources([("Bundle", bundle(*resources))]), shipped_rulebook().payers)
    assert isinstance(found, ReadClaim), found
    return found


def told(change: Json) -> list[tuple[str, str]]:
    return [(p.path.removeprefix(f"{PATH}."), p.says) for p in read(CLAIM | change, *AROUND).problems]


def with_item(**change: Any) -> Json:
    return {"item": [ITEM | change]}


def test_a_claim_is_read_whole() -> None:
    found = read(CLAIM, *AROUND)
    line = ServiceLine(
        code="20552", modifiers=("59",), units=Decimal(1), charge=Decimal("95.5"), diagnoses=("M54.2", "M79.18")
    )
    assert found.claim == Claim(
        claim_id="PCN1", patient_id="Patient/p1", payer="medicare", state="OH", zip_code="452021234",
        date_of_service=date(2025, 12, 1), place_of_service="11", rendering_npi="1245319599",
        billing_npi="1245319599", lines=(line,),
    )  # fmt: skip
    assert (found.problems, found.assumed, found.lines) == ((), (), (f"{PATH}.item[0]",))
    assert found.left_out == ("created", "insurance.sequence", "item.sequence")


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        (with_item(productOrService=coded("http://example.org", "20552")),
         [("item[0].productOrService", "no CPT or HCPCS code; the item is left out"),
          ("item", "no service that can be judged")]),
        (with_item(diagnosisSequence=[3]), [("item[0].diagnosisSequence", "names a diagnosis that is not there")]),
        (with_item(modifier=[coded("http://example.org", "None")]),
         [("item[0].modifier[0]", "not a modifier of two characters")]),
        (with_item(quantity={"value": 0}), [("item[0].quantity", "not above zero")]),
        (with_item(net={"value": 95, "currency": "CAD"}),
         [("item[0].net.currency", "not dollars; the amount is left out")]),
        (with_item(locationCodeableConcept=coded("http://example.org", "office")),
         [("item[0].locationCodeableConcept", "no place of service of the CMS code set")]),
        (with_item(detail=[{"productOrService": coded(CPT, "20553")}]),
         [("item[0].detail", "services grouped under one item are not read")]),
        (with_item(detail=[{"productOrService": coded("http://hl7.org/fhir/sid/ndc", "00409428202")}]), []),
        (with_item(servicedDate=None), [("item[0].servicedDate", "no day of service")]),
        ({"item": []}, [("item", "no service that can be judged")]),
        ({"type": coded("http://terminology.hl7.org/CodeSystem/claim-type", "oral")},
         [("type", "not a professional claim; judged as one")]),
        ({"diagnosis": [{"sequence": 1, "diagnosisCodeableConcept": coded(ICD, "M79.18")},
                        {"sequence": 2, "diagnosisCodeableConcept": coded("http://example.org", "x")}]},
         [("diagnosis[1]", "no ICD-10-CM or ICD-9-CM code")]),
        ({"item": [ITEM, ITEM | {"locationCodeableConcept": coded(PLACES, "22")}]},
         [("item[1].locationCodeableConcept", "another place of service than the first line; the first is judged")]),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_over_is_told_and_nothing_else(change: Json, problems: list[tuple[str, str]]) -> None:
    assert told(change) == problems


def test_no_problem_holds_a_value() -> None:
    secret = "Wilhelmina Quist"
    change = {"item": [ITEM | {"productOrService": coded(secret, secret), "modifier": [coded(secret, secret)]}]}
    found = read(CLAIM | change | {secret: {secret: 1}}, *AROUND)
    assert secret not in json.dumps([p.document() for p in found.problems] + [list(found.left_out)])


def test_what_fhir_leaves_open_is_assumed_aloud() -> None:
    found = read(CLAIM | with_item(quantity=None, servicedDate=None,
                                   servicedPeriod={"start": "2025-12-01", "end": "2025-12-03"}), *AROUND)  # fmt: skip
    assert found.assumed == (
        f"{PATH}.item[0].quantity: missing; read as one",
        f"{PATH}.item[0].servicedPeriod: several days in one line; its first day counts",
    )
    assert found.claim is not None
    assert (found.claim.date_of_service, found.problems) == (date(2025, 12, 1), ())


@pytest.mark.parametrize(
    ("change", "charge"),
    [
        ({"net": None, "unitPrice": {"value": 10.5}, "quantity": {"value": 4}}, "42.0"),
        ({"net": None, "unitPrice": {"value": 10}, "factor": 0.5}, "5.0"),
        ({"net": None, "adjudication": [{"category": coded("x", "submitted"), "amount": {"value": 7.25}}]}, "7.25"),
        ({"net": None}, None),
    ],
)  # fmt: skip
def test_the_charge_is_the_net_or_what_it_is_made_of(change: Json, charge: str | None) -> None:
    claim = read(CLAIM | with_item(**change), *AROUND).claim
    assert claim is not None
    assert claim.lines[0].charge == (None if charge is None else Decimal(charge))


def test_a_claim_without_a_code_on_one_line_is_judged_by_the_others() -> None:
    bare = ITEM | {"productOrService": {"text": "room"}}
    found = read(CLAIM | {"item": [bare, ITEM]}, *AROUND)
    assert found.claim is not None
    assert (len(found.claim.lines), found.lines, len(found.problems)) == (1, (f"{PATH}.item[1]",), 1)


def test_lines_keep_their_own_days() -> None:
    claim = read(CLAIM | {"item": [ITEM, ITEM | {"servicedDate": "2025-12-08"}]}, *AROUND).claim
    assert claim is not None
    assert [line.date_of_service for line in claim.lines] == [None, date(2025, 12, 8)]


def test_the_rendering_provider_is_the_one_whose_part_was_to_perform() -> None:
    second = PRACTITIONER | {"id": "d2", "identifier": [PRACTITIONER["identifier"][0] | {"value": "1679576722"}]}
    refers = {"sequence": 1, "provider": {"reference": "Practitioner/d1"}, "role": coded("http://x", "referring")}
    cares = {"sequence": 3, "provider": {"reference": "Practitioner/d1"}, "role": coded("http://x", "primary")}
    renders = {"sequence": 2, "provider": {"reference": "Practitioner/d2"}, "role": coded("http://x", "rendering")}
    claim = read(CLAIM | {"careTeam": [refers, cares, renders]}, *AROUND, second).claim
    assert claim is not None
    assert (claim.rendering_npi, claim.billing_npi) == ("1679576722", "1245319599")


def test_the_patient_contained_in_a_claim_is_known_by_an_identifier_or_not_at_all() -> None:
    patient: Json = {"resourceType": "Patient", "id": "p", "address": [{"state": "KY"}]}
    claim = CLAIM | {"contained": [patient], "patient": {"reference": "#p"}}
    known = claim | {"contained": [patient | {"identifier": [{"system": "urn:x", "value": "7"}]}]}
    assert [found.patient_id for each in (claim, known) if (found := read(each, *AROUND).claim)] == [None, "urn:x|7"]


def test_a_diagnosis_may_stand_in_a_condition() -> None:
    condition = {"resourceType": "Condition", "id": "x", "code": coded(ICD, "m79.18")}
    change = {"diagnosis": [{"sequence": 1, "diagnosisReference": {"reference": "Condition/x"}}], **with_item(diagnosisSequence=[1])}  # fmt: skip  # noqa: E501
    claim = read(CLAIM | change, *AROUND, condition).claim
    assert claim is not None
    assert claim.lines[0].diagnoses == ("M79.18",)


def test_withdrawn_claims_enquiries_and_answers_to_a_claim_at_hand_are_passed_over() -> None:
    answer = CLAIM | {"resourceType": "ExplanationOfBenefit", "id": "k4", "claim": {"reference": "Claim/k1"}}
    others = [CLAIM | {"id": "k2", "status": "cancelled"}, CLAIM | {"id": "k3", "use": "preauthorization"}, answer]
    resources = Resources([("Bundle", bundle(CLAIM, *others, {"resourceType": "Device", "id": "x"}))])
    assert [each.claim_id for each in read_claims(resources) if isinstance(each, ReadClaim)] == ["PCN1"]
    assert passed_over(resources) == {"Device": 1, "claims withdrawn, enquiries, or answers to a claim here": 3}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (with_item(quantity={"value": "two"}), "item[0].quantity.value: not a number."),
        (with_item(quantity={"value": True}), "item[0].quantity.value: not a number."),
        (with_item(quantity={"value": 1e300}), "item[0].quantity.value: not a number that can be counted with."),
        (with_item(quantity=[1]), "item[0].quantity: not an object."),
        (with_item(servicedDate="12/01/2025"), "item[0].servicedDate: not a date such as 2026-03-02."),
        (with_item(diagnosisSequence=["1"]), "item[0].diagnosisSequence: not a whole number."),
        ({"item": {}}, "item: not a list."),
        ({"item": [7]}, "item: not a list of objects."),
        ({"patient": "Patient/1"}, "patient: not an object."),
    ],
)
def test_a_value_of_the_wrong_type_names_its_json_path(change: Json, where: str) -> None:
    (found,) = read_claims(Resources([("Bundle", bundle(CLAIM | change, *AROUND))]))
    assert isinstance(found, Unreadable)
    assert str(found.error).startswith(f"{PATH}.{where}")


def test_the_facility_may_be_part_of_a_building() -> None:
    room = {"resourceType": "Location", "id": "room", "partOf": {"reference": "Location/l1"}}
    claim = read(CLAIM | {"facility": {"reference": "Location/room"}}, *AROUND, room).claim
    assert claim is not None
    assert claim.state == "OH"
    around = {"resourceType": "Location", "id": "room", "partOf": {"reference": "Location/room"}}
    assert read(CLAIM | {"facility": {"reference": "Location/room"}}, around, LOCATION, *AROUND).claim is not None


def test_a_line_that_was_taken_back_is_no_service() -> None:
    back = ITEM | {"net": {"value": -95.5, "currency": "USD"}}
    found = read(CLAIM | {"item": [ITEM, back, ITEM]}, *AROUND)
    assert found.claim is not None
    assert (len(found.claim.lines), found.lines, found.problems) == (1, (f"{PATH}.item[2]",), ())
    assert found.assumed == (f"{PATH}.item[1]: takes an earlier line of the same service back; neither counts",)
    other = back | {"productOrService": coded(CPT, "20553")}
    assert told({"item": [ITEM, other]}) == [("item[1]", "a negative charge that takes no earlier line back; left out")]
    assert told({"item": [back]})[-1] == ("item", "no service that can be judged")
