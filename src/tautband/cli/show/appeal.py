"""What there is to say of a letter or a packet: what is missing, what to check, which way is open instead."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text


def print_appeal(
    console: Console, gaps: Sequence[str], checks: Sequence[str], refused: Sequence[str], written: str | None
) -> None:
    """The gaps first, then what the person who signs should check, then the denials that no letter answers."""
    _list(console, "NOT READY: settle this before it is sent", gaps, "bold red")
    _list(console, "Check before signing", checks, "bold yellow")
    _list(console, "No appeal for", refused, "bold magenta")
    if written:
        state = Text("not ready", "bold red") if gaps else Text("ready", "bold green")
        console.print(Text.assemble(f"Written to {written}: ", state))
    elif refused and not gaps:
        console.print("Nothing was written.")


def _list(console: Console, title: str, items: Sequence[str], style: str) -> None:
    if items:
        console.print(Text(title, style))
        for item in items:
            console.print(Padding(Text(f"- {item}"), (0, 0, 0, 2)))
