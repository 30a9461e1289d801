"""The summary of an audit: how much was read, what fired most, what could not be checked, where the findings are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tautband.audit.summary import Summary, WhatIf
from tautband.audit.what_if import WAYS

_FIGURES = 59
"""Columns that the figures beside an edit's name take."""
_CHANGES = 62
"""The same beside the changes of a policy."""


def print_summary(console: Console, summary: Summary, out: Path) -> None:
    """One line of totals, a table of the edits that fired or need a person, and where to look further."""
    console.print(
        Text.assemble(
            (_count(summary.lines, "line"), "bold"),
            f" of {_count(summary.files, 'file')} judged in {summary.seconds:.1f} s: ",
            (_count(summary.findings, "finding"), "bold"),
            f" ({_per_hundred(summary.findings, summary.lines)} in a hundred lines).",
        )
    )
    if summary.policy_date:
        console.print(Text(f"Judged by the policies of {summary.policy_date}, whatever a line's own day.", "yellow"))
    if summary.left_out:
        _print_left_out(console, summary, out)
    for file, lines in summary.in_quotes.items():
        stand = "line stands" if lines == 1 else "lines stand"
        says = f"{lines:,} {stand} inside values in quotes: remarks of several lines, or claim lines behind a quote "
        console.print(Text(f"{file}: {says}that nothing closes. Look before you trust the counts.", "yellow"))
    speaking = {e: c for e, c in summary.edits.items() if c["fired"] or c["review"]}
    if speaking:
        table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
        table.add_column("Edit", overflow="fold")
        for heading in ("Fired", "Review", "Of evaluated", "Share", "Not evaluated"):
            table.add_column(heading, justify="right", no_wrap=True)
        for edit, counts in sorted(speaking.items(), key=lambda item: -(item[1]["fired"] + item[1]["review"])):
            found = counts["fired"] + counts["review"]
            table.add_row(
                _in_room(edit, console.width - _FIGURES),
                f"{counts['fired']:,}",
                f"{counts['review']:,}",
                f"{counts['evaluated']:,}",
                f"{_per_hundred(found, counts['evaluated'])} %",
                f"{counts['not_evaluated']:,}",
            )
        console.print(table)
    quiet = sum(1 for c in summary.edits.values() if not (c["fired"] or c["review"]) and c["evaluated"])
    further = "further edit" if speaking else "edit"
    if not summary.lines:
        console.print("No line was judged.")
        return
    console.print(
        f"{_count(quiet, further)} found nothing. An edit's denominator is the lines it could evaluate; what it "
        "could not is in the last column."
    )
    if summary.what_if is not None:
        _print_changes(console, summary.what_if, out)
    files = {"Findings": "findings.parquet", "Counts and costs": "summary.json", "To read": "report.html"}
    console.print(Text("   ".join(f"{what}: {out / name}" for what, name in files.items()), "dim"))


def _print_left_out(console: Console, summary: Summary, out: Path) -> None:
    """How many lines are in no count, why, and where each is listed."""
    whole = summary.lines + summary.left_out
    console.print(Text(f"Left out: {_count(summary.left_out, 'line')} of {whole:,} that could not be read.", "yellow"))
    for problem in summary.problems:
        console.print(Text(f"  {_left_out(problem)}", "yellow"))
    if summary.refused:
        console.print(Text(f"  Each with its row and reason: {out / summary.refused}", "yellow"))
    console.print(Text("  They are missing from their patients' history too.", "yellow"))


def _print_changes(console: Console, what_if: WhatIf, out: Path) -> None:
    console.print(
        Text.assemble(
            ("What if: ", "bold"),
            f"{_count(what_if.changed_lines, 'answer')} on {_count(what_if.changed_claims, 'claim')} would change.",
        )
    )
    changing = {edit: counts for edit, counts in what_if.edits.items() if any(counts[way] for way in WAYS)}
    if not changing:
        console.print(
            "No line changes. A revision binds from the day in its name; --policy-date with that day judges every line "
            "as if it stood."
        )
        return
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    table.add_column("Edit", overflow="fold")
    for heading in ("Newly fires", "No longer", "To a person", "No longer", "Severity"):
        table.add_column(heading, justify="right", no_wrap=True)
    for edit, counts in sorted(changing.items(), key=lambda item: -sum(item[1][way] for way in WAYS)):
        table.add_row(_in_room(edit, console.width - _CHANGES), *(f"{counts[way]:,}" for way in WAYS))
    console.print(table)
    console.print(Text(f"Each changed line: {out / 'what_if.parquet'}   Counts: {out / 'what_if.json'}", "dim"))


def _left_out(problem: Mapping[str, Any]) -> str:
    """The lines of one file that one column keeps from being judged, with the first of their rows."""
    rows = [str(row) for row in problem["rows"]]
    more = ", ..." if problem["lines"] > len(rows) else ""
    at = f"row{'s' if len(rows) > 1 else ''} {', '.join(rows)}{more}"
    what = f"{problem['column']} is {problem['says']}" if problem["column"] else problem["says"]
    return f"{_count(problem['lines'], 'line')} of {problem['file']}, {at}: {what}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _per_hundred(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "0.0"


def _in_room(edit: str, room: int) -> str:
    """An edit's id; one that is too long for its column goes on after its last slash."""
    policy, slash, name = edit.rpartition("/")
    return edit if len(edit) <= room else f"{policy}{slash}\n  {name}"
