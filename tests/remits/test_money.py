"""Lines allowed at less than the schedule or the contract gives, lines nobody explains, money moved for no claim."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from remits.remitted import BOOK, NOTICE, SERVICE, TODAY, adjustments, decided, line, payment, sent, worked
from tautband.model.remittance import ProviderAdjustment
from tautband.model.work_list import Underpayment, WorkList
from tautband.remits import Desk
from tautband.rulebook.official.lookups.own import OwnTables
from tautband.rulebook.tables import Tables


def paid(*adjusted: str, amount: str, allowed: str | None = None, claim: str = "20552", status: str = "1") -> WorkList:
    told = line("20552", *adjusted, paid=amount, allowed=None if allowed is None else Decimal(allowed))
    return worked(payment(decided(told, status=status)), sent=[sent(claim)])


def test_what_the_schedule_gives_is_not_short() -> None:
    found = paid("CO-45 45.65", "CO-253 .79", "PR-2 9.87", amount="38.69", allowed="49.35")
    assert found.underpayments == ()
    assert found.unexplained == ()


def test_a_cent_less_is_short_by_a_cent() -> None:
    (short,) = paid("CO-45 45.66", "CO-253 .79", "PR-2 9.87", amount="38.68", allowed="49.34").underpayments
    assert (short.allowed, short.expected, short.short) == (Decimal("49.34"), Decimal("49.35"), Decimal("0.01"))
    assert short.allowed_says == "allowed as the payer says"
    assert "locality 15202/00" in short.basis


def test_where_the_payer_does_not_say_the_parts_are_summed() -> None:
    (short,) = paid("CO-45 65.65", "CO-253 .39", "PR-2 5.87", amount="23.09").underpayments
    assert (short.allowed, short.allowed_says) == (
        Decimal("29.35"), "allowed as its parts say: paid, patient's share, withheld",
    )  # fmt: skip


def test_a_line_whole_in_the_patients_deductible_is_allowed_too() -> None:
    (short,) = paid("CO-45 55", "PR-1 40", amount="0").underpayments
    assert (short.allowed, short.short) == (Decimal(40), Decimal("9.35"))


def test_a_line_denied_in_part_or_decided_by_another_payer_first_is_not_called_short() -> None:
    assert paid("CO-151 75", amount="20").underpayments == ()
    assert paid("OA-23 75", amount="20", status="2").underpayments == ()


def test_without_the_sent_claim_the_schedule_has_no_place_to_price() -> None:
    claim = decided(line("20552", "CO-45 75", paid="20"))
    assert worked(payment(claim), payer="medicare").underpayments == ()


def test_another_code_than_was_billed_is_held_against_the_one_billed() -> None:
    told = line("20552", "CO-45 45.65", paid="49.35", submitted_code="20553")
    (short,) = worked(payment(decided(told)), sent=[sent("20553")]).underpayments
    assert (short.code, short.expected) == ("20553", Decimal("56.96"))
    assert short.allowed_says.endswith("; the payer decided on 20552")


class Rates(OwnTables):
    """A practice's own tables with two contract rates."""

    def __init__(self) -> None:
        """Nothing was loaded from a file."""

    def contract_rate(self, payer: str, code: str, day: date, modifier: str = "") -> Decimal | None:
        held = {("cigna", "20552", ""): "80.00", ("cigna", "20552", "SA"): "68.00"}
        return Decimal(found) if (found := held.get((payer, code, modifier))) and day == SERVICE else None


class TablesWithRates(Tables):
    """The shipped tables under contract rates."""

    @property
    def own(self) -> OwnTables:
        return Rates()


def contracted(**also: Any) -> tuple[Underpayment, ...]:
    book = type(BOOK)(BOOK.directory, TablesWithRates(Path(BOOK.tables.directory)))
    claim = payment(decided(line("20552", "CO-45 30", charge="195", paid="65", **also)), payer_name="Cigna")
    return Desk(book, TODAY).work_list([claim]).underpayments


def test_a_contract_rate_needs_no_sent_claim() -> None:
    (short,) = contracted()
    assert (short.expected, short.short, short.basis) == (
        Decimal("80.00"), Decimal("15.00"), "The contract rates you loaded for Cigna.",
    )  # fmt: skip


def test_a_modifier_has_its_own_rate_and_units_multiply_it() -> None:
    (short,) = contracted(modifiers=("SA",))
    assert short.expected == Decimal("68.00")
    (twice,) = contracted(units_paid=Decimal(2))
    assert twice.expected == Decimal("160.00")
    assert contracted(date_of_service=NOTICE) == ()


def test_nothing_paid_and_nothing_denied_is_for_the_payer_to_explain() -> None:
    (told,) = paid("CO-45 95", amount="0").unexplained
    assert (told.line, told.charge) == (1, Decimal(95))
    (bare,) = worked(payment(decided(line("20552")))).unexplained
    assert bare.says == "nothing was paid and nobody owes it, yet no reason on it is a denial: ask the payer"


@pytest.mark.parametrize("adjusted", ["CO-151 95", "PR-1 95", "OA-23 95", "CO-999 95"])
def test_a_denial_the_patients_share_or_another_payer_explains_it(adjusted: str) -> None:
    assert paid(adjusted, amount="0").unexplained == ()


def test_a_denial_of_the_whole_claim_explains_its_lines() -> None:
    claim = decided(line("20552"), adjustments=adjustments("CO-29 95"), status="4")
    found = worked(payment(claim), payer="medicare")
    assert found.unexplained == ()
    assert [(each.line, each.code, each.carc) for each in found.denials] == [(None, None, "29")]


def test_a_claim_without_lines_is_worked_on_as_a_whole() -> None:
    bare = decided(charge=Decimal(95), paid=Decimal(0), adjustments=adjustments("CO-31 95"), status="4")
    found = worked(payment(bare), payer="medicare", sent=[sent("20552")])
    assert [(each.line, each.route) for each in found.denials] == [(None, "new_claim")]
    assert found.denials[0].worth.at_stake == Decimal("48.56")
    silent = decided(charge=Decimal(95), paid=Decimal(0), status="4")
    assert [each.line for each in worked(payment(silent)).unexplained] == [None]


def test_money_moved_for_no_claim_is_told_in_our_words() -> None:
    moved = (
        ProviderAdjustment(provider="1234567893", reason="WO", reference="ICN9", amount=Decimal(20)),
        ProviderAdjustment(provider="1234567893", reason="WO", reference="ICN9", amount=Decimal(-20)),
        ProviderAdjustment(provider="1234567893", reason="L6", amount=Decimal(-2)),
        ProviderAdjustment(provider="1234567893", reason="ZZ", amount=Decimal(-1)),
    )
    found = worked(payment(provider_adjustments=moved))
    assert [(each.adjustment.reason, each.says) for each in found.moved] == [
        ("WO", "an earlier overpayment is recovered"), ("WO", "a recovery is given back or put off"),
        ("L6", "interest"), ("ZZ", None),
    ]  # fmt: skip
