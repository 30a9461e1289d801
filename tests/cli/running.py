"""Running the command line as a person does, in a process of its own or in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tautband.cli import main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a run left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> Ran:
    """`tautband ARGUMENTS` in this process, on a day after every test's date of service."""
    monkeypatch.setenv("TAUTBAND_TODAY", "2026-06-30")
    monkeypatch.setattr(sys, "argv", ["tautband", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    captured = capsys.readouterr()
    return Ran(int(left.value.code or 0), captured.out, captured.err)


def alone(*arguments: str, stdin: bytes = b"", **environment: str) -> Ran:
    """`tautband ARGUMENTS` in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "tautband", *arguments],
        input=stdin, capture_output=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "TAUTBAND_TODAY": "2026-06-30", **environment},
    )  # fmt: skip
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
