"""Claims and histories from tables of claim lines."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cli.running import here
from tautband.cli.claim_lines import claims_of_lines, history_of_lines

HEADER = (
    "claim_id,line_number,patient_id,payer,state,date_of_service,place_of_service,code,modifier_1,units,diagnosis_1\n"
)
ROWS = [
    "C1,2,P1,medicare,OH,2024-08-01,11,20552,59,1,M79.18",
    "C1,1,P1,medicare,OH,2024-08-01,11,20553,,1,M79.18",
    "C2,1,P2,medicare,OH,2024-08-01,11,20552,,1,M54.2",
]


def fired(document: dict[str, object]) -> list[tuple[str, int]]:
    findings = document["findings"]
    assert isinstance(findings, list)
    return sorted((f["edit"], f["line"]) for f in findings if f["outcome"] == "fire" and f["severity"] == "deny")


def test_the_lines_of_a_csv_are_claims(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(HEADER + "\n".join(ROWS) + "\n")
    ran = here(monkeypatch, capsys, "scrub", str(path), "--json")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 1
    assert {a["claim_id"]: fired(a) for a in answers} == {
        "C1": [("national/ncci/pair-billed-together", 2)],
        "C2": [("medicare/uniform-tpi/diagnosis-not-listed", 1)],
    }


@pytest.mark.parametrize("written", ["8/1/2024", "08/01/2024", "20240801", "01-Aug-2024", "01AUG2024"])
def test_a_day_is_read_in_each_form_the_audit_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], written: str
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(HEADER + ROWS[2].replace("2024-08-01", written) + "\n")
    ran = here(monkeypatch, capsys, "scrub", str(path), "--json")
    assert fired(json.loads(ran.out)) == [("medicare/uniform-tpi/diagnosis-not-listed", 1)]


def test_parquet_answers_as_csv_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(HEADER + "\n".join(ROWS) + "\n")
    columns = HEADER.strip().split(",")
    rows = [dict(zip(columns, row.split(","), strict=True)) for row in ROWS]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "lines.parquet")
    of_csv = here(monkeypatch, capsys, "scrub", str(path), "--json").out
    of_parquet = here(monkeypatch, capsys, "scrub", str(tmp_path / "lines.parquet"), "--json").out
    assert of_parquet.replace("lines.parquet", "lines.csv") == of_csv


def test_a_history_may_be_claim_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = tmp_path / "earlier.csv"
    earlier.write_text("claim_id,date_of_service,code\n" + "".join(f"H{m},2024-0{m}-10,20552\n" for m in (5, 6, 7)))
    claim = tmp_path / "lines.csv"
    claim.write_text(HEADER + ROWS[2].replace("M54.2", "M79.18") + "\n")
    ran = here(monkeypatch, capsys, "scrub", str(claim), "--history", str(earlier), "--json")
    assert ("medicare/uniform-tpi/sessions-over-limit", 1) in fired(json.loads(ran.out))


def test_a_row_that_cannot_be_read_is_named_and_its_value_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(HEADER + ROWS[1] + "\n" + ROWS[2].replace("2024-08-01", "Smith") + "\n")
    ran = here(monkeypatch, capsys, "scrub", str(path))
    assert ran.code == 2
    assert f"{path}: row 2, date_of_service: not a date" in ran.err
    assert "Smith" not in ran.err


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_charges_are_read_and_any_delimiter_that_audit_reads(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "lines.csv"
    path.write_text("claim_id,date_of_service,code,charge\nC1,2024-08-01,20552,$95.00\n".replace(",", delimiter))
    (claim,) = claims_of_lines(str(path))
    assert [(line.code, line.charge, line.units) for line in claim.lines] == [("20552", Decimal("95.00"), Decimal(1))]


def test_a_history_needs_no_claim_numbers(tmp_path: Path) -> None:
    path = tmp_path / "earlier.csv"
    path.write_text("date_of_service,code\n05/12/2025,20552\n")
    assert [(entry.date_of_service, entry.code) for entry in history_of_lines(str(path))] == [
        (date(2025, 5, 12), "20552")
    ]
