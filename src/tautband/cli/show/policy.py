"""Policies as pages: the list of revisions, one revision, one edit."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from tautband.cli.screen import plural
from tautband.cli.show.findings import REMEDIES
from tautband.cli.show.words import GRADES, cited
from tautband.edits.kinds import all_kinds
from tautband.model.finding import Severity
from tautband.model.policy import Edit, Revision
from tautband.rulebook.severity import capped, why_capped

SEVERITY_STYLES: dict[Severity, str] = {"deny": "bold red", "warn": "bold yellow", "info": "bold blue"}


def print_listing(console: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """A revision with its title below, oldest first within its policy."""
    widest = max(len(row["policy"]) for row in rows)
    console.print(Text(f"{'Policy'.ljust(widest)}  From        To          Edits  Evidence", "dim"))
    for row in rows:
        first, last = row["first_service_date"] or "not known", row["last_service_date"] or "in force"
        console.print(
            Text.assemble(
                (row["policy"].ljust(widest), "bold"),
                f"  {first.ljust(10)}  {last.ljust(10)}  {row['edits']:>5}  {row['evidence']}",
            )
        )
        console.print(Text(f"  {row['title']}", "dim"))
    policies = len({row["policy"] for row in rows})
    edits = plural(sum(row["edits"] for row in rows), "edit")
    console.print(Text(f"\n{plural(policies, 'policy')}, {plural(len(rows), 'revision')}, {edits}", "dim"))


def print_revision(console: Console, revision: Revision, last: date | None) -> None:
    """One revision: source, dates, who adopted it, every edit, and what no edit checks."""
    console.print(Rule(Text(f"{revision.payer}/{revision.policy}", "bold"), align="left", style="dim"))
    console.print(Text(revision.title, "bold"))
    exactly = f", perhaps from {revision.perhaps_from}" if revision.perhaps_from else ""
    first = revision.first_service_date or "start not known"
    console.print(f"Dates of service: from {first}{exactly} {f'to {last}' if last else '(in force)'}")
    console.print(Text(f"Source: {cited(revision.source)}"))
    if revision.source.url:
        console.print(Text(revision.source.url, "dim"))
    console.print(Text(f"Evidence: {revision.evidence}, {GRADES[revision.evidence]}"))
    for adoption in revision.adopted:
        macs = ", ".join(adoption.macs)
        console.print(Text(f"  {adoption.lcd}  {adoption.contractor} (MAC {macs}) from {adoption.since}", "dim"))
    if revision.binds == "ncci_adopters":
        console.print(Text("Binds payers known to follow it; the claims of others are at most warned about.", "dim"))
    dated = revision.first_service_date is not None
    for edit in revision.edit:
        grade = edit.evidence or revision.evidence
        print_edit(
            console,
            edit,
            capped(edit.severity, grade, dated=dated),
            why_capped(edit.severity, grade, dated=dated),
        )
    if revision.silent:
        console.print(Text("\nNot checked", "bold"))
        for silent in revision.silent:
            console.print(Padding(Text(f"{silent.section}: {silent.because}"), (0, 0, 0, 2)))


def print_edit(console: Console, edit: Edit, severity: Severity, why: str | None) -> None:
    """One edit: what it asks, what a breach brings and why no more, how it is mended, on whose word."""
    held_down = f"  (the policy denies; here a warning, because {why})" if why else ""
    console.print(
        Text.assemble("\n", (edit.id, "bold"), "  ", (severity, SEVERITY_STYLES[severity]), (held_down, "dim"))
    )
    lines = [f"Asks: {_question(edit.kind)}{_parameters(edit.with_)}"]
    if edit.carc:
        lines.append(
            "Expect: " + "-".join(filter(None, (edit.group, edit.carc))) + (f" {edit.rarc}" if edit.rarc else "")
        )
    if edit.remedy:
        lines.append(f"Remedy ({REMEDIES[edit.remedy.kind]}): {edit.remedy.says}")
    lines.append(f"Rule: {cited(edit.citation)}")
    if edit.evidence:
        lines.append(f"Evidence: {edit.evidence}, {GRADES[edit.evidence]}")
    for example in edit.example:
        lines.append(f"Example: {example.name} ({example.gives.replace('_', ' ')})")
    console.print(Padding(Text("\n".join(lines)), (0, 0, 0, 2)))


def _question(kind: str) -> str:
    """The first sentence of the kind's page; the kind's name where this version lacks it."""
    known = all_kinds().get(kind)
    page = " ".join((inspect.getdoc(known) or kind).split("\n\n")[0].split()) if known else kind
    return page.split(". ")[0].rstrip(".")


def _parameters(parameters: Mapping[str, Any]) -> str:
    shown = []
    for name, value in parameters.items():
        words = (
            ", ".join(str(v) for v in value[:8]) + (f" and {len(value) - 8} more" if len(value) > 8 else "")
            if isinstance(value, list)
            else str(value)
        )
        shown.append(f"{name.replace('_', ' ')} {words}")
    return f" ({'; '.join(shown)})" if shown else ""
