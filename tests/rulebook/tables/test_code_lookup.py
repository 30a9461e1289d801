from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.tables import scans
from tautband.rulebook.packed import day_number, pack_code
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.codes import CodeStatus
from tautband.rulebook.tables.source import rows

CODES = Tables.open().codes
POOL = sorted({row["code"] for table in ("hcpcs_drugs", "code_validity", "fee_schedule") for row in rows(table)})


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("20560", date(2020, 1, 1)),
        ("20561", date(2020, 1, 1)),
        ("J0665", date(2023, 7, 1)),
        ("J1010", date(2024, 4, 1)),
        ("J2003", date(2024, 10, 1)),
        ("J2004", date(2024, 10, 1)),
        ("64466", date(2025, 1, 1)),
    ],
)
def test_a_code_begins_on_its_first_day(code: str, first: date) -> None:
    assert CODES.on(code, first - date.resolution).status == CodeStatus.NOT_YET
    assert CODES.on(code, first).status == CodeStatus.VALID


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("99201", date(2020, 12, 31)),
        ("S0020", date(2023, 6, 30)),
        ("J1030", date(2024, 3, 31)),
        ("J2001", date(2024, 9, 30)),
    ],
)
def test_a_code_ends_on_its_last_day(code: str, last: date) -> None:
    assert CODES.on(code, last).status == CodeStatus.VALID
    assert CODES.on(code, last + date.resolution).status == CodeStatus.ENDED


def test_an_inferred_first_day_is_marked_where_it_decides() -> None:
    assert CODES.on("J2003", date(2024, 9, 30)).inferred
    assert not CODES.on("J2003", date(2024, 10, 1)).inferred
    assert CODES.on("J2001", date(2024, 10, 1)).inferred
    assert not CODES.on("J0665", date(2023, 6, 30)).inferred


def test_a_code_that_only_old_guides_name_is_dead() -> None:
    assert CODES.on("J2000", date(2025, 1, 1)).status == CodeStatus.DEAD


def test_a_date_before_what_was_read_leaves_a_code_unknown() -> None:
    assert CODES.on("20610", date(2018, 12, 31)).status == CodeStatus.UNKNOWN
    assert CODES.on("20610", date(2019, 1, 1)).status == CodeStatus.VALID
    assert CODES.on("20552", date(2016, 1, 1)).status == CodeStatus.VALID


def test_a_code_in_no_table_is_unknown() -> None:
    assert CODES.on("12345", date(2024, 1, 1)).status == CodeStatus.UNKNOWN
    assert CODES.on("not a code", date(2024, 1, 1)).status == CodeStatus.UNKNOWN


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([*POOL, "12345"]), st.dates(date(2000, 1, 1), date(2030, 1, 1))), min_size=1))
def test_arrays_single_answers_and_a_scan_agree(asked: list[tuple[str, date]]) -> None:
    found = CODES.lookup(
        np.array([pack_code(code) for code, _ in asked]), np.array([day_number(day) for _, day in asked])
    )
    expected = [scans.code_status(code, day) for code, day in asked]
    assert [(CodeStatus(s), bool(i)) for s, i in zip(found.status, found.inferred, strict=True)] == expected
    assert [(c.status, c.inferred) for c in (CODES.on(code, day) for code, day in asked)] == expected
