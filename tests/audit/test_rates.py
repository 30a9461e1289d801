"""Rates by payer and clinician: counted once a line, with an interval that holds for few lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.lines import rates, written
from benchmarks.generate import one_file
from tautband.audit import audit
from tautband.audit.rates import Counted, Rates, wilson
from tautband.shipped import shipped_rulebook


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (10, 10, 0.7225, 1.0), (15, 50, 0.1910, 0.4375)],
)
def test_the_interval_is_wilsons(part: int, whole: int, low: float, high: float) -> None:
    """The figures of Newcombe's worked table and of R's prop.test without correction, to four places."""
    assert wilson(part, whole) == pytest.approx((low, high), abs=6e-5)


@given(st.integers(1, 10**7).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_interval_holds_the_share_and_stays_between_none_and_all(counts: tuple[int, int]) -> None:
    part, whole = counts
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole + 1e-12
    assert part / whole - 1e-12 <= high <= 1
    assert wilson(whole - part, whole) == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_every_line_counts_once_for_its_payer_and_its_clinician(tmp_path: Path) -> None:
    lines: Any = one_file(6_000, np.random.default_rng(7), (0, 300), 0)
    file = written(lines, tmp_path / "in", "lines")
    summary = audit([file], tmp_path, rulebook=shipped_rulebook())
    flagged = """
        with told as (
            select claim_id, line_number, bool_or(outcome = 'fire' and severity = 'deny') denied,
                bool_or(outcome = 'fire') fired, bool_or(outcome = 'review') review
            from read_parquet($findings) group by all
        )
        select {by}, count(*), count(*) filter (denied), count(*) filter (fired), count(*) filter (review and not fired)
        from read_parquet($lines) left join told using (claim_id, line_number) group by 1
    """
    files = {"findings": str(tmp_path / "findings.parquet"), "lines": str(file)}
    by_npi = duckdb.execute(flagged.format(by="rendering_npi::bigint"), files).fetchall()
    assert summary.rates.clinicians() == {npi: Counted(*counts) for npi, *counts in by_npi}
    by_payer = duckdb.execute(flagged.format(by="payer"), files).fetchall()
    ids = {"Ohio Medicaid": "medicaid-OH", "Workers compensation": "workers-comp"}
    plain = {payer: Counted(*counts) for payer, *counts in by_payer if payer not in ids}
    assert {payer: summary.rates.payers[payer] for payer in plain} == plain
    assert sum(counted.lines for counted in summary.rates.payers.values()) == lines.num_rows
    assert sum(counted.fired for counted in summary.rates.payers.values()) > 500


def test_rates_of_shares_add_up() -> None:
    first = rates({"aetna": Counted(10, 1, 2, 3)}, {7: Counted(10, 1, 2, 3), 9: Counted(5)})
    total = Rates()
    for share in (first, first, rates({"cigna": Counted(1)}, {8: Counted(1, 1, 1, 0)})):
        total.add(share)
    assert total.payers == {"aetna": Counted(20, 2, 4, 6), "cigna": Counted(1)}
    assert total.clinicians() == {7: Counted(20, 2, 4, 6), 8: Counted(1, 1, 1, 0), 9: Counted(10)}
