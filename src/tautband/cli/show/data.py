"""What was loaded, and what stands behind the answers, as pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tautband.rulebook.official.loading import Load
from tautband.rulebook.official.recognising import title
from tautband.rulebook.official.status import Status, TableStatus

_HASH = 12


def print_load(console: Console, done: Load, said: Mapping[str, Sequence[str]]) -> None:
    """Each edition with its counts, then what was left aside and why."""
    for table in done.tables:
        edition = table.edition
        console.print(Text.assemble((title(edition.table), "bold"), f" {edition.quarter}: {edition.rows:,} rows"))
        console.print(Text(f"  covers dates of service {edition.covers_from} to {edition.covers_to}", "dim"))
        for line in said[edition.folder]:
            console.print(Text(f"  {line}"))
    for name in done.ignored:
        console.print(Text(f"not a table: {name}", "dim"))


def print_status(console: Console, status: Status, confirmed: Sequence[str] = ()) -> None:
    """Loaded editions first, then what is shipped; then what the date of service falls outside of."""
    for origin in ("loaded", "shipped"):
        held = [row for row in status.tables if row.origin == origin]
        if not held:
            console.print(Text("Nothing loaded: the shipped tables answer alone.\n", "dim"))
            continue
        console.print(Text(origin.capitalize(), "bold"))
        console.print(_rows(held))
        console.print()
    for said in confirmed:
        console.print(Text(said))
    for warning in status.warnings:
        console.print(Text(f"Warning: {warning}", "bold yellow"))
    console.print(Text(f"Loaded tables are kept in {status.directory}", "dim"))


def _rows(held: Sequence[TableStatus]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("Table", "Edition", "Covers", "Age", "Rows", "Hash"):
        table.add_column(heading, justify="right" if heading == "Rows" else "left", overflow="fold")
    for row in held:
        covers = f"{row.covers_from} to {row.covers_to}" if row.covers_to else "not bound to dates"
        table.add_row(
            Text(row.table, "bold"), Text(row.edition), covers, _age(row.age_days), f"{row.rows:,}",
            (row.sha256 or "")[:_HASH],
        )  # fmt: skip
    return table


def _age(days: int) -> str:
    return "in date" if days <= 0 else f"{days:,} days" if days > 1 else "1 day"
