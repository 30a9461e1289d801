"""Payments that were taken back, paired with what replaces them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from remits.remitted import decided, line, payment, worked
from tautband.model.remittance import RemittedClaim


def back(claim_id: str, paid: str, charge: str = "95") -> RemittedClaim:
    """The reversal of a payment."""
    taken = line("20552", f"CO-45 -{Decimal(charge) - Decimal(paid)}", charge=f"-{charge}", paid=f"-{paid}")
    return decided(taken, claim_id=claim_id, status="22")


PAID = decided(line("20552", "CO-45 45.65", "PR-2 9.87", paid="39.48"))
DENIED = decided(line("20552", "CO-151 95", rarcs="N115"), status="4")


def test_a_reversal_and_its_correction_are_one_matter() -> None:
    found = worked(payment(back("C1", "39.48"), DENIED), payer="medicare")
    (told,) = found.reversals
    assert (told.taken_back, told.paid_now) == (Decimal("39.48"), Decimal(0))
    assert told.says == (
        "taken back and decided anew: -39.48 against what stood before; the first decision is not at hand"
    )
    assert [denial.carc for denial in found.denials] == ["151"]


def test_the_adjustments_of_a_reversal_are_no_denials_and_no_facts() -> None:
    found = worked(payment(back("C1", "39.48")), payer="medicare")
    assert (found.denials, found.facts, found.unexplained) == ((), (), ())
    assert found.reversals[0].paid_now is None
    assert "holds no new decision" in found.reversals[0].says


def test_a_decision_that_was_taken_back_is_worked_on_no_more() -> None:
    first = decided(line("20552", "CO-97 95", rarcs="M80"), status="4")
    undone = decided(line("20552", "CO-97 -95", charge="-95"), status="22")
    found = worked(payment(first, undone, PAID), payer="medicare")
    assert found.denials == ()
    assert [(told.taken_back, told.paid_now) for told in found.reversals] == [(Decimal(0), Decimal("39.48"))]
    assert "the first decision is not at hand" not in found.reversals[0].says


def test_a_decision_of_an_earlier_remittance_is_found_but_not_worked_on_again() -> None:
    found = worked(payment(back("C1", "39.48"), DENIED), earlier=[payment(PAID)], payer="medicare")
    assert found.reversals[0].says == "taken back and decided anew: -39.48 against what stood before"
    assert [denial.carc for denial in found.denials] == ["151"]


def test_each_reversal_of_one_number_takes_its_own_correction() -> None:
    found = worked(payment(back("C1", "39.48"), PAID, back("C1", "39.48"), DENIED), payer="medicare")
    assert [told.paid_now for told in found.reversals] == [Decimal("39.48"), Decimal(0)]
    assert [denial.carc for denial in found.denials] == ["151"]


def test_two_reversals_take_back_two_decisions() -> None:
    undone = decided(line("20552", "CO-45 -95", charge="-95"), status="22")
    found = worked(payment(PAID, DENIED, undone, undone), payer="medicare")
    assert (found.denials, len(found.reversals)) == ((), 2)
    assert all("the first decision is not at hand" not in told.says for told in found.reversals)


def test_claims_of_other_numbers_and_without_one_are_left_alone() -> None:
    other = decided(line("20552", "CO-97 95"), claim_id="C2")
    nameless = decided(line("20552", "CO-97 95"), claim_id=None)
    lost = decided(line("20552", "CO-45 -5", charge="-95"), claim_id=None, status="22")
    found = worked(payment(other, nameless, lost), payer="medicare")
    assert [denial.claim_id for denial in found.denials] == [None, "C2"]
    assert found.reversals[0].paid_now is None


def test_a_predetermination_decides_nothing() -> None:
    assert worked(payment(decided(line("20552", "CO-50 95"), status="25")), payer="cigna").denials == ()


def test_a_claim_that_was_sent_on_needs_nothing() -> None:
    (found,) = worked(payment(decided(line("20552", "CO-109 95"), status="23")), payer="medicare").denials
    assert found.route == "no_action"


def test_claims_without_a_trigger_point_injection_are_left_to_others_unless_asked_for() -> None:
    knee = decided(line("20610", "CO-97 95"))
    assert (worked(payment(knee)).denials, worked(payment(knee)).not_judged) == ((), 1)
    assert len(worked(payment(knee), every_claim=True).denials) == 1


def test_companion_lines_of_an_injection_and_the_whole_claim_are_worked_on() -> None:
    claim = decided(line("99213", "CO-97 95"), line("20553", paid="50"), adjustments=decided().adjustments)
    assert [denial.code for denial in worked(payment(claim), payer="medicare").denials] == ["99213"]
    downcoded = decided(line("20552", "CO-97 95", submitted_code="20553"))
    assert [denial.code for denial in worked(payment(downcoded), payer="medicare").denials] == ["20553"]


def test_the_decision_on_a_claim_in_place_of_another_replaces_the_earlier_one() -> None:
    mended = decided(line("20552", "CO-45 45.65", paid="49.35"), frequency="7")
    assert [denial.carc for denial in worked(payment(DENIED), payer="cigna").denials] == ["151"]
    assert worked(payment(DENIED), payment(mended), payer="cigna").denials == ()
    assert [denial.carc for denial in worked(payment(mended), payment(DENIED), payer="cigna").denials] == ["151"]


@pytest.mark.parametrize("earlier", [True, False])
def test_a_duplicate_of_what_was_paid_needs_nothing(earlier: bool) -> None:
    again = decided(line("20552", "OA-18 95", rarcs="N522"), claim_id="C1")
    before = {"earlier": [payment(PAID)]} if earlier else {}
    asked = (payment(again),) if earlier else (payment(PAID), payment(again))
    (found,) = worked(*asked, payer="medicare", **before).denials
    assert (found.route, found.because) == (
        "no_action", "the same service was paid on claim C1, remittance of 2026-04-01",
    )  # fmt: skip


def test_a_duplicate_of_another_number_is_known_by_the_patients_member_number() -> None:
    first = PAID.model_copy(update={"claim_id": "C7", "member_id": "M1"})
    again = decided(line("20552", "OA-18 95"), member_id="M1")
    other = decided(line("20552", "OA-18 95"), member_id="M2", claim_id="C8")
    found = {each.claim_id: each.route for each in worked(payment(first, again, other), payer="medicare").denials}
    assert found == {"C1": "no_action", "C8": "reopening"}


def test_a_duplicate_of_what_was_denied_or_of_another_day_is_looked_into() -> None:
    again = decided(line("20552", "OA-18 95"))
    later = decided(line("20552", paid="49", date_of_service=date(2026, 3, 9)))
    for first in (DENIED, later):
        found = worked(payment(first), payment(again), payer="medicare").denials
        assert [each.route for each in found if each.carc == "18"] == ["reopening"]
