"""What holds of every claim that can be priced, whatever its lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claims.pricing import claim, line, price
from tautband.claims.fees import CENT, practice_expense, schedule_amount
from tautband.model.claim import ServiceLine
from tautband.model.payment import ExpectedPayment, PricedLine
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.prices import CostIndices
from tautband.rulebook.tables.source import rows

CODES = sorted({e["code"] for e in rows("fee_schedule")} | {"J1010", "29999"})
MODIFIERS = ["", "-25", "-50", "-59", "-LT", "-RT", "-26", "-GZ", "-ZZ"]
PLACES = sorted({f"{e['mac']}/{e['locality']}" for e in rows("gpci")})

charges = st.none() | st.integers(0, 60000).map(lambda cents: str(Decimal(cents) / 100))
lines = st.builds(
    lambda code, modifier, units, charge: line(code + modifier, units, charge),
    st.sampled_from(CODES), st.sampled_from(MODIFIERS), st.sampled_from([1, 1, 1, 1, 2, 3]), charges,
)  # fmt: skip
days = st.dates(date(2020, 1, 1), date(2026, 12, 31))
usual = st.lists(
    st.sampled_from(["20552", "20553", "20610-50", "20550", "64405", "99213-25", "77002"]), min_size=1, max_size=5
)


@st.composite
def payments(draw: st.DrawFn) -> ExpectedPayment:
    drawn = claim(
        *draw(st.lists(lines, min_size=1, max_size=7)), day=draw(days), pos=draw(st.sampled_from(["11", "22"]))
    )
    qp, performer = draw(st.sampled_from([None, True, False])), draw(st.sampled_from([None, "NPP"]))
    return price(drawn, locality=draw(st.sampled_from(PLACES)), qp=qp, performer=performer)


@given(payments())
def test_the_shares_make_up_what_is_allowed(payment: ExpectedPayment) -> None:
    all_priced: list[PricedLine | ExpectedPayment] = [*payment.lines, payment]
    for priced in all_priced:
        amounts = (priced.plan_pays, priced.patient_owes, priced.withheld)
        known = [amount for amount in amounts if amount is not None]
        if priced.allowed is None:
            assert known == []
        else:
            assert len(known) == 3
            assert min(known) >= 0
            assert sum(known) == priced.allowed == priced.allowed.quantize(CENT)


@given(payments())
def test_the_steps_lead_from_the_fee_to_what_is_allowed_and_withheld(payment: ExpectedPayment) -> None:
    for priced in payment.lines:
        steps = [step for step in payment.adjustments if step.line == priced.line]
        if priced.allowed is None:
            assert steps == []
            continue
        assert priced.schedule_amount is not None
        changes = sum((s.amount for s in steps if s.kind != "sequestration"), Decimal(0))
        assert priced.schedule_amount + changes == priced.allowed
        assert sum((s.amount for s in steps if s.kind == "sequestration"), Decimal(0)) == -(priced.withheld or 0)


@given(payments())
def test_a_line_has_an_amount_or_a_reason_and_the_total_is_theirs(payment: ExpectedPayment) -> None:
    assert [p.line for p in payment.lines if (p.allowed is None) is (p.because is None)] == []
    paid = [p.allowed for p in payment.lines if p.allowed is not None]
    assert payment.allowed == (sum(paid) if paid else None)
    assert payment.complete is (len(paid) == len(payment.lines))


@given(usual.flatmap(lambda codes: st.tuples(st.just(codes), st.permutations(codes))))
def test_the_order_of_the_lines_changes_no_total(orders: tuple[list[str], list[str]]) -> None:
    first, second = (price(claim(*codes)) for codes in orders)
    assert (first.allowed, first.withheld, first.complete) == (second.allowed, second.withheld, second.complete)


@given(usual, st.integers(0, 20000))
def test_a_lower_charge_never_pays_more(codes: list[str], cents: int) -> None:
    def charged(amount: int) -> list[ServiceLine]:
        return [line(code, charge=str(Decimal(amount) / 100)) for code in codes]

    less, more = (price(claim(*charged(amount))).allowed for amount in (cents, cents + 1))
    assert less is not None
    assert more is not None
    assert less <= more


@given(usual)
def test_another_procedure_never_pays_less_in_all_and_never_more_than_alone(codes: list[str]) -> None:
    assume(len(codes) < 5)
    before, after = price(claim(*codes)).allowed, price(claim(*codes, "20553-59")).allowed
    alone = price(claim("20553-59")).allowed
    assert before is not None
    assert after is not None
    assert alone is not None
    assert before < after <= before + alone + CENT * len(codes)


indices = st.integers(300, 2500).map(lambda thousandths: Decimal(thousandths) / 1000)


@given(indices, indices, indices, st.integers(1, 500))
@settings(max_examples=50)
def test_a_dearer_place_never_lowers_the_fee(work: Decimal, expense: Decimal, insurance: Decimal, more: int) -> None:
    day = date(2026, 3, 2)
    row = Tables.open().fees.on("20552", day)
    assert row is not None
    units = practice_expense(row, facility=False)
    assert units is not None
    step = Decimal(more) / 1000

    def fee(work: Decimal, expense: Decimal, insurance: Decimal) -> Decimal:
        place = CostIndices("", "", "", "", work, expense, insurance, day, day, "", "")
        return schedule_amount(row, units, place, Decimal("33.4009"))

    here = fee(work, expense, insurance)
    dearer = (
        fee(work + step, expense, insurance),
        fee(work, expense + step, insurance),
        fee(work, expense, insurance + step),
    )
    assert min(dearer) >= here
