"""Payments that were taken back, paired with what replaces them."""

from __future__ import annotations

from decimal import Decimal

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
