"""What is at stake against what the route costs, and the practice's own past instead of any built-in chance."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from remits.remitted import BOOK, NOTICE, decided, line, payment, sent, worked
from tautband.model.case import AppealFiled
from tautband.model.denial import Denial
from tautband.model.desk import DeskSettings, PastAppeal
from tautband.remits.chances import Chances, wilson

CHEAP = DeskSettings(costs={"appeal": Decimal("10"), "reopening": Decimal("8"), "appeal-2": Decimal("40")})
BROUGHT = Decimal("48.56")
"""20552 in an Ohio office on 2026-03-02: 49.35 allowed, of which 0.79 is withheld."""


def past(won: int, lost: int, carc: str = "50", payer: str = "Medicare", level: int = 1) -> list[PastAppeal]:
    outcomes = ["overturned"] * won + ["upheld"] * lost
    return [PastAppeal.model_validate({"payer": payer, "carc": carc, "level": level, "outcome": o}) for o in outcomes]


def of(adjusted: str = "CO-50 95", settings: DeskSettings = CHEAP, appeals: list[PastAppeal] | None = None) -> Denial:
    claim = payment(decided(line("20552", adjusted)))
    (found,) = worked(claim, sent=[sent("20552")], settings=settings, past=appeals or ()).denials
    return found


def test_what_the_schedule_brings_is_at_stake() -> None:
    found = of()
    assert found.worth.at_stake == BROUGHT
    assert found.worth.basis.startswith("Medicare physician fee schedule of 2026-03-02, locality 15202/00")


def test_what_was_paid_already_is_not() -> None:
    claim = payment(decided(line("20552", "CO-151 40", "PR-2 4.87", paid="19.48")))
    (found,) = worked(claim, sent=[sent("20552")]).denials
    assert found.worth.at_stake == BROUGHT - Decimal("19.48") - Decimal("4.87")


def test_a_cost_nobody_gave_is_not_known() -> None:
    found = of(settings=DeskSettings())
    assert (found.worth.cost, found.worth.alone) == (None, None)
    assert "the cost of this route is not known" in found.worth.says


def test_a_level_of_its_own_cost_goes_before_the_cost_of_any_appeal() -> None:
    filed = AppealFiled(level=1, carc="50", outcome="upheld")
    claim = payment(decided(line("20552", "CO-50 95")))
    (found,) = worked(claim, sent=[sent("20552")], settings=CHEAP, filed=[filed]).denials
    assert (found.worth.cost, of().worth.cost) == (Decimal(40), Decimal(10))


def test_a_route_that_costs_more_than_it_can_bring_is_not_worth_it_whatever_the_chance() -> None:
    found = of(settings=DeskSettings(costs={"appeal": BROUGHT}))
    assert found.worth.alone is False


def test_a_clerical_route_is_weighed_without_a_chance() -> None:
    found = of("CO-4 95")
    assert (found.route, found.worth.cost, found.worth.alone) == ("reopening", Decimal(8), True)


def test_an_appeal_waits_for_twenty_cases_of_the_practices_own() -> None:
    assert of().worth.alone is None
    few = of(appeals=past(19, 0)).worth
    assert (few.alone, few.chance.rate, few.chance.won, few.chance.decided) == (None, None, 19, 19)
    assert few.chance.says == "not known: 19 own appeals under 50 at level 1 are decided, 20 are needed"
    assert of(appeals=past(20, 0)).worth.alone is True


@pytest.mark.parametrize(("won", "lost", "alone"), [(15, 5, True), (0, 40, False), (5, 20, None)])
def test_the_whole_interval_decides(won: int, lost: int, alone: bool | None) -> None:
    assert of(appeals=past(won, lost)).worth.alone is alone


def test_other_reasons_and_levels_are_other_matters() -> None:
    assert of(appeals=[*past(20, 0, carc="151"), *past(20, 0, level=2)]).worth.chance.decided == 0


def test_appeals_to_every_payer_stand_in_where_this_one_has_too_few() -> None:
    found = of(appeals=[*past(2, 3), *past(10, 10, payer="Aetna")]).worth.chance
    assert (found.won, found.decided) == (12, 25)
    assert "to any payer under 50 at level 1, 5 to this one" in found.says


def test_only_what_was_overturned_in_full_was_won_and_only_what_was_decided_counts() -> None:
    counted = {"overturned": 10, "partly_overturned": 4, "dismissed": 3, "upheld": 3, "withdrawn": 9, "pending": 9}
    told = [
        PastAppeal.model_validate({"payer": "medicare", "carc": "50", "outcome": outcome})
        for outcome, count in counted.items()
        for _ in range(count)
    ]
    found = Chances(told, BOOK.payers).of(BOOK.payers.resolve("medicare"), None, "50", 1)
    assert (found.won, found.decided, found.rate) == (10, 20, 0.5)


@pytest.mark.parametrize(
    ("won", "lost", "low", "high"),
    [(10, 10, 0.2993, 0.7007), (0, 20, 0.0, 0.1611), (20, 0, 0.8389, 1.0), (15, 35, 0.191, 0.4375)],
)
def test_the_interval_is_wilsons(won: int, lost: int, low: float, high: float) -> None:
    found = wilson(won, lost, "appeals")
    assert (found.low, found.high) == (low, high)


def test_no_past_given_is_said_so() -> None:
    assert of().worth.chance.says == "not known: no past appeals were given"


def test_like_denials_are_gathered_to_reach_a_hearing() -> None:
    for number, reached in ((2, False), (3, True)):
        claims = [decided(line("20552", "CO-50 95"), claim_id=f"C{n}") for n in range(number)]
        filed = [AppealFiled(level=2, carc="50", outcome="upheld")]
        behind = [sent("20552", claim_id=f"C{n}", patient_id=f"P{n}") for n in range(number)]
        found = worked(payment(*claims), sent=behind, filed=filed)
        assert {denial.worth.alone for denial in found.denials} == {False}
        (group,) = found.like
        assert (group.needed, group.reached, group.level) == (Decimal(200), reached, 3)
        assert group.in_controversy == number * Decimal("85.13")
        assert group.claims == tuple(f"C{n}" for n in range(number))


def test_a_group_counts_a_line_once_and_says_what_it_does_not_know() -> None:
    claims = [decided(line("20552", "CO-151 95"), claim_id="C0"), decided(line("20552", "CO-151 50", "CO-151 45"))]
    (group,) = worked(payment(*claims), sent=[sent("20552")]).like
    assert (group.denials, group.known, group.at_stake) == (3, 1, BROUGHT)


def test_a_group_that_reaches_the_amount_to_the_cent_reaches_it() -> None:
    for charge, reached in (("109.86", False), ("109.87", True)):
        claims = [decided(line("20552", f"CO-50 {charge}", charge=charge), claim_id=f"C{n}") for n in range(2)]
        filed = [AppealFiled(level=2, carc="50", outcome="upheld")]
        behind = [sent(f"20552 {charge}", claim_id=f"C{n}", patient_id=f"P{n}") for n in range(2)]
        (group,) = worked(payment(*claims), sent=behind, filed=filed).like
        assert group.reached is reached


def test_what_needs_no_step_is_in_no_group() -> None:
    claims = [decided(line("20552", "CO-222 95"), claim_id=f"C{n}") for n in range(3)]
    assert worked(payment(*claims), payer="cigna").like == ()


def test_the_nearest_deadline_comes_first_and_of_one_day_the_most_at_stake() -> None:
    claims = [
        decided(line("20552", "CO-222 95"), claim_id="off"),
        decided(line("20552", "CO-50 95"), claim_id="unpriced"),
        decided(line("20552", "CO-4 95"), claim_id="reopened"),
        decided(line("20553", "CO-50 95"), claim_id="three"),
        decided(line("20552", "CO-22 95"), claim_id="other"),
        decided(line("20552", "CO-50 95"), claim_id="two"),
    ]
    behind = [sent(code, claim_id=name) for code, name in (("20552", "two"), ("20553", "three"))]
    found = worked(payment(*claims), sent=behind, payer="medicare")
    assert [denial.claim_id for denial in found.denials] == ["three", "two", "unpriced", "reopened", "other", "off"]


def test_what_is_over_stands_behind_what_can_still_be_saved() -> None:
    old = date(2025, 6, 1)
    claims = [
        decided(line("20552", "CO-50 95"), claim_id="late"),
        decided(line("20552", "CO-22 95"), claim_id="unknown"),
    ]
    fresh = decided(line("20552", "CO-50 95"), claim_id="open")
    found = worked(payment(*claims, paid_on=old), payment(fresh), payer="medicare").denials
    assert [denial.claim_id for denial in found] == ["open", "unknown", "late"]
    assert found[-1].because.endswith("its last day has passed: nothing is open unless the payer grants an exception")


def test_a_group_names_the_first_day_that_is_not_over() -> None:
    late, open_ = (
        payment(decided(line("20552", "CO-50 95"), claim_id=name), paid_on=day)
        for name, day in (("late", date(2025, 6, 1)), ("open", NOTICE))
    )
    (group,) = worked(late, open_, payer="medicare").like
    assert group.next_deadline == date(2026, 8, 4)
