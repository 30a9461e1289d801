"""The verb `audit`: across many claim lines, what stands against them, with denominators."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def audit(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Claim lines as Parquet or CSV: files or folders.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUTDIR", help="Folder for what is found.")],
    payer: Annotated[str | None, typer.Option(help="Payer of the lines that name none.")] = None,
    all_history: Annotated[
        bool, typer.Option("--all-history", help="The lines hold every practice's services, as a payer's do.")
    ] = False,
    policy_date: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Judge every line by the policies of this day, not of its own."),
    ] = None,
    what_if: Annotated[
        Path | None,
        typer.Option(metavar="POLICY.toml", help="Tell what this <payer>/<policy>/<date>.toml would change."),
    ] = None,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="List lines that cannot be read in refused.csv and judge the others.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes at work.")] = 2,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Judge claim lines by the million with the edits of one claim.

    Writes into OUTDIR findings.parquet (a row for each line and edit that fired or needs review), summary.json (per
    edit: seen, eligible, evaluated, fired, review, not evaluated) and report.html, a page for people. With --what-if
    also what_if.parquet and what_if.json: the answers that change were the file's revision in force; none of them
    stands among the findings. --policy-date leaves code sets, pairs, unit limits and fees to the date of service.

    A line without a readable claim, line number, date, code or units is left out and told. A row with more or fewer
    cells than the header names, or text that is not UTF-8, stops the audit; with --set-aside it is left out as well,
    and refused.csv in OUTDIR lists every line left out by file, row and reason, without a word of it. What is left out
    is in no count, and is missing from its patient's history.
    Needs the extra audit. Exit 0 when it finishes; 3 when --set-aside left a line out,
    or lines stand inside values in quotes.
    """
    from contextlib import ExitStack

    from tautband.audit import audit as run
    from tautband.cli.arguments import optional_day
    from tautband.cli.exits import OPEN
    from tautband.cli.screen import console, print_document
    from tautband.shipped import shipped_rulebook

    with ExitStack() as stack:
        other = None
        if what_if is not None:
            from tautband.cli.what_if import laid_over

            other = stack.enter_context(laid_over(what_if))
        summary = run(
            paths,
            out,
            rulebook=shipped_rulebook(),
            workers=workers,
            history_scope="all" if all_history else "own_practice",
            payer=payer,
            policy_date=optional_day("--policy-date", policy_date),
            what_if=other,
            set_aside=set_aside,
        )
    if json:
        changes = summary.changes()
        print_document(summary.document() | ({} if changes is None else {"what_if": changes}))
    else:
        from tautband.cli.show.audit import print_summary

        print_summary(console(), summary, out)
    if set_aside and (summary.left_out or summary.in_quotes):
        raise typer.Exit(OPEN)
