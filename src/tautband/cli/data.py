"""The verb `data`: load the official files a user has, and tell what is loaded and how old it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

data = typer.Typer(name="data", help="Official CMS, CDC and X12 files.", no_args_is_help=True, rich_markup_mode=None)


@data.command("load")
def load_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="As published: TXT, CSV, XLSX or ZIP.")],
    quarter: Annotated[
        str | None, typer.Option(metavar="YYYYQN", help="The quarter of files that do not tell theirs.")
    ] = None,
    smaller: Annotated[
        bool, typer.Option("--smaller", help="Take an edition far smaller than the one before it.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Load official files: all of them, or none. Earlier quarters are kept; dates decide which answers."""
    from tautband.cli import arguments
    from tautband.cli.loading import document, told
    from tautband.cli.screen import console, print_document
    from tautband.rulebook.official.loading import load
    from tautband.rulebook.official.period import asked

    done = load(files, arguments.today(), asked(quarter), smaller)
    said = told(done)
    if json:
        print_document(document(done, said))
        return
    from tautband.cli.show.data import print_load

    print_load(console(), done, said)


@data.command("status")
def status(
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Warn of tables that do not cover this date of service.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show each table, shipped and loaded: quarter, dates covered, age, source and hash."""
    from tautband.cli import arguments
    from tautband.cli.loading import confirmed
    from tautband.cli.screen import console, print_document
    from tautband.rulebook.official.status import status_of
    from tautband.rulebook.tables import Tables

    found = status_of(Tables.open(), arguments.today(), arguments.optional_day("--date", date))
    loaded = Tables.open().loaded
    articles, lcds = (confirmed(table) if loaded else [] for table in ("coverage_articles", "coverage_lcds"))
    if json:
        print_document({"schema": 1, **found.document(), "articles": articles, "determinations": lcds})
        return
    from tautband.cli.show.data import print_status

    print_status(console(), found, [*articles, *lcds])
