"""Rows of a CSV file that cannot be read: a refusal, or with set_aside a list of them, by file, row and reason."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.lines import run
from tautband.audit import csv_tables
from tautband.model.errors import InputError

HEADER = "claim_id,line_number,patient_id,payer,state,date_of_service,code,units,diagnosis_1,remark\n"
SHORT = "5 cells where the header names 10 columns"


def line(number: int, day: str = "2024-08-01", patient: str = "P", remark: str = "") -> str:
    return f"C{number},1,{patient}{number},medicare,OH,{day},20553,1,M79.18,{remark}\n"


def short(number: int) -> str:
    return f"C{number},1,P{number},medicare,OH\n"


def written(folder: Path, *rows: str | bytes) -> Path:
    path = folder / "lines.csv"
    path.write_bytes(b"".join(row if isinstance(row, bytes) else row.encode() for row in (HEADER, *rows)))
    return path


def listed(folder: Path) -> list[tuple[int, int, str, str]]:
    with (folder / "refused.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [(int(row["row"]), int(row["lines"]), row["column"], row["reason"]) for row in rows]


def test_an_uneven_row_stops_an_audit_that_was_not_asked_to_set_lines_aside(tmp_path: Path) -> None:
    path = written(tmp_path, line(1), short(2))
    with pytest.raises(InputError, match=f"row 2: {SHORT}") as told:
        run([path], tmp_path / "out")
    assert "--set-aside" in told.value.do


def test_every_line_left_out_is_listed_with_row_and_reason_and_the_others_are_judged(tmp_path: Path) -> None:
    rows: list[str | bytes] = [
        line(1), short(2), "\n", line(3, day="soon"), line(4).encode().replace(b"P4", b"P\xe94"),
        line(5, patient="Pé"), line(6).encode().replace(b"\n", b",\xe9\n"), line(7, remark="\xe9").encode("latin-1"),
        short(8), short(9),
    ]  # fmt: skip
    summary = run([written(tmp_path, *rows)], tmp_path / "out", set_aside=True)
    assert (summary["lines"], summary["left_out"], summary["refused"]) == (3, 6, "refused.csv")
    assert listed(tmp_path / "out") == [
        (2, 1, "", SHORT),
        (3, 1, "date_of_service", "missing, or no date from 1900 to 2199"),
        (4, 1, "patient_id", "not UTF-8 text"),
        (6, 1, "", "11 cells where the header names 10 columns"),
        (8, 1, "", SHORT),
        (9, 1, "", SHORT),
    ]
    kept = written(tmp_path, line(1), line(5, patient="Pé"), line(7))
    assert run([kept], tmp_path / "kept")["digest"] == summary["digest"]


def test_the_list_holds_no_word_of_a_line_and_stands_for_one_audit_alone(tmp_path: Path) -> None:
    path = written(tmp_path, "Nguyen,1,Vorname\n", line(2))
    run([path], tmp_path / "out", set_aside=True)
    assert "Vorname" not in (tmp_path / "out" / "refused.csv").read_text()
    clean = written(tmp_path, line(2))
    assert run([clean], tmp_path / "out", set_aside=True)["left_out"] == 0
    assert listed(tmp_path / "out") == []
    run([clean], tmp_path / "out")
    assert not (tmp_path / "out" / "refused.csv").exists()


@pytest.mark.parametrize("set_aside", [False, True])
def test_lines_behind_a_quote_that_nothing_closes_are_told_and_a_remark_of_two_lines_is(
    tmp_path: Path, set_aside: bool
) -> None:
    path = written(tmp_path, line(1), "\n", line(2, remark='"open'), line(3), line(4))
    summary = run([path], tmp_path / "out", set_aside=set_aside)
    assert (summary["lines"], summary["in_quotes"]) == (2, {str(path): 2})
    path = written(tmp_path, line(1, remark='"two\nlines"'), line(2))
    assert run([path], tmp_path / "out", set_aside=set_aside)["in_quotes"] == {str(path): 1}
    path = written(tmp_path, line(1, remark='"a, b"'), line(2).strip())
    assert run([path], tmp_path / "out", set_aside=set_aside)["in_quotes"] == {}


def test_an_uneven_row_that_swallowed_others_tells_over_how_many_lines_it_runs(tmp_path: Path) -> None:
    path = written(tmp_path, line(1), 'C2,1,"P2,medicare,OH\n', line(3), line(4, remark='"x"'), line(5))
    summary = run([path], tmp_path / "out", set_aside=True)
    assert summary["lines"] + summary["left_out"] == 5
    assert [(row, lines) for row, lines, _, _ in listed(tmp_path / "out")] == [(2, 3)]


def test_a_header_that_fits_no_row_is_refused_however_long_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_tables, "MOST_BEFORE_ONE_IS_EVEN", 20)
    path = written(tmp_path, *map(short, range(30)))
    with pytest.raises(InputError, match="none of the first 20 rows has the 10 cells"):
        run([path], tmp_path / "out", set_aside=True)


@given(st.lists(st.sampled_from("gsd"), max_size=120), st.integers(0, 9))
def test_rows_keep_their_numbers_wherever_blocks_end(tmp_path_factory: Any, kinds: list[str], seed: int) -> None:
    folder = tmp_path_factory.mktemp("rows")
    chance = random.Random(seed)
    texts = [
        short(number) if kind == "s" else line(number, day="soon" if kind == "d" else "2024-08-01")
        for number, kind in enumerate(kinds, 1)
    ]
    rows = [text + "\n" * chance.randrange(2) for text in texts]
    path = written(folder, *rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_tables, "_BLOCK", 400)
        found = list(csv_tables.csv_tables_set_aside(path, dict))
    kept = [(row, claim) for table in found for row, claim in zip(table.rows, table.lines["claim_id"], strict=True)]
    assert [(row, claim.as_py()) for row, claim in kept] == [
        (number, f"C{number}") for number, kind in enumerate(kinds, 1) if kind != "s"
    ]
    problems = [problem for table in found for problem in table.aside]
    aside = [row for problem in problems for row in ([] if problem.every is None else problem.every.tolist())]
    assert aside == [number for number, kind in enumerate(kinds, 1) if kind == "s"]
    assert sum(table.in_quotes for table in found) == 0


@pytest.mark.slow
def test_lines_are_set_aside_alike_when_files_are_repartitioned_by_two_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [short(n) if n % 50 == 0 else line(n, day="soon" if n % 70 == 1 else "2024-08-01") for n in range(1, 3000)]
    path = written(tmp_path, *rows)
    alone = run([path], tmp_path / "alone", set_aside=True)
    for name, most in (("SHARE", 500), ("MOST_IN_ONE_SHARE", 900), ("FEW", 100)):
        monkeypatch.setattr(f"tautband.audit.running.{name}", most)
    spread = run([path], tmp_path / "spread", set_aside=True, workers=2)
    assert spread["read"] == "repartitioned"
    same = ("lines", "left_out", "findings", "digest", "problems", "edits")
    assert {key: spread[key] for key in same} == {key: alone[key] for key in same}
    assert listed(tmp_path / "spread") == listed(tmp_path / "alone")


def test_identifiers_that_a_spreadsheet_cut_short_join_nobody(tmp_path: Path) -> None:
    path = written(tmp_path, *(line(n).replace(f"P{n}", "1.23457E+11") for n in (1, 2)), line(3), line(4, patient="E+"))
    summary = run([path], tmp_path / "out", set_aside=True)
    assert summary["lines"] == 2
    assert [(row, column) for row, _, column, _ in listed(tmp_path / "out")] == [(1, "patient_id"), (2, "patient_id")]
