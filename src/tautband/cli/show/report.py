"""Accuracy as a page: whole notes first, then field by field, then every error."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tautband.accuracy import Report
from tautband.cli.screen import plural
from tautband.cli.show.words import printable


def print_report(console: Console, report: Report) -> None:
    """Each figure with its denominator."""
    console.print(Text(plural(report.notes, "labelled note"), "bold"))
    console.print()
    notes = _table("Whole notes", "Right", "Of", "Share")
    for name, (right, of) in sorted(report.exact.items()):
        notes.add_row(name, str(right), str(of), f"{right / of:.1%}")
    console.print(notes)
    console.print()
    fields = _table("Field", "Right", "Added", "Missed", "Precision", "Recall", "F1")
    for name, s in sorted(report.fields.items()):
        shares = ("-" if value is None else f"{value:.3f}" for value in (s.precision, s.recall, s.f1))
        fields.add_row(name, str(s.hits), str(s.extra), str(s.missed), *shares)
    console.print(fields)
    console.print()
    if report.styles:
        console.print(_styles(report))
        console.print()
    for label, notes_named in (("Coded above the note", report.overcoded), ("Coded below the note", report.undercoded)):
        console.print(Text.assemble((f"{label}: ", "bold"), ", ".join(notes_named) or "none"))
    if report.errors:
        console.print(Text(f"\n{plural(len(report.errors), 'error')}", "bold"))
    for error in report.errors:
        words = f"  “{printable(' | '.join(error.words))}”" if error.words else ""
        console.print(Text(f"  {error.note}  {error.field}: should be {error.gold}, is {error.predicted}{words}"))


def _styles(report: Report) -> Table:
    """A row a style: its notes, exact codes, codes above the note, and F1 of the main fields."""
    table = _table("Style", "Notes", "Exact", "Above", *MAIN_FIELDS.values())
    for style, part in sorted(report.styles.items()):
        right, of = part.exact.get("exact code, codeable notes", (0, 0))
        shares = (part.fields[name].f1 if name in part.fields else None for name in MAIN_FIELDS)
        shown = ("-" if share is None else f"{share:.3f}" for share in shares)
        table.add_row(printable(style), str(part.notes), f"{right} of {of}", str(len(part.overcoded)), *shown)
    return table


MAIN_FIELDS = {
    "muscle and side": "Muscle", "agent": "Drug", "documentation": "Record", "diagnosis": "Dx", "drug line": "J line",
    "other code": "Other",
}  # fmt: skip
"""Fields by the headings of a narrow table."""


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number else "left", no_wrap=True)
    return table
