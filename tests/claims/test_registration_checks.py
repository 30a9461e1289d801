"""What is wrong with a registration is told by field, fault and fix, and never by its value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.x12.desk import CLINIC, EVERYTHING, HOME, MEDICARE, MUTUAL, PATIENT, REGISTRATION, SECOND
from tautband.claims.registration_checks import registration_faults
from tautband.model.identifiers import (
    is_medicare_number,
    is_national_provider_identifier,
    is_ndc,
    is_procedure_code,
    is_taxonomy,
    is_zip_plus_four,
)
from tautband.model.registration import Accident, DrugSupply, Notice, Registration
from tautband.model.remittance import Adjustment, RemittedClaim, RemittedLine
from tautband.rulebook.tables import Tables

DAY = date(2026, 3, 2)


def faults(**changed: Any) -> list[str]:
    return [str(f) for f in registration_faults(REGISTRATION.model_copy(update=changed), DAY, Tables.open())]


@pytest.mark.parametrize("desk", [REGISTRATION, EVERYTHING], ids=["plain", "everything"])
def test_a_right_registration_has_no_fault(desk: Registration) -> None:
    assert registration_faults(desk, DAY, Tables.open()) == []


PAID = RemittedClaim(claim_id="PCN77", status="1", paid=Decimal(60))
DECIDED = MUTUAL.model_copy(update={"decision": PAID, "decided_on": DAY})
BILLING = REGISTRATION.billing
assert BILLING is not None
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"rendering_npi": "1234567890"},
     "rendering_npi: not an NPI: write its ten figures; the last one checks the others"),
    ({"billing_npi": "1245319599"},
     "billing_npi: not the NPI of that provider further down: leave it out, or write the same"),
    ({"place_of_service": "1"},
     "place_of_service: not a place of service: write its two figures, such as 11 for an office"),
    ({"coverages": (MUTUAL.model_copy(update={"filing": "PPO"}),)},
     "coverages.1.filing: not a claim filing indicator: give one of 11, 12, 13, 14, 15, 16, 17, AM, BL, CH, CI, DS, "
     "FI, HM, LM, MA, MB, MC, OF, TV, VA, WC, ZZ"),
    ({"charges": {"2055": Decimal(1)}},
     "charges: a key that is no procedure code: write the five characters of the code"),
    ({"charges": {"20552": Decimal("1.005")}},
     "charges.20552: not dollars and cents: write the charge for one unit, such as 95.00"),
    ({"patient": PATIENT.model_copy(update={"born": date(2026, 3, 3)})},
     "patient.born: after the date of service: correct the birth date"),
    ({"patient": PATIENT.model_copy(update={"phone": "555 0100"})},
     "patient.phone: not a telephone number: write area and number, ten figures"),
    ({"patient": PATIENT.model_copy(update={"address": HOME.model_copy(update={"state": "KY"})})},
     "patient.address.zip_code: lies in another state: correct the ZIP code or the state"),
    ({"patient": PATIENT.model_copy(update={"address": HOME.model_copy(update={"state": "Ohio"})})},
     "patient.address.state: not a state: write its two capital letters"),
    ({"patient": PATIENT.model_copy(update={"address": HOME.model_copy(update={"zip_code": "45203-1"})})},
     "patient.address.zip_code: not a ZIP code: write five or nine figures without a hyphen"),
    ({"coverages": (MEDICARE.model_copy(update={"member_id": "1SG4-TE5-MK73"}),)},
     "coverages.1.member_id: not of the form of a Medicare number: copy the eleven characters from the card"),
    ({"coverages": (MUTUAL.model_copy(update={"member_id": "W"}),)},
     "coverages.1.member_id: not a member number: copy its letters and figures from the card"),
    ({"coverages": (MUTUAL.model_copy(update={"subscriber": None}),)},
     "coverages.1.subscriber: missing where the patient is not the subscriber: add the subscriber"),
    ({"coverages": (MUTUAL, SECOND.model_copy(update={"sequence": "P"}))},
     "coverages: two of one sequence: give each payer its own of P, S and T"),
    ({"coverages": (SECOND,)},
     "coverages: none that pays before the one billed: add the first payer with its decision"),
    ({"coverages": (SECOND, MUTUAL)},
     "coverages.2.decision: missing for a payer that pays first: bill that payer first, then add what its remittance "
     "decided"),
    ({"billing": BILLING.model_copy(update={"npi": "1234567890"})},
     "billing.npi: not an NPI: write its ten figures; the last one checks the others"),
    ({"billing": BILLING.model_copy(update={"npi": "1234567890"}), "billing_npi": "1234567890"},
     "billing.npi: not an NPI: write its ten figures; the last one checks the others"),
    ({"billing": BILLING.model_copy(update={"taxonomy": "208VP00140"})},
     "billing.taxonomy: not a taxonomy code: write its ten characters, the last an X"),
    ({"billing": BILLING.model_copy(update={"tax_id": "12-3456789"})},
     "billing.tax_id: not a tax number: write its nine figures without hyphens"),
    ({"billing": BILLING.model_copy(update={"address": CLINIC.model_copy(update={"zip_code": "452020000"})})},
     "billing.address.zip_code: not ZIP+4: write all nine figures; 0000 is no ending"),
    ({"coverages": (MEDICARE.model_copy(update={"sequence": "S"}), DECIDED)},
     "coverages.1.medicare_secondary: missing where Medicare pays after another: say why it pays second"),
    ({"claim_id": "A" * 39}, "claim_id: more than 38 characters: shorten it"),
    ({"claim_id": "A*B"}, "claim_id: one of the characters *:^~: write letters and figures"),
    ({"note": "x" * 81}, "note: more than 80 characters: shorten it"),
    ({"patient": PATIENT.model_copy(update={"last_name": "x" * 61})},
     "patient.last_name: more than 60 characters: shorten it"),
    ({"coverages": (MEDICARE.model_copy(update={"group_number": "x" * 51}),)},
     "coverages.1.group_number: more than 50 characters: shorten it"),
    ({"onset": date(2026, 3, 3)}, "onset: after the date of service: correct the day"),
    ({"accident": Accident(cause="EM", day=date(2026, 3, 3))},
     "accident.day: after the date of service: correct the day"),
    ({"notices": (Notice(kind="abn", signed_on=date(2026, 3, 3), services=("20552",)),)},
     "notices.1.signed_on: after the service: a notice counts only when given before"),
    ({"notices": (Notice(kind="abn", services=("20552",)),)},
     "notices.1.signed_on: missing: write the day it was signed, or the kind none"),
    ({"drugs": {"J1010": DrugSupply(ndc="0409-4282-02", quantity=Decimal(1), unit="ML")}},
     "drugs.J1010.ndc: not an NDC: write its eleven figures without hyphens"),
    ({"drugs": {"J1010": DrugSupply(ndc="00409428202", quantity=Decimal(0), unit="ML")}},
     "drugs.J1010.quantity: not a quantity: write what one billed unit is, above zero"),
    ({"patient_paid": Decimal("-1")},
     "patient_paid: not dollars and cents: write what the patient has paid, such as 20.00"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "told"), WRONG, ids=[told.split(":")[0] for _, told in WRONG])
def test_one_fault_is_told_once_and_alone(changed: dict[str, Any], told: str) -> None:
    assert faults(**changed) == [told]


def test_a_decision_that_does_not_add_up_is_told() -> None:
    taken = (Adjustment(group="CO", carc="45", amount=Decimal(40)),)
    line = RemittedLine(code="20552", charge=Decimal(95), paid=Decimal(50), adjustments=taken)
    decided = RemittedClaim(claim_id="PCN77", status="1", paid=Decimal(50), lines=(line,))
    told = faults(coverages=(SECOND, MUTUAL.model_copy(update={"decision": decided})))
    assert told == [
        "coverages.2.decided_on: missing beside a decision: write the day of the remittance",
        "coverages.2.decision.lines.1: charge less adjustments is not the payment: copy the remittance again",
    ]


def test_a_zip_code_the_table_does_not_hold_is_let_pass() -> None:
    assert Tables.open().zips.place("09012") is None
    assert faults(patient=PATIENT.model_copy(update={"address": HOME.model_copy(update={"zip_code": "09012"})})) == []


@pytest.mark.slow
@given(st.text(max_size=12) | st.from_regex(r"[12][0-9]{9}", fullmatch=True))
def test_an_npi_is_ten_figures_that_add_up_with_the_prefix_of_the_united_states(text: str) -> None:
    right = len(text) == 10 and all(each in "0123456789" for each in text) and text[0] in "12"
    if right:
        figures = [int(each) for each in reversed(f"80840{text}")]
        right = sum(f if at % 2 == 0 else (2 * f) // 10 + (2 * f) % 10 for at, f in enumerate(figures)) % 10 == 0
    assert is_national_provider_identifier(text) == right


@given(st.from_regex(r"[12][0-9]{8}", fullmatch=True))
def test_one_last_figure_in_ten_makes_an_npi(nine: str) -> None:
    assert sum(is_national_provider_identifier(f"{nine}{last}") for last in range(10)) == 1


def test_a_medicare_number_is_known_by_its_places() -> None:
    right = "1EG4TE5MK73"
    assert is_medicare_number(right)
    assert is_medicare_number("1EG4-TE5-MK73")
    wrong = [right[:at] + ("S" if at not in (0, 3, 6, 9, 10) else "A") + right[at + 1 :] for at in range(11)]
    assert [text for text in wrong if is_medicare_number(text)] == []


def test_forms_of_taxonomy_ndc_and_zip() -> None:
    assert [is_taxonomy(text) for text in ("208VP0014X", "208vp0014x", "208VP00140", "208VP0014XX")] == [
        True, False, False, False,
    ]  # fmt: skip
    assert [is_ndc(text) for text in ("00409428202", "0409428202", "0040942820२")] == [True, False, False]
    assert [is_zip_plus_four(text) for text in ("452021234", "452020000", "45202", "45202-1234")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_a_procedure_code_has_one_letter_at_most_and_only_of_a_series_that_ends_in_one() -> None:
    right = ("20552", "J1030", "M0076", "0001A", "1170F", "0002M", "0232T", "0001U")
    wrong = ("2055", "205522", "J103F", "0001B", "2055O", "j1030", "2055२")
    assert [is_procedure_code(text) for text in (*right, *wrong)] == [True] * 8 + [False] * 7


@given(st.data())
def test_no_message_holds_a_value_of_the_patient(data: st.DataObject) -> None:
    word = data.draw(st.from_regex(r"[A-Z]{6}[a-z]{6}", fullmatch=True))
    address = HOME.model_copy(update={"street": word, "city": word, "state": word, "zip_code": word})
    patient = PATIENT.model_copy(update={"last_name": word, "phone": word, "address": address})
    coverage = MEDICARE.model_copy(update={"member_id": word})
    told = faults(patient=patient, coverages=(coverage,))
    assert len(told) == 4
    assert [text for text in told if word in text] == []
