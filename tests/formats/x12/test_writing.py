"""What is written another program accepts and our own reader reads back; what is incomplete is refused with a list."""

from __future__ import annotations

import logging
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from formats.x12.desk import CLAIM, CREATED, EVERYTHING, MEDICARE, MUTUAL, REGISTRATION
from tautband.formats.x12.converting import to_claim
from tautband.formats.x12.reading import ClaimFile
from tautband.formats.x12.writing import write_claims
from tautband.model.claim import Claim, ServiceLine
from tautband.model.errors import InputError
from tautband.model.registration import Attachment, Registration


def accepted_by_pyx12(data: bytes) -> bool:
    """The verdict of another reader of the same guide."""
    import pyx12.params  # type: ignore[import-untyped]
    import pyx12.x12n_document  # type: ignore[import-untyped]

    logging.getLogger("pyx12").setLevel(logging.CRITICAL)
    report = StringIO()
    param = pyx12.params.params()
    good = pyx12.x12n_document.x12n_document(param, StringIO(data.decode("ascii")), report, None, None)
    return bool(good)


def read_back(data: bytes) -> list[Claim | None]:
    return [to_claim(record) for record in ClaimFile(BytesIO(data))]


@pytest.mark.parametrize("desk", [REGISTRATION, EVERYTHING], ids=["plain", "everything"])
def test_another_reader_accepts_what_is_written(desk: Registration) -> None:
    assert accepted_by_pyx12(write_claims([(CLAIM, desk)], CREATED))


def test_another_reader_refuses_a_broken_file() -> None:
    data = write_claims([(CLAIM, REGISTRATION)], CREATED)
    assert not accepted_by_pyx12(data.replace(b"REF*EI*123456789~\n", b""))


def test_what_is_written_is_read_back() -> None:
    (back,) = read_back(write_claims([(CLAIM, REGISTRATION)], CREATED))
    assert back is not None
    assert [(line.code, line.units, line.charge, line.diagnoses) for line in back.lines] == [
        ("20552", Decimal(1), Decimal("95.00"), ("M7918", "M542")),
        ("J1010", Decimal(40), Decimal("38.40"), ("M7918",)),
    ]
    assert (back.claim_id, back.state, back.rendering_npi) == ("PCN77", "OH", "1245319599")
    assert (back.billing_npi, back.date_of_service) == ("1234567893", date(2026, 3, 2))


def test_a_diagnosis_written_twice_on_a_line_is_pointed_to_once() -> None:
    twice = CLAIM.lines[0].model_copy(update={"diagnoses": ("M79.18", "M7918", "m79.18", "M79.18", "M54.2")})
    (back,) = read_back(write_claims([(CLAIM.model_copy(update={"lines": (twice,)}), REGISTRATION)], CREATED))
    assert back is not None
    assert back.lines[0].diagnoses == ("M7918", "M542")


def test_everything_registered_is_on_the_claim() -> None:
    data = write_claims([(CLAIM, EVERYTHING)], CREATED)
    (record,) = ClaimFile(BytesIO(data))
    assert record.references.keys() == {"9F", "G1", "F8"}
    assert [name.qualifier for name in record.names] == ["DN", "82", "77", "DQ"]
    assert [other.id for other in record.others] == ["00510"]
    drug = record.lines[1].drug
    assert drug is not None
    assert (drug.ndc, drug.quantity, drug.unit) == ("00409428202", "1", "ML")
    assert record.header.patient_separate
    assert b"\xc3" not in data


def test_papers_and_what_an_unclassified_code_was_go_along() -> None:
    papers = (
        Attachment(sent="EL", control_number="ATT7"),
        Attachment(kind="M1", sent="AA"),
    )
    line = CLAIM.lines[1].model_copy(update={"code": "J3490", "modifiers": ("JZ",)})
    claim = CLAIM.model_copy(update={"lines": (CLAIM.lines[0], line)})
    described = {"J3490": "Sarapin 2 mL: pitcher plant"}
    desk = REGISTRATION.model_copy(update={"attachments": papers, "descriptions": described})
    data = write_claims([(claim, desk)], CREATED)
    assert accepted_by_pyx12(data)
    (record,) = ClaimFile(BytesIO(data))
    assert [(sent, number) for sent, number, _, _ in record.attachments] == [("EL", "ATT7"), ("AA", "")]
    assert record.lines[1].description == "SARAPIN 2 ML PITCHER PLANT"
    assert record.lines[1].modifiers == ("JZ",)


def test_several_claims_share_one_billing_provider() -> None:
    second = REGISTRATION.model_copy(update={"claim_id": "PCN78", "coverages": (MUTUAL,)})
    data = write_claims([(CLAIM, REGISTRATION), (CLAIM, second)], CREATED)
    assert [claim and claim.claim_id for claim in read_back(data)] == ["PCN77", "PCN78"]
    assert data.count(b"HL*") == 4
    assert accepted_by_pyx12(data)


MISSING: list[tuple[dict[str, object], dict[str, object], list[str]]] = [
    ({"patient": None}, {}, ["patient: missing"]),
    ({"coverages": ()}, {}, ["coverages: missing"]),
    ({"claim_id": None, "submission": None}, {}, ["submission: missing", "claim_id: missing"]),
    ({"coverages": (MEDICARE.model_copy(update={"member_id": "123456789A"}),)}, {},
     ["coverages.1.member_id: not of the form of a Medicare number"]),
    ({"coverages": (MUTUAL.model_copy(update={"subscriber": None}),)}, {},
     ["coverages.1.subscriber: missing where the patient is not the subscriber"]),
    ({"rendering": REGISTRATION.rendering and REGISTRATION.rendering.model_copy(update={"npi": "1245319598"})}, {},
     ["rendering.npi: not an NPI: ten figures, the last of which checks the others"]),
    ({"frequency": "7"}, {},
     ["original_reference: missing: a corrected or void claim names the payer's number of the first one",
      "frequency: Medicare Part B takes no corrected or void claim"]),
    ({"attachments": (Attachment(kind="QQ", sent="EL"),)}, {},
     ["attachments.1.kind: not a code of the guide for what is attached",
      "attachments.1.control_number: missing: it is sent apart, and cannot be matched without"]),
    ({}, {"place_of_service": None}, ["place_of_service: missing"]),
    ({}, {"lines": ()}, ["lines: none to bill"]),
    ({}, {"lines": (ServiceLine(code="20552"),)},
     ["charges: none for 20552, line 1", "lines.1.diagnoses: none for 20552"]),
]  # fmt: skip


@pytest.mark.parametrize(("desk", "claim", "told"), MISSING)
def test_an_incomplete_claim_is_refused_with_all_that_is_missing(
    desk: dict[str, object], claim: dict[str, object], told: list[str]
) -> None:
    with pytest.raises(InputError) as refused:
        write_claims([(CLAIM.model_copy(update=claim), REGISTRATION.model_copy(update=desk))], CREATED)
    assert refused.value.what.split("; ") == told


def test_a_claim_our_own_reader_finds_fault_with_is_refused() -> None:
    lines = (CLAIM.lines[0].model_copy(update={"diagnoses": ("M79.1",)}),)
    with pytest.raises(InputError) as refused:
        write_claims([(CLAIM.model_copy(update={"lines": lines}), REGISTRATION)], CREATED)
    assert refused.value.what.startswith("2300 HI01-02")


CODES = st.sampled_from(["20552", "20553", "99213", "76942", "20610"])
LINES = st.builds(
    ServiceLine,
    code=CODES,
    modifiers=st.lists(st.sampled_from(["25", "59", "XS", "RT"]), max_size=4, unique=True).map(tuple),
    units=st.integers(1, 99).map(Decimal),
    charge=st.integers(0, 10**7).map(lambda cents: Decimal(cents) / 100),
    diagnoses=st.lists(
        st.sampled_from(["M7918", "M542", "M7912", "M5412"]), min_size=1, max_size=4, unique=True
    ).map(tuple),
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(LINES, min_size=1, max_size=6), st.sampled_from(["11", "22", "19"]), st.text(max_size=30))
def test_any_complete_claim_goes_out_and_comes_back(lines: list[ServiceLine], place: str, note: str) -> None:
    claim = CLAIM.model_copy(update={"lines": tuple(lines), "place_of_service": place})
    desk = REGISTRATION.model_copy(update={"note": note})
    data = write_claims([(claim, desk)], CREATED)
    (back,) = read_back(data)
    assert back is not None
    assert back.lines == tuple(line.model_copy(update={"charge": round(line.charge or 0, 2)}) for line in lines)
    assert back.place_of_service == place
    assert accepted_by_pyx12(data)
