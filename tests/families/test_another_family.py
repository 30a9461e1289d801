"""Another family of procedures comes as a package of its own and touches no file of ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

FAMILY = Path(__file__).parent / "joints_family"

CLAIM = {
    "claim_id": "J1",
    "patient_id": "P1",
    "payer": "The Joint Plan",
    "date_of_service": "2025-07-01",
    "place_of_service": "11",
    "lines": [{"code": "20610", "modifiers": ["RT"], "units": 1, "diagnoses": ["M17.11", "M25.561", "M19.90"]}],
    "history": [
        {"date_of_service": "2025-01-02", "code": "20610"},
        {"date_of_service": "2025-04-01", "code": "20611"},
    ],
    "history_scope": "all",
}

ENCOUNTER = {
    "date_of_service": "2025-07-01",
    "payer": "joint-plan",
    "place_of_service": "11",
    "procedure_performed": False,
    "services": [{"kind": "joint_injection", "target": "an unnamed large joint", "status": "performed"}],
}


def run(arguments: list[str], tmp_path: Path, *, with_family: bool) -> subprocess.CompletedProcess[str]:
    """The program in a fresh process, with or without the family on its path."""
    path = [str(FAMILY)] if with_family else []
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([*path, *filter(None, [os.environ.get("PYTHONPATH")])]),
        "TAUTBAND_CACHE": str(tmp_path / "cache"),
    }
    return subprocess.run(
        [sys.executable, "-m", "tautband", *arguments], capture_output=True, text=True, env=environment, check=False
    )


def fired(output: str) -> list[str]:
    return sorted(f["edit"] for f in json.loads(output)["findings"] if f["outcome"] == "fire")


def test_a_family_brings_its_payer_its_policies_and_its_kind_of_edit(tmp_path: Path) -> None:
    claim = tmp_path / "claim.json"
    claim.write_text(json.dumps(CLAIM))
    ours = fired(run(["scrub", str(claim), "--json"], tmp_path, with_family=False).stdout)
    theirs = fired(run(["scrub", str(claim), "--json"], tmp_path, with_family=True).stdout)
    assert [edit for edit in theirs if edit not in ours] == [
        "joint-plan/joints/joint-sessions-over-limit",
        "joint-plan/joints/too-many-diagnoses",
    ]


def test_a_family_adds_its_coding_to_ours(tmp_path: Path) -> None:
    note = tmp_path / "encounter.json"
    note.write_text(json.dumps(ENCOUNTER))
    ours = json.loads(run(["code", str(note), "--json"], tmp_path, with_family=False).stdout)
    theirs = json.loads(run(["code", str(note), "--json"], tmp_path, with_family=True).stdout)
    assert [line["code"] for line in ours["coding"]["lines"]] == []
    assert [line["code"] for line in theirs["coding"]["lines"]] == ["20610"]


def test_a_family_is_explained_like_our_own_edits(tmp_path: Path) -> None:
    page = run(["explain", "joint-plan/joints/too-many-diagnoses"], tmp_path, with_family=True)
    assert page.returncode == 0
    assert "two diagnoses at the most" in page.stdout
