"""The verb `eval`: how often is the answer right, measured on labelled notes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD.jsonl", help="Labels, one note a line, with the notes beside them.")
    ],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure accuracy against labelled notes.

    Exact codes, precision and recall by field, every error listed.
    """
    from tautband.cli.evaluating import measured
    from tautband.cli.screen import console, print_document

    report = measured(gold)
    if json:
        print_document(report.as_json())
        return
    from tautband.cli.show.report import print_report

    print_report(console(), report)
