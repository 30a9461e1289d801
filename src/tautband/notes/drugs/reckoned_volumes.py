"""What a volume comes to over its sites and muscles: times the sites, else all the volumes of the muscles together."""

from __future__ import annotations

from tautband.model.encounter import Injection
from tautband.notes.drugs.bound_volumes import CLOSE, PLAIN, bound_to, contributions, muscles_of, sides_of, together
from tautband.notes.drugs.measured import PER_PLACE, TOLERANCE, Volume
from tautband.notes.muscles.counts import counts
from tautband.notes.text.page import Page
from tautband.notes.text.target import Target

AHEAD = 16
"""Words from a volume to the count of the places that got it."""


def counted(
    page: Page, volumes: list[Volume], entries: tuple[Injection, ...], *, mixture: bool
) -> tuple[list[float], bool]:
    """What the sites and muscles add up to, the likeliest way first, and whether the note leaves no doubt of it.

    In a mixture whose drugs each have a volume, those make up the syringe and are no muscle's.
    """
    if mixture:
        volumes = [v for v in volumes if v.covers != "drug"]
    sided = [v.amount for v in volumes if v.covers == "sided"]
    if len(sided) == 2 and {e.side for e in entries} == {"left", "right"}:
        return [round(sum(sided), 4)], True  # "1 mL L, 1 mL R"
    rows = [v for v in volumes if v.covers in ("row", "row_each")]
    if rows:
        total = row_total(rows)
        reached = set[tuple[str, str]]().union(*(muscles_of(v) for v in rows))
        if not {(e.muscle, e.side) for e in entries} <= reached:
            return [], False  # a row without its amount
        return ([] if total is None else [total]), True
    by_number = [
        total + beside_numbered(page, v, volumes, entries)
        for v in volumes
        if v.covers in PER_PLACE and (total := by_stated_number(page, v)) is not None
    ]
    bound, complete = by_target(page, volumes, entries)
    if by_number:
        return list(dict.fromkeys([*(bound if complete else []), by_number[0]])), True
    if complete:
        beside = together(volumes)
        shared = any(v.covers in PLAIN and several(bound_to(page, v, beside[id(v.aim)])) for v in volumes)
        return bound, not shared and (sites_known(entries) or not any(v.covers in PER_PLACE for v in volumes))
    own = {v.amount for v in volumes if v.covers == "drug"}
    summed = any(v.covers == "total" for v in volumes)
    if len(own) == 1 and not summed and any(abs(way - min(own)) <= TOLERANCE for way in bound):
        return [min(own)], True  # the drug's own volume is what the muscles told add up to
    loose = [v for v in volumes if v.covers in PER_PLACE]
    if not entries and loose and len(sides_of(volumes)) > 1:
        return [round(loose[0].amount * 2, 4)], False
    if len({(round(v.amount, 4), v.covers) for v in loose}) != 1:
        return [], False
    return for_every_place(page, loose, entries), sites_known(entries)


def beside_numbered(page: Page, numbered: Volume, volumes: list[Volume], entries: tuple[Injection, ...]) -> float:
    """What went into other muscles beside one whose points a volume counts: "1 mL into the deltoid at each of two
    points, and 1 mL into the soleus".
    """
    beside = together(volumes)
    own = {t.name for t in bound_to(page, numbered, beside[id(numbered.aim)])}
    added = 0.0
    for v in beside[id(numbered.aim)]:
        into = bound_to(page, v, beside[id(v.aim)]) if v is not numbered and v.covers == "target" else []
        if own and into and own.isdisjoint(t.name for t in into):
            ways = contributions(v, into, entries)
            added += ways[0] if ways else 0.0
    return added


def several(own: list[Target]) -> bool:
    """Whether a volume stands with more than one muscle, or with both sides of one."""
    return sum(max(1, len(t.sides)) for t in own) > 1


def sites_known(entries: tuple[Injection, ...]) -> bool:
    """Whether the number of sites is stated for every muscle."""
    return bool(entries) and all(entry.trigger_points is not None for entry in entries)


def row_total(rows: list[Volume]) -> float | None:
    """What the rows of a table add up to; None where a row gives a volume for each of an unknown number of sites."""
    parts = []
    for v in rows:
        points = sum(t.points or sum(t.side_points.values()) or 0 for t in v.aim.targets if t.role == "")
        if v.covers == "row_each" and not points:
            return None
        parts.append(v.amount * (points if v.covers == "row_each" else 1))
    return round(sum(parts), 4)


def by_stated_number(page: Page, volume: Volume) -> float | None:
    """A volume times the number said in the same breath: "1 mL in each of the four points"."""
    for count in counts(page, volume.aim.sentence):
        if count.each == "inner" and -CLOSE <= count.first - volume.last <= AHEAD:
            return round(volume.amount * count.number, 4)
    return None


def by_target(page: Page, volumes: list[Volume], entries: tuple[Injection, ...]) -> tuple[list[float], bool]:
    """The volumes that stand with their muscles, added up, and whether every muscle has one."""
    reached: set[tuple[str, str]] = set()
    sums = [0.0, 0.0]
    previous: Volume | None = None
    shared = {id(v.aim) for v in volumes if v.covers in PER_PLACE}
    beside = together(volumes)
    for v in volumes:
        if v.covers not in PER_PLACE + PLAIN or (v.covers == "drug" and id(v.aim) in shared):
            continue
        own = bound_to(page, v, beside[id(v.aim)])
        if not own:
            continue
        ways = contributions(v, own, entries)
        if not ways:
            return [], False
        repeated = (
            previous is not None
            and previous.aim is v.aim
            and v.covers in PER_PLACE
            and abs(ways[0] - previous.amount) < TOLERANCE
            and {t.name for t in own} == {t.name for t in bound_to(page, previous, beside[id(previous.aim)])}
        )
        if repeated and page.tokens.words[v.first - 1] == "(":
            continue
        sums = [sums[0] + ways[0], sums[1] + ways[-1]]
        reached |= {(t.name, side) for t in own for side in t.sides or ("unspecified",)}
        previous = v
    complete = bool(entries) and {(e.muscle, e.side) for e in entries} <= reached
    return list(dict.fromkeys(round(total, 4) for total in sums)), complete


def for_every_place(page: Page, loose: list[Volume], entries: tuple[Injection, ...]) -> list[float]:
    """What "0.5 mL per site", said for the whole procedure, adds up to, the likelier way first."""
    amount, covers = loose[0].amount, loose[0].covers
    muscles = len(entries)
    if covers == "muscle":
        return [round(amount * muscles, 4)] if muscles else []
    if covers == "side":
        sides = {entry.side for entry in entries}
        return [round(amount * len(sides), 4)] if sides and sides <= {"left", "right"} else []
    ways = []
    if sites_known(entries):
        ways.append(amount * sum(entry.trigger_points or 0 for entry in entries))
    sites = stated_sites(page, loose)
    if sites:
        ways.append(amount * sites)
    if covers == "each" and muscles and (not ways or all(entry.trigger_points is None for entry in entries)):
        ways.append(amount * muscles)
    return [round(way, 4) for way in ways]


def stated_sites(page: Page, volumes: list[Volume]) -> int | None:
    """A number of sites stated for the whole procedure: "8 sites", "each of the five points"."""
    for aim in {id(v.aim): v.aim for v in volumes}.values():
        for count in counts(page, aim.sentence):
            if count.each != "bare" and not aim.plain:
                return count.number
    return None
