"""Every row of the shipped table of denials, and a table written by hand from the payers' rules."""

from __future__ import annotations

import pytest

from remits.remitted import BOOK, decided, denial, line, payment, worked
from tautband.model.denial import Denial
from tautband.rulebook.tables.denials import DenialCode

CODES = BOOK.tables.denials.codes()
PAYERS = {
    "medicare": "medicare",
    "MA": "medicare-advantage",
    "medicaid": "tx-medicaid",
    "commercial": "cigna",
    "comp": "wa-lni",
}
"""One payer of each kind."""
OF_SCOPE = {"any": "cigna", "medicare": "medicare", "commercial": "cigna", "workers_comp": "wa-lni"}

# Written by hand from the payers' rules, before and apart from the tables of causes and routes.
#
#   group-CARC  remarks  payer kind  cause, in the table's word   route
BY_HAND = """
CO-50   N115         medicare   not-necessary            appeal
CO-50   N386         medicare   not-necessary            appeal
CO-50   N115         MA         not-necessary            appeal
CO-50   -            commercial not-necessary            appeal
CO-50   N115,MA130   medicare   not-necessary            new_claim
CO-50   MA130        medicare   unprocessable-necessity  new_claim
CO-151  N115         medicare   too-many-sessions        appeal
CO-151  -            MA         too-many-sessions        appeal
CO-151  N435         commercial too-many-sessions        appeal
CO-151  N640         medicaid   too-many-sessions        appeal
PR-151  N115         medicare   too-many-sessions        patient
PR-50   -            medicare   not-necessary            patient
CO-151  N362         commercial units-over-limit         corrected_claim
CO-119  -            commercial plan-maximum-commercial  appeal
CO-119  M90          medicaid   plan-maximum             appeal
CO-273  -            commercial plan-maximum-commercial  appeal
CO-222  -            commercial contract-maximum         write_off
CO-97   M80          medicare   bundled                  reopening
CO-97   M15          commercial bundled                  corrected_claim
CO-97   N19          medicaid   bundled                  corrected_claim
CO-97   N525         medicare   global-period            write_off
CO-236  -            medicaid   pair-edit                corrected_claim
CO-236  -            medicare   pair-edit                reopening
CO-231  -            commercial mutually-exclusive       corrected_claim
CO-4    N519         medicare   modifier-wrong           reopening
CO-4    -            medicaid   modifier-wrong           corrected_claim
CO-182  -            MA         modifier-not-valid       corrected_claim
CO-11   -            medicare   diagnosis-mismatch       reopening
CO-167  -            commercial diagnosis-not-covered    corrected_claim
CO-146  -            medicare   diagnosis-not-valid      reopening
CO-16   MA130        medicare   unprocessable            new_claim
CO-16   MA130,M76    medicare   diagnosis-incomplete     new_claim
CO-16   M51,MA130    medicare   field-missing            new_claim
CO-16   M76          commercial diagnosis-incomplete     corrected_claim
CO-16   M77          MA         field-missing            corrected_claim
CO-16   M119         medicare   drug-detail-missing      reopening
CO-16   M123         commercial drug-detail-missing      corrected_claim
CO-16   M62          commercial authorization-number-missing corrected_claim
CO-18   N522         commercial duplicate                corrected_claim
OA-18   -            medicare   duplicate                reopening
CO-29   N211         commercial late-filing              appeal
CO-29   -            medicare   late-filing              reopening
CO-22   MA04         medicare   other-payer-first        rebill_other_payer
CO-109  -            medicare   wrong-payer              rebill_other_payer
CO-24   -            medicare   plan-member              rebill_other_payer
CO-26   -            commercial before-coverage          new_claim
CO-27   -            medicaid   after-coverage           new_claim
CO-31   -            commercial member-not-found         new_claim
CO-197  -            commercial no-authorization         appeal
CO-198  -            MA         authorization-exceeded   appeal
CO-55   -            commercial unproven                 write_off
CO-56   -            medicare   unproven                 write_off
CO-272  -            commercial unproven                 write_off
CO-B7   N570         medicare   provider-not-enrolled    new_claim
CO-8    -            medicare   provider-type            new_claim
CO-170  -            commercial provider-type            new_claim
CO-5    M77          medicare   place-wrong              reopening
CO-58   -            commercial place-wrong              corrected_claim
CO-150  -            medicare   records-wanted           appeal
CO-252  N706         commercial records-wanted           appeal
CO-226  -            medicare   records-wanted           appeal
PR-204  -            commercial not-a-benefit            patient
CO-204  -            commercial not-a-benefit            write_off
PR-96   N130         commercial excluded                 patient
CO-P14  -            comp       wc-included              appeal
CO-P2   -            comp       wc-not-work-related      appeal
CO-P4   -            comp       wc-not-compensable       appeal
PI-97   M15          commercial bundled                  corrected_claim
OA-97   -            medicaid   bundled                  corrected_claim
"""
ROWS = [tuple(row.split()) for row in BY_HAND.strip().splitlines()]

FACTS = """
CO-45 medicare
PR-45 commercial
CO-45 comp
CO-253 medicare
CO-253 MA
PR-1 medicare
PR-2 commercial
PR-3 medicaid
CO-59 medicare
CO-237 medicare
CO-144 medicare
CO-59 MA
OA-23 commercial
CO-P12 comp
"""


def test_the_table_by_hand_is_large_and_touches_every_kind_of_payer() -> None:
    assert len(ROWS) >= 40
    assert {row[2] for row in ROWS} == set(PAYERS)
    assert {row[4] for row in ROWS} == {
        "appeal", "corrected_claim", "new_claim", "patient", "rebill_other_payer", "reopening", "write_off",
    }  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=["-".join(row[:3]) for row in ROWS])
def test_cause_and_route_are_those_written_by_hand(row: tuple[str, ...]) -> None:
    codes, rarcs, kind, cause, route = row
    found = denial(f"{codes} 95", payer=PAYERS[kind], rarcs=rarcs.replace("-", "").replace(",", " "))
    assert (found.cause, found.route) == (cause, route)


@pytest.mark.parametrize("row", [row.split() for row in FACTS.strip().splitlines()], ids="-".join)
def test_what_is_no_denial_is_a_fact_of_the_payment(row: list[str]) -> None:
    codes, kind = row
    found = worked(payment(decided(line("20552", f"{codes} 20", paid="75"))), payer=PAYERS[kind])
    assert found.denials == ()
    assert [(fact.group, fact.carc) for fact in found.facts] == [tuple(codes.split("-"))]


@pytest.mark.parametrize("code", CODES, ids=lambda code: f"{code.group}-{code.carc}-{code.rarc}-{code.payer_scope}")
def test_every_row_of_the_table_is_worked_on_or_posted(code: DenialCode) -> None:
    remarks = code.rarc or ""
    found = worked(
        payment(decided(line("20552", f"{code.group}-{code.carc} 95", rarcs=remarks))), payer=OF_SCOPE[code.payer_scope]
    )
    if code.cause.nature == "payment":
        assert [fact.says for fact in found.facts] == [code.cause.says]
        assert found.denials == ()
    else:
        (told,) = found.denials
        assert (told.cause, told.says) == (code.cause.id, code.cause.says)
        assert told.route is not None
        assert told.because != ""


@pytest.mark.parametrize("code", CODES, ids=lambda code: f"{code.group}-{code.carc}-{code.rarc}-{code.payer_scope}")
def test_no_denial_of_medicare_part_b_leads_to_a_claim_in_place_of_another(code: DenialCode) -> None:
    for found in _of(code, "medicare"):
        assert found.route != "corrected_claim"


@pytest.mark.parametrize("code", CODES, ids=lambda code: f"{code.group}-{code.carc}-{code.rarc}-{code.payer_scope}")
@pytest.mark.parametrize("kind", sorted(PAYERS))
def test_a_claim_that_was_not_processed_is_sent_anew_and_never_appealed(code: DenialCode, kind: str) -> None:
    for found in _of(code, PAYERS[kind], "MA130"):
        assert (found.route, found.appeal) == ("new_claim", None)
        assert found.without_merit is not None


def test_a_remark_that_says_unprocessable_may_stand_on_the_claim() -> None:
    claim = decided(line("20552", "CO-16 95", rarcs="M76"), rarcs=("MA01", "MA130"))
    (found,) = worked(payment(claim), payer="medicare").denials
    assert (found.cause, found.route) == ("diagnosis-incomplete", "new_claim")


def test_a_reason_nobody_holds_has_no_route() -> None:
    found = denial("CO-999 95", payer="medicare")
    assert (found.cause, found.route, found.deadline.last_day) == ("not-held", None, None)


def test_a_payer_nobody_knows_has_routes_but_no_deadline() -> None:
    (found,) = worked(payment(decided(line("20552", "CO-4 95")), payer_name="EXAMPLE MUTUAL OF NOWHERE")).denials
    assert (found.route, found.deadline.last_day) == ("corrected_claim", None)
    assert "not known" in found.because


def _of(code: DenialCode, payer: str, also: str = "") -> tuple[Denial, ...]:
    remarks = f"{code.rarc or ''} {also}"
    return worked(payment(decided(line("20552", f"{code.group}-{code.carc} 95", rarcs=remarks))), payer=payer).denials
