"""The verb `appeal`: the letter that answers a denial, or the packet of records, out of one case file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def appeal(
    case: Annotated[Path, typer.Argument(metavar="CASE.json", help="The case: note, claim, registration, remittance.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="OUT", help="The file to write.")] = None,
    text: Annotated[
        bool, typer.Option("--text", help="The letter as plain text: to the file, or on the screen without -o.")
    ] = False,
    packet: Annotated[
        bool, typer.Option("--packet", help="The packet of records instead of the letter, as PDF.")
    ] = False,
    line: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Only the denial of this line of the remittance.")
    ] = None,
    on: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The date the letter bears; blank to be written by hand.")
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help="Mark a letter that is ready as a draft.")] = False,
    seal: Annotated[
        bool, typer.Option("--seal", help="Only write into the case that its note stands as it was coded.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Write the appeal of a denial: each requirement of the policy beside the words of the note that answer it.

    A letter that lacks anything says NOT READY on every page. Where another route is open, or no appeal can succeed by
    rule, none is written and the route is named. Exit: 0 ready, 1 not ready or not written, 2 not readable.
    """
    from tautband.cli.appealing import Asked, answer, seal_case

    if seal:
        raise typer.Exit(seal_case(case))
    raise typer.Exit(answer(Asked(case, out, text, packet, line, on, draft, json)))
