"""Start-up stays light: what a note needs is loaded, and nothing else."""

from __future__ import annotations

import subprocess
import sys

from cli.running import ROOT

HEAVY = ("pyarrow", "sqlalchemy", "fastapi", "jinja2", "tomllib", "duckdb", "pandas")
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


def test_coding_a_note_loads_nothing_heavy() -> None:
    note = str(ROOT / "src/tautband/cli/demo_note.txt")
    subprocess.run([sys.executable, "-m", "tautband", "code", note], cwd=ROOT, capture_output=True, check=False)
    program = PROGRAM.format(note=note, heavy=HEAVY)
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
