"""Like denials, gathered: one payer, one cause, one step, so that small lines may be worked on and appealed together.

Claims may be combined to reach the amount of a hearing where they are denied for like reasons on like facts
(42 CFR 405.1006); whether the facts are alike a person must say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from tautband.model.denial import Denial
from tautband.model.work_list import LikeDenials

_DONE = ("no_action", "write_off", "patient")


def like_denials(denials: Iterable[Denial], as_of: date) -> tuple[LikeDenials, ...]:
    """Denials of two and more claims that something can be done about, in groups, the most at stake first.

    `next_deadline` is the first of those not gone by on `as_of`.
    """
    groups: dict[tuple[object, ...], list[Denial]] = {}
    for denial in denials:
        if denial.route in _DONE:
            continue
        level = denial.appeal.level if denial.appeal and denial.route == "appeal" else None
        key = (denial.payer, denial.cause, denial.group, denial.carc, denial.route, level)
        groups.setdefault(key, []).append(denial)
    found = [_gathered(alike, as_of) for alike in groups.values() if len({each.claim_id for each in alike}) > 1]
    return tuple(sorted(found, key=lambda group: (-(group.at_stake or 0), group.carc, group.claims)))


def _gathered(alike: Sequence[Denial], as_of: date) -> LikeDenials:
    first = alike[0]
    step = first.appeal if first.route == "appeal" else None
    lines = list({(denial.claim_id, denial.line): denial for denial in alike}.values())
    stakes = [denial.worth.at_stake for denial in lines if denial.worth.at_stake is not None]
    amounts = [denial.appeal.in_controversy if denial.appeal else None for denial in lines] if step else []
    known = [amount for amount in amounts if amount is not None]
    needed = step.amount_in_controversy if step else None
    total = sum(known, Decimal(0)) if known else None
    reached = None
    if needed is not None and total is not None:
        reached = True if total >= needed else False if len(known) == len(lines) else None
    days = [last for denial in alike if (last := denial.deadline.last_day) and last >= as_of]
    return LikeDenials(
        payer=first.payer,
        cause=first.cause,
        group=first.group,
        carc=first.carc,
        route=first.route,
        level=step.level if step else None,
        claims=tuple(dict.fromkeys(denial.claim_id or "" for denial in alike)),
        denials=len(alike),
        at_stake=sum(stakes, Decimal(0)) if stakes else None,
        known=len(stakes),
        in_controversy=total,
        needed=needed,
        reached=reached,
        next_deadline=min(days, default=None),
        says=_says(needed, total, reached),
    )


def _says(needed: Decimal | None, total: Decimal | None, reached: bool | None) -> str:
    if needed is None:
        return "one answer may serve them all"
    if reached is None:
        return f"the level takes {needed}; what some of the lines put in is not known"
    if reached:
        return (
            f"together they put in {total}, and the level takes {needed}: they may be combined if their facts are alike"
        )
    return f"together they put in {total}, less than the {needed} that the level takes"
