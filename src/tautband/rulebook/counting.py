"""How many muscles a note shows as injected: an interval, because a group without names leaves the count open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tautband.model.encounter import Encounter, OtherService, Side

MANY = 1_000
SPINE_JOINTS = ("sacroiliac_injection", "facet_injection")


def muscles_injected(encounter: Encounter, members: Mapping[str, frozenset[str]]) -> tuple[int, int] | None:
    """The fewest and the most muscles, counted once a side, that the note shows as injected; None if it does not say
    whether any was.

    A named group lifts no count: it stands for one muscle where nothing else is named, and for no further one
    otherwise. At the most it stands for each of its members (`members`, groups within groups included) that is not
    named. An entry without a side may be on any side: it is no further muscle where the same has a side. Parts were
    folded into their muscle when the note was read.
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
    low = max(len(named), 1 if groups else 0)
    if encounter.regions or not encounter.muscle_count_is_exact:
        return (low, MANY)
    further = [_further(group, side, named, members) for group, side in groups]
    return (low, MANY if MANY in further else max(low, len(named) + sum(further)))


def injected_blind(service: OtherService) -> bool:
    """Whether a joint of the spine was injected without imaging; a nerve that was burnt there was not injected."""
    return service.kind in SPINE_JOINTS and service.guided is None and not service.ablation


def joints_as_trigger_points(services: Iterable[OtherService]) -> int:
    """How many of these joints of the spine were injected without imaging, which CPT counts as trigger points.

    The instruction for the sacroiliac joint names the lower code, so both sides are at most two.
    """
    unguided = [service for service in services if injected_blind(service)]
    facets = sum(service.count or 1 for service in unguided if service.kind == "facet_injection")
    sacroiliac = sum(service.count or 1 for service in unguided if service.kind == "sacroiliac_injection")
    return max(facets, min(2, sacroiliac))


def _further(group: str, side: Side, named: set[tuple[str, Side]], members: Mapping[str, frozenset[str]]) -> int:
    """How many muscles of a group are not named on its side; on both sides where it has none."""
    sides: tuple[Side, ...] = ("left", "right") if side == "unspecified" else (side,)
    muscles = _muscles_of(group, members)
    return sum((muscle, s) not in named for muscle in muscles for s in sides) if muscles else MANY


def _muscles_of(group: str, members: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(m for member in members.get(group, ()) for m in (_muscles_of(member, members) or {member}))


def _sided(injected: set[tuple[str, Side]]) -> set[tuple[str, Side]]:
    with_side = {muscle for muscle, side in injected if side != "unspecified"}
    return {(muscle, side) for muscle, side in injected if side != "unspecified" or muscle not in with_side}
