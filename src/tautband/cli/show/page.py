"""The page for an edit, a code or a denial."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tautband.cli.denial_facts import GROUPS, DenialName, Meaning
from tautband.cli.explaining import Page
from tautband.cli.screen import listed, plural
from tautband.cli.show.policy import SEVERITY_STYLES, print_edit
from tautband.cli.statements import Stated
from tautband.model.denial import ROUTES
from tautband.model.finding import Severity


def print_page(console: Console, page: Page) -> None:
    """Each statement of an edit under its dates; the facts of a code and the edits that judge it; a denial's causes."""
    console.print(Rule(Text(page.name, "bold"), align="left", style="dim"))
    for stated in page.edits:
        console.print(Text(f"{stated.edit_id}, dates of service {_dates(stated)}", "dim"))
        print_edit(console, stated.edit, stated.severity, stated.why_capped)
    if page.facts:
        _print_facts(console, page)
    if page.denial:
        _print_denial(console, page, page.denial)


def _dates(stated: Stated) -> str:
    first = "start not known" if stated.first == "undated" else f"from {stated.first}"
    return f"{first}{f' to {stated.last}' if stated.last else ''}"


def _print_facts(console: Console, page: Page) -> None:
    console.print(Text(f"On {page.day}", "dim"))
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="bold")
    table.add_column()
    for fact in page.facts:
        table.add_row(fact.about, Text(fact.says))
    console.print(table)
    if page.touching:
        console.print(Text(f"\nEdits that judge {page.name}, by policy", "bold"))
        _print_by_policy(console, page.touching)
    if page.every_line:
        console.print(Text(f"  and {plural(page.every_line, 'edit')} that judge lines of every code", "dim"))
    for source in dict.fromkeys(fact.source for fact in page.facts):
        console.print(Text(f"Source: {source}", "dim"))


def _print_denial(console: Console, page: Page, denial: DenialName) -> None:
    name = " ".join(filter(None, ("-".join(filter(None, (denial.group, denial.carc))), denial.rarc)))
    console.print(
        Text.assemble((f"As a denial, {name}", "bold"), (f": {GROUPS[denial.group]}" if denial.group else ""))
    )
    for code in page.licensed:
        ended = "" if code.valid_on(page.day) else f" (not in use on {page.day})"
        console.print(Text.assemble(("Your licensed list, ", "dim"), (f"{code.code}: ", "bold"), code.text + ended))
    if not page.denials:
        console.print(Text("The table of denials does not hold these codes.", "yellow"))
    for meaning in page.denials:
        console.print(_cause(meaning))
    if page.predicting:
        console.print(Text(f"\nEdits in force on {page.day} that tell of it before the claim is sent", "bold"))
        _print_statements(console, page.predicting)
    else:
        console.print(Text(f"\nNo edit in force on {page.day} tells of it before the claim is sent.", "yellow"))


def _cause(meaning: Meaning) -> Padding:
    cause = meaning.cause
    body = Text.assemble((cause.says, "bold"))
    body.append(f"\nDo: {cause.do}", "green")
    body.append(f"\nRoute: {ROUTES[cause.route]}, unless the contract says otherwise")
    body.append(f"\nPrevented by: {listed(cause.prevented_by)}", "dim")
    body.append(f"\nSeen as: {', '.join(_seen(meaning))}", "dim")
    if meaning.nearest:
        body.append("\nTold by the reason code alone: the table does not hold that remark with it.", "yellow")
    return Padding(body, (1, 0, 0, 2))


def _seen(meaning: Meaning) -> list[str]:
    return [
        f"{code.group}-{code.carc}{f' {code.rarc}' if code.rarc else ''}"
        + ("" if code.payer_scope == "any" else f" ({code.payer_scope.replace('_', ' ')})")
        for code in meaning.codes
    ]


def _print_by_policy(console: Console, statements: Sequence[Stated]) -> None:
    """The names of each policy's edits, those that deny first."""
    by_policy: dict[str, dict[Severity, list[str]]] = {}
    for stated in statements:
        policy, name = stated.edit_id.rsplit("/", 1)
        by_policy.setdefault(policy, {}).setdefault(stated.severity, []).append(name)
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for policy, by_severity in by_policy.items():
        names = Text()
        for severity, style in SEVERITY_STYLES.items():
            if severity in by_severity:
                names.append("\n" if names else "").append(f"{severity} ", style)
                names.append(", ".join(by_severity[severity]))
        table.add_row(policy, names)
    console.print(Padding(table, (0, 0, 0, 2)))


def _print_statements(console: Console, statements: Sequence[Stated]) -> None:
    """One line an edit, with the gravest that it may say, the gravest first."""
    table = Table.grid(padding=(0, 2))
    for _ in range(3):
        table.add_column(no_wrap=True)
    for stated in sorted(statements, key=lambda s: (list(SEVERITY_STYLES).index(s.severity), s.edit_id)):
        table.add_row(
            Text(stated.severity, SEVERITY_STYLES[stated.severity]), stated.edit_id, Text(_dates(stated), "dim")
        )
    console.print(Padding(table, (0, 0, 0, 2)))
