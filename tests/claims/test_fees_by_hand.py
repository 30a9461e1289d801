"""Twelve cases worked by hand, the national figures, and what is known of the localities of a year."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from claims.pricing import claim, line, price
from claims.sums import worked
from tautband.claims.fees import practice_expense, schedule_amount
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.prices import CostIndices
from tautband.rulebook.tables.source import rows

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "fees_by_hand.toml").read_text())["case"]


def test_the_table_holds_what_it_promises() -> None:
    assert len(CASES) == 12
    assert len({case["locality"] for case in CASES}) == 5
    assert sorted({case["date"].year for case in CASES}) == [2022, 2024, 2025, 2026]
    assert [case["name"] for case in CASES if case["pos"] in ("22", "24")] == [
        "Ohio, hospital outpatient: the facility rate",
        "San Francisco, surgery center, qualifying participant, a charge below the fee",
    ]
    assert {key: sum(case.get(key, False) for case in CASES) for key in ("qp", "npp")} == {"qp": 2, "npp": 1}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_steps_on_paper_are_right(case: dict[str, Any]) -> None:
    results = {result for _, _, result in case["steps"]}
    assert [(step, result) for step, sum_, result in case["steps"] if worked(sum_) != Decimal(result)] == []
    assert [amount for amounts in case["lines"] for amount in amounts if amount not in results] == []


@pytest.mark.parametrize("where", ["locality", "zip"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_program_works_out_the_same(case: dict[str, Any], where: str) -> None:
    lines = [line(code, charge=case.get("charge")) for code in case["codes"]]
    given = claim(*lines, day=case["date"], pos=case["pos"], zip_code=case["zip"] if where == "zip" else None)
    payment = price(
        given, locality=case["locality"] if where == "locality" else None,
        qp=case.get("qp"), performer="NPP" if case.get("npp") else None,
    )  # fmt: skip
    assert [
        [str(amount) for amount in (p.schedule_amount, p.allowed, p.plan_pays, p.patient_owes, p.withheld)]
        for p in payment.lines
    ] == case["lines"]
    in_all = [sum(Decimal(amounts[i]) for amounts in case["lines"]) for i in (1, 2, 3, 4)]
    assert [payment.allowed, payment.plan_pays, payment.patient_owes, payment.withheld] == in_all
    assert payment.complete


NATIONAL = """
2019-06-03 nonqp 56.58 39.28 65.23 44.69
2020-06-01 nonqp 57.38 40.06 65.68 45.11
2021-06-01 nonqp 55.48 38.73 63.51 43.62
2022-06-01 nonqp 55.02 38.41 63.33 43.60
2023-06-01 nonqp 53.54 37.28 62.01 42.70
2024-03-08 nonqp 51.74 36.02 59.59 40.93
2024-03-09 nonqp 52.59 36.62 60.58 41.61
2024-12-31 nonqp 52.59 36.62 60.58 41.61
2025-06-02 nonqp 50.78 35.26 58.55 40.11
2026-06-01 nonqp 51.77 35.74 59.79 40.75
2026-06-01 qp 52.03 35.92 60.09 40.95
"""
"""Date, track, then 20552 in an office and a facility, and 20553, where every cost index is 1."""


@pytest.mark.parametrize("year", NATIONAL.strip().splitlines())
def test_with_all_indices_one_the_national_figures_come_out(year: str) -> None:
    tables, (text, track, *figures) = Tables.open(), year.split()
    day, one = date.fromisoformat(text), Decimal(1)
    nation = CostIndices("00000", "00", "nation", "", one, one, one, day, day, "", "")
    found = []
    for code in ("20552", "20553"):
        for facility in (False, True):
            row = tables.fees.on(code, day)
            factor = tables.prices.conversion_factor(day, "qp" if track == "qp" else "nonqp")
            assert row is not None
            assert factor is not None
            expense = practice_expense(row, facility)
            assert expense is not None
            found.append(str(schedule_amount(row, expense, nation, factor.amount)))
    assert found == figures


def test_the_localities_of_2025_span_the_published_range() -> None:
    places = [f"{e['mac']}/{e['locality']}" for e in rows("gpci") if e["effective_from"] == "2025-01-01"]
    one_or_two, three = (
        [price(claim(code, day=date(2025, 6, 2)), locality=place).allowed or Decimal(0) for place in places]
        for code in ("20552", "20553")
    )
    assert len(places) == 109
    assert (str(min(one_or_two)), str(max(one_or_two))) == ("45.89", "63.74")
    assert (str(min(three)), str(max(three))) == ("52.86", "73.62")
    assert [sum(60 <= fee <= 70 for fee in fees) for fees in (one_or_two, three)] == [5, 47]
