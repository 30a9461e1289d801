"""The outcome report as a page: every figure with the number of sessions behind it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tautband.cli.screen import plural
from tautband.cli.show.words import printable
from tautband.outcomes.figures import Figures, Outcomes, Spread


def print_outcomes(console: Console, found: Outcomes, left_out: int) -> None:
    """All sessions first, then by number, drug and provider."""
    told = f"{plural(found.sessions, 'session')} of {plural(found.patients, 'patient')}"
    console.print(Text.assemble((told, "bold"), f"; later notes tell of {found.all.followed}."))
    if left_out:
        cases = plural(left_out, "case")
        console.print(Text(f"Left out: {cases} without a note, a patient or an injection.", "yellow"))
    if found.of_other_sessions:
        notes = plural(found.of_other_sessions, "note")
        console.print(Text(f"{notes} told of a session that is not among these cases.", "yellow"))
    if not found.sessions:
        return
    parts = (
        ("", (found.all,)),
        ("Session within twelve months", found.by_session),
        ("Injected", found.by_agent),
        ("Provider", found.by_provider),
    )
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("", overflow="fold")
    for heading in ("Sessions", "Told of", "Relief %", "Weeks", "Function better", "Score before, after"):
        table.add_column(heading, justify="right")
    for heading, rows in parts:
        _add(table, heading, rows)
    console.print(table)
    console.print(
        Text(
            "A figure is the middle one, with the least, the greatest and (how many are known). Sessions of which no "
            "later note tells are in none of them, and nothing is compared: who was given what was not left to chance.",
            "dim",
        )
    )


def _add(table: Table, heading: str, rows: Sequence[Figures]) -> None:
    if heading:
        table.add_row(Text(heading, "bold"))
    for row in rows:
        better = f"{row.function_improved} of {row.function_known}" if row.function_known else "-"
        scores = "-"
        if row.score_before and row.score_after:
            scores = f"{row.score_before.median:g}, {row.score_after.median:g} ({row.score_before.known})"
        table.add_row(
            f"  {printable(row.name)}" if heading else row.name,
            f"{row.sessions}", f"{row.followed}", _shown(row.relief_percent), _shown(row.relief_weeks), better, scores,
        )  # fmt: skip


def _shown(spread: Spread | None) -> str:
    if spread is None:
        return "-"
    span = f", {spread.least:g}-{spread.most:g}" if spread.least != spread.most else ""
    return f"{spread.median:g}{span} ({spread.known})"
