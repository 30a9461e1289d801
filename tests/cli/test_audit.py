"""The verb `audit`: many lines, one summary, and the same answers as for one claim."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cli.running import here
from tautband.shipped import POLICIES

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


def test_the_id_of_an_edit_is_never_cut_inside_its_name(
    lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines.write_text(COLUMNS + LINES.replace("medicare,OH", "medicare-advantage,OH").replace("20553,,", "20553,GA,"))
    ran = here(monkeypatch, capsys, "audit", str(lines), "-o", str(tmp_path / "out"))
    assert re.search(r"^medicare-advantage/notices/ .*\n  notice-of-original-medicare *$", ran.out, re.MULTILINE)


def test_a_line_left_out_is_told_in_words_with_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(COLUMNS + LINES.replace("20552,,1,80", "20552,,one,80"))
    ran = here(monkeypatch, capsys, "audit", str(path), "-o", str(tmp_path / "out"))
    assert " ".join(
        f"Left out: 1 line of 3 that could not be read. 1 line of {path}, row 3: units is not a number".split()
    ) in " ".join(ran.out.split())


def revision(folder: Path, payer: str = "medicare") -> Path:
    """A revision of the uniform policy from August 2024 that lists neck pain and nothing else."""
    text = (POLICIES / "medicare" / "uniform-tpi" / "2024-04-01.toml").read_text()
    listed = text.index("  diagnoses = [")
    file = folder / payer / "uniform-tpi" / "2024-08-01.toml"
    file.parent.mkdir(parents=True)
    text = text[:listed] + '  diagnoses = ["M54.2"]' + text[text.index("]", listed) + 1 :]
    file.write_text(re.sub(r"^perhaps_from = .*\n", "", text, flags=re.MULTILINE))
    return file


def test_what_if_tells_what_a_policy_would_change(
    lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = str(revision(tmp_path / "ours"))
    out = tmp_path / "out"
    ran = here(monkeypatch, capsys, "audit", str(lines), "-o", str(out), "--what-if", policy, "--json")
    assert ran.code == 0
    told = json.loads(ran.out)
    assert told["edits"]["medicare/uniform-tpi/diagnosis-not-listed"]["fired"] == 1
    assert told["what_if"]["changed_claims"] == 2
    listed = told["what_if"]["edits"]["medicare/uniform-tpi/diagnosis-not-listed"]
    assert (listed["newly_fired"], listed["no_longer_fired"]) == (2, 1)
    assert json.loads((out / "what_if.json").read_text()) == told["what_if"]
    ran = here(monkeypatch, capsys, "audit", str(lines), "-o", str(out), "--what-if", policy)
    assert "What if: 3 answers on 2 claims would change." in ran.out


def test_what_if_says_when_the_policy_binds_no_line_and_policy_date_binds_them_all(
    lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = revision(tmp_path / "ours")
    policy = policy.rename(policy.with_name("2031-01-01.toml"))
    asked = ("audit", str(lines), "-o", str(tmp_path / "out"), "--what-if", str(policy))
    ran = here(monkeypatch, capsys, *asked)
    assert "No line changes. A revision binds from the day in its name" in ran.out
    ran = here(monkeypatch, capsys, *asked, "--policy-date", "2031-01-01")
    assert "Judged by the policies of 2031-01-01" in ran.out
    assert "What if: 3 answers on 2 claims would change." in ran.out


def test_a_policy_that_cannot_be_laid_over_is_refused_by_its_own_name(
    lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(file: Path) -> str:
        ran = here(monkeypatch, capsys, "audit", str(lines), "-o", str(tmp_path / "out"), "--what-if", str(file))
        assert ran.code == 2
        return ran.err.replace("\n", " ")

    broken = revision(tmp_path / "broken")
    broken.write_text("titel = 1\n")
    assert f"{broken}: titel" in refused(broken)
    assert "no such file" in refused(tmp_path / "absent.toml")
    assert "no payer 'medicar'" in refused(revision(tmp_path / "other", "medicar"))
    assert not (tmp_path / "out").exists()
    ran = here(monkeypatch, capsys, "audit", str(lines), "-o", str(tmp_path / "out"), "--policy-date", "2024-13-01")
    assert ran.code == 2
    assert "--policy-date" in ran.err


def test_a_folder_without_lines_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = here(monkeypatch, capsys, "audit", str(empty), "-o", str(tmp_path / "out"))
    assert ran.code == 2
    assert str(empty) in ran.err
    assert not (tmp_path / "out" / "summary.json").exists()


def test_a_table_without_its_columns_leaves_no_folder_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lines.csv").write_text("a,b\n1,2\n")
    ran = here(monkeypatch, capsys, "audit", str(tmp_path / "lines.csv"), "-o", str(tmp_path / "out"))
    assert ran.code == 2
    assert not (tmp_path / "out").exists()


def test_lines_set_aside_are_told_listed_and_stand_in_the_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(COLUMNS + LINES + "C3,1,Maria Vorname,1234567893\n")
    asked = ("audit", str(path), "-o", str(tmp_path / "out"))
    ran = here(monkeypatch, capsys, *asked)
    assert ran.code == 2
    assert "--set-aside" in ran.err
    ran = here(monkeypatch, capsys, *asked, "--set-aside")
    assert ran.code == 3
    assert "Left out: 1 line of 4 that could not be read." in ran.out
    assert "Vorname" not in (tmp_path / "out" / "refused.csv").read_text() + ran.out + ran.err
    path.write_text(COLUMNS + LINES)
    assert here(monkeypatch, capsys, *asked, "--set-aside").code == 0
