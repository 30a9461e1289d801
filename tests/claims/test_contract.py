"""A contract's rates, once loaded, price the claims of that payer before the Medicare schedule does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rulebook.official.loaded import at, loading, tables
from tautband.claims import expected_payment
from tautband.claims.contract import contract_payment
from tautband.model.claim import Claim, ServiceLine
from tautband.model.payment import ExpectedPayment
from tautband.model.policy import Payer
from tautband.rulebook.tables import Tables

RATES = """payer,code,modifier,rate,from,to
Hill Plan,20552,,80.00,2025-01-01,2025-12-31
Hill Plan,20552,,84.50,2026-01-01,
Hill Plan,20552,SA,71.83,2026-01-01,
Hill Plan,J1030,,6.10,2026-01-01,
other-plan,20552,,1.00,,
"""
PLAN = Payer(id="hill-plan", name="Hill Plan", kind="commercial", aliases=("HP",))


def priced(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *lines: ServiceLine, day: str = "2026-03-02"
) -> ExpectedPayment:
    at(monkeypatch, tmp_path)
    file = tmp_path / "rates.csv"
    file.write_text(RATES)
    loading(file)
    found = expected_payment(
        Claim(claim_id="C", payer="HP", date_of_service=date.fromisoformat(day), lines=lines), PLAN, tables()
    )
    assert found.plan_pays is None
    assert found.patient_owes is None
    return found


def line(code: str = "20552", *modifiers: str, units: int = 1, charge: str | None = None) -> ServiceLine:
    return ServiceLine(code=code, modifiers=modifiers, units=Decimal(units), charge=Decimal(charge) if charge else None)


@pytest.mark.parametrize(
    ("day", "allowed"), [("2025-12-31", "80.00"), ("2026-01-01", "84.50"), ("2030-01-01", "84.50")]
)
def test_the_rate_of_the_day_is_allowed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, day: str, allowed: str
) -> None:
    found = priced(monkeypatch, tmp_path, line(), day=day)
    assert (found.allowed, found.complete) == (Decimal(allowed), True)
    assert found.basis == "The contract rates you loaded for Hill Plan."


def test_a_rate_with_the_lines_modifier_goes_before_the_rate_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = priced(monkeypatch, tmp_path, line("20552", "59", "SA"))
    assert (found.allowed, found.lines[0].arithmetic) == (
        Decimal("71.83"), "rate of the contract for 20552 with SA: 71.83",
    )  # fmt: skip


def test_units_multiply_and_a_lower_charge_is_the_most(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = priced(monkeypatch, tmp_path, line("J1030", units=2), line(charge="60.00"))
    assert [priced_line.allowed for priced_line in found.lines] == [Decimal("12.20"), Decimal("60.00")]
    assert [(step.line, step.kind, step.amount) for step in found.adjustments] == [
        (1, "units", Decimal("6.10")), (2, "charge", Decimal("-24.50")),
    ]  # fmt: skip
    assert found.allowed == Decimal("72.20")


def test_a_line_without_a_rate_leaves_the_sum_incomplete(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = priced(monkeypatch, tmp_path, line(), line("20610"))
    assert (found.allowed, found.complete) == (Decimal("84.50"), False)
    assert found.lines[1].because == "no rate of the contract was loaded for 20610 on 2026-03-02"


@pytest.mark.parametrize("day", ["2024-12-31", "2020-01-01"])
def test_before_the_first_rate_nothing_is_priced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, day: str) -> None:
    found = priced(monkeypatch, tmp_path, line(), day=day)
    assert (found.allowed, found.lines) == (None, ())


def test_without_rates_there_is_no_contract_price() -> None:
    claim = Claim(claim_id="C", payer="HP", date_of_service=date(2026, 3, 2), lines=(line(),))
    assert contract_payment(claim, PLAN, Tables(Tables.open().directory)) is None
