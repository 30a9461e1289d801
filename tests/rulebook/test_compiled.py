from __future__ import annotations

import os
from pathlib import Path

import pytest

from tautband.rulebook import compiled
from tautband.rulebook.compiled import KEPT, artifact


def build(directory: Path) -> None:
    (directory / "built").write_text("once")


def never(directory: Path) -> None:
    raise AssertionError(f"built again: {directory}")


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TAUTBAND_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "source.toml"
    path.write_text("first")
    return path


def test_an_artifact_is_built_once_and_anew_when_a_source_changed(source: Path) -> None:
    first = artifact("thing", [source], build)
    assert (first / "built").read_text() == "once"
    assert artifact("thing", [source], never) == first
    source.write_text("changed")
    assert artifact("thing", [source], build) != first


def test_a_build_that_fails_leaves_nothing_behind(source: Path) -> None:
    with pytest.raises(AssertionError):
        artifact("thing", [source], never)
    assert list((source.parent / "cache").iterdir()) == []


def test_a_cache_keeps_the_builds_used_last(source: Path) -> None:
    first = artifact("thing", [source], build)
    other = artifact("other", [source], build)
    for round_ in range(KEPT):
        os.utime(first, (2_000_000_000, 2_000_000_000))  # as if used again
        source.write_text("x" * (round_ + 10))
        made = artifact("thing", [source], build)
        os.utime(made, (1_000_000_000 + round_, 1_000_000_000 + round_))
    artifact("thing", [source], never)
    source.write_text("anew")
    artifact("thing", [source], build)
    kept = list(first.parent.glob("thing-*"))
    assert (len(kept), first in kept, other.is_dir()) == (KEPT, True, True)


def test_a_cache_that_cannot_be_written_gives_way_to_a_temporary_one_with_a_notice(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    compiled._temporary.cache_clear()
    monkeypatch.setenv("TAUTBAND_CACHE", str(source / "below-a-file"))
    made = artifact("thing", [source], build)
    assert (made / "built").read_text() == "once"
    notice = capsys.readouterr().err
    assert notice.count("\n") == 1
    assert notice.startswith(f"tautband: the cache {source / 'below-a-file'} cannot be written")
    assert artifact("thing", [source], never) == made
    assert artifact("other", [source], build).parent == made.parent
    assert capsys.readouterr().err == ""


def test_a_build_that_a_running_program_may_still_read_stays(source: Path) -> None:
    made = []
    for round_ in range(KEPT + 3):
        source.write_text("x" * (round_ + 10))
        made.append(artifact("thing", [source], build))
    assert all(folder.is_dir() for folder in made)
