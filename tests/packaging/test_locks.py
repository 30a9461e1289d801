"""The locks install the same files everywhere: exact versions, a hash for each file, and no index of any machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def requirements(lock: Path) -> dict[str, str]:
    """Each requirement of a lock by name, with all that belongs to it on one line."""
    text = re.sub(r"^\s*#.*$", "", lock.read_text(), flags=re.M).replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return {re.split(r"[=<>\[ @]", line)[0]: line for line in lines}


def test_there_are_locks_for_running_and_for_testing() -> None:
    assert {"dev.txt", "run.txt"} - {lock.name for lock in LOCKS} == set()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_is_pinned_with_hashes(lock: Path) -> None:
    found = requirements(lock)
    assert len(found) > 15
    assert [
        n
        for n, line in found.items()
        if not re.fullmatch(r"\S+==\S+( --hash=sha256:[0-9a-f]{64})+", " ".join(line.split()))
    ] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_index_host_or_path_is_in_a_lock(lock: Path) -> None:
    text = lock.read_text()
    assert re.findall(r"^-.*|https?:|file:/|[a-z0-9-]+\.(?:com|org|net|io)\b|(?<=\s)/\S+", text, flags=re.M) == []


def test_both_locks_agree_on_every_version() -> None:
    run, dev = (requirements(ROOT / "requirements" / name) for name in ("run.txt", "dev.txt"))
    assert {name: line.split()[0] for name, line in run.items()} == {name: dev[name].split()[0] for name in run}


def test_every_dependency_of_the_program_is_locked() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    names = {re.split(r"[<>=\[ ]", line)[0].lower() for line in wanted}
    assert names - {name.lower() for name in requirements(ROOT / "requirements" / "run.txt")} == set()
