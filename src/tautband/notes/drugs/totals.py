"""Adds up the points of each muscle and side, and settles those that are said for all, for a side, or in one total."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from tautband.model.encounter import Side
from tautband.notes.drugs.doses import sentence_doses
from tautband.notes.drugs.measured import Volume
from tautband.notes.drugs.volumes import sentence_volumes
from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.muscles.counts import Count, counts
from tautband.notes.muscles.part_counts import MOST
from tautband.notes.muscles.pointing import BODY_SECTIONS
from tautband.notes.text.page import NONE, Page
from tautband.notes.text.target import Target

SIDES: tuple[Side, ...] = ("right", "left", "midline", "unspecified")


@dataclass(slots=True)
class Sum:
    """What the note says of one muscle on one side."""

    name: str
    side: Side
    parts: list[str] = field(default_factory=list)
    points: dict[tuple[int, str], int] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)


def sums(chosen: list[Target]) -> list[Sum]:
    """One sum for each muscle and side, parts folded in, without a sideless entry beside a sided one."""
    found: dict[tuple[str, str], Sum] = {}
    for target in chosen:
        for side in target.sides or ("unspecified",):
            entry = found.setdefault((target.name, side), Sum(target.name, side))  # type: ignore[arg-type]
            if target.part and target.part not in entry.parts:
                entry.parts.append(target.part)
            number = target.side_points.get(side)
            if number is None and target.points is not None and (len(target.sides) < 2 or target.points_each_side):
                number = target.points
            if number is not None:
                key = (-1 if target.row else target.sentence.number, target.part or target.piece)
                entry.points[key] = number if target.spread else entry.points.get(key, 0) + number
            entry.spans.append((target.first, target.last))
    sided = {name for name, side in found if side != "unspecified"}
    return [entry for (name, side), entry in found.items() if side != "unspecified" or name not in sided]


def points_of(entry: Sum) -> int | None:
    """The sites of a muscle: its parts add up, the same thing said twice does not."""
    if not entry.points:
        return None
    best: dict[str, int] = {}
    for (_, part), number in entry.points.items():
        if part:
            best[part] = max(number, best.get(part, 0))
    partless = {sentence: number for (sentence, part), number in entry.points.items() if not part}
    beside = {sentence for sentence, part in entry.points if part}
    if not best:
        return max(partless.values())
    return sum(best.values()) + max((number for sentence, number in partless.items() if sentence in beside), default=0)


def spread_over(page: Page, procedure: Procedure, chosen: list[Target]) -> None:
    """Give counts said for every muscle ("one stick each") or for the only one ("9 sticks") to the muscles
    without one.
    """
    open_targets = [t for t in chosen if t.points is None and not t.side_points]
    if not open_targets:
        return
    single = len({(t.name, side) for t in chosen for side in t.sides or ("unspecified",)}) == 1
    for aim in procedure.aims:
        if aim.mode not in ("narrated", "listed") and not (
            (aim.service == "tpi" or aim.sentence.section == "procedure")
            and aim.today
            and aim.sentence.section not in BODY_SECTIONS
        ):
            continue
        if for_each_muscle(page, aim) and not aim_has_plain(aim):
            times = [ONCE[w] for w in page.tokens.words[aim.sentence.first : aim.sentence.last] if w in ONCE]
            if len(times) == 1 and aim.mode == "narrated":
                for target in open_targets:
                    target.points, target.points_each_side, target.spread = times[0], True, True
                return
        if for_each_muscle(page, aim) and the_point_of_each(page, aim) and not aim_has_plain(aim):
            for target in open_targets:
                target.points, target.points_each_side, target.spread = 1, True, True
            return
        if {"all", "single"} <= aim.sentence.vocabulary and "point" in aim.sentence.kinds and not aim_has_plain(aim):
            for target in open_targets:
                target.points, target.points_each_side, target.spread = 1, True, True
            return  # "All single points."
        for count in counts(page, aim.sentence):
            alike = count.each == "" and for_each_muscle(page, aim)
            repeated = count.each in ("muscle", "each", "side") or alike or sticks_a_site(page, count)
            if repeated and not aim_has_plain(aim):
                for target in open_targets:
                    target.points, target.points_each_side, target.spread = count.number, True, True
                return
            told = aim.mode in ("narrated", "listed") or page.words[count.first] not in ("x", "*", "(")
            if single and told and count.each != "bare" and not aim_has_plain(aim):
                for target in open_targets:
                    target.points, target.points_each_side, target.spread = count.number, True, True
                return


def the_point_of_each(page: Page, aim: Aim) -> bool:
    """Whether a dose goes into the one point of each muscle: "4 mL in the trigger point of each muscle"."""
    words = page.tokens.words
    named = [m for m in aim.sentence.kinds.get("point", NONE) if m.value == "site" and words[m.last - 1] in ONE_PLACE]
    return any(
        words[m.first - 1] == "the" and words[m.last : m.last + 2] in (["of", "each"], ["in", "each"]) for m in named
    )


def one_point(page: Page, procedure: Procedure, chosen: list[Target]) -> None:
    """Count one point where the only muscle's needle went into "that trigger point"."""
    if len({(t.name, side) for t in chosen for side in t.sides or ("unspecified",)}) != 1:
        return
    if any(t.points is not None or t.side_points for t in chosen):
        return
    if any(aim.mode == "narrated" and not aim_has_plain(aim) and points_at_one(page, aim) for aim in procedure.aims):
        for target in chosen:
            target.points, target.spread = 1, True


THAT = {"that", "this", "the"}


def one_in_muscle(page: Page, procedure: Procedure) -> None:
    """Count one point for a muscle that a deed reached at one: "the trigger point in the left soleus was injected"."""
    words = page.tokens.words
    for aim in procedure.aims:
        if aim.mode != "narrated" or not aim.acts:
            continue
        for target in aim.targets:
            if target.role or target.points is not None or target.side_points or target.sentence is not aim.sentence:
                continue
            named = next((m for m in reversed(aim.sentence.kinds.get("point", NONE)) if m.last <= target.first), None)
            if named is None or words[named.last - 1] not in ONE_PLACE or words[named.first - 1] not in THAT:
                continue
            between = words[named.last : target.first]
            if len(between) <= MOST_BETWEEN and between[:1] in (["in"], ["of"], ["within"]) and "," not in between:
                target.points = 1


ONE_PLACE = {"point", "spot", "knot", "nodule"}
MOST_BETWEEN = 4
"""Words from a point to the muscle that holds it: "in the left upper"."""


def points_at_one(page: Page, aim: Aim) -> bool:
    """Whether a deed goes into one point already told of: "injected that trigger point"."""
    words = page.tokens.words
    return any(
        m.value == "site" and words[m.last - 1] in ("point", "spot", "knot", "nodule") and words[m.first - 1] in THAT
        for m in aim.sentence.kinds.get("point", NONE)
    ) and bool(aim.acts)


def aim_has_plain(aim: Aim) -> bool:
    """Whether a sentence names muscles of its own as aims."""
    return any(t.role == "" and t.sentence is aim.sentence for t in aim.targets)


def spread_counts(page: Page, procedure: Procedure, chosen: list[Target]) -> None:
    """Give every muscle the count of points that the note says apart from its name, where it says one."""
    by_side(page, procedure, chosen)
    one_in_muscle(page, procedure)
    spread_over(page, procedure, chosen)
    one_point(page, procedure, chosen)
    settle(page, procedure, chosen)


def sticks_a_site(page: Page, count: Count) -> bool:
    """Whether a count is of needle sticks for every site listed: "one injection per site"."""
    words = page.tokens.words[count.first : count.last]
    return count.each == "site" and any(word.startswith(("injection", "stick", "needle", "shot")) for word in words)


ONCE = {"once": 1, "twice": 2, "thrice": 3}


def for_each_muscle(page: Page, aim: Aim) -> bool:
    """Whether a sentence speaks of every muscle alike: "into each muscle through one entry"."""
    return ("each", "muscle") in aim.sentence.meanings or any(
        m.kind == "point" and m.value == "muscle" and {"each", "every"} & set(before(page, aim, m.first, 6))
        for m in aim.sentence.things
    )


def before(page: Page, aim: Aim, at: int, size: int) -> list[str]:
    """The words of a sentence right before a place."""
    return page.tokens.words[max(aim.sentence.first, at - size) : at]


def by_side(page: Page, procedure: Procedure, chosen: list[Target]) -> None:
    """Give the only muscle injected the counts said of its sides: "two points on the right and one on the left"."""
    if len({t.name for t in chosen}) != 1 or any(t.points is not None or t.side_points for t in chosen):
        return
    for aim in procedure.aims:
        if aim.mode != "narrated" or aim_has_plain(aim):
            continue
        sides = [m for m in aim.sentence.kinds.get("side", NONE) if m.value != "both"]
        found = {
            side.value: count.number
            for count in counts(page, aim.sentence)
            if (side := next((m for m in sides if 0 <= m.first - count.last <= 3), None)) is not None
        }
        if len(found) == 2:
            for target in chosen:
                target.side_points = {side: found[side] for side in target.sides if side in found}
            return


def settle(page: Page, procedure: Procedure, chosen: list[Target]) -> None:
    """Give the muscles without a count what a stated total leaves for them, where it leaves no choice.

    The exam's own counts stand where they add up to the total, or where the procedure counts nothing at all or no more
    than what bears them out; one point
    a muscle where there are as many points as muscles; and the rest of the total where one muscle alone has no count.
    """
    entries = sums(chosen)
    open_entries = [entry for entry in entries if points_of(entry) is None]
    if not open_entries:
        return
    total = stated_points(page, procedure) or points_by_volume(page, procedure, alone=len(entries) == 1)
    known = sum(points_of(entry) or 0 for entry in entries)
    examined = {(e.name, e.side): points_of(e) for e in sums(procedure.exam + procedure.palpated)}
    counted = [
        examined.get((e.name, e.side)) or examined.get((only_side(entries, e), "unspecified")) for e in open_entries
    ]
    found = [number for number in counted if number]
    if total is None:
        borne_out = all(points_of(e) in (None, examined.get((e.name, e.side))) for e in entries)
        if len(found) < len(open_entries) or (known and not borne_out):
            return
        given = found
    elif len(found) == len(open_entries) and sum(found) == total - known:
        given = found
    elif total - known == len(open_entries):
        given = [1] * len(open_entries)
    elif len(open_entries) == 1 and total > known:
        given = [total - known]
    else:
        return
    shares = {(entry.name, entry.side): number for entry, number in zip(open_entries, given, strict=True)}
    done: set[tuple[str, Side]] = set()
    for target in chosen:
        for side in SIDES:
            if side not in (target.sides or ("unspecified",)):
                continue
            if (target.name, side) in shares and (target.name, side) not in done:
                done.add((target.name, side))
                target.side_points[side] = shares[target.name, side]


def only_side(entries: list[Sum], entry: Sum) -> str:
    """The name of a muscle injected on one side alone, of which the exam may tell without its side; else nothing."""
    return entry.name if sum(e.name == entry.name for e in entries) == 1 else ""


def stated_points(page: Page, procedure: Procedure) -> int | None:
    """The number of points the procedure states for all muscles together; None when it states none or two."""
    found: set[int] = set()
    for aim in procedure.aims:
        if aim.mode != "narrated" or aim_has_plain(aim) or for_each_muscle(page, aim):
            continue
        ends = {m.last for m in aim.sentence.kinds.get("each", NONE)}
        for count in counts(page, aim.sentence):
            whole = count.each == "" and {"the", "all", "these", "those", "of", "total"} & set(
                before(page, aim, count.first, 2)
            )
            if count.each == "inner" or whole or (count.each == "bare" and of_each(page, count, ends)):
                found.add(count.number)
    return found.pop() if len(found) == 1 else None


def points_by_volume(page: Page, procedure: Procedure, *, alone: bool) -> int | None:
    """The number of points in all where the note gives what each got and the sum: "0.5 mL per site, 2 mL total". In one
    muscle `alone`, what each got is what each point got.
    """
    aims = [aim for aim in procedure.of_today if aim.for_points and ("unit", "ml") in aim.sentence.meanings]
    told = [v for aim in aims for v in sentence_volumes(page, aim, sentence_doses(page, aim))]
    each = {v.amount for v in told if into_points(page, v) or (alone and at_each(page, v))}
    whole = {v.amount for v in told if v.covers == "total"}
    if len(each) != 1 or len(whole) != 1 or 0 in each:
        return None
    number = whole.pop() / each.pop()
    return round(number) if abs(number - round(number)) < SLIGHT and 0 < round(number) <= MOST else None


SLIGHT = 0.01
BEHIND = 14


def into_points(page: Page, volume: Volume) -> bool:
    """Whether a volume is what each point got: "0.5 mL per site", "1 cc into each of the above trigger points"."""
    behind = page.tokens.words[volume.last : volume.last + BEHIND]
    named = volume.covers == "each" and not POINTS.isdisjoint(behind) and "each" in behind[:4]
    return (volume.covers == "site" or named) and not of_muscles(page, volume)


def at_each(page: Page, volume: Volume) -> bool:
    """Whether a volume went in "at each" of what was felt."""
    behind = page.tokens.words[volume.last : volume.last + AT_EACH]
    return volume.covers == "each" and any(pair in PLACED for pair in pairwise(behind))


AT_EACH = 10
PLACED = {("at", "each"), ("in", "each"), ("into", "each")}
POINTS = {"points", "sites", "spots", "tps", "trps"}


def of_muscles(page: Page, volume: Volume) -> bool:
    """Whether a volume is said of each of the muscles: "1 mL into each of the three muscles"."""
    return not {"muscle", "muscles"}.isdisjoint(page.tokens.words[volume.last : volume.last + BEHIND])


def of_each(page: Page, count: Count, ends: set[int]) -> bool:
    """Whether a bare number follows "at each of the" and nothing that it counts follows it."""
    words = page.tokens.words
    follows = words[count.last] if count.last < len(words) else "."
    return count.first in ends and words[count.first - 1] in ("the", "these", "those", "of") and not follows.isalpha()
