"""The format repairs of a file, by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tautband.cli.screen import plural
from tautband.formats.x12.repairing import Repair


def print_repairs(console: Console, name: str, out: str, repairs: Sequence[Repair]) -> None:
    """How often each kind of value was written anew, and from what to what."""
    counted = Counter((repair.element, repair.what, repair.before, repair.after) for repair in repairs)
    table = Table.grid(padding=(0, 2))
    for (element, what, before, after), count in sorted(counted.items()):
        table.add_row(Text(f"{count} x", "dim"), Text(element, "dim"), Text(f"{what}: {before}, now {after}"))
    console.print(table)
    console.print(Text(f"{name}: {plural(len(repairs), 'format repair')}, written to {out}", "dim"))
