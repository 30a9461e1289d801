"""The verb `eligible`: may this patient be injected again, and when?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def eligible(
    payer: Annotated[str, typer.Option(metavar="ID", help="Payer id or name.")],
    history: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="Earlier services of the patient, as JSON or a table of claim lines; [] where there were none.",
        ),
    ],
    state: Annotated[str | None, typer.Option(metavar="XX", help="State of the service, two letters.")] = None,
    zip_code: Annotated[
        str | None, typer.Option("--zip", metavar="ZIP", help="ZIP of the service, where a state has two contractors.")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", "--date", metavar="YYYY-MM-DD", help="The day the session is meant for; otherwise today."),
    ] = None,
    region: Annotated[
        str | None, typer.Option(metavar="REGION", help="The anatomic region to be treated, such as neck.")
    ] = None,
    all_history: Annotated[
        bool, typer.Option("--all-history", help="The history holds every practice's services, not only one's own.")
    ] = False,
    history_from: Annotated[
        str | None,
        typer.Option("--history-from", metavar="YYYY-MM-DD", help="The first day the history covers, if not all."),
    ] = None,
    criteria: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Criteria set the plan adopted; may be repeated.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """The first day on which a trigger point session draws no frequency denial on this history, and why.

    Exit: 0 on the day asked about, 1 later or never, 2 not readable, 3 something could not be checked.
    """
    from tautband.advice.eligible import eligible as first_day
    from tautband.cli import arguments
    from tautband.cli.exits import ACT, NOTHING_AGAINST, OPEN
    from tautband.cli.records import read_history
    from tautband.cli.screen import console, print_document
    from tautband.pipeline import made_with
    from tautband.shipped import shipped_rulebook

    found = first_day(
        read_history(str(history)),
        payer=arguments.payer(payer, state),
        state=arguments.state(state),
        zip_code=arguments.zip_code(zip_code, state),
        on=arguments.optional_day("--on", on) or arguments.today(),
        region=region,
        history_scope="all" if all_history else "own_practice",
        history_from=arguments.optional_day("--history-from", history_from),
        criteria=tuple(criteria or ()),
        rulebook=shipped_rulebook(),
    )
    if json:
        print_document({"schema": 1, **found.model_dump(mode="json"), "made_with": made_with()})
    else:
        from tautband.cli.show.eligibility import print_eligibility

        print_eligibility(console(), found)
    later = found.answer == "never" or (found.date is not None and found.date > found.on)
    unchecked = found.answer == "not_known" or found.unchecked
    raise typer.Exit(ACT if later else OPEN if unchecked else NOTHING_AGAINST)
