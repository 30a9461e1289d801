"""Whose claims the schedule prices, and what the note behind a claim adds."""

from __future__ import annotations

from typing import Any

import pytest

from claims.pricing import claim
from tautband import pipeline
from tautband.claims import expected_payment
from tautband.model.encounter import Encounter, Person
from tautband.model.payment import ExpectedPayment
from tautband.shipped import shipped_rulebook


def answered(payer: str | None, **more: Any) -> ExpectedPayment:
    book = shipped_rulebook()
    asked = claim("20552", payer=payer, state="OH", **more)
    return expected_payment(asked, book.payers.resolve(payer, "OH") if payer else None, book.tables)


@pytest.mark.parametrize("payer", ["medicare", "Medicare Part B", "Railroad Medicare"])
def test_payers_that_pay_by_the_schedule_are_priced(payer: str) -> None:
    assert (str(answered(payer).allowed), answered(payer).complete) == ("49.35", True)


@pytest.mark.parametrize(
    ("payer", "basis"),
    [
        (None, "No amount: no payer is stated."),
        ("Nobody Knows Mutual", "No amount: the payer is not in the rule book."),
        ("aetna", "No amount: the fee schedule of Aetna is not held."),
        ("tricare", "No amount: the fee schedule of TRICARE is not held."),
        ("Ohio Medicaid", "No amount: the fee schedule of Medicaid, Ohio is not held."),
        (
            "medicare-advantage",
            "No amount for Medicare Advantage: the plan pays by its own contract, which is not held; "
            "Original Medicare's amount is no promise of it.",
        ),
    ],
)
def test_other_payers_get_no_amount_and_the_reason(payer: str | None, basis: str) -> None:
    assert answered(payer) == ExpectedPayment(basis=basis)


def performed_by(*credentials: str) -> ExpectedPayment:
    people = tuple(Person(credential=c, role="performer") for c in credentials)
    supervisor = Person(credential="MD", role="supervisor")
    return answered("medicare", encounter=Encounter(people=(*people, supervisor)))


def test_the_performer_of_the_note_decides_the_share() -> None:
    assert [str(performed_by(*who).allowed) for who in ((), ("MD",), ("NP",), ("NP", "NP"))] == [
        "49.35", "49.35", "41.95", "41.95",
    ]  # fmt: skip


def test_a_performer_whose_share_is_not_held_gets_no_amount() -> None:
    assert performed_by("RN").basis == "No amount: what the schedule pays a RN for this is not in the table."
    assert performed_by("MD", "NP").basis == "No amount: the note names several performers (MD, NP)."


NOTE = """Date of service: 03/02/2026
Trigger point injection was performed. The right upper trapezius was injected with 1 mL of 1% lidocaine.
"""


def test_a_coded_note_says_what_it_is_expected_to_pay() -> None:
    answer = pipeline.code(NOTE, payer="medicare", state="OH", place_of_service="11")
    lines = [line.code for line in answer.coding.lines]
    payment = answer.document()["expected_payment"]
    assert lines[:1] == ["20552"]
    assert [payment[key] for key in ("allowed", "plan_pays", "patient_owes")] == ["49.35", "38.69", "9.87"]
    assert payment["complete"] is (lines == ["20552"])


def test_a_note_without_a_claim_expects_nothing() -> None:
    answer = pipeline.code("Date of service: 03/02/2026\nNo injection today.", payer="medicare", state="OH")
    assert (answer.claim, answer.document()["expected_payment"]) == (None, None)
