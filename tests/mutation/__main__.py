"""`python -m mutation --sample 200 --seed 1`: how many mutants of edits/ and rulebook/ the tests kill.

Each mutant runs in a process of its own, in which the changed module stands in for the file, with an empty cache, so
that a changed compiler compiles; tests that name the module go first and stop at the first failure. Survivors are
printed; those listed with a reason in `survivors.toml` are known. Exit 1 below the share wanted, and when a
test fails of the unchanged program, before or after: every mutant would then count as killed.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "src" / "tautband"
ROOMS = ("edits", "edits/kinds", "rulebook")
TESTS = ("tests/edits", "tests/rulebook", "tests/policies", "tests/properties", "tests/audit", "tests/families")
ELSEWHERE = ("advice", "claims", "coding", "remits")
"""Rooms of tests of which only the files that name the module are run."""
WANTED = 0.85
KNOWN = Path(__file__).parent / "survivors.toml"

_RUN = """
import importlib.abc, importlib.util, os, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (300, 300))
name, path, source = sys.argv[1:4]
class Changed(importlib.abc.Loader, importlib.abc.MetaPathFinder):
    def find_spec(self, wanted, where=None, target=None):
        if wanted == name:
            inside = [os.path.dirname(path)] if path.endswith("__init__.py") else None
            return importlib.util.spec_from_file_location(name, path, loader=self, submodule_search_locations=inside)
    def create_module(self, spec): return None
    def exec_module(self, module): exec(compile(open(source).read(), path, "exec"), module.__dict__)
sys.meta_path.insert(0, Changed())
import pytest
sys.exit(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "--no-header", *sys.argv[4:]]))
"""


def killed(mutant: Mutant) -> bool:
    """Whether the tests fail with the mutant in place of its module, or do not end within five minutes of processor
    time: a busy machine kills no mutant.
    """
    name = ".".join(("tautband", *mutant.path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        source = Path(folder) / "source.py"
        source.write_text(mutant.source)
        command = [sys.executable, "-c", _RUN, name, str(mutant.path), str(source)]
        apart = {"TAUTBAND_CACHE": f"{folder}/cache", "HYPOTHESIS_STORAGE_DIRECTORY": f"{folder}/examples"}
        return not all(_pass([*command, *tests], os.environ | apart) for tests in (_naming(name), TESTS) if tests)


def _sound(path: Path) -> bool:
    """Whether the tests pass of the unchanged program, asked before and after: it may be edited while mutants run."""
    sound = not killed(Mutant(path, 0, "unchanged", path.read_text()))
    if not sound:
        print("the tests fail of the unchanged program, so that no count of mutants says anything")
    return sound


def _pass(command: list[str], environment: dict[str, str]) -> bool:
    try:
        return not subprocess.run(
            command, cwd=ROOT, capture_output=True, timeout=3600, check=False, env=environment
        ).returncode
    except subprocess.TimeoutExpired:
        return False


def _naming(module: str) -> list[str]:
    """The test files that name the module, wherever they lie."""
    room, _, last = module.rpartition(".")
    named = re.compile(rf"{re.escape(module)}\b|from {re.escape(room)} import [^\n]*\b{last}\b")
    rooms = (*TESTS, *(f"tests/{room}" for room in ELSEWHERE))
    files = sorted(path for folder in rooms for path in (ROOT / folder).rglob("test_*.py"))
    return [str(path.relative_to(ROOT)) for path in files if named.search(path.read_text())]


def main() -> int:
    """Run a sample of the mutants and print what survived."""
    parser = argparse.ArgumentParser(prog="python -m mutation")
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    files = sorted(path for room in ROOMS for path in (PACKAGE / room).glob("*.py"))
    everything = [mutant for path in files for mutant in mutants(path)]
    chosen = random.Random(given.seed).sample(everything, min(given.sample, len(everything)))
    begun = time.monotonic()
    if not _sound(chosen[0].path):
        return 1
    with ThreadPoolExecutor(given.workers) as pool:
        fates = list(pool.map(killed, chosen))
    if not _sound(chosen[0].path):
        return 1
    known = {entry["mutant"]: entry["because"] for entry in tomllib.loads(KNOWN.read_text()).get("survivor", ())}
    for mutant in (mutant for mutant, dead in zip(chosen, fates, strict=True) if not dead):
        why = known.get(f"{mutant.path.name} {mutant.what}")
        print(f"survived: {mutant}{f'  (known: {why})' if why else ''}")
    share = sum(fates) / len(fates)
    print(f"{sum(fates)} of {len(fates)} mutants killed ({share:.1%}); {len(everything)} in all; "
          f"{time.monotonic() - begun:.0f} s; wanted {WANTED:.0%}")  # fmt: skip
    return 0 if share >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
