from __future__ import annotations

import subprocess
import sys

from tautband.notes import read

SHOW = """
import sys
from tautband.notes import read
assert read("TPI right trapezius, 1 mL 1% lidocaine. Tolerated well.").procedure_performed
heavy = ("tomllib", "rapidfuzz", "pyarrow", "sqlalchemy", "jinja2", "hypothesis")
print(sorted(name for name in heavy if name in sys.modules))
"""


def test_a_warm_start_parses_no_toml_and_loads_nothing_heavy() -> None:
    read("warm the compiled lexicon")
    shown = subprocess.run([sys.executable, "-c", SHOW], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
