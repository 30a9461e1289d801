"""The runner itself: each check reports failure on a file that must fail, and passes the file's mended twin."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
VENV = Path(sys.prefix)


def make(target: str, *variables: str, directory: Path = ROOT) -> int:
    """The exit code of `make TARGET`, with the environment taken as installed."""
    command = ["make", "--silent", f"--assume-old={VENV}/.dev", f"VENV={VENV}", target, *variables]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "PYTEST"))}
    return subprocess.run(command, cwd=directory, env=clean, capture_output=True).returncode


@pytest.mark.parametrize(("body", "passes"), [("assert 1 + 1 == 3", False), ("assert 1 + 1 == 2", True)])
def test_a_failing_test_fails_the_tests(tmp_path: Path, body: str, passes: bool) -> None:
    (tmp_path / "test_sum.py").write_text(f"def test_sum():\n    {body}\n")
    assert (make("unit", f"TESTS={tmp_path}") == 0) is passes


def test_no_test_at_all_fails_the_tests(tmp_path: Path) -> None:
    assert make("unit", f"TESTS={tmp_path}") != 0


def test_a_test_that_unexpectedly_passes_fails_the_tests(tmp_path: Path) -> None:
    (tmp_path / "test_mended.py").write_text(
        "import pytest\n\n@pytest.mark.xfail\ndef test_mended():\n    assert True\n"
    )
    assert make("unit", f"TESTS={tmp_path}") != 0


@pytest.mark.parametrize(("signature", "passes"), [("def double(n):", False), ("def double(n: int) -> int:", True)])
def test_an_untyped_function_fails_the_types(tmp_path: Path, signature: str, passes: bool) -> None:
    (tmp_path / "double.py").write_text(f"{signature}\n    return n * 2\n")
    assert (make("types", f"SOURCES={tmp_path / 'double.py'}") == 0) is passes


@pytest.mark.parametrize(("line", "passes"), [("import os", False), ('"""Nothing."""', True)])
def test_an_unused_import_fails_the_style(tmp_path: Path, line: str, passes: bool) -> None:
    (tmp_path / "page.py").write_text(f"{line}\n")
    assert (make("style", f"SOURCES=--config={ROOT}/pyproject.toml {tmp_path / 'page.py'}") == 0) is passes


@pytest.mark.parametrize(("line", "passes"), [("import tautband.pipeline", False), ("import tautband.model", True)])
def test_an_import_against_the_layers_fails_the_contract(tmp_path: Path, line: str, passes: bool) -> None:
    shutil.copytree(
        ROOT / "src",
        tmp_path / "src",
        ignore=lambda _, names: [n for n in names if n.endswith((".csv", ".gz", ".toml"))],
    )
    (tmp_path / "src/tautband/model/upwards.py").write_text(f"{line}\n")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    assert (make("imports", f"PYTHONPATH={tmp_path / 'src'}", directory=tmp_path) == 0) is passes


@pytest.mark.parametrize("code", [0, 1, 2])
def test_the_ci_runner_passes_on_what_make_test_says(tmp_path: Path, code: int) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tmp_path / ".ci/run")
    (tmp_path / "Makefile").write_text(f"test:\n\t@exit {code}\n")
    left = subprocess.run(["bash", str(tmp_path / ".ci/run")], capture_output=True, check=False).returncode
    assert (left == 0) is (code == 0)


def test_make_test_runs_every_check_that_make_knows() -> None:
    planned = subprocess.run(
        ["make", "--no-print-directory", "--dry-run", f"--assume-old={VENV}/.dev", f"VENV={VENV}", "test"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout
    assert [tool for tool in ("ruff", "mypy", "lint-imports", "pytest") if f"/{tool}" not in planned] == []
    assert planned.rstrip().splitlines()[-1].split()[0].endswith("/pytest")
