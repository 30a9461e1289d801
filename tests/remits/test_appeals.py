"""The five levels of Medicare: which is open, by when, and what it takes in the year of filing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from remits.remitted import decided, line, payment, sent, worked
from tautband.model.case import AppealFiled
from tautband.model.denial import AppealStep, Denial


def after(level: int, decided_on: date, as_of: date, *, charge: str = "95", **also: Any) -> Denial:
    """The denial once an appeal of a level was turned down."""
    filed = AppealFiled(level=level, carc="50", decided_on=decided_on, outcome="upheld", **also)
    claim = decided(line("20552", f"CO-50 {charge}", charge=charge, rarcs="N115"))
    (found,) = worked(
        payment(claim), payer="medicare", sent=[sent(f"20552 {charge}")], filed=[filed], as_of=as_of
    ).denials
    return found


def step(denial: Denial) -> AppealStep:
    assert denial.appeal is not None
    return denial.appeal


@pytest.mark.parametrize(
    ("level", "name", "last"),
    [
        (1, "Reconsideration", date(2026, 12, 3)),
        (2, "Hearing", date(2026, 8, 5)),
        (3, "Council review", date(2026, 8, 5)),
        (4, "Judicial review", date(2026, 8, 5)),
    ],
)
def test_a_lost_appeal_opens_the_next_level_counted_from_its_own_decision(level: int, name: str, last: date) -> None:
    found = after(level, date(2026, 6, 1), date(2026, 6, 10))
    assert (step(found).level, step(found).name, step(found).deadline.last_day) == (level + 1, name, last)


def test_a_decision_whose_receipt_can_be_shown_counts_from_it() -> None:
    found = after(1, date(2026, 6, 1), date(2026, 6, 10), received_on=date(2026, 6, 20))
    assert step(found).deadline.last_day == date(2026, 12, 17)


def test_nothing_is_open_after_the_last_level() -> None:
    found = after(5, date(2026, 6, 1), date(2026, 6, 10))
    assert (found.appeal, found.route) == (None, "write_off")


@pytest.mark.parametrize(
    ("as_of", "needed"),
    [
        (date(2024, 12, 31), None),
        (date(2025, 1, 1), Decimal(190)),
        (date(2025, 12, 31), Decimal(190)),
        (date(2026, 1, 1), Decimal(200)),
        (date(2026, 12, 31), Decimal(200)),
        (date(2027, 1, 1), None),
    ],
)
def test_a_hearing_takes_the_amount_of_the_year_it_is_asked_for(as_of: date, needed: Decimal | None) -> None:
    found = step(after(2, date(2025, 11, 20), as_of))
    assert (found.amount_in_controversy, found.amount_for_year) == (needed, as_of.year)
    if needed is None:
        assert found.reached is None
        assert found.amount_says == f"an amount is asked for; that of {as_of.year} is not held"


@pytest.mark.parametrize(("as_of", "needed"), [(date(2025, 12, 31), 1900), (date(2026, 1, 1), 1960)])
def test_so_does_judicial_review(as_of: date, needed: int) -> None:
    assert step(after(4, date(2025, 11, 20), as_of)).amount_in_controversy == needed


def test_the_other_levels_take_none() -> None:
    found = [step(after(level, date(2026, 6, 1), date(2026, 6, 10))) for level in (1, 3)]
    assert [(each.amount_in_controversy, each.amount_for_year) for each in found] == [(None, None)] * 2


@pytest.mark.parametrize(
    ("charge", "amount", "reached"),
    [("95", "85.13", False), ("209.86", "199.99", False), ("209.87", "200.00", True), ("500", "490.13", True)],
)
def test_the_charge_less_the_patients_share_is_in_controversy(charge: str, amount: str, reached: bool) -> None:
    found = step(after(2, date(2026, 6, 1), date(2026, 6, 10), charge=charge))
    assert (found.in_controversy, found.reached) == (Decimal(amount), reached)


def test_a_small_line_is_never_advised_for_a_hearing_alone_whatever_it_was_charged() -> None:
    for charge in ("95", "500", "5000"):
        found = after(2, date(2026, 6, 1), date(2026, 6, 10), charge=charge)
        assert found.worth.alone is False
        assert "group it with like denials" in found.worth.says


def test_a_first_appeal_of_the_same_line_is_open_to_it() -> None:
    filed = AppealFiled(level=0, carc="50", outcome="upheld", decided_on=date(2026, 6, 1))
    claim = decided(line("20552", "CO-50 95", rarcs="N115"))
    (found,) = worked(payment(claim), payer="medicare", filed=[filed]).denials
    assert step(found).level == 1


def test_an_appeal_that_is_open_or_won_leaves_nothing_to_do() -> None:
    for outcome, says in ((None, "is not decided"), ("overturned", "overturned at level 1")):
        filed = AppealFiled(level=1, carc="50", filed_on=date(2026, 4, 5), outcome=outcome)
        claim = decided(line("20552", "CO-50 95", rarcs="N115"))
        (found,) = worked(payment(claim), payer="medicare", filed=[filed]).denials
        assert (found.route, says in found.because) == ("no_action", True)


def test_an_appeal_that_was_withdrawn_leaves_its_level_open() -> None:
    filed = AppealFiled(level=1, carc="50", outcome="withdrawn")
    claim = decided(line("20552", "CO-50 95", rarcs="N115"))
    (found,) = worked(payment(claim), payer="medicare", filed=[filed]).denials
    assert (found.route, step(found).level) == ("appeal", 1)


def test_an_appeal_of_another_line_or_reason_is_another_matter() -> None:
    claim = decided(line("20552", "CO-50 95", rarcs="N115"))
    for filed in (AppealFiled(level=1, carc="151", outcome="upheld"), AppealFiled(level=1, line=2, outcome="upheld")):
        (found,) = worked(payment(claim), payer="medicare", filed=[filed]).denials
        assert step(found).level == 1


@pytest.mark.parametrize("payer", ["medicare-advantage", "tx-medicaid", "wa-lni"])
def test_a_level_that_is_not_held_is_not_taken_for_the_last(payer: str) -> None:
    filed = AppealFiled(level=1, carc="50", outcome="upheld", decided_on=date(2026, 6, 1))
    claim = decided(line("20552", "CO-50 95"))
    (found,) = worked(payment(claim), payer=payer, filed=[filed]).denials
    assert (found.route, step(found).level, step(found).deadline.last_day) == ("appeal", 2, None)
