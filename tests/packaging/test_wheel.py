"""The wheel, as a stranger gets it: built twice with one hash, installed bare outside the checkout, put to work."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


def build(out: Path) -> Path:
    """The wheel built from the checkout, with the build tools installed here."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    return zipfile.ZipFile(wheel).namelist()


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the program and its locked dependencies, and a home and working directory of its own."""
    place = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", str(place / "env")], check=True)
    pip = [str(place / "env/bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "--require-hashes", "-r", str(ROOT / "requirements/run.txt")], check=True, capture_output=True
    )
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True, capture_output=True)
    (place / "work").mkdir()
    return place


def run(bare: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(bare / "home")}
    return subprocess.run(
        [str(bare / "env/bin" / command[0]), *command[1:]],
        cwd=bare / "work", env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_second_build_has_the_same_hash(wheel: Path, tmp_path: Path) -> None:
    again = build(tmp_path)
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(wheel.read_bytes()).digest()


def test_policies_tables_and_lexicon_are_in(names: list[str]) -> None:
    compiled = {name.split("/")[2] for name in names if name.startswith("tautband/_compiled/")}
    assert compiled == {"coding", "lexicon", "rulebook", "tables"}
    policies = {str(path.relative_to(ROOT / "src")) for path in (ROOT / "src/tautband/policies").rglob("*.toml")}
    assert policies - set(names) == set()
    assert "tautband/py.typed" in names


def test_every_artifact_that_the_program_opens_is_in(names: list[str]) -> None:
    sources = [path.read_text() for path in (ROOT / "src").rglob("*.py")]
    opened = {name for text in sources for name in re.findall(r"artifact\(\s*\"(\w+)\"", text)}
    assert opened | {"rulebook"} == {name.split("/")[2] for name in names if name.startswith("tautband/_compiled/")}


def test_tests_corpora_and_caches_are_out(names: list[str]) -> None:
    rooms = {name.split("/")[0] for name in names}
    assert {room for room in rooms if not room.endswith(".dist-info")} == {"tautband"}
    left_out = ("test", "corpus", "gold.jsonl", "__pycache__")
    assert [name for name in names if any(word in name.lower() for word in left_out)] == []


def test_licence_and_notice_travel_along(names: list[str]) -> None:
    licences = {name.rsplit("/", 1)[1] for name in names if "/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE"}


def test_the_demo_runs_outside_the_checkout_and_writes_nothing(bare: Path) -> None:
    ran = run(bare, "tautband", "demo")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "20552" in ran.stdout
    assert list((bare / "work").iterdir()) == []
    assert not (bare / "home").exists()


def test_the_installed_program_uses_what_it_carries(bare: Path) -> None:
    where = "import tautband.shipped as s; print(s.shipped_rulebook().directory)"
    assert run(bare, "python", "-c", where).stdout.strip().endswith("tautband/_compiled/rulebook")


def test_the_installed_rule_book_is_that_of_the_checkout(bare: Path) -> None:
    from tautband.shipped import shipped_rulebook

    digest = "import tautband.shipped as s; print(s.shipped_rulebook().digest)"
    assert run(bare, "python", "-c", digest).stdout.strip() == shipped_rulebook().digest
