"""Wherever the program runs and whoever reads it, it leaves with 0 to 3 and shows no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.running import ROOT, Ran, alone, here

NOTE = str(ROOT / "src/tautband/cli/demo_note.txt")
LABELLED = str(ROOT / "tests/corpus/development/notes")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TAUTBAND_TODAY": "2026-06-30"}

Patch = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]


def in_shell(command: str) -> Ran:
    """A shell's command with `tautband` standing for this program; the exit code is that of `tautband`."""
    script = f'tautband() {{ "{sys.executable}" -m tautband "$@"; }}; {command}; exit "${{PIPESTATUS[0]}}"'
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, cwd=ROOT, env=ENVIRONMENT)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        f"tautband code {NOTE} | head -1", f"tautband code {NOTE} --json | head -c 5",
        f"tautband code {LABELLED} --json | head -c 5", "tautband policy list | head -1",
        "tautband explain 20552 --json | true",
    ],
)  # fmt: skip
def test_a_reader_who_leaves_early_is_no_fault(command: str) -> None:
    ran = in_shell(command)
    assert ran.code in (0, 1, 3)
    assert "Traceback" not in ran.err
    assert "fault of the program" not in ran.err
    assert "Exception ignored" not in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said_to_be_one() -> None:
    ran = in_shell(f"tautband code {NOTE} > /dev/full")
    assert (ran.code, ran.err) == (2, "tautband: output: No space left on device. Check space, rights and the path.\n")


@pytest.mark.slow
def test_output_that_is_closed_leaves_the_exit_code() -> None:
    assert in_shell(f"tautband code {NOTE} >&-").code == alone("code", NOTE).code
    assert in_shell("tautband code missing.txt 2>&-").code == 2


@pytest.mark.slow
def test_a_cache_that_cannot_be_written_costs_a_notice_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with_cache = alone("code", NOTE)
    without = alone(
        "code", NOTE, TAUTBAND_CACHE="", HOME=str(tmp_path / "file"), XDG_CACHE_HOME=str(tmp_path / "file/x")
    )
    assert (without.code, without.out) == (with_cache.code, with_cache.out)
    assert without.err.count("\n") == 1
    assert "cannot be written; compiling into a temporary folder" in without.err


@pytest.mark.parametrize("day", ["0001-01-01", "1979-06-01", "1999-12-31", "2002-12-31"])
def test_a_date_before_the_codes_existed_supports_no_code(monkeypatch: Patch, capsys: Capture, day: str) -> None:
    ran = here(monkeypatch, capsys, "code", NOTE, "--date", day)
    assert ran.code == 1
    assert "supports no code" in ran.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("code", ""), "NOTE: an empty name"),
        (
            ("code", NOTE, "--criteria", "nobodys"),
            "--criteria: no criteria set 'nobodys'. The rule book holds: evicore",
        ),
        (("code", NOTE, "--state", "ZZ"), "--state: 'ZZ' is not a state"),
        (
            ("checklist", "--payer", "medicare", "--date", "9999-12-31"),
            "--date: '9999-12-31' lies beyond 2199. Write the day that is meant.",
        ),
        (("explain", ""), "explain: no edit, no code and no denial"),
        (("policy", "diff", "broken.toml", "broken.toml"), "broken.toml: not TOML: "),
    ],
)
def test_what_names_nothing_is_refused(
    monkeypatch: Patch, capsys: Capture, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    (tmp_path / "broken.toml").write_text("[[edit]\nid =")
    monkeypatch.chdir(tmp_path)
    ran = here(monkeypatch, capsys, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "fault of the program" not in ran.err
