"""The edits run on the claim as it was sent: the one that told of a denial is named, or its absence is a gap."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from remits.remitted import decided, line, payment, sent, worked
from tautband.model.claim import HistoryEntry
from tautband.model.denial import Denial
from tautband.model.remittance import RemittedLine
from tautband.remits import Sent
from tautband.remits.joining import sent_line

THREE_BEFORE = tuple(HistoryEntry(date_of_service=day, code="20552") for day in (
    date(2025, 5, 1), date(2025, 8, 1), date(2025, 12, 1),
))  # fmt: skip


def of(adjusted: str, *lines: str, rarcs: str = "", code: str = "20552", **also: Any) -> Denial:
    """The denial of a line of a claim that is at hand."""
    claim = sent(*lines, **also)
    (found,) = worked(payment(decided(line(code, adjusted, rarcs=rarcs))), sent=[claim]).denials
    return found


def test_without_the_sent_claim_nothing_is_said_of_the_edits() -> None:
    (found,) = worked(payment(decided(line("20552", "CO-151 95"))), payer="medicare").denials
    assert found.prediction.says == "not evaluated: the claim that was sent is not at hand"
    assert (found.prediction.status, found.sent_line) == ("not_evaluated", None)


def test_the_edit_that_counted_the_sessions_is_named() -> None:
    found = of("CO-151 95", "20552", rarcs="N115", history=THREE_BEFORE, history_scope="all")
    assert found.prediction.status == "predicted"
    assert [(each.edit, each.line, each.outcome) for each in found.prediction.edits] == [
        ("medicare/uniform-tpi/sessions-over-limit", 1, "fire")
    ]


def test_a_denial_no_edit_speaks_of_is_a_gap() -> None:
    found = of("CO-B7 95", "20552", history=THREE_BEFORE, history_scope="all")
    assert (found.prediction.status, found.prediction.says) == (
        "not_predicted", "no edit predicted this: a gap in the rule book",
    )  # fmt: skip


def test_an_edit_that_lacked_something_leaves_it_open() -> None:
    found = of("CO-151 95", "20552", rarcs="N115", history=None)
    assert found.prediction.status == "not_evaluated"
    assert found.prediction.says.startswith("not evaluated: no history for ")
    assert "medicare/uniform-tpi/sessions-over-limit" in found.prediction.says


def test_the_edits_judge_by_the_date_of_service() -> None:
    late: dict[str, Any] = {"date_of_service": date(2024, 3, 30), "history": THREE_BEFORE, "history_scope": "all"}
    claim = decided(line("20552", "CO-151 95", rarcs="N115", date_of_service=date(2024, 3, 30)))
    (found,) = worked(payment(claim), sent=[sent("20552", **late)]).denials
    assert found.prediction.status != "predicted"


def test_the_edits_settle_what_the_reason_code_leaves_open() -> None:
    assert of("CO-151 95", "20552 x3").cause == "units-over-limit"
    assert of("CO-151 95", "20552").cause == "too-many-sessions"


def test_a_remark_is_not_overruled_by_another_check() -> None:
    found = of("CO-151 95", "20552 x3", rarcs="N115")
    assert found.cause == "too-many-sessions"
    assert all("units" not in each.edit for each in found.prediction.edits)


def test_a_pair_named_by_another_reason_code_is_the_same_check() -> None:
    found = of("CO-236 95", "20610 M17.11", "20552")
    assert [each.edit for each in found.prediction.edits] == ["national/ncci/pair-billed-together"]


def test_a_finding_on_another_line_is_not_this_denial() -> None:
    found = of("CO-97 95", "20610 M17.11", "20552", code="20610")
    assert (found.sent_line, found.prediction.status) == (1, "not_predicted")


def test_the_last_of_several_claims_of_one_number_is_the_one_unless_the_frequency_tells() -> None:
    first, second = sent("20552 x3"), sent("20552")
    assert worked(payment(decided(line("20552", "CO-151 95"))), sent=[first, second]).denials[0].cause == (
        "too-many-sessions"
    )
    numbered = [Sent(first.claim, "1"), Sent(second.claim, "7")]
    claim = decided(line("20552", "CO-151 95"), frequency="1")
    assert worked(payment(claim), sent=numbered).denials[0].cause == "units-over-limit"


def at(remitted: RemittedLine, number: int, *lines: str, controls: tuple[str | None, ...] = ()) -> int | None:
    return sent_line(remitted, number, Sent(sent(*lines).claim, controls=controls))


def test_a_line_is_known_by_its_control_number_before_its_code() -> None:
    lines = ("20552", "20552-XS", "99213-25")
    assert at(line("20552", control_number="B"), 1, *lines, controls=("A", "B", "C")) == 2
    assert at(line("20552", control_number="C1L2"), 1, *lines) == 2
    assert at(line("20552", control_number="C1L9"), 1, *lines) == 1
    assert at(line("99213", control_number="A"), 1, *lines, controls=("A", "A", "C")) == 3


def test_else_by_code_modifiers_charge_and_place() -> None:
    assert at(line("20552", modifiers=("XS",)), 1, "20552", "20552-XS") == 2
    assert at(line("20552", charge="95"), 1, "20552 50", "20552 95") == 2
    assert at(line("20552"), 2, "20552", "20552") == 2
    assert at(line("20552"), 3, "20552", "20552") is None
    assert at(line("20610"), 1, "20552") is None
    assert at(line("20552", submitted_code="20553"), 1, "20552", "20553") == 2


def test_a_line_that_cannot_be_told_is_not_judged() -> None:
    claim = decided(line("20552", paid="40"), line("20552", paid="40"), line("20552", "CO-151 95"))
    (found,) = worked(payment(claim), sent=[sent("20552", "20552")]).denials
    assert found.prediction.says == "not evaluated: no line of the sent claim is this one for certain"


def test_amounts_of_nothing_deny_nothing() -> None:
    claim = decided(line("20552", "CO-151 0", paid="40"))
    assert worked(payment(claim), payer="medicare").denials == ()
    given = worked(payment(decided(line("20552", "CO-151 -5", paid="100"))), payer="medicare")
    assert (given.denials, [(fact.amount, fact.says) for fact in given.facts]) == ((), [(Decimal(-5), "given back")])


def test_a_claim_sent_twice_is_never_judged_beside_itself() -> None:
    first, second = sent("20552"), sent("20552")
    twice = [Sent(first.claim, "1"), Sent(second.claim, "7")]
    told = [decided(line("20552", "CO-151 95"), frequency=each) for each in ("1", "7")]
    found = worked(payment(*told), sent=twice).denials
    assert {denial.cause for denial in found} == {"too-many-sessions"}


def test_a_claim_that_names_no_payer_is_judged_as_one_of_the_payer_that_decided_it() -> None:
    nameless: dict[str, Any] = {"payer": None, "history": THREE_BEFORE, "history_scope": "all"}
    found = of("CO-151 95", "20552", rarcs="N115", **nameless)
    assert found.prediction.status == "predicted"


def test_a_remedy_that_waits_for_another_day_changes_no_claim() -> None:
    found = of("CO-151 95", "20552", rarcs="N115 MA130", history=THREE_BEFORE, history_scope="all")
    assert (found.route, found.prediction.status, found.changes) == ("new_claim", "predicted", ())


@pytest.mark.parametrize(("received", "status"), [(date(2027, 3, 3), "predicted"), (date(2027, 3, 2), "not_predicted")])
def test_a_late_filing_is_judged_by_the_day_the_payer_received_the_claim(received: date, status: str) -> None:
    claim = decided(line("20552", "CO-29 95"), received_on=received)
    (found,) = worked(payment(claim, paid_on=date(2027, 4, 1)), sent=[sent("20552")]).denials
    assert found.prediction.status == status
