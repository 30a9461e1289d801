"""Each rule between the fee and the dollars, at its edges, and every reason to give no amount."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from claims.pricing import allowed, claim, line, price
from tautband.claims.fee_modifiers import ModifierEffect, effect_of
from tautband.rulebook.tables import Tables

DAY = date(2026, 3, 2)
TPI, KNEE, VISIT, GUIDANCE = "49.35", "65.47", "90.97", "30.65"
"""In Ohio, in an office on that day: 20552, 20610, 99213, 76942-26."""


def test_the_example_of_the_contract() -> None:
    payment = price(claim("20552"))
    assert [str(v) for v in (payment.allowed, payment.plan_pays, payment.patient_owes)] == ["49.35", "38.69", "9.87"]


# Several procedures of one day


def test_the_dearest_procedure_is_paid_in_full_wherever_it_stands() -> None:
    assert allowed("20552", "20610-RT") == ["24.68", KNEE]
    assert allowed("20610-RT", "20552") == [KNEE, "24.68"]


def test_a_visit_and_guidance_are_outside_the_ranking() -> None:
    assert allowed("20552", "99213-25", "76942-26") == [TPI, VISIT, GUIDANCE]


def test_procedures_of_two_days_do_not_reduce_each_other() -> None:
    assert allowed("20552", line("20610-RT", day=date(2026, 3, 9))) == [TPI, KNEE]


def test_of_equal_fees_the_first_line_is_first() -> None:
    assert allowed("20552", "20552-59") == [TPI, "24.68"]


def test_five_are_paid_by_rank_and_the_sixth_by_report() -> None:
    *ranked, sixth = allowed("20553", "20551", "64405", "20610-RT", "20550", "20552")
    assert ranked == ["28.48", "28.79", "75.31", "32.74", "28.80"]
    assert sixth == "number 6 of the day's procedures by fee, which is paid by report"


def test_a_line_without_a_fee_leaves_the_rank_of_the_others_open() -> None:
    tpi, knee, visit = allowed("20552", "20610-52", "99213-25")
    assert tpi == "its rank among the day's procedures is open, as line 2 cannot be ranked"
    assert knee == "modifier 52: pays a part or an increase that is not held"
    assert visit == VISIT


def test_a_code_that_the_schedule_read_does_not_hold_leaves_the_rank_open_too() -> None:
    tpi, other = allowed("20552", "29999")
    assert tpi == "its rank among the day's procedures is open, as line 2 cannot be ranked"
    assert other == "the schedule read holds no row for 29999 on 2026-03-02"


def test_a_drug_takes_no_rank_and_has_no_price() -> None:
    payment = price(claim("20552", line("J1010", units=40)))
    assert [line.allowed for line in payment.lines] == [Decimal(TPI), None]
    assert payment.lines[1].because == "a drug: paid apart from this schedule, and drug prices are not held"
    assert (payment.allowed, payment.complete) == (Decimal(TPI), False)
    assert payment.basis.endswith(f"Not in the amounts: line 2 J1010: {payment.lines[1].because}.")


def test_therapy_alone_is_priced_and_beside_therapy_is_not() -> None:
    assert allowed("97140", "20552")[1] == TPI
    assert Decimal(allowed("97140")[0] or "") > 0
    reason = "a therapy service, reduced beside another unit of therapy that day; that reduction is not held"
    assert allowed("97140", "97110") == [reason, reason]


# Both sides


def test_both_sides_on_one_line_are_one_and_a_half_fees() -> None:
    assert allowed("20610-50") == ["98.21"]
    assert allowed("20610-LT,RT") == ["98.21"]


def test_both_sides_on_two_lines_come_to_the_same() -> None:
    assert allowed("20610-LT", "20610-RT") == [KNEE, "32.74"]


def test_one_side_is_one_fee() -> None:
    assert allowed("20610-LT") == [KNEE]


def test_both_sides_are_ranked_as_one_procedure() -> None:
    assert allowed("20552", "20610-LT", "20610-RT") == ["24.68", KNEE, "32.74"]


def test_where_the_indicator_is_0_both_sides_are_paid_as_one() -> None:
    assert allowed("20552-50") == [TPI]
    assert allowed("20552-LT", "20552-RT") == [TPI, "0.00"]


def test_three_sided_lines_of_one_code_have_no_price() -> None:
    reason = "right and left of this code stand on more than two lines, or one of them has no price"
    assert allowed("20610-LT", "20610-RT", "20610-RT,59") == [reason] * 3


def test_both_sides_of_a_code_without_the_concept_have_no_price() -> None:
    assert allowed("62323-50") == ["what both sides of this code are paid is not in the table"]


# Units, charge, modifiers


def test_units_count_where_nothing_is_ranked() -> None:
    assert allowed(line("99213", units=2)) == ["181.94"]
    assert allowed(line("64450", units=2)) == [
        "how several units of one line are ranked beside each other is not in the table"
    ]


@pytest.mark.parametrize("units", ["0", "-1", "1.5", "0.99"])
def test_units_that_are_no_count_have_no_price(units: str) -> None:
    assert allowed(line("20552", units=units)) == ["the units are no whole number of one or more"]


def test_units_beyond_reason_have_no_price() -> None:
    assert allowed(line("99213", units="1E+30")) == ["more than 9999 units"]


@pytest.mark.parametrize(("charge", "paid"), [("49.36", TPI), ("49.35", TPI), ("49.34", "49.34"), ("0", "0.00")])
def test_the_lower_of_charge_and_fee_is_allowed(charge: str, paid: str) -> None:
    assert allowed(line("20552", charge=charge)) == [paid]


def test_the_charge_is_held_against_the_reduced_fee() -> None:
    assert allowed("20610-RT", line("20552", charge="30.00")) == [KNEE, "24.68"]


def test_a_charge_below_zero_has_no_price() -> None:
    assert allowed(line("20552", charge="-1")) == ["the charge is below zero"]


def test_a_component_has_a_fee_of_its_own() -> None:
    whole, professional, technical = (Decimal(allowed(c)[0] or "") for c in ("76942", "76942-26", "76942-TC"))
    assert (str(professional), abs(whole - professional - technical) <= Decimal("0.01")) == (GUIDANCE, True)
    assert allowed("20552-26") == ["the schedule read holds no row for 20552 on 2026-03-02"]


@pytest.mark.parametrize(
    ("modifier", "because"),
    [
        ("GZ", "modifier GZ: the line says that Medicare is not expected to pay it"),
        ("80", "modifier 80: pays a part or an increase that is not held"),
        ("95", "modifier 95: telehealth, whose rate varies by year and is not held"),
        ("ZZ", "what modifier ZZ does to the price is not in the table"),
    ],
)
def test_a_modifier_that_changes_the_price_unknowably_leaves_it_out(modifier: str, because: str) -> None:
    payment = price(claim(f"20552-{modifier}"))
    assert (payment.lines[0].because, str(payment.lines[0].schedule_amount)) == (because, TPI)
    assert payment.basis == f"No amount: {because}."


@pytest.mark.parametrize(
    ("modifiers", "effect"),
    [
        ((), ModifierEffect()),
        (("59",), ModifierEffect()),
        (("lt",), ModifierEffect("left")),
        (("RT", "50"), ModifierEffect("both")),
        (("26", "RT"), ModifierEffect("right", "26")),
    ],
)
def test_what_modifiers_come_to(modifiers: tuple[str, ...], effect: ModifierEffect) -> None:
    assert effect_of(Tables.open(), modifiers, DAY) == effect


# Setting, practitioner, track, withholding


def test_the_place_of_service_decides_the_rate() -> None:
    assert (allowed("20552", pos="11"), allowed("20552", pos="22")) == ([TPI], ["34.71"])


@pytest.mark.parametrize(
    ("pos", "because"),
    [
        (None, "the place of service code is not known: it decides between office and facility rate"),
        ("98", "place of service 98 is not in the table"),
        ("10", "place of service 10: telehealth, whose rate varies by year and is not held"),
        ("72", "place of service 72: a rural health clinic is paid by encounter, apart from this schedule"),
    ],
)
def test_a_place_without_a_rate_has_no_price(pos: str | None, because: str) -> None:
    assert allowed("20552", pos=pos) == [because]


def test_a_code_without_a_value_in_a_facility_has_no_price_there() -> None:
    assert allowed("96372", pos="22") == ["the schedule has no facility value for 96372"]


def test_a_practitioner_is_paid_85_percent() -> None:
    assert [str(price(claim("20552"), performer=who).allowed) for who in ("MD", "np", "PA-C")] == [
        TPI,
        "41.95",
        "41.95",
    ]
    nurse = price(claim("20552"), performer="RN")
    assert (nurse.allowed, nurse.basis) == (
        None, "No amount: what the schedule pays a RN for this is not in the table.",
    )  # fmt: skip


def test_an_unknown_track_is_priced_as_no_qualifying_participant_and_the_other_is_named() -> None:
    unknown, no, yes = (price(claim("20552"), qp=qp) for qp in (None, False, True))
    assert [str(p.allowed) for p in (unknown, no, yes)] == [TPI, TPI, "49.60"]
    named = [[words for words in p.assumes if "would be allowed 49.60" in words] for p in (unknown, no, yes)]
    assert [len(words) for words in named] == [1, 0, 0]


def test_before_2026_there_is_one_track() -> None:
    old = [price(claim("20552", day=date(2025, 12, 31)), qp=qp) for qp in (None, False, True)]
    assert len({p.allowed for p in old}) == 1
    assert [words for words in old[0].assumes if "QP" in words] == []


@pytest.mark.parametrize(
    ("day", "withheld"),
    [("2020-04-30", "0.88"), ("2020-05-01", "0.00"), ("2022-03-31", "0.00"), ("2022-04-01", "0.42"),
     ("2022-06-30", "0.42"), ("2022-07-01", "0.84")],
)  # fmt: skip
def test_the_withholding_follows_the_date_of_service(day: str, withheld: str) -> None:
    assert str(price(claim("20552", day=date.fromisoformat(day))).withheld) == withheld


@pytest.mark.parametrize(
    ("code", "day", "because"),
    [
        ("20552", "2018-12-31", "no cost indices of locality 15202/00 on 2018-12-31 were read"),
        ("20552", "2027-01-01", "no cost indices of locality 15202/00 on 2027-01-01 were read"),
        ("20552", "2019-06-03", "release RVU19D, as read, does not say whether 20552 is payable"),
        ("20560", "2020-03-31", "not covered on this date, so the schedule pays nothing for it"),
        ("01991", "2024-06-03", "an anesthesia service, paid by base units and time and not by relative values"),
    ],
)
def test_a_date_or_status_that_is_not_held_has_no_price(code: str, day: str, because: str) -> None:
    assert allowed(code, day=date.fromisoformat(day)) == [because]
