"""Denials as blocks: codes, route, day, bearer, what the edits knew and what it is worth; like lines in one block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tautband.cli.screen import listed
from tautband.cli.show.deadlines import by, sentence
from tautband.cli.show.words import printable
from tautband.model.denial import ROUTES, Denial, Liability, Route
from tautband.remits.appeals import NOT_HELD

BEARERS: dict[Liability, str] = {
    "provider": "the practice",
    "patient": "the patient",
    "patient_with_notice": "the patient, with the notice",
    "other_payer": "another payer",
    "not_known": "not known",
}


def in_blocks(denials: Iterable[Denial]) -> list[list[Denial]]:
    """Denials of one claim that say the same but for line, amount and worth, in the order of the first of each."""
    blocks: dict[object, list[Denial]] = {}
    for at, denial in enumerate(denials):
        said = (
            denial.claim_id, denial.group, denial.carc, denial.rarcs, denial.cause, denial.route, denial.because,
            denial.without_merit, denial.deadline.last_day, denial.liability_says, denial.prediction.says,
        )  # fmt: skip
        blocks.setdefault(at if denial.changes else said, []).append(denial)
    return list(blocks.values())


def block(number: int, alike: Sequence[Denial], as_of: date) -> Padding:
    """One block, numbered as it is to be worked on."""
    denial = alike[0]
    body = _opening(alike)
    body.append(f"\nRoute: {route_said(denial.route)}{_level(denial)}", "green")
    body.append(f". {sentence(denial.because)}")
    if not denial.because.startswith(denial.do) and denial.route not in ("write_off", "no_action", "patient"):
        body.append(f"\nDo: {sentence(denial.do)}", "green")
    if denial.without_merit and denial.without_merit != denial.because:
        body.append(f"\nAn appeal is without merit: {denial.without_merit}.", "yellow")
    _add_changes(body, denial)
    if denial.route not in ("write_off", "no_action", "patient"):
        body.append(f"\nBy: {by(denial.deadline, as_of)}", None if denial.deadline.last_day else "yellow")
        if denial.route == "reopening" and denial.appeal and not denial.without_merit:
            last = denial.appeal.deadline.last_day
            until = "An appeal was open until" if last and last < as_of else "An appeal is open until"
            body.append(f"\n{until} {by(denial.appeal.deadline, as_of)}", "dim")
    body.append(f"\nBorne by: {BEARERS[denial.liability]} ({denial.liability_says})", "dim")
    body.append(
        f"\nEdits: {denial.prediction.says}", "dim" if denial.prediction.status != "not_predicted" else "yellow"
    )
    if denial.route not in ("write_off", "no_action"):
        for says in dict.fromkeys(each.worth.says for each in alike):
            body.append(f"\nWorth: {says}", "dim" if denial.worth.alone is not False else "yellow")
        if denial.route == "appeal":
            body.append(f"\nChance: {denial.worth.chance.says}", "dim")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, justify="right", width=4)
    grid.add_column()
    grid.add_row(Text(f"{number}"), body)
    return Padding(grid, (1, 0, 0, 0))


def route_said(route: Route | None) -> str:
    """A route in words."""
    return ROUTES[route] if route else "no route is proposed"


def _opening(alike: Sequence[Denial]) -> Text:
    denial = alike[0]
    codes = f"{denial.group}-{denial.carc}{''.join(f' {rarc}' for rarc in denial.rarcs)}"
    billed = [printable("-".join((each.code, *each.modifiers))) for each in alike if each.code]
    lines = [f"{each.line}" for each in alike if each.line]
    at = f" line{'s' if len(lines) > 1 else ''} {listed(lines)}" if lines else ""
    claim = f"claim {printable(denial.claim_id or 'without a number')}{at}"
    amount = sum((each.amount for each in alike), Decimal(0))
    body = Text.assemble((codes, "bold red"), f"  {listed(billed) if billed else 'the whole claim'}  {claim}  ")
    body.append(f"{amount:.2f}", "bold")
    body.append(f"\n{denial.says}", "bold")
    return body


def _level(denial: Denial) -> str:
    step = denial.appeal
    if denial.route != "appeal" or step is None:
        return ""
    return f" at level {step.level}" + (f", {step.name} ({step.decided_by})" if step.program != NOT_HELD else "")


def _add_changes(body: Text, denial: Denial) -> None:
    for change in denial.changes:
        body.append(f"\nChange: {change.says}")
        if change.checked:
            old = f" from {change.old}" if change.old else ""
            to = f" to {change.new}" if change.new else " off" if change.old else ""
            body.append(f" ({change.field} of line {change.line}{old}{to}: the edit is then clear)", "dim")
