"""The page for an edit or a code."""

from __future__ import annotations

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tautband.cli.explaining import Page
from tautband.cli.show.policy import print_edit


def print_page(console: Console, page: Page) -> None:
    """Each statement of an edit under its dates, or the facts of a code under the day they hold on."""
    console.print(Rule(Text(page.name, "bold"), align="left", style="dim"))
    for stated in page.edits:
        first = "start not known" if stated.first == "undated" else f"from {stated.first}"
        console.print(
            Text(f"{stated.edit_id}, dates of service {first}{f' to {stated.last}' if stated.last else ''}", "dim")
        )
        print_edit(console, stated.edit)
    if page.facts:
        console.print(Text(f"On {page.day}", "dim"))
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, style="bold")
        table.add_column()
        for fact in page.facts:
            table.add_row(fact.about, Text(fact.says))
        console.print(table)
        for source in dict.fromkeys(fact.source for fact in page.facts):
            console.print(Text(f"Source: {source}", "dim"))
