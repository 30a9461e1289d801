"""A checklist as a page: each item with who asks for it, then what is not known."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from tautband.advice.asked import By, Checklist, Item
from tautband.cli.show.words import GRADES, printable

_STYLES = {"deny": "bold red", "warn": "bold yellow", "info": "bold blue"}
_WHEN = {"always": "", "first": ", of a first session", "repeat": ", of a repeat session"}


def print_checklist(console: Console, found: Checklist) -> None:
    """The whole checklist."""
    where = " · ".join(filter(None, (found.payer or "payer not covered", found.state, f"service on {found.date}")))
    console.print(Rule(Text(f"The note must show: {printable(where)}", "bold"), align="left", style="dim"))
    if found.contractors:
        one = (
            "Medicare contractor"
            if len(found.contractors) == 1
            else "Medicare contractors, of which the ZIP code tells"
        )
        console.print(Text(f"{one}: {', '.join(found.contractors)}", "dim"))
    print_items(console, found.items)
    if found.not_known:
        console.print(Text("\nNot known, or not checked", "bold"))
        for words in found.not_known:
            console.print(Padding(Text(f"- {words}", "dim"), (0, 0, 0, 2)))


def print_items(console: Console, items: Sequence[Item], *, who_asks: bool = True) -> None:
    """Each item, and the edits that ask for it."""
    for item in items:
        console.print(Padding(Text(f"[ ] {item.shows}"), (0, 0, 0, 2)))
        for by in item.by if who_asks else ():
            console.print(Padding(_by(by), (0, 0, 0, 8)))


def _by(by: By) -> Text:
    number = f" ({by.lcd})" if by.lcd else ""
    return Text.assemble(
        (by.severity, _STYLES[by.severity]),
        (f"  {by.edit}{number}{_WHEN[by.when]}; {by.evidence_grade}, {GRADES[by.evidence_grade]}", "dim"),
    )
