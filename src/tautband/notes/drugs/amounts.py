"""How much went in altogether: what the note sums up, held against what its sites and muscles add up to.

A volume is what the note sums up ("4 mL in all"), else what each site got times the sites, else the volumes of the
muscles together. A sum that contradicts a count the note makes beyond doubt leaves the volume open.
"""

from __future__ import annotations

from tautband.model.encounter import Conflict, Injection
from tautband.notes.drugs.bound_volumes import PLAIN, muscles_of
from tautband.notes.drugs.doses import plain
from tautband.notes.drugs.measured import PER_PLACE, TOLERANCE, Volume
from tautband.notes.drugs.reckoned_volumes import counted
from tautband.notes.text.page import NONE, Page

ROUNDED = 0.06
"""How far a site's rounded volume may carry the sum from what was mixed."""
BETWEEN = {
    "volume", "amount", "dose", "of", "was", "is", "given", "used", "injected", "administered", ":", "=", "-", "%",
    "the",
}  # fmt: skip
"""Words that may stand between a sum and its volume beside the drug: "total bupivacaine 0.25%: 10 mL"."""
USED = {"used", "given", "injected", "administered"}
CORRECTED = {"corrected", "amended", "revised"}


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
        rest = sum(v.amount for v in volumes if v.covers == "rest")
        if ways and rest and prepared is not None and abs(ways[0] + rest - prepared) <= TOLERANCE:
            return prepared, None  # "2 mL per site ... the remaining 1 mL went into the same sites"
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
    """The sum that counts where several are stated: one that names no muscle before those of a muscle's row, one that
    is the whole of the others, else the first.
    """
    said = [v for v in said if not v.aim.plain] or said
    amounts = {round(v.amount, 3) for v in said}
    return said[-1].amount if len(amounts) > 1 and sum(amounts) == 2 * max(amounts) else said[0].amount
