"""`tautband appeal` as a biller runs it: what is written, what is said, the exit code, and nothing of the patient."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cli.running import Ran, alone, here

GOLDEN = Path(__file__).parents[1] / "golden" / "letters"


@pytest.fixture
def appeal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """`tautband appeal CASE.json ARGUMENTS` on a copy of a golden case."""

    def run(name: str, *arguments: str) -> Ran:
        folder = copied(tmp_path, name)
        return here(monkeypatch, capsys, "appeal", str(folder / "case.json"), *arguments)

    return run


def copied(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    if not folder.exists():
        shutil.copytree(GOLDEN / name, folder)
    return folder


def change(folder: Path, **changed: Any) -> None:
    path = folder / "case.json"
    case = json.loads(path.read_text())
    path.write_text(json.dumps({**case, **changed}))


def test_a_ready_letter_is_written_and_leaves_zero(appeal: Any, tmp_path: Path) -> None:
    ran = appeal("medicare-repeat-session", "-o", str(tmp_path / "letter.pdf"))
    assert (ran.code, ran.err) == (0, "")
    assert "ready" in ran.out
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "letter.pdf").pages)
    assert "2026091000123" in text
    assert "NOT READY" not in text


def test_a_letter_with_gaps_is_written_marked_and_leaves_one(appeal: Any, tmp_path: Path) -> None:
    ran = appeal("bcbs-ma-care-too-short", "-o", str(tmp_path / "letter.pdf"))
    assert ran.code == 1
    assert "bcbs-ma/604/care-too-short" in ran.out
    assert all("NOT READY" in page.extract_text() for page in PdfReader(tmp_path / "letter.pdf").pages)


@pytest.mark.parametrize("name", ["absolute-pair", "two-units", "unprocessable-claim"])
def test_where_no_appeal_is_open_nothing_is_written(appeal: Any, tmp_path: Path, name: str) -> None:
    ran = appeal(name, "-o", str(tmp_path / "letter.pdf"))
    assert ran.code == 1
    assert "without merit" in " ".join(ran.out.split())
    assert "Instead:" in ran.out
    assert not (tmp_path / "letter.pdf").exists()


def test_the_text_goes_to_the_screen_or_to_the_file(appeal: Any, tmp_path: Path) -> None:
    held = (GOLDEN / "medicare-repeat-session" / "letter.txt").read_text()
    shown = appeal("medicare-repeat-session", "--text", "--on", "2026-05-04")
    assert shown.code == 0
    assert shown.out.startswith(held)
    appeal("medicare-repeat-session", "--text", "--on", "2026-05-04", "-o", str(tmp_path / "letter.txt"))
    assert (tmp_path / "letter.txt").read_text() == held


def test_json_names_each_requirement_with_its_passages(appeal: Any, tmp_path: Path) -> None:
    ran = appeal("medicare-repeat-session", "-o", str(tmp_path / "letter.pdf"), "--json")
    told = json.loads(ran.out)
    note = (GOLDEN / "medicare-repeat-session" / "note.txt").read_text()
    assert (told["schema"], told["ready"], told["paper"], told["gaps"]) == (1, True, "letter", [])
    passages = [e for r in told["requirements"] for part in r["parts"] for e in part["evidence"]]
    assert len(passages) > 10
    assert [e for e in passages if note[e["start"] : e["end"]] != e["text"]] == []


def test_the_packet_is_written_with_the_papers_of_the_case(appeal: Any, tmp_path: Path) -> None:
    ran = appeal("medicare-repeat-session", "--packet", "-o", str(tmp_path / "packet.pdf"))
    assert ran.code == 0
    pages = [page.extract_text() for page in PdfReader(tmp_path / "packet.pdf").pages]
    assert pages[0].startswith("Records of a trigger point injection")
    assert [page.split("\n")[0] for page in pages if ", page 1 of " in page] == [
        "1. Note, March 16, 2026, page 1 of 1",
        "2. Note of an earlier session, November 20, 2025, page 1 of 1",
        "3. Physical therapy, September to December 2025, December 18, 2025, page 1 of 1",
    ]


def test_a_denial_is_picked_by_its_line(appeal: Any, tmp_path: Path) -> None:
    ran = appeal("medicare-repeat-session", "-o", str(tmp_path / "letter.pdf"), "--line", "2")
    assert (ran.code, (tmp_path / "letter.pdf").exists()) == (1, False)
    assert "No denial of this case is open to an appeal." in ran.out


def test_a_seal_is_written_once_and_an_altered_note_is_refused(appeal: Any, tmp_path: Path) -> None:
    folder = copied(tmp_path, "medicare-repeat-session")
    change(folder, note_seal=None)
    assert appeal("medicare-repeat-session", "--seal").code == 0
    sealed = json.loads((folder / "case.json").read_text())["note_seal"]
    assert sealed == json.loads((GOLDEN / folder.name / "case.json").read_text())["note_seal"]
    note = folder / "note.txt"
    note.write_text(note.read_text().replace("taut band", "tight band"))
    ran = appeal("medicare-repeat-session", "--seal")
    assert ran.code == 2
    assert "its words changed since it was sealed (lines 13)" in ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "--out: no file to write to"),
        (("--packet", "--text", "-o", "x.pdf"), "--text: a packet is a PDF"),
        (("-o", "x.pdf", "--on", "2026-02-30"), "--on: '2026-02-30' is not a day of the calendar"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(appeal: Any, arguments: tuple[str, ...], says: str) -> None:
    ran = appeal("medicare-repeat-session", *arguments)
    assert ran.code == 2
    assert says in ran.err


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"remittances": []}, "remittances: required and missing"),
        ({"claim": None}, "claim: required and missing"),
        ({"note_file": "gone.txt"}, "no such file"),
        ({"registration": {"patient": {"last_name": 7}}}, "registration.patient.last_name"),
        ({"documents": [{"kind": "diary"}]}, "documents.0.kind"),
    ],
)
def test_a_case_that_cannot_be_used_names_the_key_and_no_value(
    appeal: Any, tmp_path: Path, changed: dict[str, Any], says: str
) -> None:
    change(copied(tmp_path, "medicare-repeat-session"), **changed)
    ran = appeal("medicare-repeat-session", "-o", str(tmp_path / "letter.pdf"))
    assert ran.code == 2
    assert says in ran.err
    assert "Sample" not in ran.err + ran.out


def test_no_name_of_the_registration_is_told_outside_the_letter(appeal: Any, tmp_path: Path) -> None:
    for name in ("altered-note", "two-units", "unsigned-note", "medicare-first-session"):
        ran = appeal(name, "--text", "-o", str(tmp_path / "letter.txt"))
        assert "Sample" not in ran.out + ran.err
        assert "1EG4TE5MK73" not in ran.out + ran.err


def test_without_the_libraries_the_line_that_installs_them_is_said(
    appeal: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "reportlab", None)
    ran = appeal("medicare-repeat-session", "-o", str(tmp_path / "letter.pdf"))
    assert ran.code == 2
    assert 'pip install "tautband[pdf]"' in ran.err
    assert appeal("medicare-repeat-session", "--text").code == 0


@pytest.mark.slow
def test_the_official_words_of_a_reason_stand_only_where_the_user_loaded_them(tmp_path: Path) -> None:
    listed = ("code,text,start,stop", "151,Invented words.,1997-01-01,", "50,Old ones.,1997-01-01,2020-01-01")
    (tmp_path / "carc.csv").write_text("\n".join(listed) + "\n")
    own = str(tmp_path / "data")
    assert alone("data", "load", str(tmp_path / "carc.csv"), "--quarter", "2026Q1", TAUTBAND_DATA=own).code == 0
    case = str(GOLDEN / "medicare-repeat-session" / "case.json")
    assert "151: Invented words." in alone("appeal", case, "--text", TAUTBAND_DATA=own).out
    assert "Invented words" not in alone("appeal", case, "--text").out
    ended = str(GOLDEN / "medicare-first-session" / "case.json")
    assert "Old ones." not in alone("appeal", ended, "--text", TAUTBAND_DATA=own).out


@pytest.mark.slow
def test_a_letter_without_a_date_is_told_when_its_last_day_is_over(tmp_path: Path) -> None:
    case = str(copied(tmp_path, "medicare-repeat-session") / "case.json")
    in_time = alone("appeal", case, "-o", str(tmp_path / "a.pdf"), TAUTBAND_TODAY="2026-06-30")
    too_late = alone("appeal", case, "-o", str(tmp_path / "b.pdf"), TAUTBAND_TODAY="2027-06-30")
    assert "last day to appeal" not in in_time.out
    assert "last day to appeal was" in too_late.out
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
