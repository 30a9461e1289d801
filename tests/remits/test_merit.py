"""What no appeal can win, and what a mended claim would change: tried out on the edits, never a diagnosis."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remits.remitted import BOOK, SERVICE, decided, denial, line, payment, sent, worked
from tautband.model.denial import Denial
from tautband.model.registration import Notice
from tautband.remits.adjusted import PAIRS, UNITS


def beside(code: str, other: str, adjusted: str = "CO-97 95", **desk: Any) -> Denial:
    """The denial of one code beside another that was paid."""
    claim = decided(line(code, adjusted), line(other, paid="50"))
    (found,) = worked(payment(claim), **{"payer": "medicare", **desk}).denials
    return found


@pytest.mark.parametrize("adjusted", ["CO-97 95", "CO-236 95", "CO-231 95", "OA-97 95"])
@pytest.mark.parametrize("payer", ["medicare", "medicare-railroad", "medicare-advantage"])
def test_the_second_code_of_an_absolute_pair_is_written_off(adjusted: str, payer: str) -> None:
    found = beside("20552", "20553", adjusted, payer=payer)
    assert found.route == "write_off"
    assert found.without_merit == (
        "20552 is never paid beside 20553 on one day: the pair has indicator 0, which neither a modifier nor the "
        "record lifts"
    )
    assert found.appeal is None


def test_the_first_code_of_an_absolute_pair_was_denied_for_another_reason() -> None:
    found = beside("20553", "20552")
    assert (found.route, found.without_merit) == ("reopening", None)


def test_a_pair_that_a_modifier_can_lift_is_not_hopeless() -> None:
    found = beside("20552", "20610")
    assert (found.route, found.without_merit) == ("reopening", None)


@pytest.mark.parametrize("payer", ["medicare", "cigna"])
@pytest.mark.parametrize("modifier", ["59", "XS"])
def test_a_line_that_carries_the_separating_modifier_already_is_appealed_and_not_told_to_add_it(
    modifier: str, payer: str
) -> None:
    claim = decided(line("20552", "CO-97 95", modifiers=(modifier,)), line("20610", paid="50"))
    (found,) = worked(payment(claim), payer=payer).denials
    assert found.route == "appeal"
    assert found.because == f"the line carries {modifier} already, and the payer did not take it as separate"
    assert found.do.startswith("Send the words of the record")


def test_a_modifier_for_a_side_does_not_part_two_services() -> None:
    claim = decided(line("20552", "CO-97 95", modifiers=("RT",)), line("20610", paid="50"))
    (found,) = worked(payment(claim), payer="medicare").denials
    assert found.route == "reopening"


@pytest.mark.parametrize("code", ["J0665", "76942"])
def test_a_code_that_no_pair_joins_to_the_others_is_part_of_what_was_paid(code: str) -> None:
    found = beside(code, "20552")
    assert (found.route, found.without_merit) == ("write_off", None)
    assert found.because.startswith("no pair joins it to another code of this claim")


def test_where_the_pairs_of_a_code_were_not_read_nothing_follows() -> None:
    assert beside("J2003", "20552").route == "reopening"
    assert beside("J0665", "20552", payer="cigna").route == "corrected_claim"


def test_a_payer_not_known_to_follow_the_pairs_is_not_said_to() -> None:
    found = beside("20552", "20553", payer="cigna")
    assert (found.route, found.without_merit) == ("corrected_claim", None)


def test_a_pair_of_another_day_is_no_pair() -> None:
    apart = line("20553", paid="50", date_of_service=date(2026, 3, 9))
    (found,) = worked(payment(decided(line("20552", "CO-97 95"), apart)), payer="medicare").denials
    assert found.without_merit is None


def test_the_sent_claim_tells_of_a_partner_the_remittance_leaves_out() -> None:
    (found,) = worked(payment(decided(line("20552", "CO-97 95"))), sent=[sent("20553", "20552")]).denials
    assert found.route == "write_off"


def units(sent_units: str | None, **desk: Any) -> Denial:
    number = None if sent_units is None else Decimal(sent_units)
    claim = decided(line("20552", "CO-151 95", rarcs="N362", units_submitted=number))
    (found,) = worked(payment(claim), **{"payer": "medicare", **desk}).denials
    return found


def test_a_limit_set_by_rule_yields_to_no_appeal_only_to_a_mis_keyed_unit() -> None:
    found = units("3")
    assert found.route == "reopening"
    assert found.without_merit is not None
    assert "indicator 2" in found.without_merit
    assert [(change.field, change.old, change.new, change.checked) for change in found.changes] == [
        ("units", "3", "1", None)
    ]


def test_a_limit_set_by_habit_may_be_contested() -> None:
    claim = decided(line("20610", "CO-151 95", rarcs="N362", units_submitted=Decimal(3)))
    (found,) = worked(payment(claim), payer="medicare", every_claim=True).denials
    assert (found.cause, found.without_merit) == ("units-over-limit", None)
    assert found.because.endswith("units the record supports may be appealed, this limit is no rule")


def test_one_unit_cannot_have_been_mis_keyed() -> None:
    found = units("1")
    assert (found.route, found.changes) == ("write_off", ())
    assert "another line or claim of the day took it up" in found.because


def test_units_nobody_tells_are_for_the_desk_to_look_up() -> None:
    found = units(None)
    assert (found.route, found.changes) == ("reopening", ())


def test_a_payer_not_known_to_follow_the_limits_is_not_said_to() -> None:
    found = units("3", payer="cigna")
    assert (found.route, found.without_merit) == ("corrected_claim", None)


def mended(adjusted: str, *lines: str, rarcs: str = "", code: str = "20552") -> list[tuple[Any, ...]]:
    (found,) = worked(payment(decided(line(code, adjusted, rarcs=rarcs))), sent=[sent(*lines)]).denials
    return [(change.line, change.field, change.old, change.new, change.checked) for change in found.changes]


def test_a_change_is_tried_out_on_the_edits() -> None:
    assert mended("CO-151 95", "20552 x3", rarcs="N362") == [(1, "units", "3", "1", True)]
    assert mended("CO-97 95", "20610 M17.11", "20552") == [(2, "modifiers", None, "XS", True)]
    assert mended("CO-97 95", "99213 I10", "20552", code="99213") == [(1, "modifiers", None, "25", True)]
    assert mended("CO-4 95", "20552-50") == [(1, "modifiers", "50", None, True)]


def test_a_modifier_is_proposed_for_what_the_record_shows_alone() -> None:
    claim = payment(decided(line("20552", "CO-97 95")))
    (found,) = worked(claim, sent=[sent("20610 M17.11", "20552")]).denials
    assert "only if the note shows another site" in found.changes[0].says


def test_what_was_billed_for_nothing_is_worth_nothing() -> None:
    claim = decided(line("20552", "CO-97 95", "CO-151 95", rarcs="N362"), line("20553", paid="50"))
    found = worked(payment(claim), sent=[sent("20552 x3", "20553")]).denials
    assert {(each.carc, each.route) for each in found} == {("97", "write_off"), ("151", "write_off")}
    other = next(each for each in found if each.carc == "151")
    assert (other.because, other.worth.at_stake) == ("another reason on this line cannot be lifted (CO-97)", Decimal(0))


NOTICES = (Notice(kind="abn", signed_on=SERVICE), Notice(kind="organization_determination", signed_on=SERVICE))
OF_PAIRS_AND_UNITS = {
    code.cause.id for code in BOOK.tables.denials.codes() if {PAIRS, UNITS} & set(code.cause.prevented_by)
}


def test_there_are_denials_of_pairs_and_of_units() -> None:
    assert len(OF_PAIRS_AND_UNITS) >= 2


REASONS = sorted({(code.group, code.carc, code.rarc or "") for code in BOOK.tables.denials.codes()})


@given(
    st.sampled_from(REASONS),
    st.sampled_from(["medicare", "medicare-advantage", "tx-medicaid", "cigna", "wa-lni"]),
    st.sampled_from(["20552 M54.5", "20552 x3", "20552-50", "20553 M54.50"]),
)
def test_no_diagnosis_is_ever_changed_and_no_notice_covers_units_or_pairs(
    reason: tuple[str, str, str], payer: str, billed: str
) -> None:
    group, carc, rarc = reason
    claim = decided(line(billed[:5], f"{group}-{carc} 95", rarcs=rarc))
    for found in worked(payment(claim), sent=[sent(billed)], payer=payer, notices=NOTICES).denials:
        assert found.cause not in OF_PAIRS_AND_UNITS or found.liability != "patient_with_notice"
        assert {change.field for change in found.changes} <= {"units", "modifiers", None}
        assert all(change.new is None or change.field for change in found.changes)


def test_an_appeal_of_late_filing_is_closed_at_medicare_alone() -> None:
    assert denial("CO-29 95", payer="medicare").without_merit is not None
    assert denial("CO-29 95", payer="medicare").appeal is None
    assert denial("CO-29 95", payer="cigna").without_merit is None
