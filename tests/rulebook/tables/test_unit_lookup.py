from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.tables import scans
from tautband.rulebook.packed import day_number, pack_code
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.units import NO_LIMIT, SETTINGS, Setting, UnitBasis, UnitLimit

UNITS = Tables.open().units
CODES = [*sorted({row["code"] for row in rows("mue")}), "J0665", "01991", "99999", "J1020"]


def test_a_trigger_point_code_is_one_unit_a_day_by_rule() -> None:
    for code in ("20552", "20553"):
        assert UNITS.limit(code, date(2026, 5, 1)) == UnitLimit(code, 1, 1, 2, UnitBasis.READ)


def test_between_two_quarters_read_a_limit_stands_where_both_agree() -> None:
    assert UNITS.limit("20552", date(2025, 6, 1)).basis == UnitBasis.BETWEEN
    assert UNITS.limit("J0585", date(2025, 6, 1)) == UnitLimit("J0585", 600, 800, 3, UnitBasis.CHANGED)


def test_a_limit_that_appeared_between_two_quarters_has_no_upper_end() -> None:
    found = UNITS.limit("J1010", date(2025, 6, 1))
    assert (found.high, found.basis) == (None, UnitBasis.CHANGED)
    assert UNITS.limit("J1010", date(2024, 8, 1)) == UnitLimit("J1010", None, None, None, UnitBasis.READ)


def test_outside_the_quarters_read_a_limit_says_so() -> None:
    assert UNITS.limit("20552", date(2024, 6, 30)).basis == UnitBasis.EARLIER
    assert UNITS.limit("20552", date(2026, 7, 1)).basis == UnitBasis.CARRIED


def test_a_limit_of_no_units_is_a_limit() -> None:
    assert UNITS.limit("M0076", date(2024, 8, 1)).high == 0


def test_a_code_without_a_published_value_differs_from_one_that_was_not_read() -> None:
    assert UNITS.limit("J0665", date(2024, 8, 1)) == UnitLimit("J0665", None, None, None, UnitBasis.READ)
    assert UNITS.limit("99999", date(2024, 8, 1)).basis == UnitBasis.NOT_COVERED


def test_a_hospital_has_its_own_limits() -> None:
    assert UNITS.limit("J2001", date(2024, 8, 1)).high == 60
    assert UNITS.limit("J2001", date(2024, 8, 1), "outpatient_hospital").high == 400


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(SETTINGS),
    st.lists(st.tuples(st.sampled_from(CODES), st.dates(date(2015, 1, 1), date(2028, 1, 1))), min_size=1, max_size=8),
)
def test_arrays_single_answers_and_a_scan_agree(setting: Setting, asked: list[tuple[str, date]]) -> None:
    found = UNITS.lookup(
        np.array([pack_code(code) for code, _ in asked]), np.array([day_number(day) for _, day in asked]), setting
    )
    for number, (code, day) in enumerate(asked):
        low, high, basis = scans.units(code, day, setting)
        assert (int(found.low[number]), int(found.high[number]), UnitBasis(found.basis[number])) == (low, high, basis)
        single = UNITS.limit(code, day, setting)
        if basis != UnitBasis.NOT_COVERED:
            assert single.basis == basis
            assert (single.low, single.high) == tuple(None if n == NO_LIMIT else n for n in (low, high))
