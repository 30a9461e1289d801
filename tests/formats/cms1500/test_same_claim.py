"""The printed form and the 837P of one claim say the same."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from formats.cms1500.test_form import COMMERCIAL, filled
from formats.x12.desk import CLAIM, CREATED
from tautband.formats.x12.professional_claim import ProfessionalClaim
from tautband.formats.x12.reading import ClaimFile
from tautband.formats.x12.writing import write_claims
from tautband.model.claim import Claim, ServiceLine
from tautband.model.registration import DrugSupply, Registration

CODES = ("M79.18", "M54.2", "M79.12", "M54.12", "G89.29", "M25.511", "M25.512", "M62.838")
LINES = st.builds(
    ServiceLine,
    code=st.sampled_from(["20552", "20553", "99213", "J1010"]),
    modifiers=st.lists(st.sampled_from(["25", "59", "XS", "RT"]), max_size=4, unique=True).map(tuple),
    units=st.integers(1, 999).map(Decimal),
    charge=st.integers(0, 99_999_999).map(lambda cents: Decimal(cents) / 100),
    diagnoses=st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True).map(tuple),
)


def electronic(claim: Claim, desk: Registration) -> ProfessionalClaim:
    (record,) = ClaimFile(BytesIO(write_claims([(claim, desk)], CREATED)))
    return record


def money(page: dict[str, str], box: str, line: str = "") -> int:
    return int(page[f"{box}.dollars{line}"]) * 100 + int(page[f"{box}.cents{line}"])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(LINES, min_size=1, max_size=6), st.sampled_from(["11", "22", "24"]),
    st.decimals(Decimal("0.001"), Decimal(9), places=3), st.sampled_from(["1", "7", "8"]),
)  # fmt: skip
def test_paper_and_file_of_one_claim_agree(
    lines: list[ServiceLine], place: str, quantity: Decimal, frequency: str
) -> None:
    claim = CLAIM.model_copy(update={"lines": tuple(lines), "place_of_service": place})
    supply = DrugSupply(ndc="00409428202", quantity=quantity, unit="ML")
    desk = COMMERCIAL.model_copy(update={"drugs": {"J1010": supply}, "frequency": frequency})
    (page,) = filled(claim, desk)
    record = electronic(claim, desk)
    head = record.header
    assert head.subscriber
    assert head.billing
    assert head.payer
    assert (page["1a"], page["26"], page["22.code"] if frequency != "1" else "1") == (
        head.subscriber.member_id, record.claim_id, record.frequency,
    )  # fmt: skip
    assert page.get("22.reference") == (record.references["F8"][0] if frequency != "1" else None)
    assert (page["23"], page["carrier.name"]) == (record.references["G1"][0], head.payer.name)
    assert [page[f"21.{letter}"] for letter, _ in zip("ABCDEFGHIJKL", record.diagnoses, strict=False)] == [
        code for _, code, _, _ in record.diagnoses
    ]
    assert (money(page, "28"), money(page, "29")) == (record.charge, record.patient_paid)
    referring, facility = record.named("DN"), record.named("77")
    assert referring
    assert facility
    assert (page["17b"], page["32a"], page["33a"]) == (referring.id, facility.id, head.billing.id)
    rendering = record.named("82")
    for number, line in enumerate(record.lines, 1):
        at = f"#{number}"
        assert rendering
        assert page[f"24J.npi{at}"] == rendering.id
        assert (page[f"24D.code{at}"], page[f"24B{at}"], page[f"24G{at}"]) == (line.code, record.place, line.units)
        marks = [page.get(f"24D.modifier_{place}{at}") for place in range(1, 5)]
        assert tuple(mark for mark in marks if mark) == line.modifiers
        assert money(page, "24F", at) == line.charge
        assert ["ABCDEFGHIJKL"[int(pointer) - 1] for pointer in line.pointers] == list(page[f"24E{at}"])
        assert line.first_day
        day = [page[f"24A.from_{part}{at}"] for part in ("month", "day", "year")]
        assert day == f"{line.first_day:%m %d %y}".split()
        drug = f"N4{line.drug.ndc}   {line.drug.unit}{line.drug.quantity}" if line.drug else None
        assert page.get(f"24.shaded{at}") == drug
