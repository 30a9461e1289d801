"""The verb `claim`: a note and its registration become a file, whole or not at all."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest

from cli.running import ROOT, here
from formats.x12.desk import REGISTRATION
from tautband.formats.x12.reading import ClaimFile

NOTE = ROOT / "src" / "tautband" / "cli" / "demo_note.txt"


def registration(folder: Path, **changed: object) -> str:
    desk = {**REGISTRATION.model_dump(mode="json"), "place_of_service": "11", "charges": {"20552": "95.00"}, **changed}
    path = folder / "registration.json"
    path.write_text(json.dumps(desk))
    return str(path)


def test_the_claim_of_the_demo_note_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "claim.837"
    ran = here(
        monkeypatch, capsys, "claim", str(NOTE), "--registration", registration(tmp_path), "-o", str(out), "--json"
    )
    answer = json.loads(ran.out)
    assert (ran.code, answer["written"], answer["format"]) == (3, str(out), "837p")
    (record,) = ClaimFile(BytesIO(out.read_bytes()))
    assert [(line.code, line.charge) for line in record.lines] == [("20552", 9500)]
    assert record.problems == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claim.837", "registration.json"]


def test_what_is_missing_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "claim.837"
    desk = registration(tmp_path, charges={}, submission=None)
    ran = here(monkeypatch, capsys, "claim", str(NOTE), "--registration", desk, "-o", str(out))
    assert ran.code == 2
    assert "submission: missing; charges: none for 20552, line 1" in ran.err
    assert not out.exists()


def test_an_open_question_keeps_the_claim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    note = tmp_path / "note.txt"
    note.write_text(
        NOTE.read_text()
        .replace("Procedure\n", "DRAFT - NOT FINAL\nProcedure\n", 1)
        .replace("Electronically signed", "Draft, unsigned")
    )
    out = tmp_path / "claim.837"
    ran = here(monkeypatch, capsys, "claim", str(note), "--registration", registration(tmp_path), "-o", str(out))
    assert ran.code == 1
    assert "Nothing was written" in ran.out
    assert not out.exists()


def test_another_format_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("claim", str(NOTE), "--registration", registration(tmp_path), "--to", "pdf", "-o", str(tmp_path / "x"))
    ran = here(monkeypatch, capsys, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Give one of: 837p" in ran.err
