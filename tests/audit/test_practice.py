"""How clinicians bill injections: the higher code, visits on the day, sessions, each beside all others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from audit.lines import written
from benchmarks.generate import one_file
from tautband.audit import audit
from tautband.audit.practice import Habit, Practice
from tautband.shipped import shipped_rulebook

DAY = "2026-03-02"


def audited(rows: list[tuple[str, str, str, str, str]], folder: Path) -> Practice:
    """The habits in lines written (NPI, patient, day, code, modifier)."""
    names = ("rendering_npi", "patient_id", "date_of_service", "code", "modifier_1")
    columns: dict[str, list[Any]] = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    columns |= {"claim_id": [f"C{at}" for at in range(len(rows))], "line_number": [1] * len(rows)}
    file = written(pa.table(columns), folder / "in", "lines")
    return audit([file], folder, rulebook=shipped_rulebook()).practice


def test_a_session_is_a_patients_day_and_a_visit_beside_it_counts_when_billed_as_separate(tmp_path: Path) -> None:
    found = audited(
        [
            ("1", "P1", DAY, "20552", ""), ("1", "P1", DAY, "99213", "25"), ("1", "P1", "2026-04-01", "20553", ""),
            ("1", "P2", DAY, "20553", ""), ("1", "P2", DAY, "20553", "59"), ("1", "P2", DAY, "99213", ""),
            ("2", "P1", DAY, "20552", ""), ("2", "P3", DAY, "99214", "25"), ("3", "P1", DAY, "99213", "25"),
        ],
        tmp_path,
    )  # fmt: skip
    assert found.habits() == {1: Habit(4, 3, 3, 1, 2), 2: Habit(1, 0, 1, 0, 1)}
    assert found.in_all() == Habit(5, 3, 4, 1, 3)


def test_who_bills_the_higher_code_far_oftener_than_all_stands_above(tmp_path: Path) -> None:
    often = [("7", f"P{n}", DAY, "20553", "") for n in range(40)]
    seldom = [(str(npi), f"Q{npi}-{n}", DAY, "20553" if n < 6 else "20552", "") for npi in (8, 9) for n in range(60)]
    found = audited([*often, *seldom], tmp_path)
    assert [(each.npi, each.part, each.whole) for each in found.above("higher", "injections")] == [
        ("0000000007", 40, 40)
    ]
    assert found.above("with_visit", "sessions") == []
    page = (tmp_path / "report.html").read_text()
    assert "Injections billed as three muscles and more: 52 of 160 (32.5 %)" in page


def test_one_clinician_stands_beside_nobody(tmp_path: Path) -> None:
    assert audited([("7", "P1", DAY, "20553", "")], tmp_path).above("higher", "injections") == []


def test_lines_without_an_injection_have_no_habits(tmp_path: Path) -> None:
    assert audited([("7", "P1", DAY, "99213", "25")], tmp_path).habits() == {}


def test_counts_of_generated_lines_are_those_of_a_query(tmp_path: Path) -> None:
    file = written(one_file(6_000, np.random.default_rng(7), (0, 300), 0), tmp_path / "in", "lines")
    found = audit([file], tmp_path, rulebook=shipped_rulebook()).practice
    query = """
        select rendering_npi::bigint, count(*), count(*) filter (code = '20553'),
            count(distinct (patient_id, date_of_service)), 0, count(distinct patient_id)
        from read_parquet(?) where code in ('20552', '20553') group by 1
    """
    rows = duckdb.execute(query, [str(file)]).fetchall()
    assert {npi: habit._replace(with_visit=0) for npi, habit in found.habits().items()} == {
        npi: Habit(*counts) for npi, *counts in rows
    }
    assert found.in_all().injections > 100
