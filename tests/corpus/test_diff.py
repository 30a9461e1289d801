from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from corpus.diff import HERE, at_commit, changed, opened, shown, table

BEFORE = {
    "a 1": {"note": "a 1", "code": "20552", "status": "coded", "muscles": ["right trapezius x2"], "other codes": []},
    "a 2": {"note": "a 2", "code": "none", "status": "query", "muscles": [], "other codes": ["J2003"]},
}
NOW = {
    "a 1": BEFORE["a 1"] | {"code": "20553", "muscles": ["left trapezius x1", "right trapezius x2"]},
    "a 2": BEFORE["a 2"],
}


def test_only_what_differs_is_shown() -> None:
    assert changed(BEFORE, NOW) == [
        ("a 1", "code", "20552", "20553"),
        ("a 1", "muscles", "right trapezius x2", "left trapezius x1, right trapezius x2"),
    ]
    assert changed(BEFORE, BEFORE) == []


def test_the_table_names_a_note_once_and_counts_the_notes() -> None:
    lines = table(changed(BEFORE, NOW), 2).splitlines()
    assert lines[-1] == "1 of 2 notes change their outcome."
    assert sum(line.startswith("a 1") for line in lines) == 1


def test_nothing_in_a_cell_is_said_in_words() -> None:
    assert shown([]) == "none"


def test_only_batches_that_had_their_first_run_are_read() -> None:
    runs = {entry["batch"] for entry in tomllib.loads((HERE / "first_runs.toml").read_text())["first_run"]}
    assert set(opened()) == {"development"} | runs


def test_a_commit_that_git_does_not_know_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="git has no commit 'no-such-commit'"):
        at_commit("no-such-commit", tmp_path)
