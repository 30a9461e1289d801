"""The verb `outcomes`: cases in, figures with denominators out, and no patient in either."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import here

Patch = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]
NOTE = (
    "Date of service: {day}\n{told}\nAssessment: myofascial pain syndrome, M79.18.\n"
    "Procedure: 2 trigger points of the right upper trapezius were injected with 2 mL of 1 % {drug}.\n"
)


def case(folder: Path, name: str, note: str | None, patient: str = "MUSTERPATIENT") -> None:
    document = {"schema": 1, "case_id": name, "note": note, "registration": {"patient_id": patient}}
    (folder / f"{name}.json").write_text(json.dumps(document))


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    case(folder, "first", NOTE.format(day="12/01/2025", told="", drug="lidocaine"))
    told = "Last trigger point injection 12/01/2025: 60 % relief for eight weeks."
    case(folder, "second", NOTE.format(day="03/02/2026", told=told, drug="bupivacaine"))
    case(folder, "visit", "Date of service: 03/09/2026\nFollow-up of knee pain. No procedure today.\n")
    case(folder, "empty", None)
    return folder


def test_relief_is_told_of_the_session_before(cases: Path, monkeypatch: Patch, capsys: Capture) -> None:
    ran = here(monkeypatch, capsys, "outcomes", str(cases), "--json")
    found = json.loads(ran.out)
    assert (ran.code, found["sessions"], found["patients"], found["left_out"]) == (0, 2, 1, 2)
    relief = {row["name"]: row["relief_percent"] for row in found["by_agent"]}
    assert relief == {"bupivacaine": None, "lidocaine": {"known": 1, "median": 60.0, "least": 60.0, "most": 60.0}}


def test_the_page_names_no_patient(cases: Path, monkeypatch: Patch, capsys: Capture) -> None:
    ran = here(monkeypatch, capsys, "outcomes", str(cases))
    assert (ran.code, "2 sessions of 1 patient" in ran.out, "Left out: 2 cases" in ran.out) == (0, True, True)
    assert "MUSTERPATIENT" not in ran.out + ran.err


def test_a_file_that_is_no_case_is_refused_with_its_name(cases: Path, monkeypatch: Patch, capsys: Capture) -> None:
    (cases / "other.json").write_text("[]")
    ran = here(monkeypatch, capsys, "outcomes", str(cases))
    assert (ran.code, ran.out) == (2, "")
    assert "other.json" in ran.err
