"""Nine digits settle the ZIP codes that five leave open, once the ZIP+4 file is loaded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rulebook.official import excerpts
from rulebook.official.loaded import SHIPPED, at, loading, tables
from tautband.claims.place_of_price import Unpriced, place_of_price
from tautband.model.errors import InputError
from tautband.rulebook.payers import macs_for
from tautband.rulebook.tables.zips import ZipPlace

DIVIDED = "02339"
"""A ZIP code of the shipped table that lies in two localities of Massachusetts."""
ROWS = (f"MA{DIVIDED}14212010001", f"MA{DIVIDED}14212990002", f"MA{DIVIDED}14212990002")


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return at(monkeypatch, tmp_path)


def with_rows(tmp_path: Path, *rows: str) -> Path:
    return excerpts.write(tmp_path / "ZIP9_JUL2026.txt", excerpts.zip9(rows))


@pytest.mark.parametrize("shape", ["{}{}", "{}-{}", " {}-{} "])
def test_the_four_digits_decide_the_locality(tmp_path: Path, shape: str) -> None:
    (table,) = loading(with_rows(tmp_path, *ROWS)).tables
    assert (table.edition.table, table.edition.quarter, table.edition.rows) == ("zip9_locality", "2026Q2", 2)
    for four, locality in (("0001", "01"), ("0002", "99")):
        place = tables().zips.place(shape.format(DIVIDED, four))
        assert place == ZipPlace(DIVIDED, "MA", "14212", locality, "urban", needs_zip9=False)


@pytest.mark.parametrize(
    "zip_code", [DIVIDED, f"{DIVIDED}-9999", f"{DIVIDED}-00", f"{DIVIDED}00011", f"{DIVIDED}-000x"]
)
def test_digits_that_nobody_knows_leave_it_open(tmp_path: Path, zip_code: str) -> None:
    loading(with_rows(tmp_path, *ROWS))
    assert tables().zips.place(zip_code) == SHIPPED.zips.place(DIVIDED)


def test_a_price_and_a_contractor_follow(tmp_path: Path) -> None:
    day = date(2026, 3, 2)
    assert isinstance(place_of_price(tables(), day, zip_code=f"{DIVIDED}-0002"), Unpriced)
    assert macs_for(tables(), "MA", f"{DIVIDED}-0002") == macs_for(SHIPPED, "MA")
    loading(with_rows(tmp_path, *ROWS))
    found = place_of_price(tables(), day, zip_code=f"{DIVIDED}-0002")
    assert not isinstance(found, Unpriced)
    assert (found.mac, found.locality) == ("14212", "99")
    assert macs_for(tables(), "MA", f"{DIVIDED}-0002") == ("14212",)


def test_the_halves_of_kansas_are_kansas(tmp_path: Path) -> None:
    loading(
        with_rows(tmp_path, *excerpts.ZIP9_ROWS), excerpts.write(tmp_path / "Z5.txt", excerpts.zip5(excerpts.ZIP5_ROWS))
    )
    found = [tables().zips.place(f"66001-000{four}") for four in (1, 2, 3, 4)]
    assert [place and (place.state, place.mac, place.locality) for place in found] == [
        ("KS", "05202", "00"), ("KS", "05202", "00"), ("MO", "05302", "02"), ("KS", "05102", "00"),
    ]  # fmt: skip


def test_the_files_of_five_and_of_nine_digits_are_told_apart(tmp_path: Path) -> None:
    five = excerpts.write(tmp_path / "a.txt", excerpts.zip5(excerpts.ZIP5_ROWS))
    loaded = loading(five, with_rows(tmp_path, *ROWS))
    assert [table.edition.table for table in loaded.tables] == ["zip_locality", "zip9_locality"]


def test_one_code_with_two_places_is_refused_by_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        loading(with_rows(tmp_path, *ROWS, f"MA{DIVIDED}14212010002"))
    assert (told.value.where, told.value.what) == (
        "ZIP9_JUL2026.txt: line 4", f"ZIP {DIVIDED}-0002 stands twice, with different places",
    )  # fmt: skip


def test_a_file_cut_short_is_refused_by_line(tmp_path: Path) -> None:
    path = excerpts.write(tmp_path / "ZIP9_JUL2026.txt", excerpts.zip9(ROWS)[:-20])
    with pytest.raises(InputError, match=r"ZIP9_JUL2026\.txt: line 3: not a line of the ZIP\+4 file"):
        loading(path)
