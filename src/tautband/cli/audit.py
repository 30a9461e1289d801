"""The verb `audit`: across many claim lines, what stands against them, with denominators."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def audit(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Claim lines as Parquet or CSV: files or folders.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUTDIR", help="Folder for findings and summary.")],
    payer: Annotated[str | None, typer.Option(help="Payer of the lines that name none.")] = None,
    all_history: Annotated[
        bool, typer.Option("--all-history", help="The lines hold every practice's services, as a payer's do.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes at work.")] = 2,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Judge claim lines by the million with the edits of one claim.

    Writes findings.parquet (a row for each line and edit that fired or needs review) and summary.json (per edit: seen,
    eligible, evaluated, fired, review, not evaluated) into OUTDIR. Needs the extra audit. Exit 0 when it finishes.
    """
    from tautband.audit import audit as run
    from tautband.cli.screen import console, print_document
    from tautband.shipped import shipped_rulebook

    summary = run(
        paths,
        out,
        rulebook=shipped_rulebook(),
        workers=workers,
        history_scope="all" if all_history else "own_practice",
        payer=payer,
    )
    if json:
        print_document(summary.document())
        return
    from tautband.cli.show.audit import print_summary

    print_summary(console(), summary, out)
