from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.tables import scans
from tautband.rulebook.packed import day_number, pack_diagnosis
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.diagnoses import DiagnosisStatus
from tautband.rulebook.tables.source import rows

DIAGNOSES = Tables.open().diagnoses
CHANGING = sorted(
    {row["code"] for row in rows("icd10cm") if row["valid_to"] or row["valid_from"] != row["valid_from_earliest"]}
)
CODES = [*CHANGING, *(row["code"] for row in rows("icd10cm")[::500]), "M79.2X", "ZZZ", "729.1", ""]


@pytest.mark.parametrize(
    ("code", "last_day", "next_day"),
    [
        ("M79.1", date(2018, 9, 30), date(2018, 10, 1)),
        ("M54.5", date(2021, 9, 30), date(2021, 10, 1)),
        ("R51", date(2020, 9, 30), date(2020, 10, 1)),
    ],
)
def test_a_code_that_was_divided_becomes_a_heading(code: str, last_day: date, next_day: date) -> None:
    assert DIAGNOSES.status(code, last_day) == DiagnosisStatus.BILLABLE
    assert DIAGNOSES.status(code, next_day) == DiagnosisStatus.HEADER
    found = DIAGNOSES.on(code, next_day)
    assert (found.begins, found.ends) == (next_day, None)


def test_a_heading_names_the_billable_codes_beneath_it_on_the_date() -> None:
    assert DIAGNOSES.successors("M79.1", date(2024, 1, 1)) == ("M79.10", "M79.11", "M79.12", "M79.18")
    assert DIAGNOSES.successors("M54.5", date(2024, 1, 1)) == ("M54.50", "M54.51", "M54.59")
    assert DIAGNOSES.successors("M54.5", date(2021, 9, 30)) == ()
    assert DIAGNOSES.successors("M79.18", date(2024, 1, 1)) == ()
    assert DIAGNOSES.successors("nothing of the kind", date(2024, 1, 1)) == ()


def test_a_new_code_is_not_valid_on_the_day_before_it_begins() -> None:
    assert DIAGNOSES.status("M79.18", date(2018, 9, 30)) == DiagnosisStatus.NOT_YET
    assert DIAGNOSES.status("M79.18", date(2018, 10, 1)) == DiagnosisStatus.BILLABLE
    assert DIAGNOSES.status("M54.50", date(2021, 9, 30)) == DiagnosisStatus.NOT_YET


def test_codes_may_begin_with_two_letters() -> None:
    assert DIAGNOSES.status("QA0.0101", date(2026, 6, 1)) == DiagnosisStatus.BILLABLE
    assert DIAGNOSES.status("qa00101", date(2026, 1, 1)) == DiagnosisStatus.INEXACT
    assert DIAGNOSES.status("QA0.0", date(2026, 6, 1)) == DiagnosisStatus.HEADER


def test_a_date_on_which_two_lists_do_not_decide_is_inexact() -> None:
    assert DIAGNOSES.status("A04.7", date(2016, 9, 30)) == DiagnosisStatus.BILLABLE
    assert DIAGNOSES.status("A04.7", date(2017, 3, 1)) == DiagnosisStatus.INEXACT
    assert DIAGNOSES.status("A04.7", date(2017, 10, 1)) == DiagnosisStatus.HEADER


def test_before_icd_10_no_code_is_judged() -> None:
    assert DIAGNOSES.status("M79.1", date(2015, 9, 30)) == DiagnosisStatus.ICD9_ERA
    assert DIAGNOSES.status("nonsense", date(2015, 9, 30)) == DiagnosisStatus.ICD9_ERA


def test_a_code_in_no_list_is_unknown() -> None:
    assert DIAGNOSES.status("M79.99", date(2024, 1, 1)) == DiagnosisStatus.UNKNOWN
    assert DIAGNOSES.status("", date(2024, 1, 1)) == DiagnosisStatus.UNKNOWN
    assert DIAGNOSES.title("M79.99") is None


def test_a_title_is_the_official_one() -> None:
    assert DIAGNOSES.title("M79.18") == "Myalgia, other site"
    assert DIAGNOSES.title("A00") == "Cholera"
    wrong = [row["code"] for row in rows("icd10cm")[::997] if DIAGNOSES.title(row["code"]) != row["description"]]
    assert wrong == []


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(CODES), st.dates(date(2014, 1, 1), date(2028, 1, 1))), min_size=1, max_size=20)
)
def test_arrays_single_answers_and_a_scan_agree(asked: list[tuple[str, date]]) -> None:
    found = DIAGNOSES.lookup(
        np.array([pack_diagnosis(code) for code, _ in asked]), np.array([day_number(day) for _, day in asked])
    )
    expected = [scans.diagnosis(code, day) for code, day in asked]
    assert [DiagnosisStatus(status) for status in found] == expected
    assert [DIAGNOSES.status(code, day) for code, day in asked] == expected


def test_every_span_answers_on_its_edges() -> None:
    edges = [
        (row["code"], date.fromisoformat(row[column]))
        for row in rows("icd10cm")
        for column in ("valid_from_earliest", "valid_from", "valid_to", "valid_to_latest")
        if row[column] > "2015-10-01"
    ]
    assert len(edges) > 10_000
    found = DIAGNOSES.lookup(
        np.array([pack_diagnosis(code) for code, _ in edges]), np.array([day_number(day) for _, day in edges])
    )
    assert found.tolist() == [scans.diagnosis(code, day) for code, day in edges]
