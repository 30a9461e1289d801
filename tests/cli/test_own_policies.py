"""A payer's new revision is one file in a folder of the practice's own, drafted, tried and then in force."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.running import here
from tautband.shipped import POLICIES

Patch = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]

NEW = "cigna/0139/2025-01-01.toml"
"""Between two revisions that are shipped, so that no later one changes what is drafted from."""


def drafted(
    monkeypatch: Patch, capsys: Capture, into: Path, policy: str = "cigna/0139", first: str = "2025-01-01"
) -> Path:
    ran = here(monkeypatch, capsys, "policy", "new", policy, first, "--into", str(into), "--json")
    assert (ran.code, ran.err) == (0, "")
    return Path(json.loads(ran.out)["file"])


def checked(monkeypatch: Patch, capsys: Capture, folder: Path) -> tuple[int, list[tuple[str, str, str | None]]]:
    ran = here(monkeypatch, capsys, "policy", "check", str(folder), "--json")
    rows = json.loads(ran.out)["examples"]
    return ran.code, [(row["edit"], row["author_says"], row["gave"]) for row in rows if not row["true"]]


def refused(monkeypatch: Patch, capsys: Capture, *arguments: str) -> str:
    ran = here(monkeypatch, capsys, "policy", *arguments)
    assert (ran.code, ran.out) == (2, "")
    return ran.err


def test_the_draft_of_a_revision_is_the_one_before_it_with_its_examples_moved_on(
    monkeypatch: Patch, capsys: Capture, tmp_path: Path
) -> None:
    file = drafted(monkeypatch, capsys, tmp_path)
    assert file == tmp_path / NEW
    assert checked(monkeypatch, capsys, tmp_path) == (0, [])
    assert 'claim = { date = 2025-05-06, payer = "cigna"' in file.read_text()


def test_a_number_changed_without_its_examples_is_noticed(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> None:
    file = drafted(monkeypatch, capsys, tmp_path)
    file.write_text(file.read_text().replace("min_days = 21", "min_days = 28"))
    assert checked(monkeypatch, capsys, tmp_path) == (1, [("too-soon", "clear", "fire")])


def test_the_shipped_folder_is_checked_where_it_stands(monkeypatch: Patch, capsys: Capture) -> None:
    ran = here(monkeypatch, capsys, "policy", "check", str(POLICIES), "--json")
    rows = json.loads(ran.out)["examples"]
    assert (ran.code, [row for row in rows if not row["true"]]) == (0, [])
    shipped = {
        "/".join(file.parts[-3:-1]) for file in POLICIES.glob("*/*/*.toml") if "[[edit.example]]" in file.read_text()
    }
    assert {row["policy"] for row in rows} == shipped


def test_an_empty_form_fails_until_it_is_filled_in(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> None:
    file = drafted(monkeypatch, capsys, tmp_path, "aetna/trigger-points-ours")
    assert checked(monkeypatch, capsys, tmp_path) == (1, [("too-soon", "fire", "clear")])
    text = file.read_text()
    soon = text.index("history = []")
    late = text.index("history = []", soon + 1)
    filled = (
        text[:soon]
        + 'history = ["2024-12-19"]'
        + text[soon + 12 : late]
        + 'history = ["2024-12-18"]'
        + text[late + 12 :]
    )
    file.write_text(filled)
    assert checked(monkeypatch, capsys, tmp_path) == (0, [])


def test_an_example_outside_the_dates_of_its_revision_is_told(
    monkeypatch: Patch, capsys: Capture, tmp_path: Path
) -> None:
    file = drafted(monkeypatch, capsys, tmp_path)
    file.write_text(file.read_text().replace("date = 2025-05-06", "date = 2024-05-06", 1))
    code, wrong = checked(monkeypatch, capsys, tmp_path)
    assert (code, len(wrong)) == (1, 1)
    shown = here(monkeypatch, capsys, "policy", "check", str(tmp_path)).out
    assert f"{NEW}: too-soon: the 20th day" in shown


def test_what_stands_already_is_not_overwritten(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> None:
    drafted(monkeypatch, capsys, tmp_path)
    told = refused(monkeypatch, capsys, "new", "cigna/0139", "2025-01-01", "--into", str(tmp_path))
    assert told == f"tautband: {tmp_path / NEW}: stands there already. Edit it, or remove it first.\n"
    told = refused(monkeypatch, capsys, "new", "cigna/0139", "2025-09-26", "--into", str(tmp_path))
    assert told == "tautband: cigna/0139@2025-09-26: stands in the rule book. Choose another first day.\n"


def test_an_unknown_payer_a_bad_name_and_an_empty_folder_are_told(
    monkeypatch: Patch, capsys: Capture, tmp_path: Path
) -> None:
    new = ("new", "cigma/0139", "2025-01-01", "--into", str(tmp_path))
    assert refused(monkeypatch, capsys, *new) == "tautband: cigma: no such payer. Did you mean cigna?\n"
    told = refused(monkeypatch, capsys, "new", "../up", "2025-01-01", "--into", str(tmp_path))
    assert told.startswith("tautband: ../up: names no policy.")
    assert "no policy in this folder" in refused(monkeypatch, capsys, "check", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_payer_of_ones_own_is_known_by_the_folders_list(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> None:
    new = ("new", "hill-plan/points", "2026-01-01", "--into", str(tmp_path))
    assert "payers.toml" in refused(monkeypatch, capsys, *new)
    (tmp_path / "payers.toml").write_text('[[payer]]\nid = "hill-plan"\nname = "Hill Plan"\nkind = "commercial"\n')
    assert drafted(monkeypatch, capsys, tmp_path, "hill-plan/points", "2026-01-01").is_file()


@pytest.mark.slow
def test_one_file_in_the_practices_folder_is_a_new_revision_from_its_day_on(
    monkeypatch: Patch, capsys: Capture, tmp_path: Path
) -> None:
    """The interval of 21 days becomes 30 on 2025-06-01: the claim of the day before keeps the old rule."""
    own = tmp_path / "own"
    file = drafted(monkeypatch, capsys, own, first="2025-06-01")
    file.write_text(file.read_text().replace("min_days = 21", "min_days = 30"))
    shipped = {path: path.stat().st_mtime_ns for path in _policy_files()}
    said = {day: _too_soon(tmp_path, own, day, last) for day, last in _DAYS.items()}
    assert said == {"2025-05-31": None, "2025-06-01": "25 days after the last session; the policy asks for 30 days"}
    assert {path: path.stat().st_mtime_ns for path in _policy_files()} == shipped
    assert [path.name for path in own.rglob("*") if path.is_file()] == ["2025-06-01.toml"]


@pytest.mark.slow
def test_a_fault_in_the_practices_folder_is_told_with_its_file(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "cigna/0139").mkdir(parents=True)
    (own / "cigna/0139/2025-06-01.toml").write_text("title = 'no evidence'\n")
    ran = _program(tmp_path, own, "policy", "list")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "cigna/0139/2025-06-01.toml: evidence: required key is missing" in ran.stderr.replace("\n", " ")
    ran = _program(tmp_path, tmp_path / "nowhere", "policy", "list")
    assert (ran.returncode, ran.stderr) == (
        2, "tautband: TAUTBAND_POLICIES: names no folder. Name the folder that holds <payer>/<policy>/.\n",
    )  # fmt: skip


_DAYS = {"2025-05-31": "2025-05-06", "2025-06-01": "2025-05-07"}


def _policy_files() -> list[Path]:
    return sorted(POLICIES.rglob("*.toml"))


def _too_soon(tmp_path: Path, own: Path, day: str, last: str) -> str | None:
    claim = tmp_path / f"{day}.json"
    claim.write_text(json.dumps({
        "claim_id": day, "payer": "cigna", "date_of_service": day, "place_of_service": "11", "history_scope": "all",
        "lines": [{"code": "20552", "units": 1, "diagnoses": ["M79.18"]}],
        "history": [{"date_of_service": last, "code": "20552"}],
    }))  # fmt: skip
    findings = json.loads(_program(tmp_path, own, "scrub", str(claim), "--json").stdout)["findings"]
    return next((f["says"] for f in findings if f["edit"] == "cigna/0139/too-soon"), None)


def _program(tmp_path: Path, own: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TAUTBAND_POLICIES": str(own), "TAUTBAND_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "tautband", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
