"""A practice of three notes: a folder of its own, and the program run in it on a given day.

Run `python tests/whole_life/practice.py` to write the work list anew after the page changed.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]

from cli.running import Ran
from tautband.cli import main

HERE = Path(__file__).parent
NOTES = ("third-session", "wrong-number", "paid")
"""The notes of Medicare's patients, whose claims go out in one file."""
SENT, DECIDED = "2026-03-05", "2026-03-25"
"""The day the claims go out, and the day the desk works on the remittance."""
CORRECTED_SENT, CORRECTED = "2026-03-10", "2026-04-05"
"""The same for the claim that is corrected."""


class Practice:
    """The program run in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, day: str, *arguments: str) -> Ran:
        """`tautband ARGUMENTS` on a day, in the folder."""
        before, argv = Path.cwd(), sys.argv
        out, err = io.StringIO(), io.StringIO()
        code: Any = 0
        os.environ["TAUTBAND_TODAY"] = day
        os.chdir(self.folder)
        sys.argv = ["tautband", *arguments]
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                main()
        except SystemExit as left:
            code = left.code
        finally:
            sys.argv = argv
            os.chdir(before)
            del os.environ["TAUTBAND_TODAY"]
        return Ran(int(code or 0), out.getvalue(), err.getvalue())

    def told(self, day: str, *arguments: str) -> Any:
        """The JSON of a run, with its exit code under `exit`."""
        ran = self.run(day, *arguments, "--json")
        assert ran.err == ""
        return {"exit": ran.code, **json.loads(ran.out)}

    def case(self, name: str) -> Any:
        """The case of a note as it stands on disk."""
        return json.loads((self.folder / f"{name}.case").read_text())

    def work_list(self) -> str:
        """The page of the remittance beside the claims that were sent, without blanks at line ends."""
        ran = self.run(DECIDED, "remit", "payment.835", "--claims", "batch.837")
        return "".join(f"{line.rstrip()}\n" for line in ran.out.splitlines())


def billed(folder: Path) -> Practice:
    """Each note coded and kept in its case, one file of all three claims, and the remittance kept in each case."""
    for path in HERE.iterdir():
        if path.is_file() and path.suffix != ".py":
            shutil.copy(path, folder)
    practice = Practice(folder)
    for name in NOTES:
        registered = ("--registration", f"{name}.json", "--case", f"{name}.case", "-o", f"{name}.837")
        ran = practice.run(SENT, "claim", f"{name}.txt", *registered)
        assert (ran.code, ran.err) == (0, ""), name
    cases = [part for name in NOTES for part in ("--case", f"{name}.case")]
    assert practice.run(SENT, "claim", *cases, "-o", "batch.837").code in (0, 3)
    for name in NOTES:
        ran = practice.run(DECIDED, "remit", "payment.835", "--case", f"{name}.case", "--keep")
        assert (ran.code, ran.err) == (1, ""), name
    corrected = ("--registration", "wrong-place.json", "--case", "wrong-place.case", "-o", "place.837")
    assert practice.run(CORRECTED_SENT, "claim", "wrong-place.txt", *corrected).code == 0
    assert practice.run(CORRECTED, "remit", "place.835", "--case", "wrong-place.case", "--keep").code == 1
    return practice


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        (HERE / "work-list.txt").write_text(billed(Path(scratch)).work_list())
