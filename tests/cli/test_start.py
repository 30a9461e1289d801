"""Start-up stays light: what a note needs is loaded, and nothing else. The targets stand in `benchmarks/ratios.toml`
beside the others; here a ceiling that a loaded machine still keeps, and the modules and memory, which no load changes.
"""

from __future__ import annotations

import compileall
import os
import re
import subprocess
import sys

import pytest

from cli.running import ROOT

NOTE = str(ROOT / "src/tautband/cli/demo_note.txt")
HEAVY = (
    "pyarrow", "sqlalchemy", "fastapi", "jinja2", "tomllib", "duckdb", "pandas", "numpy.ma", "rapidfuzz",
    "tautband.rulebook.compiling", "tautband.rulebook.tables.building", "tautband.notes.vocabulary.lexicon_source",
    "tautband.audit", "tautband.advice", "tautband.formats",
)  # fmt: skip
PROGRAM = """
import sys
sys.argv = ["tautband", "code", {note!r}]
sys.stdout = open("/dev/null", "w")
from tautband.cli import main
try:
    main()
except SystemExit as left:
    code = left.code
loaded = [name for name in {heavy!r} if name in sys.modules]
sys.stdout = sys.__stdout__
print(code, loaded, "tautband.pipeline" in sys.modules)
"""


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    """What a checkout compiles once is compiled before anything is measured, bytecode included, as an install does."""
    compileall.compile_dir(ROOT / "src", quiet=2)
    subprocess.run([sys.executable, "-m", "tautband", "code", NOTE], cwd=ROOT, capture_output=True, check=False)


def test_coding_a_note_loads_nothing_heavy() -> None:
    program = PROGRAM.format(note=NOTE, heavy=HEAVY)
    printed = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    code, rest = printed.split(" ", 1)
    assert code in ("0", "1", "3")
    assert rest.strip() == "[] True"


def test_help_loads_no_room_of_the_pipeline() -> None:
    program = "import sys, tautband.cli.app; print([m for m in sys.modules if m in ('numpy', 'pydantic', 'rich')])"
    printed = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert printed.strip() == "[]"


def seconds(*arguments: str) -> float:
    """Processor time of one run of Python, which a loaded machine hardly changes."""
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime


@pytest.mark.slow
def test_a_note_is_coded_within_four_times_the_import_of_numpy_and_pydantic() -> None:
    runs = [(seconds("-c", "import numpy, pydantic"), seconds("-m", "tautband", "code", NOTE)) for _ in range(7)]
    assert min(coded for _, coded in runs) <= 4 * min(floor for floor, _ in runs)


def test_a_note_is_coded_within_80_megabytes() -> None:
    program = PROGRAM.format(note=NOTE, heavy=()) + "print(open('/proc/self/status').read())"
    status = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+) kB", status)
    assert int(kilobytes) / 1024 <= 80
