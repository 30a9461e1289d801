"""What stands against the claim: each finding with its remedy, its source and how sure we are of that source."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tautband.cli.screen import plural
from tautband.cli.show.words import GRADES, cited, quoted
from tautband.model.finding import Finding, NotEvaluatedReason, RemedyKind

REMEDIES: dict[RemedyKind, str] = {
    "in_record": "the record already holds it",
    "clerical": "a clerical correction",
    "query_author": "ask the author",
    "cannot_be_mended": "cannot be mended",
    "future_session": "for the next session",
}
UNCHECKED: dict[NotEvaluatedReason, str] = {
    "no history": "earlier services are not known",
    "other providers' history": "other practices' services are not known",
    "list not known": "the policy's list is not known",
    "table out of date": "the table does not reach the date of service",
    "payer not covered": "the payer's own policy is not in the rule book",
    "no note": "no note came with the claim",
    "note silent": "the note does not say",
}
_LIABLE = {
    "provider": "the provider bears the cost",
    "patient_with_notice": "the patient may be billed if a notice was signed",
    "patient": "the patient bears the cost",
}


def weight(finding: Finding) -> int:
    """Denials first, then what a person must decide, warnings, what was left unchecked, and information."""
    if finding.outcome == "not_evaluated":
        return 3
    if finding.outcome == "review":
        return 1
    return {"deny": 0, "warn": 2, "info": 4}[finding.severity]


_LABELS = (
    ("DENY", "bold red"),
    ("REVIEW", "bold magenta"),
    ("WARN", "bold yellow"),
    ("NOT CHECKED", "bold"),
    ("INFO", "bold blue"),
)


def print_findings(console: Console, findings: Sequence[Finding], evaluated: Sequence[str]) -> None:
    """Every finding, the gravest first, and how many edits were evaluated."""
    checked = f"{plural(len(evaluated), 'edit')} evaluated"
    if not findings:
        console.print(
            Text(f"\nNo finding; {checked}, nothing left unchecked.", style="green" if evaluated else "yellow")
        )
        return
    console.print(Text.assemble(("\nFindings", "bold"), (f"  ({checked})", "dim")))
    for finding in sorted(findings, key=weight):
        console.print(_finding(finding))


def _finding(finding: Finding) -> Padding:
    label, style = _LABELS[weight(finding)]
    body = Text(f"Line {finding.line}: " if finding.line else "")
    body.append(_says(finding))
    if finding.evidence:
        body.append(f"\nNote: {quoted(finding.evidence)}", style="cyan")
    if finding.remedy and finding.outcome == "not_evaluated":
        body.append(f"\nTo settle it: {finding.remedy.says}", style="green")
    elif finding.remedy:
        body.append(f"\nRemedy ({REMEDIES[finding.remedy.kind]}): {finding.remedy.says}", style="green")
    if finding.citation:
        body.append(f"\nRule: {cited(finding.citation)}", style="dim")
    if finding.evidence_grade:
        body.append(f"\nEvidence: {finding.evidence_grade}, {GRADES[finding.evidence_grade]}", style="dim")
    if expected := _expected(finding):
        body.append(f"\nExpect: {expected}", style="dim")
    if not finding.edits:
        body.append(f"\nEdit: {_named(finding)}", style="dim")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, width=11)
    grid.add_column()
    grid.add_row(Text(label, style), body)
    return Padding(grid, (1, 0, 0, 2))


def _says(finding: Finding) -> str:
    """The finding's sentence; for edits left open, the reason in plain words and which edits they are."""
    if finding.reason is None or not finding.edits:
        return finding.says
    reason = UNCHECKED[finding.reason]
    return f"{reason[:1].upper()}{reason[1:]}; left open: {', '.join(finding.edits)}"


def _expected(finding: Finding) -> str:
    """The denial to expect: adjustment codes, who bears it, whether an appeal is open."""
    parts = []
    if finding.carc:
        parts.append(
            "-".join(filter(None, (finding.group, finding.carc))) + (f" {finding.rarc}" if finding.rarc else "")
        )
    if finding.liability:
        parts.append(_LIABLE[finding.liability])
    if finding.appealable is not None:
        parts.append("may be appealed" if finding.appealable else "send a corrected claim; not appealable")
    return "; ".join(parts)


def _named(finding: Finding) -> str:
    """The edit's id with its local number and revision, so that `explain` finds it."""
    extra = [part for part in (finding.lcd, finding.revision and f"in force since {finding.revision}") if part]
    return finding.edit + (f" ({', '.join(extra)})" if extra else "")
