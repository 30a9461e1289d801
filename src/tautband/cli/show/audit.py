"""The summary of an audit: how much was read, what fired most, what could not be checked, where the findings are."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tautband.audit.summary import Summary


def print_summary(console: Console, summary: Summary, out: Path) -> None:
    """One line of totals, a table of the edits that fired or need a person, and where to look further."""
    console.print(
        Text.assemble(
            (f"{summary.lines:,} lines", "bold"),
            f" of {_count(summary.files, 'file')} judged in {summary.seconds:.1f} s: ",
            (f"{summary.findings:,} findings", "bold"),
            f" ({_per_hundred(summary.findings, summary.lines)} in a hundred lines).",
        )
    )
    for problem in summary.problems:
        told = ", ".join(f"{key} {value}" for key, value in problem.items())
        console.print(Text(f"Left out: {told}", "yellow"))
    speaking = {e: c for e, c in summary.edits.items() if c["fired"] or c["review"]}
    if speaking:
        table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
        table.add_column("Edit", overflow="fold")
        for heading in ("Fired", "Review", "Of evaluated", "Share", "Not evaluated"):
            table.add_column(heading, justify="right", no_wrap=True)
        for edit, counts in sorted(speaking.items(), key=lambda item: -(item[1]["fired"] + item[1]["review"])):
            found = counts["fired"] + counts["review"]
            table.add_row(
                edit,
                f"{counts['fired']:,}",
                f"{counts['review']:,}",
                f"{counts['evaluated']:,}",
                f"{_per_hundred(found, counts['evaluated'])} %",
                f"{counts['not_evaluated']:,}",
            )
        console.print(table)
    quiet = sum(1 for c in summary.edits.values() if not (c["fired"] or c["review"]) and c["evaluated"])
    console.print(
        f"{_count(quiet, 'further edit')} found nothing. An edit's denominator is the lines it could evaluate; what it "
        "could not is in the last column."
    )
    console.print(Text(f"Findings: {out / 'findings.parquet'}   Counts and costs: {out / 'summary.json'}", "dim"))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _per_hundred(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "0.0"
