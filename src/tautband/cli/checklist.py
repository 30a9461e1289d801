"""The verb `checklist`: what must the note hold for this payer?"""

from __future__ import annotations

from typing import Annotated

import typer


def checklist(
    payer: Annotated[str, typer.Option(metavar="ID", help="Payer id or name.")],
    state: Annotated[str | None, typer.Option(metavar="XX", help="State of the service, two letters.")] = None,
    zip_code: Annotated[
        str | None, typer.Option("--zip", metavar="ZIP", help="ZIP of the service, where a state has two contractors.")
    ] = None,
    date: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Date of service; otherwise today.")] = None,
    criteria: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Criteria set the plan adopted; may be repeated.")
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help="Print a procedure note with every item prompted and nothing filled in.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """What the note of a trigger point injection must hold for a payer on a day: item by item, with who asks.

    Exit: 0, or 3 where the payer's own policy is not known as a whole; 2 for options that cannot be read.
    """
    from tautband.advice.checklist import checklist as items_for
    from tautband.advice.template import template as blank_note
    from tautband.cli import arguments
    from tautband.cli.exits import NOTHING_AGAINST, OPEN
    from tautband.cli.screen import console, print_document
    from tautband.pipeline import made_with
    from tautband.shipped import shipped_rulebook

    found = items_for(
        payer=arguments.payer(payer, state),
        state=arguments.state(state),
        zip_code=arguments.zip_code(zip_code, state),
        on=arguments.optional_day("--date", date) or arguments.today(),
        criteria=tuple(criteria or ()),
        rulebook=shipped_rulebook(),
    )
    if json:
        blank = {"template": blank_note(found)} if template else {}
        print_document({"schema": 1, **found.model_dump(mode="json"), **blank, "made_with": made_with()})
    elif template:
        typer.echo(blank_note(found), nl=False)
    else:
        from tautband.cli.show.checklist import print_checklist

        print_checklist(console(), found)
    raise typer.Exit(NOTHING_AGAINST if found.covered else OPEN)
