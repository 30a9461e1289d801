"""Policy folders for tests: the shipped one, and the shipped one with the policies written only for tests."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import tautband
from tautband.edits.kinds import all_kinds
from tautband.rulebook.book import Rulebook
from tautband.rulebook.compiling import compile_policies
from tautband.rulebook.tables import Tables

SHIPPED = Path(tautband.__file__).parent / "policies"
ONLY_FOR_TESTS = Path(__file__).parent / "only_for_tests"
_SCRATCH = tempfile.TemporaryDirectory(prefix="tautband-policies-")


@cache
def with_test_policies() -> Path:
    """The shipped policies and those written for the tests, in one folder."""
    root = Path(_SCRATCH.name) / "with-test-policies"
    shutil.copytree(SHIPPED, root)
    payers = (ONLY_FOR_TESTS / "payers.toml").read_text(encoding="utf-8")
    with (root / "payers.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + payers)
    for file_path in ONLY_FOR_TESTS.glob("*/*/*.toml"):
        target = root / file_path.relative_to(ONLY_FOR_TESTS)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file_path, target)
    return root


def compiled(root: Path, tables_digest: str = "") -> Rulebook:
    """The rule book of a policy folder."""
    out = Path(tempfile.mkdtemp(dir=_SCRATCH.name))
    compile_policies(root, all_kinds(), out, tables_digest)
    return Rulebook(out, Tables.open())


@cache
def book_with_test_policies() -> Rulebook:
    """The rule book of `with_test_policies`, one object for the run."""
    return compiled(with_test_policies())
