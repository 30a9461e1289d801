"""What stands against the claim: each finding with its remedy and rule, then in a few lines what was not checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tautband.cli.screen import listed, plural
from tautband.cli.show.words import GRADES, cited, quoted
from tautband.edits.words import NO_POLICY
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


MOST_NAMED = 3
"""Edits named beside a reason unless all are asked for."""


def weight(finding: Finding) -> int:
    """Denials first, then what a person must decide, warnings, information, and what was left unchecked."""
    if finding.outcome == "not_evaluated":
        return 4
    if finding.outcome == "review":
        return 1
    return {"deny": 0, "warn": 2, "info": 3}[finding.severity]


_LABELS = (
    ("DENY", "bold red"),
    ("REVIEW", "bold magenta"),
    ("WARN", "bold yellow"),
    ("INFO", "bold blue"),
)


def print_findings(
    console: Console,
    findings: Sequence[Finding],
    evaluated: Sequence[str],
    *,
    everything: bool = False,
    options: Mapping[NotEvaluatedReason, str] | None = None,
) -> None:
    """Every finding, the gravest first; then what was not checked, a line a reason, and how to settle it.

    `options` names the option of the command line that settles a reason.
    """
    checked = f"{plural(len(evaluated), 'edit')} evaluated"
    if not findings:
        console.print(
            Text(f"\nNo finding; {checked}, nothing left unchecked.", style="green" if evaluated else "yellow")
        )
        return
    said = _by_edit(finding for finding in findings if finding.outcome != "not_evaluated")
    console.print(Text.assemble(("\nFindings", "bold"), (f"  ({checked})", "dim")))
    for alike in sorted(said, key=lambda each: weight(each[0])):
        console.print(_finding(alike, everything))
    if not said:
        console.print(Text("  Nothing found against it.", "green"))
    unchecked = [finding for finding in findings if finding.outcome == "not_evaluated"]
    if unchecked:
        console.print(Text("\nNot checked", "bold"))
        for finding in unchecked:
            console.print(_unchecked(finding, options or {}, everything))


def _by_edit(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings of one edit with one remedy stand together: what they say of each line differs, and no more."""
    grouped: list[list[Finding]] = []
    for finding in findings:
        for alike in grouped:
            first = alike[0]
            if finding == first.model_copy(
                update={"line": finding.line, "says": finding.says, "evidence": finding.evidence}
            ):
                alike.append(finding)
                break
        else:
            grouped.append([finding])
    return grouped


def _said(alike: Sequence[Finding]) -> str:
    """What an edit says, a sentence a line of text, with the lines of the claim it says that of."""
    lines: dict[str, list[int]] = {}
    for finding in alike:
        lines.setdefault(finding.says, []).extend([finding.line] if finding.line else [])
    return "\n".join(
        f"{'Line' if len(at) == 1 else 'Lines'} {listed(map(str, sorted(at)))}: {says}" if at else says
        for says, at in lines.items()
    )


def _finding(alike: Sequence[Finding], everything: bool) -> Padding:
    finding = alike[0]
    label, style = _LABELS[weight(finding)]
    body = Text(_said(alike), "bold")
    evidence = [words for each in alike for words in each.evidence]
    if evidence and (everything or finding.outcome == "review"):
        body.append(f"\nNote: {quoted(evidence)}", style="not bold cyan")
    if finding.remedy:
        body.append(f"\nRemedy ({REMEDIES[finding.remedy.kind]}): {finding.remedy.says}", style="not bold green")
    rule = " ".join(filter(None, ("Rule:", cited(finding.citation))))
    grade = finding.evidence_grade
    body.append(f"\n{rule}{f' ({grade})' if grade and not everything else ''}", style="not bold dim")
    if everything and grade:
        body.append(f"\nEvidence: {grade}, {GRADES[grade]}", style="not bold dim")
    if expected := _expected(finding):
        body.append(f"\nExpect: {expected}", style="not bold dim")
    body.append(f"\nEdit: {_named(finding)}", style="not bold dim")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, width=6)
    grid.add_column()
    grid.add_row(Text(label, style), body)
    return Padding(grid, (0, 0, 0, 2))


def _unchecked(finding: Finding, options: Mapping[NotEvaluatedReason, str], everything: bool) -> Padding:
    """The reason, the edits that wait for it, and what settles it."""
    reason = UNCHECKED[finding.reason] if finding.reason else finding.says
    told = finding.says.partition("; left open: ")[0].removeprefix("not evaluated: ")
    if NO_POLICY in finding.edits and finding.reason == "list not known":
        reason = f"{reason}: {told}"
    body = Text(f"{reason[:1].upper()}{reason[1:]}")
    if named := [edit.rsplit("/", 1)[-1] for edit in finding.edits if edit != NO_POLICY]:
        more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
        body.append(f" ({', '.join(named[:MOST_NAMED])}{more})", "dim")
    body.append(". ")
    if finding.remedy:
        body.append(finding.remedy.says, "green")
    if finding.reason and finding.reason in options:
        body.append(f" ({options[finding.reason]})", "green")
    if everything and named:
        body.append(f"\nLeft open: {', '.join(finding.edits)}", "dim")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(Text("·"), body)
    return Padding(grid, (0, 0, 0, 2))


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
        lost = finding.remedy is not None and finding.remedy.kind == "cannot_be_mended"
        mended = "no appeal lifts it" if lost else "mend the claim; no appeal lifts it"
        parts.append("may be appealed" if finding.appealable else mended)
    return "; ".join(parts)


def _named(finding: Finding) -> str:
    """The edit's id with its local number and revision, so that `explain` finds it."""
    extra = [part for part in (finding.lcd, finding.revision and f"in force since {finding.revision}") if part]
    return finding.edit + (f" ({', '.join(extra)})" if extra else "")
