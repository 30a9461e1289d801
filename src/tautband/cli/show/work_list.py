"""The denials desk's work list: what to do by when, the like of it, what was refused, and what was merely noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tautband.cli.screen import plural
from tautband.cli.show.deadlines import sentence
from tautband.cli.show.denials import block, in_blocks, route_said
from tautband.cli.show.problems import print_problems
from tautband.cli.show.rejections import print_rejections
from tautband.cli.show.words import printable
from tautband.formats.x12.problem import Problem
from tautband.model.denial import ROUTES, Denial, Route
from tautband.model.work_list import LikeDenials, PaymentHead, WorkList

MOST_FACTS = 12
"""Kinds of payment fact that are shown."""
DONE: tuple[Route, ...] = ("write_off", "no_action", "patient")
"""Routes without a last day."""


def print_work_list(console: Console, work: WorkList, problems: Sequence[tuple[str, Problem]]) -> None:
    """The whole work list, what to do first."""
    for head in work.payments:
        console.print(_head(head))
    for name in dict.fromkeys(name for name, _ in problems):
        print_problems(console, name, [problem for of, problem in problems if of == name])
    print_rejections(console, work.rejections, work.as_of)
    for number, alike in enumerate(in_blocks(work.denials), 1):
        console.print(block(number, alike, work.as_of))
    _print_like(console, work.like)
    _print_money(console, work)
    _print_facts(console, work)
    console.print(Text(f"\n{_summary(work, bool(problems))}", "bold" if work.denials or work.rejections else "green"))
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


def _print_like(console: Console, groups: Sequence[LikeDenials]) -> None:
    if not groups:
        return
    console.print(Text("\nLike denials", "bold"))
    for group in groups:
        stake = "not known" if group.at_stake is None else f"{group.at_stake} at stake on {plural(group.known, 'line')}"
        level = f", level {group.level}" if group.level else ""
        says = f"{group.group}-{group.carc} at {printable(group.payer or 'a payer not known')}: "
        says += f"{plural(group.denials, 'denial')}, {route_said(group.route)}{level}; {stake}. {sentence(group.says)}"
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


def _summary(work: WorkList, problems: bool) -> str:
    routes = Counter(denial.route for denial in work.denials)
    told = [f"{count} {_counted(route)}" for route, count in routes.items()]
    claims = len({denial.claim_id for denial in work.denials})
    on = f" on {plural(claims, 'claim')}" if claims != len(work.denials) else ""
    if not work.payments and not work.denials:
        accepted = "Nothing in it was worked on" if problems else "Accepted: nothing in it was refused"
        return f"{len(work.rejections)} refused" if work.rejections else accepted
    parts = [f"{plural(len(work.denials), 'denial')}{on}{': ' if told else ''}{', '.join(told)}"]
    over = [each for each in work.denials if each.route not in DONE and _over(each, work.as_of)]
    if over:
        parts.append(f"the last day of {len(over)} has passed")
    if work.rejections:
        parts.append(f"{len(work.rejections)} refused")
    if work.not_judged:
        parts.append(f"{plural(work.not_judged, 'claim')} without a trigger point injection left out (--all)")
    if work.of_other_cases:
        parts.append(f"{plural(work.of_other_cases, 'claim')} of other cases left out")
    return "; ".join(parts)


def _over(denial: Denial, as_of: date) -> bool:
    return denial.deadline.last_day is not None and denial.deadline.last_day < as_of


def _counted(route: Route | None) -> str:
    if route is None:
        return "without a route"
    return "to leave alone" if route == "no_action" else f"to {ROUTES[route]}"
