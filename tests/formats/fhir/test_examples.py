"""HL7's own examples and samples of Medicare's extracts, where the machine has them, against values read by hand."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from formats.fhir.sample import CORPUS, Json, document
from tautband.formats.fhir.documents import DOCUMENTS, note_text
from tautband.formats.fhir.encounters import day_of, place_of_encounter
from tautband.formats.fhir.notes import FhirNote, read_notes
from tautband.formats.fhir.parties import Payer, Place, patient_of, payer_of_coverage, place_by_location
from tautband.formats.fhir.problem import ReadClaim
from tautband.formats.fhir.reading import Unreadable, read_claims
from tautband.formats.fhir.resources import Resources
from tautband.model.claim import Claim, ServiceLine
from tautband.model.errors import InputError
from tautband.shipped import shipped_rulebook

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the examples are not on this machine")

HL7 = sorted((CORPUS / "r4_examples").glob("*.json"))
EXTRACTS = sorted((CORPUS / "bfd").glob("e*.json")) + sorted((CORPUS / "bfd").glob("Expl*.json"))


def held(name: str) -> Json:
    folder = "r4_examples" if (CORPUS / "r4_examples" / name).exists() else "bfd"
    value: Json = json.loads((CORPUS / folder / name).read_text())
    return value


def together(*names: str) -> Resources:
    return Resources([(name, held(name)) for name in names])


def claim_in(name: str) -> ReadClaim:
    (found,) = read_claims(together(name), shipped_rulebook().payers)
    assert isinstance(found, ReadClaim)
    return found


def test_there_are_examples_to_read() -> None:
    assert (len(HL7) > 100, len(EXTRACTS)) == (True, 4)


@pytest.mark.parametrize("path", [*HL7, *EXTRACTS], ids=lambda path: path.stem)
def test_every_example_is_read_or_refused_with_its_path(path: Path) -> None:
    resources = Resources([(path.name, json.loads(path.read_text()))])
    assert [each for each in read_claims(resources) if isinstance(each, Unreadable)] == []
    if not resources.of(*DOCUMENTS):
        with pytest.raises(InputError, match="no document among the resources"):
            list(read_notes(resources))
        return
    for note in read_notes(resources):
        assert not isinstance(note, InputError) or note.where.startswith(path.name)


MEDICARE_LINE = ServiceLine(
    code="92999", modifiers=("LT",), units=Decimal(1), charge=Decimal("75.0"), diagnoses=("A52",)
)
MEDICARE = Claim(
    claim_id="9991831999", patient_id="Patient/567834", payer="medicare", state="IL", zip_code="555558202",
    date_of_service=date(1999, 10, 27), place_of_service="11", lines=(MEDICARE_LINE,), filed_on=date(1999, 11, 6),
)  # fmt: skip


@pytest.mark.parametrize("name", ["eobReadCarrier.json", "eobReadCarrierWithTaxNumbers.json"])
def test_a_carrier_claim_of_medicares_extract_is_read(name: str) -> None:
    found = claim_in(name)
    assert found.claim == MEDICARE
    assert {problem.says for problem in found.problems} == {"not an NPI"}


def test_a_carrier_claim_of_several_lines_keeps_their_charges() -> None:
    claim = claim_in("eobReadCarrierWithMultipleLines.json").claim
    assert claim is not None
    assert [(line.code, line.charge) for line in claim.lines] == [
        ("92999", Decimal("75.0")), ("92998", Decimal("75.0")), ("92997", Decimal("85.0")), ("92996", Decimal("65.0")),
        ("92995", Decimal("55.0")), ("92994", Decimal("45.0")), ("92993", Decimal("35.0")),
    ]  # fmt: skip


def test_the_newer_extract_is_read_and_its_line_without_a_code_told() -> None:
    found = claim_in("ExplanationOfBenefit-Carrier.json")
    claim = found.claim
    assert claim is not None
    assert (claim.claim_id, claim.patient_id, claim.payer, claim.rendering_npi, claim.billing_npi, claim.filed_on) == (
        "NON-UNIQUE-ID-HERE", "Patient/12345", "medicare", "1942945159", "1942945159", date(2020, 1, 13),
    )  # fmt: skip
    assert [(line.code, line.modifiers, line.units, line.charge, line.diagnoses) for line in claim.lines] == [
        ("99213", (), Decimal(3), Decimal("50.11"), ("M48.062",)),
        ("99453", ("A2", "A2", "A2", "A2", "A5"), Decimal(3), None, ()),
        ("J2270", (), Decimal(3), None, ()),
    ]
    assert (claim.date_of_service, claim.place_of_service) == (date(2025, 1, 1), "07")
    assert [problem.path for problem in found.problems] == [
        "ExplanationOfBenefit-Carrier.json.item[2].productOrService"
    ]


def test_the_one_claim_of_hl7_with_a_cpt_code_is_read() -> None:
    found = claim_in("Claim-MED-00050.json")
    line = ServiceLine(code="62264", charge=Decimal("12500.0"), diagnoses=("G89.4", "M47.816"))
    assert found.claim == Claim(
        claim_id="MED-00050", payer="humana", date_of_service=date(2015, 10, 13), place_of_service="24", lines=(line,)
    )
    assert [problem.says for problem in found.problems] == ["not a professional claim; judged as one"]
    assert found.assumed == ("Claim-MED-00050.json.item[0].quantity: missing; read as one",)


@pytest.mark.parametrize(
    ("name", "claim_id", "items"),
    [("100150", "12345", 1), ("100151", "12346", 3), ("760151", "7612345", 1), ("860150", "8612345", 1)],
)
def test_claims_of_other_code_systems_are_told_item_by_item(name: str, claim_id: str, items: int) -> None:
    found = claim_in(f"Claim-{name}.json")
    left_out = [p for p in found.problems if p.says == "no CPT or HCPCS code; the item is left out"]
    assert (found.claim_id, found.claim, len(left_out)) == (claim_id, None, items)


def test_a_preauthorization_is_no_claim() -> None:
    assert list(read_claims(together("Claim-100153.json"))) == []


def test_an_answer_is_passed_over_where_its_claim_is_here() -> None:
    found = list(read_claims(together("Claim-100150.json", "ExplanationOfBenefit-EB3500.json")))
    assert [each.claim_id for each in found if isinstance(each, ReadClaim)] == ["12345"]


@pytest.mark.parametrize(
    ("names", "payer"),
    [
        (("Coverage-9876B1.json", "Organization-2.json"), Payer(name="XYZ Insurance")),
        (("Coverage-9876B1.json",), Payer()),
        (("Coverage-7547E.json",), Payer(name="123456789")),
    ],
)
def test_the_payer_of_a_coverage_is_its_organization(names: tuple[str, ...], payer: Payer) -> None:
    resources = together(*names)
    assert payer_of_coverage(resources, resources.of("Coverage")[0]) == payer


@pytest.mark.parametrize(
    ("name", "day", "place"),
    [
        ("Encounter-home.json", date(2015, 1, 17), Place()),
        ("Encounter-emerg.json", date(2017, 2, 1), Place()),
        ("Encounter-f203.json", None, Place()),
        ("Encounter-f001.json", None, Place()),
    ],
)
def test_an_encounter_gives_its_day_and_no_place_that_is_not_sure(name: str, day: date | None, place: Place) -> None:
    resources = together(name, "Organization-f001.json", "Organization-2.json")
    (encounter,) = resources.of("Encounter")
    none = Resources([("none", document())]).all[0]
    assert (day_of(encounter, none), place_of_encounter(resources, encounter)) == (day, place)


def test_an_address_in_the_united_states_is_a_place_and_one_abroad_is_not() -> None:
    resources = together("Organization-hl7.json", "Organization-f201.json")
    places = []
    for name in ("hl7", "f201"):
        claim: Json = {"resourceType": "Claim", "provider": {"reference": f"Organization/{name}"}}
        (holder,) = Resources([("c", claim)]).all
        places.append(place_by_location(resources, holder.object("provider")))
    assert places == [Place("MI", "48104"), Place()]


def test_a_patient_is_known_by_the_reference() -> None:
    (claim,) = together("Claim-100150.json").all
    assert patient_of(Resources([]), claim.object("patient")) == "Patient/1"


def test_a_document_at_a_url_is_refused_by_what_it_is() -> None:
    resources = together("DocumentReference-example.json")
    with pytest.raises(InputError) as refused:
        note_text(resources, resources.all[0])
    assert refused.value.where == "DocumentReference-example.json.content[0].attachment.contentType"
    assert refused.value.what.startswith("a C-CDA document")


def test_a_note_beside_an_example_encounter_takes_its_day() -> None:
    note = document(encounter="home", subject={"reference": "Patient/example"})
    resources = Resources([("e", held("Encounter-home.json")), ("p", held("Patient-example.json")), ("n", note)])
    (found,) = read_notes(resources)
    assert isinstance(found, FhirNote)
    assert found.known == {"date_of_service": date(2015, 1, 17)}
