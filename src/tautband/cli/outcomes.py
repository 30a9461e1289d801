"""The verb `outcomes`: what became of the pain after each session, by session, drug and provider?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def outcomes(
    cases: Annotated[
        list[Path], typer.Argument(metavar="CASE...", help="Case files, or folders of them.", show_default=False)
    ],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Relief and function after each session, by session, drug and provider, with the number behind each figure.

    Exit: 0 when it finishes, 2 for a case that cannot be read.
    """
    from tautband.cli.case_sessions import sessions_of
    from tautband.cli.screen import console, print_document
    from tautband.outcomes import outcomes as counted
    from tautband.pipeline import made_with

    found, left_out = sessions_of(cases)
    report = counted(found)
    if json:
        print_document({"schema": 1, **report.model_dump(mode="json"), "left_out": left_out, "made_with": made_with()})
    else:
        from tautband.cli.show.outcomes import print_outcomes

        print_outcomes(console(), report, left_out)
