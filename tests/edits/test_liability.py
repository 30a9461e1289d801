"""Who bears the cost: a notice shifts it where the payer knows notices."""

from __future__ import annotations

from datetime import date

from tautband.edits import scrub
from tautband.model.claim import Claim, ServiceLine
from tautband.shipped import shipped_rulebook

LISTED = "medicare/uniform-tpi/diagnosis-not-listed"


def liability(payer: str) -> dict[str, str | None]:
    claim = Claim(
        claim_id="1",
        payer=payer,
        state="OH",
        date_of_service=date(2025, 3, 3),
        place_of_service="11",
        lines=(ServiceLine(code="20552", diagnoses=("M54.2",)),),
    )
    (result,) = scrub([claim], shipped_rulebook())
    return {f.edit: f.liability for f in result.findings if f.edit == LISTED}


def test_a_notice_can_shift_the_cost_to_a_patient_of_medicare() -> None:
    assert liability("medicare") == {LISTED: "patient_with_notice"}


def test_no_notice_exists_in_medicare_advantage() -> None:
    assert liability("medicare-advantage") == {LISTED: "provider"}


def test_who_bears_the_cost_does_not_hang_on_which_payer_was_asked_before() -> None:
    rulebook = shipped_rulebook()
    payers = {payer.id: payer.takes_notices for payer in rulebook.payers.all}
    told = {
        (name, cell.takes_notices)
        for name in payers
        for state in ("OH", None)
        for cell in rulebook.scope(name, state).cells
    }
    assert set(payers.values()) == {True, False}
    assert told == set(payers.items())


def test_a_claim_is_told_once_for_each_reason_what_was_left_open() -> None:
    claim = Claim(
        claim_id="1",
        payer="medicare",
        state="NJ",
        date_of_service=date(2025, 3, 3),
        place_of_service="11",
        lines=(ServiceLine(code="20552", diagnoses=("M79.18",)), ServiceLine(code="33533", diagnoses=("I25.10",))),
    )
    (result,) = scrub([claim], shipped_rulebook())
    reasons = [str(f.reason) for f in result.findings if f.outcome == "not_evaluated"]
    assert sorted(reasons) == sorted(set(reasons))
    assert "list not known" in reasons
