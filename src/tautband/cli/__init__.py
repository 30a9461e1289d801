"""The command line: every verb reads what it is given, asks the pipeline, prints the answer. It decides nothing.

Exit codes: 0 nothing stands against the claim, 1 a deny, a review, a query or a hold, 2 the input cannot be read, 3
none of these but something was not evaluated. Whatever the input, no traceback is shown and no word of a note is
repeated in an error.
"""

from __future__ import annotations

import gc
import io
import os
import sys
import traceback
from pathlib import Path

from tautband.cli.app import app
from tautband.cli.exits import UNREADABLE
from tautband.model.errors import TautbandError

PACKAGE = Path(__file__).parent.parent


def main() -> None:
    """Run the command line and leave with the exit code of the contract."""
    if sys.stdout is None or sys.stderr is None:  # closed by the caller: nobody reads, the exit code still tells
        nobody = Path(os.devnull).open("w")  # noqa: SIM115 (it serves to the end)
        sys.stdout, sys.stderr = sys.stdout or nobody, sys.stderr or nobody
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    gc.disable()  # what a verb loads lives to the end: walking it for cycles cost 0.1 s of 0.7 s
    try:
        app()
    except TautbandError as error:
        sys.exit(_say(str(error)))
    except OSError as error:
        sys.exit(_say(_refused(error)))
    except Exception as error:
        sys.exit(_say(_apology(error)))
    finally:
        gc.freeze()  # nor is it walked at the interpreter's end, another 0.08 s


def _say(message: str) -> int:
    sys.stderr.write(f"tautband: {message}\n")
    return UNREADABLE


def _refused(error: OSError) -> str:
    """What the system refused, by the name of the file where there is one."""
    return f"{error.filename or 'output'}: {error.strerror or type(error).__name__}. Check space, rights and the path."


def _apology(error: Exception) -> str:
    """Where the program failed, and nothing of what it was reading: an exception's own words may quote the note."""
    place = "start-up"
    for frame in traceback.extract_tb(error.__traceback__):
        if PACKAGE in Path(frame.filename).parents:
            place = f"{Path(frame.filename).relative_to(PACKAGE).as_posix()}:{frame.lineno}"
    return (
        f"sorry, this is a fault of the program and not of your input ({type(error).__name__} at {place}). "
        "Report that one line to the project; it holds nothing of what was read."
    )
