"""The muscles a volume stands with, and what it adds for their sites."""

from __future__ import annotations

from collections.abc import Sequence

from tautband.model.encounter import Injection
from tautband.notes.drugs.measured import PER_PLACE, Volume
from tautband.notes.drugs.volume_beside import ARROWS, adjacent
from tautband.notes.text.page import NONE, Page
from tautband.notes.text.target import Target

PLAIN = ("target", "drug", "")
INTO = {"into", "in", "to", "at", "for", "within", *ARROWS}
CLOSE = 12
"""Words between a volume and the muscle it goes into."""


def muscles_of(volume: Volume) -> set[tuple[str, str]]:
    """The muscles and sides that the sentence of a volume aims at."""
    return {(t.name, side) for t in volume.aim.targets if t.role == "" for side in t.sides or ("unspecified",)}


def together(volumes: list[Volume]) -> dict[int, list[Volume]]:
    """The volumes of each sentence, by the identity of its aim."""
    found: dict[int, list[Volume]] = {}
    for v in volumes:
        found.setdefault(id(v.aim), []).append(v)
    return found


def bound_to(page: Page, volume: Volume, beside: list[Volume]) -> list[Target]:
    """The muscles a volume stands with: those it is said to go into, else those named just before it. `beside` are the
    volumes of its sentence.
    """
    sentence = volume.aim.sentence
    others = [v for v in beside if v is not volume and v.covers in PER_PLACE + PLAIN]
    begin = max((v.last for v in others if v.last <= volume.first), default=sentence.first)
    end = min((v.first for v in others if v.first >= volume.last), default=sentence.last)
    named = once(volume.aim.plain)
    ahead = [t for t in named if t.sentence is sentence and volume.last <= t.first < end]
    behind = [t for t in named if t.sentence is not sentence or begin <= t.first < volume.first]
    if not behind and volume.covers == "target":  # a muscle named again for its next point
        behind = [t for t in volume.aim.targets if t.role == "" and begin <= t.first < volume.first]
    if ahead:
        between = page.tokens.words[volume.last : ahead[0].first]
        if adjacent(page, volume.last, ahead[0]) and volume.covers == "target":
            return ahead
        if len(between) <= CLOSE + 4 and not INTO.isdisjoint(between) and (not behind or between[0] in INTO):
            return ahead
    return behind


def once(named: list[Target]) -> list[Target]:
    """Each muscle and side once: the naming that tells its sites."""
    kept: dict[tuple[str, tuple[str, ...]], Target] = {}
    for target in named:
        key = (target.name, target.sides)
        known = kept.get(key)
        if known is None or (known.points is None and not known.side_points and target.part == known.part):
            kept[key] = target
        elif known.points is not None and target.points is not None and target.first != known.first:
            kept[(f"{target.name} {target.first}", target.sides)] = target  # each head with points of its own
        elif target.part != known.part:
            kept[(f"{target.name} {target.part}", target.sides)] = target
    return list(kept.values())


def contributions(volume: Volume, own: Sequence[Target], entries: tuple[Injection, ...]) -> list[float]:
    """What one volume adds for its muscles, the likelier way first; empty where the number of sites is not known."""
    sides = sum(max(1, len(t.sides)) for t in own)
    known = sites_together(own, entries)
    if volume.covers in PLAIN:
        if all(t.points_each_side for t in own) and sides > 1:
            return [volume.amount * sides, volume.amount]
        return [volume.amount]
    if volume.covers == "muscle":
        return [volume.amount * sides]
    if volume.covers == "side":
        return [volume.amount * max(1, len({side for t in own for side in t.sides}))]
    if known is not None:
        return [volume.amount * known, volume.amount * (sides if volume.covers == "each" else known)]
    return [volume.amount * sides] if volume.covers == "each" else []


def sites_together(own: Sequence[Target], entries: tuple[Injection, ...]) -> int | None:
    """The sites of some muscles, each counted once however often it is named; None where those of one are unknown."""
    stated = [t for t in own if t.side_points or t.points is not None]
    covered = {(t.name, t.sides) for t in stated if t.side_points}
    parts = [sites_of(t, entries) for t in own if t in stated or (t.name, t.sides) not in covered]
    return None if None in parts else sum(p for p in parts if p is not None)


def sites_of(target: Target, entries: tuple[Injection, ...]) -> int | None:
    """The sites of a muscle: those stated with it, else those the note gives it elsewhere."""
    if target.side_points:
        return sum(target.side_points.values())
    if target.points is not None:
        return target.points * (max(1, len(target.sides)) if target.points_each_side else 1)
    sides = target.sides or ("unspecified",)
    elsewhere = [e.trigger_points for e in entries if e.muscle == target.name and e.side in sides]
    return sum(n for n in elsewhere if n is not None) if elsewhere and None not in elsewhere else None


def sides_of(volumes: list[Volume]) -> set[str]:
    """The sides named in the sentences of some volumes."""
    sides = {m.value for v in volumes for m in v.aim.sentence.kinds.get("side", NONE)}
    return {"right", "left"} if "both" in sides else sides & {"right", "left"}
