"""The rule by which loaded and shipped tables are combined, and that no question slips past it."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.official import excerpts
from rulebook.official.loaded import SHIPPED, at, loading, tables
from tautband.rulebook.official.calendar import NO_EDITION, Calendar
from tautband.rulebook.official.calendar import SHIPPED as SHIPPED_TABLE
from tautband.rulebook.official.editions import Edition
from tautband.rulebook.official.lookups.codes import LoadedCodes
from tautband.rulebook.official.lookups.diagnoses import LoadedDiagnoses
from tautband.rulebook.official.lookups.fees import LoadedFees
from tautband.rulebook.official.lookups.pairs import LoadedPairs
from tautband.rulebook.official.lookups.prices import LoadedPrices
from tautband.rulebook.official.lookups.units import LoadedUnits
from tautband.rulebook.packed import day_number, pack_code
from tautband.rulebook.tables.units import NO_LIMIT

LAYERED = (LoadedCodes, LoadedDiagnoses, LoadedFees, LoadedPairs, LoadedPrices, LoadedUnits)
ASKS_ITSELF = {"status"}
"""Questions of the shipped classes that are put through another question."""


def edition(quarter: str, first: date, last: date) -> Edition:
    return Edition("t", quarter, first, last, 1, ("f",), "0" * 64, date(2026, 1, 1), Path("d"))


@pytest.mark.parametrize("layered", LAYERED)
def test_every_question_of_a_shipped_table_is_answered_by_the_layered_one(layered: type) -> None:
    (shipped,) = layered.__bases__
    asked = {name for name in vars(shipped) if not name.startswith("_")} - ASKS_ITSELF
    assert asked - set(vars(layered)) - set(vars(shipped).get("__annotations__", {})) == set()
    assert len(asked) > 2


SHIPPED_DATES = (date(2024, 7, 1), date(2026, 6, 30))


def owners(editions: list[Edition], days: list[date], shipped: tuple[date, date] | None = SHIPPED_DATES) -> list[int]:
    found = Calendar(editions, shipped).owner(np.array([day_number(day) for day in days], np.int32))
    return [int(owner) for owner in found]


def test_a_loaded_edition_answers_for_its_dates_and_the_shipped_table_for_others() -> None:
    held = [edition("2025Q1", date(2025, 1, 1), date(2025, 3, 31))]
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 3, 31), date(2025, 4, 1), date(2026, 6, 30)]
    assert owners(held, days) == [SHIPPED_TABLE, 0, 0, SHIPPED_TABLE, SHIPPED_TABLE]


def test_after_both_the_newer_is_carried_forward() -> None:
    older, newer = (edition(q, date(y, 1, 1), date(y, 3, 31)) for q, y in (("2025Q1", 2025), ("2027Q1", 2027)))
    days = [date(2026, 12, 31), date(2027, 2, 1), date(2027, 4, 1)]
    assert owners([older], days) == [SHIPPED_TABLE] * 3
    assert owners([older, newer], days) == [SHIPPED_TABLE, 1, 1]
    assert Calendar([older, newer], SHIPPED_DATES).before(
        np.array([day_number(date(2024, 1, 1)), day_number(date(2026, 1, 1))], np.int32)
    ).tolist() == [NO_EDITION, 0]


def test_of_several_that_cover_a_day_the_one_that_ends_first_answers() -> None:
    whole = date(1996, 1, 1)
    held = [edition("2026Q1", whole, date(2026, 3, 31)), edition("2026Q3", whole, date(2026, 9, 30))]
    assert owners(held, [date(2010, 1, 1), date(2026, 3, 31), date(2026, 4, 1), date(2030, 1, 1)]) == [0, 0, 1, 1]
    ends = date(2026, 9, 30)
    year = [edition("2025Q4", date(2025, 10, 1), ends), edition("2026Q2", date(2026, 4, 1), ends)]
    assert owners(year, [date(2026, 3, 31), date(2026, 4, 1)]) == [0, 1]


def test_a_table_that_is_not_shipped_is_silent_before_its_first_edition() -> None:
    held = [edition("2026Q1", date(2026, 1, 1), date(2026, 3, 31))]
    assert owners(held, [date(2025, 12, 31), date(2026, 1, 1), date(2027, 1, 1)], None) == [SHIPPED_TABLE, 0, 0]


SPANS = st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 400)), min_size=1, max_size=5)


@given(SPANS, st.tuples(st.integers(0, 1500), st.integers(0, 600)) | st.none(), st.integers(-50, 2200))
def test_the_rule_holds_on_every_day(spans: list[tuple[int, int]], own: tuple[int, int] | None, offset: int) -> None:
    base = date(2022, 1, 1)
    held = [
        edition(f"{number:04d}", base + timedelta(first), base + timedelta(first + length))
        for number, (first, length) in enumerate(spans)
    ]
    shipped = None if own is None else (base + timedelta(own[0]), base + timedelta(own[0] + own[1]))
    day = base + timedelta(offset)
    (owner,) = owners(held, [day], shipped)
    covering = [e for e in held if e.covers_from <= day <= e.covers_to]
    ended = [e for e in held if e.covers_to < day]
    if covering:
        nearest = min(e.covers_to for e in covering)
        assert held[owner] == max((e for e in covering if e.covers_to == nearest), key=lambda e: e.quarter)
    elif owner == SHIPPED_TABLE:
        if shipped is None or shipped[0] > day:
            assert ended == []
        elif shipped[1] < day:
            assert all(e.covers_to < shipped[1] for e in ended)
    else:
        assert held[owner].covers_to == max(e.covers_to for e in ended)
        assert shipped is None or not shipped[0] <= day <= shipped[1]


def test_layered_tables_cross_to_another_process_as_paths(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    at(monkeypatch, tmp_path)
    loading(*excerpts.pair_files(tmp_path))
    here = tables()
    day = date(2026, 8, 3)
    assert here.pairs.pair("43235", "43234", day).in_force
    sent = pickle.dumps(here)
    there = pickle.loads(sent)
    assert (len(sent) < 2000, there.stamp("book")) == (True, here.stamp("book"))
    assert there.pairs.pair("43235", "43234", day) == here.pairs.pair("43235", "43234", day)
    assert pickle.loads(pickle.dumps(SHIPPED)).units.limit("20552", day) == SHIPPED.units.limit("20552", day)


def test_citations_name_the_loaded_quarter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    at(monkeypatch, tmp_path)
    loading(*excerpts.pair_files(tmp_path))
    shipped, found = SHIPPED.citation("ncci_pairs"), tables().citation("ncci_pairs")
    assert (shipped.section, found.section) == ("2024Q3", "2024Q3; loaded: 2026Q3")
    assert tables().citation("mue") == SHIPPED.citation("mue")


def test_the_least_limit_never_lets_a_line_past_that_a_day_would_stop(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    at(monkeypatch, tmp_path)
    path = tmp_path / "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv"
    loading(excerpts.write(path, excerpts.mue((*excerpts.MUE_ROWS, "20553,0,2 Date of Service Edit: Policy,Reason"))))
    units = tables().units
    codes = ["20552", "20553", "J3301", "43235", "99070", "20610"]
    least = units.least(np.array([pack_code(code) for code in codes]))
    for code, low in zip(codes, least.tolist(), strict=True):
        for day in (date(2024, 8, 1), date(2025, 6, 1), date(2026, 6, 30), date(2026, 8, 1), date(2027, 1, 1)):
            limit = units.limit(code, day)
            assert low <= (0 if limit.basis == 0 else NO_LIMIT if limit.low is None else limit.low)
    assert np.isnan(units.least(np.array([-1]))).all()
