"""The verb `remit`: what a remittance, or the refusal of a file, leaves for the denials desk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def remit(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE...", help="Remittances (835), or answers to a sent file (999, 277CA, TA1)."),
    ] = None,
    case: Annotated[
        Path | None, typer.Option(metavar="CASE.json", help="The case they belong to; alone, its last remittance.")
    ] = None,
    claims: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="Claims as they were sent: 837P, JSON or a table of lines.")
    ] = None,
    payer: Annotated[str | None, typer.Option(metavar="ID", help="The payer, before what the file says.")] = None,
    received: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day the remittance came, where it can be shown.")
    ] = None,
    history_of_appeals: Annotated[
        str | None, typer.Option(metavar="FILE", help="The practice's past appeals and how they ended, as JSON.")
    ] = None,
    practice: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The practice's costs and contract limits, as JSON.")
    ] = None,
    every_claim: Annotated[
        bool, typer.Option("--all", help="Work on claims without a trigger point injection as well.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Add what concerns the case to its file, for `appeal`.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Draw up the work list: each denial with its cause, route, deadline, liability and worth.

    With the claims that were sent at hand, the edit that predicted a denial is named, or its absence as a gap. Exit: 0
    nothing to do, 1 something is denied, refused, short or wrong in form, 2 not readable.
    """
    from tautband.cli.remitting import remit_files

    raise typer.Exit(
        remit_files(
            files or [],
            case=case,
            claims=claims or [],
            payer=payer,
            received=received,
            past=history_of_appeals,
            practice=practice,
            every_claim=every_claim,
            keep=keep,
            as_json=json,
        )
    )
