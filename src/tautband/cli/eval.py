"""The verb `eval`: how often is the answer right, measured on labelled notes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD.jsonl", help="Labels, one note a line, with the notes beside them.")
    ],
    by: Annotated[
        str | None, typer.Option("--by", metavar="style", help="Figures for each style of note as well.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure accuracy against labelled notes.

    Exact codes, precision and recall by field, every error listed.
    """
    from tautband.cli.evaluating import measured
    from tautband.cli.screen import console, print_document
    from tautband.model.errors import InputError

    if by not in (None, "style"):
        raise InputError("--by", f"figures are not kept by {by!r}", "Write `--by style`, or leave it out.")
    report = measured(gold, by_style=by == "style")
    if json:
        print_document(report.as_json())
        return
    from tautband.cli.show.report import print_report

    print_report(console(), report)
