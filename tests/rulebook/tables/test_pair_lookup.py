from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.tables import scans
from tautband.rulebook.packed import day_number, pack_code
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.pairs import NO_INDICATOR, Pairs, PairState, Scope
from tautband.rulebook.tables.source import rows

PAIRS = Tables.open().pairs
CODES = ["20552", "20553", "64405", "99213", "20610", "20550", "0213T", "76942", "J2003", "J1100", "G2211", "64510"]


def answer(code1: str, code2: str, day: date) -> tuple[str, str, PairState, int | None]:
    found = PAIRS.pair(code1, code2, day)
    return found.column1, found.column2, found.state, found.indicator


def test_20552_beside_20553_is_denied_whatever_the_modifier() -> None:
    assert answer("20552", "20553", date(2024, 8, 1)) == ("20553", "20552", PairState.IN_FORCE, 0)


def test_an_edit_without_a_known_start_is_not_said_to_have_begun_before_the_first_quarter_read() -> None:
    assert answer("20553", "20552", date(2024, 6, 30))[2] == PairState.START_UNKNOWN
    assert answer("20553", "20552", date(2024, 7, 1))[2] == PairState.IN_FORCE


def test_after_the_last_quarter_read_an_edit_is_carried_and_says_so() -> None:
    assert answer("20553", "20552", date(2024, 9, 30))[2] == PairState.IN_FORCE
    assert answer("20553", "20552", date(2024, 10, 1))[2] == PairState.IN_FORCE_CARRIED


def test_the_nerve_block_edit_turned_round_in_2017() -> None:
    assert answer("20552", "64405", date(2016, 12, 31)) == ("64405", "20552", PairState.START_UNKNOWN, 1)
    assert answer("64405", "20552", date(2017, 1, 1)) == ("20552", "64405", PairState.IN_FORCE, 1)


@pytest.mark.parametrize("code", ["20552", "20553"])
@pytest.mark.parametrize("visit", ["99211", "99213", "99215"])
@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2013, 6, 30), PairState.NO_EDIT),
        (date(2013, 7, 1), PairState.IN_FORCE),
        (date(2019, 12, 31), PairState.IN_FORCE),
        (date(2020, 1, 1), PairState.NO_EDIT),
        (date(2020, 9, 30), PairState.NO_EDIT),
        (date(2020, 10, 1), PairState.IN_FORCE),
    ],
)
def test_visits_were_free_of_edits_for_nine_months_of_2020(code: str, visit: str, day: date, state: PairState) -> None:
    assert answer(code, visit, day)[2] == state


def test_a_joint_injection_is_column_1() -> None:
    assert answer("20552", "20610", date(2024, 8, 1)) == ("20610", "20552", PairState.IN_FORCE, 1)


def test_a_new_patient_visit_has_no_edit_in_the_quarter_read() -> None:
    assert answer("20552", "99203", date(2024, 8, 1)) == ("20552", "99203", PairState.NO_EDIT, None)
    assert answer("20552", "99203", date(2025, 8, 1))[2] == PairState.NO_EDIT_CARRIED


def test_a_code_made_after_the_last_quarter_read_is_not_covered() -> None:
    assert answer("20552", "J2003", date(2025, 1, 1))[2] == PairState.NOT_COVERED
    assert answer("20552", "64466", date(2025, 1, 1))[2] == PairState.NOT_COVERED


def test_two_codes_outside_the_neighbourhood_are_not_covered() -> None:
    assert answer("20610", "J1100", date(2024, 8, 1))[2] == PairState.NOT_COVERED
    assert answer("99999", "ZZZZZ", date(2024, 8, 1))[2] == PairState.NOT_COVERED
    assert (PAIRS.scope("20552"), PAIRS.scope("20610"), PAIRS.scope("J1100"), PAIRS.scope("J2003")) == (
        Scope.EVERY_CODE,
        Scope.NEIGHBOURHOOD,
        Scope.LISTED,
        Scope.UNLISTED,
    )


def test_a_withdrawn_edit_was_never_made() -> None:
    withdrawn = next(
        row
        for row in rows("ncci_pairs")
        if row["indicator"] == "9" and (row["column1"], row["column2"]) == ("20552", "92012")
    )
    assert withdrawn["deleted_on"] == "2013-07-01"
    assert all(
        found.indicator != 9
        for day in scans.days_between(date(2013, 6, 25), date(2013, 7, 5))
        for found in [PAIRS.pair("20552", "92012", day)]
    )


def test_an_edit_of_unknown_start_cannot_begin_before_the_one_it_follows() -> None:
    assert answer("20552", "64510", date(2021, 6, 30))[:2] == ("20552", "64510")
    assert answer("20552", "64510", date(2021, 7, 1))[:2] == ("64510", "20552")


def test_text_that_is_no_code_is_not_covered() -> None:
    assert answer("not a code", "20610", date(2024, 8, 1))[2] == PairState.NOT_COVERED
    unpackable = PAIRS.lookup(np.array([-1, -1]), np.array([-1, pack_code("20610")]), np.array([19_900, 19_900]))
    assert unpackable.state.tolist() == [PairState.NOT_COVERED, PairState.NOT_COVERED]


def test_nothing_asked_is_nothing_answered() -> None:
    empty = np.array([], np.int64)
    assert len(PAIRS.lookup(empty, empty, empty).state) == 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(CODES),
            st.sampled_from(CODES + [row["column2"] for row in rows("ncci_pairs")[::37]]),
            st.dates(date(1996, 1, 1), date(2032, 12, 31)),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_the_array_form_the_single_form_and_a_scan_of_the_file_agree(asked: list[tuple[str, str, date]]) -> None:
    codes1, codes2, days = zip(*asked, strict=True)
    found = PAIRS.lookup(
        np.array([pack_code(code) for code in codes1]),
        np.array([pack_code(code) for code in codes2]),
        np.array([day_number(day) for day in days]),
    )
    for number, (code1, code2, day) in enumerate(asked):
        state, column1, indicator = scans.pair(code1, code2, day)
        single = PAIRS.pair(code1, code2, day)
        assert (single.state, single.indicator) == (state, indicator)
        assert (PairState(found.state[number]), int(found.indicator[number])) == (
            state,
            NO_INDICATOR if indicator is None else indicator,
        )
        if column1 is not None:
            assert (single.column1, bool(found.first_is_column1[number])) == (column1, code1 == column1)
            assert Pairs.of_row(PAIRS, int(found.row[number]), state) == single


def test_every_code_of_a_pair_is_in_the_coverage_list_and_no_edits_overlap() -> None:
    covered = {row["code"] for row in rows("ncci_coverage")}
    assert {row[column] for row in rows("ncci_pairs") for column in ("column1", "column2")} - covered == set()
