"""What is written beside the answers to an 837P: the file with its format repaired, and the 999."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest

from cli.running import here
from formats.x12.many import after, sets
from formats.x12.sample import file_of
from formats.x12.test_writing import accepted_by_pyx12
from tautband.cli import claim_files
from tautband.formats.x12.acknowledging import AcknowledgmentReader

POINTED = file_of().replace(b"M7918", b"M79.18").replace(b"5135550100", b"(513) 555-0100")


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    path = tmp_path / "claims.837"
    path.write_bytes(POINTED)
    return path


def test_the_repaired_file_is_written_and_checked(
    claims: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = claims.with_name("repaired.837")
    ran = here(monkeypatch, capsys, "scrub", str(claims), "--repair", str(out), "--json")
    first, second, last = map(json.loads, ran.out.splitlines())
    assert (first["problems"], second["problems"], last["problems"]) == ([], [], [])
    assert (last["file"], last["repaired_from"], last["claims"]) == (str(out), str(claims), 2)
    assert [(repair["what"], repair["element"]) for repair in last["repairs"]] == [
        ("phone number", "PER04"), ("diagnosis code", "HI01-02"), ("diagnosis code", "HI01-02"),
    ]  # fmt: skip
    assert out.read_bytes() == file_of()
    assert claims.read_bytes() == POINTED


def test_people_read_what_was_repaired(
    claims: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = here(monkeypatch, capsys, "scrub", str(claims), "--repair", str(claims.with_name("repaired.837")))
    assert "2 x  HI01-02  diagnosis code: with its point, now without" in ran.out
    assert "3 format repairs" in " ".join(ran.out.split())  # the line is folded where the path is long


@pytest.mark.parametrize(("data", "verdict"), [(file_of(), "accepted"), (POINTED, "rejected")])
def test_the_999_takes_or_refuses_the_file_and_another_reader_accepts_it(
    claims: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], data: bytes, verdict: str
) -> None:
    claims.write_bytes(data)
    out = claims.with_name("claims.999")
    ran = here(monkeypatch, capsys, "scrub", str(claims), "--acknowledge", str(out), "--json")
    assert json.loads(ran.out.splitlines()[-1])["acknowledgment"] == str(out)
    (group,) = AcknowledgmentReader().read(BytesIO(out.read_bytes())).groups
    assert [found.verdict for found in group.sets] == [verdict]
    assert accepted_by_pyx12(out.read_bytes())


@pytest.mark.parametrize(
    "arguments", [["--repair", "a", "--acknowledge", "b"], ["claims.837", "--repair", "a"], ["--repair", "no/such/a"]]
)
def test_what_cannot_be_written_is_refused(
    claims: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.chdir(claims.parent)
    ran = here(monkeypatch, capsys, "scrub", "claims.837", *arguments)
    assert ran.code == 2
    assert [path.name for path in claims.parent.iterdir()] == ["claims.837"]


@pytest.mark.slow
def test_a_large_file_is_answered_alike_by_one_process_and_by_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "large.837"
    path.write_bytes(after(sets(4, 10), [("value", 900, "ZZ"), ("leave out", 1301, "")]))
    monkeypatch.setattr(claim_files, "SIZE", 10_000)
    assert len(claim_files.parts_of(str(path))) == 4
    answers = []
    for processes in (1, 2):
        monkeypatch.setattr(claim_files, "MOST_PROCESSES", processes)
        answers.append(here(monkeypatch, capsys, "scrub", str(path), "--json").out.splitlines())
    assert answers[0] == answers[1]
    assert json.loads(answers[0][-1])["claims"] == len(answers[0]) - 1 == 80
