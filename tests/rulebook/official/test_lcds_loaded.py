"""Determinations as published confirm the days of ours, or say what is to be read: a later text, an end, a new one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import alone
from rulebook.official import excerpts
from rulebook.official.loaded import at, loading
from tautband.model.errors import InputError
from tautband.rulebook.official.confirming_lcds import compare_lcds
from tautband.rulebook.official.editions import loaded
from tautband.rulebook.official.lookups.lcds import determinations
from tautband.shipped import shipped_rulebook

HEADINGS = "lcd_id,lcd_version,title,issue,orig_det_eff_date,rev_eff_date,rev_end_date,date_retired,status"
LATER = (
    "L39656 (CGS): version 7 took effect on 2026-02-12; the rule book holds the text of 2024-04-01: read what changed"
)
ADOPTED = ("L33912", "L34211", "L35010", "L36859", "L39656", "L39662", "L39671", "L39713")
"""The determinations the rule book adopts; the test below holds that these are they."""


def export(folder: Path, *rows: str) -> Path:
    """A zip inside a zip, as published, with a table that is not read beside the one that is."""
    main = excerpts.write(folder / "lcd.csv", "\n".join((HEADINGS, *rows)) + "\n")
    other = excerpts.write(folder / "lcd_x_contractor.csv", "lcd_id,lcd_version,contractor_id\n39656,9,1\n")
    inner = excerpts.zipped(folder / "current_lcd_csv.zip", [main, other])
    return excerpts.zipped(folder / "current_lcd_2026q3.zip", [inner])


def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *rows: str) -> dict[tuple[str, str], str]:
    at(monkeypatch, tmp_path)
    loading(export(tmp_path, *rows))
    edition = loaded().newest("coverage_lcds")
    assert edition is not None
    return {(c.lcd, c.outcome): c.says for c in compare_lcds(shipped_rulebook(), determinations(edition))}


def test_each_determination_the_rule_book_adopts_is_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    says = told(monkeypatch, tmp_path, '30000,1,"Another matter",,2015-10-01,2015-10-01,,,A')
    assert sorted(says) == [(lcd, "not_in_the_export") for lcd in ADOPTED]


def test_the_same_first_day_is_confirmed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    row = '39656,5,"Trigger Point Injections","<p>text, with ""marks"" and\nlines</p>",2024-04-01,2024-04-01,,,A'
    says = told(monkeypatch, tmp_path, row)
    assert says["L39656", "confirms"] == "L39656 (CGS): the export confirms its first day, 2024-04-01"
    assert [outcome for lcd, outcome in says if lcd == "L39656"] == ["confirms"]


def test_a_first_day_told_otherwise_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    says = told(monkeypatch, tmp_path, "39656,5,Trigger Point Injections,,03/24/2024,03/24/2024,,,A")
    assert (
        says["L39656", "another_day"]
        == "L39656 (CGS) begins on 2024-03-24 in the export and on 2024-04-01 in the rule book"
    )


def test_a_later_version_is_to_be_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    says = told(monkeypatch, tmp_path, "39656,7,Trigger Point Injections,,2024-04-01,2026-02-12,,,A")
    assert says["L39656", "later_version"] == (LATER)
    assert ("L39656", "confirms") in says


def test_an_export_of_all_versions_is_read_as_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rows = ("39656,7,New Title,,2024-04-01,2026-02-12,,,A", "39656,6,Old Title,,2024-04-01,2025-01-01,2026-02-11,,A")
    says = told(monkeypatch, tmp_path, *rows)
    assert [outcome for lcd, outcome in says if lcd == "L39656"] == ["confirms", "later_version"]


def test_a_retired_determination_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    says = told(monkeypatch, tmp_path, "39656,7,Trigger Point Injections,,2024-04-01,2024-04-01,,2026-05-31,R")
    assert says["L39656", "retired"] == "L39656 (CGS) was retired on 2026-05-31; the rule book goes on with it"


@pytest.mark.parametrize(("retired", "known"), [("", True), ("2020-01-01", False)])
def test_one_on_trigger_points_that_no_policy_adopts_is_a_gap(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, retired: str, known: bool
) -> None:
    says = told(
        monkeypatch, tmp_path, f'31111,3,"Injection of TRIGGER POINTS, revised",,2015-10-01,2019-01-01,,{retired},A'
    )
    sentence = 'L31111 ("Injection of TRIGGER POINTS, revised") speaks of trigger points and is in no policy'
    assert says.get(("L31111", "unknown")) == (sentence if known else None)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("39656,x,Title,,2024-04-01,2024-04-01,,,A", "a determination's number or version cannot be read"),
        ("39656,1,Title,,2024-04-31,2024-04-01,,,A", "a date of L39656 cannot be read"),
        ("39656,1,Title,,2024-04-01", "the row is cut short at 5 cells"),
    ],
)
def test_a_wrong_row_is_named_by_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, row: str, fault: str) -> None:
    at(monkeypatch, tmp_path)
    with pytest.raises(InputError) as refused:
        loading(export(tmp_path, "30000,1,A title,,2015-10-01,2015-10-01,,,A", row))
    assert refused.value.where.endswith("lcd.csv: line 3")
    assert refused.value.what == fault
    assert loaded().editions == ()


@pytest.mark.slow
def test_the_load_and_the_status_say_it(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    path = export(tmp_path, "39656,7,Trigger Point Injections,,2024-04-01,2026-02-12,,,A")
    says = json.loads(alone("data", "load", str(path), "--json", TAUTBAND_DATA=data).out)["loaded"][0]["says"]
    assert [line for line in says if line.startswith("L39656")] == [
        "L39656 (CGS): the export confirms its first day, 2024-04-01",
        LATER,
    ]
    status = json.loads(alone("data", "status", "--json", TAUTBAND_DATA=data).out)
    assert (status["determinations"], status["articles"]) == (says, [])
