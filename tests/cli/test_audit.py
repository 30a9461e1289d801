"""The verb `audit`: many lines, one summary, and the same answers as for one claim."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import here

COLUMNS = (
    "claim_id,line_number,patient_id,rendering_npi,payer,state,date_of_service,place_of_service,code,modifier_1,units,"
    "charge,diagnosis_1\n"
)
LINES = """C1,1,P1,1234567893,medicare,OH,2024-08-01,11,20553,,1,95.00,M79.18
C1,2,P1,1234567893,medicare,OH,2024-08-01,11,20552,59,1,80.00,M79.18
C2,1,P2,1234567893,medicare,OH,2024-08-01,11,20552,,1,80.00,M54.2
"""


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "lines.csv"
    path.write_text(COLUMNS + LINES)
    return path


def test_an_audit_counts_what_fired_and_of_how_many(
    lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = here(monkeypatch, capsys, "audit", str(lines), "-o", str(tmp_path / "out"), "--json")
    assert ran.code == 0
    edits = json.loads(ran.out)["edits"]
    assert edits["national/ncci/pair-billed-together"]["fired"] == 1
    assert edits["medicare/uniform-tpi/diagnosis-not-listed"]["fired"] == 1
    assert edits["medicare/uniform-tpi/diagnosis-not-listed"]["evaluated"] == 3
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["edits"] == edits


def test_people_read_the_totals_and_where_the_findings_are(
    lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = here(monkeypatch, capsys, "audit", str(lines), "-o", str(tmp_path / "out"))
    assert ran.code == 0
    assert ran.out.startswith("3 lines of 1 file judged in ")
    assert "findings.parquet" in ran.out


def test_a_folder_without_lines_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = here(monkeypatch, capsys, "audit", str(empty), "-o", str(tmp_path / "out"))
    assert ran.code == 2
    assert str(empty) in ran.err
    assert not (tmp_path / "out" / "summary.json").exists()
