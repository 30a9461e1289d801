"""The denials desk's work list: what to do by when, the like of it, what was refused, and what was merely noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tautband.cli.screen import plural
from tautband.cli.show.problems import print_problems
from tautband.cli.show.words import printable
from tautband.formats.x12.problem import Problem
from tautband.model.denial import ROUTES, Deadline, Denial, Liability, Route
from tautband.model.work_list import LikeDenials, PaymentHead, Rejection, WorkList

BEARERS: dict[Liability, str] = {
    "provider": "the practice",
    "patient": "the patient",
    "patient_with_notice": "the patient, with the notice",
    "other_payer": "another payer",
    "not_known": "not known",
}
MOST_FACTS = 12


def print_work_list(console: Console, work: WorkList, problems: Sequence[tuple[str, Problem]]) -> None:
    """The whole work list, what to do first."""
    for head in work.payments:
        console.print(_head(head))
    for name in dict.fromkeys(name for name, _ in problems):
        print_problems(console, name, [problem for of, problem in problems if of == name])
    _print_rejections(console, work)
    for number, denial in enumerate(work.denials, 1):
        console.print(_denial(number, denial, work.as_of))
    _print_like(console, work.like)
    _print_money(console, work)
    _print_facts(console, work)
    console.print(Text(f"\n{_summary(work)}", "bold" if work.denials or work.rejections else "green"))
    if not work.claims_at_hand and (work.denials or work.rejections):
        says = "Give the claims that were sent with --claims, or a case with --case: then the edits say what they knew."
        console.print(Text(says, "dim"))


def _head(head: PaymentHead) -> Text:
    payer = printable(head.payer_name or "a payer without a name")
    known = head.payer or "not in the rule book"
    amount = "an amount that is missing" if head.amount is None else f"{head.amount}"
    when = f" of {head.paid_on}" if head.paid_on else ""
    text = Text.assemble((f"Payment{when} from {payer}", "bold"), (f" ({known})", "dim"))
    text.append(f": {amount} for {plural(head.claims, 'claim')}")
    if head.balanced is not True:
        says = "its sums do not agree" if head.balanced is False else "an amount is missing, so it cannot be balanced"
        text.append(f"; {says}", "red")
    return text


def _denial(number: int, denial: Denial, as_of: date) -> Padding:
    codes = f"{denial.group}-{denial.carc}{''.join(f' {rarc}' for rarc in denial.rarcs)}"
    billed = "-".join((denial.code, *denial.modifiers)) if denial.code else "the whole claim"
    at = f"claim {printable(denial.claim_id or 'without a number')}{f' line {denial.line}' if denial.line else ''}"
    body = Text.assemble((codes, "bold red"), f"  {printable(billed)}  {at}  ", (f"{denial.amount:.2f}", "bold"))
    body.append(f"\n{denial.says}", "bold")
    body.append(f"\nRoute: {_route(denial.route)}", "green")
    if denial.route == "appeal" and denial.appeal:
        body.append(f" at level {denial.appeal.level}, {denial.appeal.name} ({denial.appeal.decided_by})", "green")
    body.append(f". {_sentence(denial.because)}")
    if denial.do != denial.because and denial.route not in ("write_off", "no_action"):
        body.append(f"\nDo: {_sentence(denial.do)}", "green")
    if denial.without_merit and denial.without_merit != denial.because:
        body.append(f"\nAn appeal is without merit: {denial.without_merit}.", "yellow")
    for change in denial.changes:
        body.append(f"\nChange: {change.says}")
        if change.checked:
            old = f" from {change.old}" if change.old else ""
            to = f" to {change.new}" if change.new else " off" if change.old else ""
            body.append(f" ({change.field} of line {change.line}{old}{to}: the edit is then clear)", "dim")
    if denial.route not in ("write_off", "no_action", "patient"):
        body.append(f"\nBy: {_by(denial.deadline, as_of)}", None if denial.deadline.last_day else "yellow")
        if denial.route == "reopening" and denial.appeal and not denial.without_merit:
            body.append(f"\nAn appeal is open until {_by(denial.appeal.deadline, as_of)}", "dim")
    body.append(f"\nBorne by: {BEARERS[denial.liability]} ({denial.liability_says})", "dim")
    told = denial.prediction.says
    body.append(f"\nEdits: {told}", "dim" if denial.prediction.status != "not_predicted" else "yellow")
    if denial.route not in ("write_off", "no_action"):
        body.append(f"\nWorth: {denial.worth.says}", "dim" if denial.worth.alone is not False else "yellow")
        if denial.route == "appeal":
            body.append(f"\nChance: {denial.worth.chance.says}", "dim")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, justify="right", width=4)
    grid.add_column()
    grid.add_row(Text(f"{number}"), body)
    return Padding(grid, (1, 0, 0, 0))


def _route(route: Route | None) -> str:
    return ROUTES[route] if route else "no route is proposed"


def _by(deadline: Deadline, as_of: date) -> str:
    if deadline.last_day is None:
        return deadline.counted
    left = (deadline.last_day - as_of).days
    days = "1 day" if abs(left) == 1 else f"{abs(left)} days"
    still = f"{days} left" if left >= 0 else f"over for {days}"
    grade = f", limit {deadline.evidence}" if deadline.evidence and deadline.evidence != "primary" else ""
    return f"{deadline.last_day}, {still} ({deadline.counted}{grade})"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _print_rejections(console: Console, work: WorkList) -> None:
    if not work.rejections:
        return
    console.print(Text("\nRefused before anyone decided on it: mend it and send it as new", "bold red"))
    for refused in work.rejections:
        console.print(_rejection(refused, work.as_of))


def _rejection(refused: Rejection, as_of: date) -> Padding:
    claim = f"claim {printable(refused.claim_id)}" if refused.claim_id else "claim not told"
    if refused.control_number and not refused.claim_id:
        claim = f"control number {printable(refused.control_number)}"
    place = refused.element or refused.segment
    where = f"{refused.loop or ''} {place}".strip() if place else ""
    at = f", segment {refused.position}" if refused.position else ""
    body = Text.assemble((f"{refused.by}  {claim}", "bold"), f"  {where}{at}" if where else "")
    body.append(f"\n{_sentence(refused.says)}")
    body.append(f"\nDo: {refused.do}", "green")
    body.append(f"\nBy: {_by(refused.deadline, as_of)}", "dim")
    return Padding(body, (0, 0, 0, 2))


def _print_like(console: Console, groups: Sequence[LikeDenials]) -> None:
    if not groups:
        return
    console.print(Text("\nLike denials", "bold"))
    for group in groups:
        stake = "not known" if group.at_stake is None else f"{group.at_stake} at stake on {plural(group.known, 'line')}"
        level = f", level {group.level}" if group.level else ""
        says = f"{group.group}-{group.carc} at {printable(group.payer or 'a payer not known')}: "
        says += f"{plural(group.denials, 'denial')}, {_route(group.route)}{level}; {stake}. {_sentence(group.says)}"
        if group.next_deadline:
            says += f" First deadline {group.next_deadline}."
        console.print(Padding(Text(says), (0, 0, 0, 2)))


def _print_money(console: Console, work: WorkList) -> None:
    for short in work.underpayments:
        text = Text.assemble((f"\nShort by {short.short}", "bold yellow"))
        text.append(f": {printable(short.code)} on claim {printable(short.claim_id or '')} line {short.line}, allowed ")
        text.append(f"{short.allowed} against {short.expected}")
        text.append(f"\n  {short.allowed_says}; {short.basis}", "dim")
        console.print(text)
    for open_ in work.unexplained:
        at = f" line {open_.line}" if open_.line else ""
        console.print(Text(f"\nClaim {printable(open_.claim_id or '')}{at}, {open_.charge}: {open_.says}", "yellow"))
    for back in work.reversals:
        amount = "an amount not told" if back.taken_back is None else f"{back.taken_back}"
        console.print(Text(f"\nTaken back on claim {printable(back.claim_id or '')}: {amount}; {back.says}", "yellow"))
    for moved in work.moved:
        says = moved.says or "a reason that the table does not hold"
        sign = "lowers" if moved.adjustment.amount > 0 else "raises"
        about = f" ({printable(moved.adjustment.reference)})" if moved.adjustment.reference else ""
        reason = printable(moved.adjustment.reason)
        console.print(Text(f"\nPLB {reason}: {says}{about}; {sign} the payment by {abs(moved.adjustment.amount)}"))


def _print_facts(console: Console, work: WorkList) -> None:
    """Payment facts by kind: how many, and how much in all."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for fact in work.facts:
        counts[fact.group, fact.carc, fact.says] += 1
    if not counts:
        return
    console.print(Text("\nNot denials, to be posted", "bold"))
    for (group, carc, says), count in counts.most_common(MOST_FACTS):
        alike = (fact.amount for fact in work.facts if (fact.group, fact.carc, fact.says) == (group, carc, says))
        console.print(
            Padding(Text(f"{group}-{carc} {says}: {sum(alike):.2f} on {plural(count, 'line')}"), (0, 0, 0, 2))
        )
    if len(counts) > MOST_FACTS:
        console.print(Text(f"  and {len(counts) - MOST_FACTS} more kinds", "dim"))


def _summary(work: WorkList) -> str:
    routes = Counter(denial.route for denial in work.denials)
    told = [f"{count} {_counted(route)}" for route, count in routes.items()]
    claims = len({denial.claim_id for denial in work.denials})
    on = f" on {plural(claims, 'claim')}" if claims != len(work.denials) else ""
    parts = [f"{plural(len(work.denials), 'denial')}{on}{': ' if told else ''}{', '.join(told)}"]
    if work.rejections:
        parts.append(f"{len(work.rejections)} refused")
    if work.not_judged:
        parts.append(f"{plural(work.not_judged, 'claim')} without a trigger point injection left out (--all)")
    if work.of_other_cases:
        parts.append(f"{plural(work.of_other_cases, 'claim')} of other cases left out")
    return "; ".join(parts)


def _counted(route: Route | None) -> str:
    if route is None:
        return "without a route"
    return "to leave alone" if route == "no_action" else f"to {ROUTES[route]}"
