"""How much went in altogether: what the note sums up, held against what its sites and muscles add up to.

A volume is what the note sums up ("4 mL in all"), else what each site got times the sites, else the volumes of the
muscles together. A sum that contradicts a count the note makes beyond doubt leaves the volume open.
"""

from __future__ import annotations

from collections.abc import Sequence

from tautband.model.encounter import Conflict, Injection
from tautband.notes.drugs.doses import plain
from tautband.notes.drugs.measured import PER_PLACE, TOLERANCE, Volume
from tautband.notes.drugs.volume_beside import ARROWS, adjacent
from tautband.notes.muscles.counts import counts
from tautband.notes.text.page import NONE, Page
from tautband.notes.text.target import Target

PLAIN = ("target", "drug", "")
INTO = {"into", "in", "to", "at", "for", "within", *ARROWS}
ROUNDED = 0.06
"""How far a site's rounded volume may carry the sum from what was mixed."""
CLOSE = 12
"""Words between a volume and the muscle it goes into."""
AHEAD = 16
"""Words from a volume to the count of the places that got it."""


def total_volume(
    page: Page, volumes: list[Volume], entries: tuple[Injection, ...], elsewhere: list[float], prepared: float | None
) -> tuple[float | None, Conflict | None]:
    """The volume injected in all, and a conflict when the note's own numbers do not agree.

    `elsewhere` are volumes of the other services that day, which a sum may include; `prepared` is what the drugs of a
    mixture add up to.
    """
    mixed = [v.amount for v in volumes if v.covers == "mix"]
    if mixed:
        said_in = {id(v.aim) for v in volumes if v.covers in ("mix", "drug")}
        apart = [v.amount for v in volumes if v.covers in ("", "target") and id(v.aim) not in said_in]
        parts = sum(mixed, 0.0) + sum(apart, 0.0)
        drawn = [prepared] if prepared is not None else [v.amount for v in volumes if v.covers == "drug"]
        if any(abs(parts - amount) <= TOLERANCE for amount in drawn):
            return parts, None  # "4 mL of the mixture on the right, 4 mL on the left"
        return mixed[0], None
    rows_apart(page, volumes, entries)
    said = [v for v in volumes if v.covers == "total"]
    corrected = [v for v in said if corrects_sum(v)]
    if corrected:
        return corrected[-1].amount, None
    ways, firm = counted(page, volumes, entries, mixture=prepared is not None)
    if not said and prepared is not None and any(used_up(page, v) for v in volumes if v.covers == "drug"):
        return prepared, None
    if not said:
        if ways and prepared is not None and abs(ways[0] - prepared) <= ROUNDED * prepared:
            return prepared, None  # "4 mL, about 1.3 mL a site"
        return (ways[0] if ways else None), None
    borne_out = [v.amount for v in said if any(abs(way - v.amount) <= TOLERANCE for way in ways)]
    if borne_out:
        return borne_out[0], None
    stated = chosen(said)
    left = [v.amount for v in volumes if v.covers == "waste"]
    if ways and firm and any(abs(stated - ways[0] - amount) < TOLERANCE for amount in left):
        return ways[0], None  # "5 mL mixed, 1 mL at each of the four points, 1 mL discarded"
    if (
        not ways
        or not firm
        or any(reckoned(page, v, stated) for v in volumes)
        or (prepared is not None and abs(prepared - stated) <= TOLERANCE)
    ):
        return stated, None
    for way in ways:
        if any(abs(stated - way - amount) < TOLERANCE for amount in elsewhere):
            return way, None
    if abs(once_each(volumes) - stated) <= TOLERANCE:
        return stated, None
    says = f"{plain(stated)} mL stated, {plain(ways[0])} mL by the sites"
    return None, Conflict(about="volume", says=says, evidence=(page.evidence(said[0].first, said[0].last),))


BETWEEN = {
    "volume", "amount", "dose", "of", "was", "is", "given", "used", "injected", "administered", ":", "=", "-", "%",
    "the",
}  # fmt: skip
"""Words that may stand between a sum and its volume beside the drug: "total bupivacaine 0.25%: 10 mL"."""


def sums_of_drug(page: Page, volumes: list[Volume]) -> None:
    """Take the volume behind "total" and the name of the only drug for the sum: "Total lidocaine 1%: 10 mL"."""
    words = page.tokens.words
    for v in volumes:
        if v.covers != "drug":
            continue
        things = v.aim.sentence.kinds
        total = next((m for m in reversed(things.get("total", NONE)) if m.last <= v.first), None)
        if total is None:
            continue
        known = {at for kind in ("drug", "unit") for m in things.get(kind, NONE) for at in range(m.first - 1, m.last)}
        if all(at in known or words[at] in BETWEEN for at in range(total.last, v.first)):
            v.covers = "total"


def once_each(volumes: list[Volume]) -> float:
    """What the rows add up to where the number behind a volume counts points: "R deltoid 3 mL x3, 3 mL in all"."""
    rows = [v for v in volumes if v.covers == "target"]
    return sum(v.amount / v.factor for v in rows) if any(v.factor > 1 for v in rows) else 0.0


USED = {"used", "given", "injected", "administered"}


def used_up(page: Page, volume: Volume) -> bool:
    """Whether the sentence of a volume says that all of it went in: "were drawn up together and all of it was used"."""
    words, sentence = page.tokens.words, volume.aim.sentence
    if "all" not in sentence.vocabulary or USED.isdisjoint(sentence.vocabulary):
        return False
    text = words[volume.last : sentence.last]
    return any(
        word == "all" and not USED.isdisjoint(text[at + 1 : at + 5]) and "not" not in text[at - 1 : at + 5]
        for at, word in enumerate(text)
    )


CORRECTED = {"corrected", "amended", "revised"}


def corrects_sum(volume: Volume) -> bool:
    """Whether a sum is that of a later entry, which counts what the first left out: "corrected total 4 mL"."""
    sentence = volume.aim.sentence
    own = any(t.role == "" for t in volume.aim.targets)
    return not CORRECTED.isdisjoint(sentence.vocabulary) or (sentence.section == "addendum" and not own)


def rows_apart(page: Page, volumes: list[Volume], entries: tuple[Injection, ...]) -> None:
    """Take a row's sum for its own muscle's where others have volumes in other rows: "2 sites - 1 mL total"."""
    every = {(entry.muscle, entry.side) for entry in entries}
    told = [(v, muscles_of(v)) for v in volumes if v.covers in PER_PLACE + PLAIN + ("total",)]
    for volume, own in told:
        lines = range(max((t.last for t in volume.aim.targets if t.last <= volume.first), default=0), volume.first)
        below = any(at in page.line_starts for at in lines)  # a sum on a line of its own
        if volume.covers != "total" or not own or not own < every or below:
            continue
        elsewhere: set[tuple[str, str]] = set()
        for v, others in told:
            if v.aim is not volume.aim:
                elsewhere |= others
        if every <= own | elsewhere and not own & elsewhere:
            beside = [v for v, _ in told if v.aim is volume.aim and v is not volume]
            volume.covers = "made" if beside else "target"


def muscles_of(volume: Volume) -> set[tuple[str, str]]:
    """The muscles and sides that the sentence of a volume aims at."""
    return {(t.name, side) for t in volume.aim.targets if t.role == "" for side in t.sides or ("unspecified",)}


def reckoned(page: Page, volume: Volume, stated: float) -> bool:
    """Whether the sentence itself reckons a sum: "five points, 0.5 mL in each, 2.5 mL"; "each of these points, three
    right and two left, with 1 mL, 5 mL in all".
    """
    if not volume.amount:
        return False
    times = stated / volume.amount
    if volume.covers in PLAIN and times > 1 and abs(times - round(times)) < TOLERANCE / volume.amount:
        return any(m.last <= volume.first for m in volume.aim.sentence.kinds.get("each", NONE))
    if volume.covers not in PER_PLACE:
        return False
    units = {m.first for m in volume.aim.sentence.kinds.get("unit", NONE)}
    return any(
        abs((page.number(at) or 0.0) - times) < TOLERANCE and at + 1 not in units
        for at in page.numbers_in(volume.aim.sentence)
        if times > 1
    )


def chosen(said: list[Volume]) -> float:
    """The sum that counts where several are stated: one that is the whole of the others, else the first."""
    amounts = {round(v.amount, 3) for v in said}
    return said[-1].amount if len(amounts) > 1 and sum(amounts) == 2 * max(amounts) else said[0].amount


def counted(
    page: Page, volumes: list[Volume], entries: tuple[Injection, ...], *, mixture: bool
) -> tuple[list[float], bool]:
    """What the sites and muscles add up to, the likeliest way first, and whether the note leaves no doubt of it.

    In a mixture whose drugs each have a volume, those make up the syringe and are no muscle's.
    """
    if mixture:
        volumes = [v for v in volumes if v.covers != "drug"]
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
