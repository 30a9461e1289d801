"""How many muscles were injected: what the record names, and how many more it could mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tautband.coding.basis import Basis
from tautband.model.encounter import Injection, Side
from tautband.model.evidence import Evidence

Muscle = tuple[str, Side]


@dataclass(frozen=True)
class MuscleCount:
    """`named` are the distinct muscles with their side; `groups` the named groups, at least one muscle each.

    `total` counts the named muscles, the sides of one muscle as two unless the payer counts them once; groups add none.
    `most` is the largest number of muscles the words allow, None where they set no bound. `unsided` is the count with
    right and left of one muscle taken as one. `uncertain` counts muscles of which it is unclear whether they were done.
    """

    named: tuple[Muscle, ...]
    groups: tuple[Muscle, ...]
    total: int
    most: int | None
    unsided: int
    uncertain: int
    sticks: int | None
    parts: bool
    evidence: tuple[Evidence, ...]


def count_muscles(basis: Basis) -> MuscleCount:
    """Count muscles of the performed injections. Parts are folded already; the order of injections does not matter."""
    injected = basis.injected
    named = _distinct(i for i in injected if i.kind == "muscle")
    groups = _distinct(i for i in injected if i.kind == "group")
    unclear = _distinct(i for i in basis.encounter.injections if i.status == "unclear")
    uncertain = sum(muscle not in named for muscle in unclear)
    sticks = [i.trigger_points for i in injected if i.trigger_points is not None]
    unsided = len({muscle for muscle, _ in named})
    once = any(setting["value"] == "once" for setting in basis.settings("both_sides"))
    return MuscleCount(
        named=named,
        groups=groups,
        total=unsided if once else len(named),
        most=_most(basis, named, groups, uncertain),
        unsided=unsided,
        uncertain=uncertain,
        sticks=sum(sticks) if sticks else None,
        parts=any(i.parts for i in injected),
        evidence=tuple(dict.fromkeys(e for i in injected for e in i.evidence)),
    )


def _distinct(injections: Iterable[Injection]) -> tuple[Muscle, ...]:
    """Muscle and side, each once. An entry without a side is no further muscle where the same muscle has a side."""
    seen: dict[Muscle, None] = {}
    for injection in injections:
        seen[injection.muscle, injection.side] = None
    sided = {muscle for muscle, side in seen if side != "unspecified"}
    return tuple(sorted(m for m in seen if m[1] != "unspecified" or m[0] not in sided))


def _most(basis: Basis, named: tuple[Muscle, ...], groups: tuple[Muscle, ...], uncertain: int) -> int | None:
    if not basis.encounter.muscle_count_is_exact:
        return None
    most = len(named) + uncertain
    for group, side in groups:
        place = basis.needs.muscle(group)
        if place is None or not place.members:
            return None
        members = _members(basis, group)
        most += sum((member, side) not in named for member in members) * (2 if side == "unspecified" else 1)
    return most


def _members(basis: Basis, group: str) -> tuple[str, ...]:
    place = basis.needs.muscle(group)
    if place is None or not place.members:
        return (group,)
    return tuple(dict.fromkeys(m for member in place.members for m in _members(basis, member)))
