"""The verb `claim`: the note's claim as a file to send."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def claim(
    note: Annotated[str, typer.Argument(metavar="NOTE", help="The note: a text file, an encounter as JSON, or -.")],
    registration: Annotated[
        Path, typer.Option(metavar="FILE", help="What the front desk knows, as JSON: patient, coverages, providers.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="The file to write.")],
    to: Annotated[str, typer.Option(help="The format: 837p.")] = "837p",
    control: Annotated[int, typer.Option(metavar="N", help="Number of the file among those sent.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Write the claim of a note. Nothing is written while a question is open or anything is missing.

    Exit: 0 written and nothing stands against it, 1 act on it, 2 not readable or not complete, 3 written, and something
    could not be checked.
    """
    from tautband.cli.claiming import write_claim

    raise typer.Exit(write_claim(note, registration, out, to, control, as_json=json))
