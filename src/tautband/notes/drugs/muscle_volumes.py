"""What went into each muscle, where the note settles it: its own volume, or that of a site times its sites."""

from __future__ import annotations

from tautband.model.encounter import Injection
from tautband.notes.drugs.bound_volumes import PLAIN, bound_to
from tautband.notes.drugs.measured import PER_PLACE, TOLERANCE, Volume
from tautband.notes.text.page import Page
from tautband.notes.text.target import Target

Key = tuple[str, str]
"""Muscle and side."""


def dealt(page: Page, volumes: list[Volume], entries: tuple[Injection, ...], total: float | None) -> dict[Key, float]:
    """The millilitres of each muscle and side; empty where any muscle stays open or the parts miss the total.

    One muscle alone has the whole. A volume said of several muscles together is nobody's own.
    """
    if len(entries) == 1 and total is not None:
        return {(entries[0].muscle, entries[0].side): total}
    by_sentence: dict[int, list[Volume]] = {}
    for v in volumes:
        by_sentence.setdefault(id(v.aim), []).append(v)
    points: dict[Key, int | None] = {(e.muscle, e.side): e.trigger_points for e in entries}
    found: dict[Key, float] = {}
    loose: list[Volume] = []
    for v in volumes:
        if v.covers in ("row", "row_each"):
            own = v.aim.plain
            if len(keys(own)) == 1:
                times = points.get(keys(own)[0]) if v.covers == "row_each" else 1
                add(found, keys(own)[0], v.amount * times if times else None)
        elif v.covers in PER_PLACE + PLAIN:
            own = bound_to(page, v, by_sentence[id(v.aim)])
            if not own and v.covers in PER_PLACE:
                loose.append(v)
            elif v.covers in PER_PLACE:
                for key in keys(own):
                    add(found, key, of_place(v, points.get(key)))
            elif v.covers == "target" and len(keys(own)) == 1:
                add(found, keys(own)[0], v.amount)
    if not found and len({(v.amount, v.covers) for v in loose}) == 1:
        for key, number in points.items():
            add(found, key, of_place(loose[0], number))
    whole = {key: amount for key, amount in found.items() if key in points}
    if set(whole) != set(points) or any(amount != amount for amount in whole.values()):
        return {}
    if total is not None and abs(sum(whole.values()) - total) > TOLERANCE:
        return {}
    return {key: round(amount, 4) for key, amount in whole.items()}


OPEN = float("nan")


def add(found: dict[Key, float], key: Key, amount: float | None) -> None:
    """Add to a muscle's volume; an open amount leaves it open."""
    found[key] = found.get(key, 0.0) + (OPEN if amount is None else amount)


def keys(own: list[Target]) -> list[Key]:
    """The muscles and sides that targets name, each once."""
    return list(dict.fromkeys((t.name, side) for t in own for side in t.sides or ("unspecified",)))


def of_place(volume: Volume, points: int | None) -> float | None:
    """What a muscle got where a volume is said of each site, each muscle, or "each", which is a site where counted."""
    if volume.covers == "site":
        return None if points is None else volume.amount * points
    if volume.covers == "each":
        return volume.amount * (points or 1)
    return volume.amount
