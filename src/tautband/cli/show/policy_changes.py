"""Changes of policies as pages: a comparison, and a timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tautband.advice.policy_changes import EditChange, FieldChange, RevisionChange

_STYLES = {"added": "bold green", "removed": "bold red", "changed": "bold yellow"}


def print_difference(console: Console, changes: Sequence[RevisionChange]) -> None:
    """Each revision that changed, edit by edit."""
    if not any(change.edits or change.fields for change in changes):
        console.print(Text("The same edits, asking the same.", "green"))
        return
    for change in changes:
        console.print(Text(f"{change.policy}: {change.was or 'not there'} to {change.now or 'not there'}", "bold"))
        _print_fields(console, change.fields, 2)
        for edit in change.edits:
            _print_edit(console, edit)


def _print_edit(console: Console, change: EditChange) -> None:
    line = Text.assemble((change.change.ljust(9), _STYLES[change.change]), change.edit)
    console.print(Padding(line, (0, 0, 0, 2)))
    if change.change != "changed":
        console.print(Padding(Text(change.asks, "dim"), (0, 0, 0, 11)))
    _print_fields(console, change.fields, 11)


def _print_fields(console: Console, fields: Sequence[FieldChange], indent: int) -> None:
    for field in fields:
        told = f"{field.field}: {field.was or 'not set'} → {field.now or 'not set'}"
        console.print(Padding(Text(told, "dim"), (0, 0, 0, indent)))


def print_timeline(console: Console, events: Sequence[Mapping[str, Any]]) -> None:
    """One line an event, in order of date."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("Date of service", "Policy", "What"):
        table.add_column(heading, no_wrap=True)
    table.add_column("", overflow="fold")
    for event in events:
        edits = "; ".join(f"{kind} {', '.join(event[kind])}" for kind in _STYLES if event.get(kind))
        says = f"{event['says']}. {edits}" if edits else event["says"]
        table.add_row(event["date"] or "start not known", Text(event["policy"], "bold"), event["what"], says)
    console.print(table)
