"""The verb `explain`: the page for an edit, a code or a denial."""

from __future__ import annotations

from typing import Annotated

import typer


def explain(
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="EDIT|CODE|DENIAL",
            help="An edit's id or last part, a procedure or diagnosis code, or a denial such as CO-151 or N362.",
        ),
    ],
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day to speak of; otherwise today.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Explain an edit, a code or a denial.

    An edit: what it asks, who says so, since when. A code: what the tables know of it on a day and which edits judge
    it. A denial: its causes, what to do, where to take it, and the edits that would have told it beforehand.
    """
    from tautband.cli import arguments
    from tautband.cli.explaining import page_of
    from tautband.cli.screen import console, print_document
    from tautband.shipped import shipped_rulebook

    day = arguments.optional_day("--date", date) or arguments.today()
    page = page_of(shipped_rulebook(), " ".join(name), day)
    if json:
        print_document(page.document())
        return
    from tautband.cli.show.page import print_page

    print_page(console(), page)
