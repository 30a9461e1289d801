from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.tables import scans
from tautband.rulebook.packed import day_number, pack_diagnosis
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.excludes import ExcludesNote, ExcludesState
from tautband.rulebook.tables.source import rows

EXCLUDES = Tables.open().excludes
EDITION = date(2026, 5, 1)
NAMED = sorted(
    {
        part.rstrip("-").rstrip(".")
        for row in rows("icd10_excludes")
        for column in ("code", "other")
        for part in row[column].split("..")
    }
)
CODES = [*NAMED, "M79.18", "M79.10", "M62.838", "M60.80", "M54.50", "G44.209", "G89.29", "E11.9", "M33.10", "Z00"]


def test_muscle_spasm_with_myalgia_conflicts_whichever_comes_first() -> None:
    assert EXCLUDES.state("M62.838", "M79.18", EDITION) == ExcludesState.CONFLICT
    assert EXCLUDES.state("M79.18", "M62.838", EDITION) == ExcludesState.CONFLICT
    assert EXCLUDES.note("M79.18", "M62.838") == ExcludesNote("M62", "M79.1-")


def test_myalgia_excludes_myositis_and_fibromyalgia() -> None:
    assert EXCLUDES.state("M79.12", "M60.80", EDITION) == ExcludesState.CONFLICT
    assert EXCLUDES.state("M79.11", "M79.7", EDITION) == ExcludesState.CONFLICT


def test_a_note_at_a_block_binds_every_code_of_the_block() -> None:
    assert EXCLUDES.state("M62.830", "M33.10", EDITION) == ExcludesState.CONFLICT
    assert EXCLUDES.state("M54.2", "M46.46", EDITION) == ExcludesState.CONFLICT


def test_an_excludes2_note_is_no_conflict() -> None:
    assert EXCLUDES.state("G89.29", "M54.50", EDITION) == ExcludesState.NO_NOTE
    assert EXCLUDES.note("G89.29", "M54.50") is None


def test_a_note_of_another_edition_says_so() -> None:
    assert EXCLUDES.state("M62.838", "M79.18", date(2024, 5, 1)) == ExcludesState.CONFLICT_OTHER_YEAR
    assert EXCLUDES.state("M79.18", "M54.2", date(2024, 5, 1)) == ExcludesState.NO_NOTE_OTHER_YEAR


def test_two_codes_of_families_that_were_not_read_are_not_covered() -> None:
    assert EXCLUDES.state("E11.9", "E10.9", EDITION) == ExcludesState.NOT_COVERED
    assert EXCLUDES.state("M62.838", "M79.18", date(2015, 9, 30)) == ExcludesState.NOT_COVERED


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CODES), st.sampled_from(CODES), st.dates(date(2015, 1, 1), date(2027, 1, 1)))
def test_arrays_single_answers_and_a_scan_agree(first: str, second: str, day: date) -> None:
    expected = scans.excludes(first, second, day)
    assert EXCLUDES.state(first, second, day) == expected
    found = EXCLUDES.lookup(
        np.array([pack_diagnosis(first)]), np.array([pack_diagnosis(second)]), np.array([day_number(day)])
    )
    assert [ExcludesState(state) for state in found] == [expected]
