"""How many muscles a note shows as injected: an interval, because a group without names leaves the count open."""

from __future__ import annotations

from collections.abc import Mapping

from tautband.model.encounter import Encounter, Side

MANY = 1_000


def muscles_injected(encounter: Encounter, members: Mapping[str, frozenset[str]]) -> tuple[int, int] | None:
    """The fewest and the most muscles, counted once a side, that the note shows as injected; None if it does not say
    whether any was.

    `members` holds the muscles of each group. A group counts as at least one muscle a side unless one of its members is
    named on that side, and as any number at the most. An entry without a side may be on any side: it is no further
    muscle where the same has a side. Parts were folded into their muscle when the note was read.
    """
    done = [injection for injection in encounter.injections if injection.status == "performed"]
    if encounter.procedure_performed is None:
        return None
    if not encounter.procedure_performed:
        return (0, 0)
    named, groups = (
        _sided({(injection.muscle, injection.side) for injection in done if injection.kind == kind})
        for kind in ("muscle", "group")
    )
    unnamed = [
        (group, side)
        for group, side in groups
        if not any(
            muscle in members.get(group, frozenset()) and (s == side or "unspecified" in (s, side))
            for muscle, s in named
        )
    ]
    low = len(named) + len(unnamed)
    open_ended = bool(groups) or bool(encounter.regions) or not encounter.muscle_count_is_exact
    return (low, MANY if open_ended else low)


def _sided(injected: set[tuple[str, Side]]) -> set[tuple[str, Side]]:
    with_side = {muscle for muscle, side in injected if side != "unspecified"}
    return {(muscle, side) for muscle, side in injected if side != "unspecified" or muscle not in with_side}
