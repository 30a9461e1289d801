"""Names tell a newcomer where to go, and stay true next year."""

from __future__ import annotations

import re
from pathlib import Path

from guards.tree import PACKAGE, tracked_files

VAGUE = {"utils", "util", "common", "core", "helpers", "helper", "manager", "engine", "service", "misc"}


def test_there_are_files_to_look_at() -> None:
    assert Path("pyproject.toml") in tracked_files()


def test_no_room_or_module_has_a_vague_name() -> None:
    modules = [path for path in tracked_files() if path.suffix == ".py"]
    vague = [path for path in modules if {part.split(".")[0].lower() for part in path.parts} & VAGUE]
    assert vague == []


def test_no_python_file_carries_a_year() -> None:
    dated = [
        path for path in tracked_files() if path.suffix == ".py" and re.search(r"(?<!\d)(19|20)\d\d(?!\d)", path.name)
    ]
    assert dated == []


def test_a_policy_file_is_named_by_its_first_service_date() -> None:
    policies = PACKAGE / "policies"
    revisions = list(policies.glob("*/*/*.toml"))
    assert revisions != []
    assert [p for p in revisions if not re.fullmatch(r"\d{4}-\d{2}-\d{2}|undated", p.stem)] == []
