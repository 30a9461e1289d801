"""Why a day is the first, in sentences: how many sessions count, which one leaves its window, and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from tautband.advice.eligibility import Stretch, Verdict
from tautband.advice.limits import Limit, Session
from tautband.rulebook.book import Rulebook

NO_LIMIT = "the policy as read sets no limit of sessions"
NO_HISTORY = "no history was given: nothing can be said of any limit"


def reasons(
    answer: Verdict,
    stretches: Sequence[Stretch],
    limits_on: Callable[[date], tuple[Limit, ...]],
    sessions: Sequence[Session],
    region: int,
    rulebook: Rulebook,
) -> tuple[str, ...]:
    """The sentences for one site. `stretches` run from the day asked about to the day found, or to the last tried."""
    final = stretches[-1]
    if answer == "not_known":
        return ("what limits this payer sets could not be checked",)
    limits = limits_on(final.first)
    if answer == "never":
        blocking = {s.edit for s in final.standing}
        standing = [limit for limit in limits if limit.name in blocking]
        held_by = {limit.name: limit.counted(sessions, final.first, region, rulebook) for limit in standing}
        return tuple(
            f"{limit.name}: {_held(limit, held_by[limit.name])}; no later day changes that" for limit in standing
        )
    told = list(_released(stretches, limits_on, sessions, region, rulebook))
    for limit in limits:
        held = limit.counted(sessions, final.first, region, rulebook)
        told.append(f"{limit.name}: on {final.first} {_held(limit, held)}")
    return tuple(told) or (NO_LIMIT,)


def _released(
    stretches: Sequence[Stretch],
    limits_on: Callable[[date], tuple[Limit, ...]],
    sessions: Sequence[Session],
    region: int,
    rulebook: Rulebook,
) -> list[str]:
    """What stood against the day before, and what changed."""
    if len(stretches) < 2:
        return []
    final, before = stretches[-1], stretches[-2]
    eve = final.first - timedelta(days=1)
    in_force = {limit.edit for limit in limits_on(final.first)}
    told = []
    for limit in limits_on(eve):
        if limit.name not in {s.edit for s in before.standing}:
            continue
        was, now = (limit.counted(sessions, day, region, rulebook) for day in (eve, final.first))
        if limit.edit not in in_force:
            told.append(f"{limit.name}: its revision ends on {eve}")
        elif left := [day for day in was if day not in now]:
            told.append(
                f"{limit.name}: on {eve} the {limit.window} before still held {_days(was)}; {_days(left)} leaves on "
                f"{final.first}"
            )
    return told


def _held(limit: Limit, held: Sequence[date]) -> str:
    """How many sessions count, the new one included, against how many may."""
    count = len(held) + 1
    where = " in this region" if limit.by_region else ""
    sessions = "the session" if len(held) == 1 else "the sessions"
    counted = f"{sessions} of {_days(held)} and the new one make {count}" if held else "the new session is the only one"
    return f"{counted}{where} in the {limit.window}; at most {limit.most}"


def _days(days: Sequence[date]) -> str:
    return ", ".join(day.isoformat() for day in days)
