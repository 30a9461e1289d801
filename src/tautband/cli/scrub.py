"""The verb `scrub`: will this claim be denied, why, and what would mend it?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def scrub(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Claims as 837P, FHIR, JSON (an object, an array, or one a line), or a table of claim lines (.csv, "
            ".parquet); - for stdin.",
        ),
    ],
    payer: Annotated[str | None, typer.Option(help="Payer of the claims that name none.")] = None,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Earlier services, for the claims that carry none.")
    ] = None,
    remedies: Annotated[
        bool | None,
        typer.Option(
            "--remedies/--no-remedies",
            help="Try each remedy out on the edits; without either, only for the JSON of a single claim.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Fold nothing: the note's words, every rule in full, every edit left open.")
    ] = False,
    repair: Annotated[
        Path | None,
        typer.Option(metavar="OUT", help="837P: write it with its format repaired, and check what is written."),
    ] = None,
    acknowledge: Annotated[
        Path | None, typer.Option(metavar="OUT", help="837P: write the 999 that takes or refuses it.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON: one document, or one a line for several claims.")
    ] = False,
) -> None:
    """Check claims by every edit in force.

    Exit: 0 nothing stands against them, 1 act on one, 2 not readable, 3 something could not be checked.
    """
    from tautband.cli.records import read_history
    from tautband.cli.scrubbing import scrub_files

    entries = None if history is None else read_history(str(history))
    if repair or acknowledge:
        from tautband.cli.claim_file_desk import scrub_and_write

        raise typer.Exit(scrub_and_write(files, payer, entries, repair, acknowledge, as_json=json))
    raise typer.Exit(scrub_files(files, payer, entries, as_json=json, remedies=remedies, everything=everything))
