"""A quarter of procedure pairs, loaded as published, answers for every code on the days it covers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from rulebook.official import excerpts
from rulebook.official.loaded import at, loading, tables
from tautband.model.errors import InputError
from tautband.rulebook.official.editions import loaded
from tautband.rulebook.packed import day_number, pack_code
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.pairs import Pair, PairState, Scope

Patch = pytest.MonkeyPatch
IN_QUARTER, AFTER = date(2026, 8, 1), date(2026, 11, 1)


@pytest.fixture
def files(monkeypatch: Patch, tmp_path: Path) -> list[Path]:
    at(monkeypatch, tmp_path)
    return excerpts.pair_files(tmp_path)


def test_counts_and_what_was_left_aside_are_told(files: list[Path]) -> None:
    (table,) = loading(*files).tables
    edition = table.edition
    assert (edition.table, edition.quarter, edition.rows) == ("ncci_pairs", "2026Q3", 11)
    assert (edition.covers_from, edition.covers_to) == (date(1996, 1, 1), date(2026, 9, 30))
    assert [(report.read, report.kept) for report in table.reports] == [(2, 2), (3, 2), (2, 2), (5, 5)]
    assert table.reports[1].aside == {"withdrawn as if never made (indicator 9)": (1, 9)}


@pytest.mark.parametrize(
    ("one", "two", "day", "state", "column1", "indicator"),
    [
        ("43234", "43235", IN_QUARTER, PairState.IN_FORCE, "43235", 1),
        ("43235", "43234", AFTER, PairState.IN_FORCE_CARRIED, "43235", 1),
        ("43235", "52000", IN_QUARTER, PairState.NO_EDIT, "43235", None),
        ("43235", "52000", AFTER, PairState.NO_EDIT_CARRIED, "43235", None),
        ("43235", "0999T", IN_QUARTER, PairState.NO_EDIT, "43235", None),
        ("43235", "0999T", AFTER, PairState.NOT_COVERED, "43235", None),  # made since: it may have pairs
        ("52000", "51701", date(2024, 6, 30), PairState.IN_FORCE, "52000", 1),
        ("52000", "51701", date(2024, 7, 1), PairState.NO_EDIT, "52000", None),
        ("20553", "64420", date(2016, 12, 31), PairState.IN_FORCE, "20553", 1),
        ("20553", "64420", date(2017, 1, 1), PairState.IN_FORCE, "64420", 1),
        ("20553", "64420", date(2012, 12, 31), PairState.NO_EDIT, "20553", None),
        ("31231", "20552", date(2018, 1, 1), PairState.NO_EDIT, "31231", None),  # withdrawn
        ("99214", "99213", date(2026, 6, 30), PairState.NO_EDIT, "99214", None),
        ("99214", "99213", date(2026, 7, 1), PairState.IN_FORCE, "99214", 0),
        ("43235", "43235", IN_QUARTER, PairState.NO_EDIT, "43235", None),
        ("43235", "no code", IN_QUARTER, PairState.NOT_COVERED, "43235", None),
    ],
)
def test_any_code_has_an_answer_by_date(
    one: str, two: str, day: date, state: PairState, column1: str, indicator: int | None, files: list[Path]
) -> None:
    loading(*files)
    found = tables().pairs.pair(one, two, day)
    assert (found.state, found.column1, found.indicator) == (state, column1, indicator)


def test_without_it_the_same_codes_are_not_covered() -> None:
    assert Tables.open().pairs.pair("43235", "43234", IN_QUARTER).state == PairState.NOT_COVERED


def test_the_words_of_a_row_are_those_of_the_file(files: list[Path]) -> None:
    loading(*files)
    assert tables().pairs.pair("51701", "52000", date(2020, 1, 1)) == Pair(
        "52000", "51701", PairState.IN_FORCE, 1, date(2010, 4, 1), date(2024, 6, 30), "official", "Reason one"
    )


def test_many_at_once_answer_as_one_by_one(files: list[Path]) -> None:
    loading(*files)
    pairs = tables().pairs
    codes = ["20552", "20553", "43234", "43235", "52000", "51701", "64420", "99214", "0999T", "20610", "J1100"]
    asked = [
        (one, two, day)
        for one in codes
        for two in codes
        for day in (date(2015, 12, 31), date(2017, 1, 1), date(2024, 8, 1), IN_QUARTER, AFTER)
    ]
    found = pairs.lookup(
        np.array([pack_code(one) for one, _, _ in asked], np.int32),
        np.array([pack_code(two) for _, two, _ in asked], np.int32),
        np.array([day_number(day) for _, _, day in asked], np.int32),
    )
    one_by_one = [pairs.pair(*question) for question in asked]
    assert found.state.tolist() == [pair.state for pair in one_by_one]
    assert found.indicator.tolist() == [-1 if pair.indicator is None else pair.indicator for pair in one_by_one]
    held = [at for at, pair in enumerate(one_by_one) if pair.indicator is not None]
    assert len(held) > 20
    assert [bool(found.first_is_column1[at]) for at in held] == [one_by_one[at].column1 == asked[at][0] for at in held]


def test_the_file_of_the_days_own_quarter_answers_before_a_later_one(monkeypatch: Patch, tmp_path: Path) -> None:
    at(monkeypatch, tmp_path)
    later = {**excerpts.PAIR_PARTS, 3: ("43235\t43234\t\t20100401\t20260331\t1\tReason one",)}
    earlier = {**excerpts.PAIR_PARTS, 4: tuple(row.replace("20260701", "20250101") for row in excerpts.PAIR_PARTS[4])}
    loading(*excerpts.pair_files(tmp_path / "one", "v320r0", earlier))
    loading(*excerpts.pair_files(tmp_path / "two", "v322r0", later))
    pairs = tables().pairs
    assert [edition.quarter for edition in loaded().of("ncci_pairs")] == ["2026Q1", "2026Q3"]
    asked = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 8, 1)]
    assert [pairs.pair("43235", "43234", day).state for day in asked] == [
        PairState.IN_FORCE, PairState.NO_EDIT, PairState.NO_EDIT,
    ]  # fmt: skip
    assert pairs.scope("43235") == Scope.EVERY_CODE


def test_a_pair_given_twice_follows_its_later_row(monkeypatch: Patch, tmp_path: Path) -> None:
    at(monkeypatch, tmp_path)
    twice = ("43235\t43234\t\t20100101\t*\t1\tReason", "43234\t43235\t\t20200101\t20201231\t0\tReason")
    parts = {**excerpts.PAIR_PARTS, 3: (*excerpts.PAIR_PARTS[3], *twice)}
    assert loading(*excerpts.pair_files(tmp_path, parts=parts)).tables[0].reports[0].says == [
        "2 rows share days with an earlier row of their pair; the later one counts"
    ]
    pairs = tables().pairs
    found = [pairs.pair("43235", "43234", date(year, 6, 1)) for year in (2009, 2019, 2020, 2021)]
    assert [(pair.column1, pair.indicator) for pair in found] == [
        ("43235", None), ("43235", 1), ("43234", 0), ("43235", 1),
    ]  # fmt: skip


def test_a_workbook_and_a_zip_hold_the_same_as_the_text(files: list[Path], monkeypatch: Patch, tmp_path: Path) -> None:
    loading(*files)
    day = IN_QUARTER
    codes = ["20552", "20553", "43235", "43234", "99214", "99213"]
    by_text = [tables().pairs.pair(one, two, day) for one in codes for two in codes]
    books = [
        excerpts.workbook(tmp_path / f"{path.stem}.xlsx", [line.split("\t") for line in path.read_text().splitlines()])
        for path in files
    ]
    at(monkeypatch, tmp_path / "books")
    assert loading(*books).tables[0].edition.rows == 11
    assert [tables().pairs.pair(one, two, day) for one in codes for two in codes] == by_text
    at(monkeypatch, tmp_path / "zips")
    zips = [
        excerpts.zipped(tmp_path / f"{path.stem}.zip", [path, book]) for path, book in zip(files, books, strict=True)
    ]
    assert loading(*zips).tables[0].edition.rows == 11
    assert [tables().pairs.pair(one, two, day) for one in codes for two in codes] == by_text


RIGHT = "43235\t43233\t\t20100401\t*\t1\tReason"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("43235\t43234\t\t20100401\t*\t1", "the row is cut short: its reason is missing"),
        ("43235\t43234\t\t20100401", "a row of 4 cells, not the seven of a pair"),
        ("43235\t43234\t\t20101301\t*\t1\tReason", "a code or a day of the pair cannot be read"),
        ("43235\t4323\t\t20100401\t*\t1\tReason", "a code or a day of the pair cannot be read"),
        ("43235\t43234\t\t20100401\t*\t2\tReason", "the modifier indicator is '2', not 0, 1 or 9"),
        ("43235\t43234\t\t20270101\t*\t1\tReason", "begins after the quarter: the file is of a later one"),
        ("<html>", "a row of 1 cells, not the seven of a pair"),
    ],
)
def test_a_wrong_line_loads_nothing_and_is_named(row: str, said: str, monkeypatch: Patch, tmp_path: Path) -> None:
    data = at(monkeypatch, tmp_path)
    parts = {**excerpts.PAIR_PARTS, 3: (RIGHT, row, RIGHT, row)}
    with pytest.raises(InputError) as error:
        loading(*excerpts.pair_files(tmp_path, parts=parts))
    assert (error.value.where, error.value.what) == (
        "ccipra-v322r0-f3.txt: line 8",
        f"{said}; wrong too: line 10",
    )
    assert loaded().editions == ()
    assert [path.name for path in (data / "tables").iterdir()] == ["lock"]


def test_a_part_alone_is_refused(files: list[Path]) -> None:
    with pytest.raises(InputError, match="f4 is missing"):
        loading(*files[:3])
    renamed = files[0].rename(files[0].with_name("ccipra-v322r0.txt"))
    with pytest.raises(InputError, match="holds one part of the pairs only"):
        loading(renamed)
    assert loaded().editions == ()


def test_the_setting_and_the_quarter_must_be_told(tmp_path: Path, monkeypatch: Patch) -> None:
    at(monkeypatch, tmp_path)
    everything = [row for rows in excerpts.PAIR_PARTS.values() for row in rows] + ["30100\t30101\t\t20100101\t*\t1\tR"]
    nameless = excerpts.write(tmp_path / "pairs.txt", excerpts.pair_text(everything))
    with pytest.raises(InputError, match="of which setting"):
        loading(nameless)
    undated = excerpts.write(tmp_path / "ccioph.txt", excerpts.pair_text(everything))
    with pytest.raises(InputError, match="--quarter 2026Q3"):
        loading(undated)
    assert loading(undated, quarter="2026Q3").tables[0].edition.table == "ncci_pairs_hospital"
