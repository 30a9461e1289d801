"""What a volume covers: all, a site, a muscle, a side, a drug, what was thrown away.

Each rule looks at the words around a volume and gives what it covers or nothing; the first answer stands.
"""

from __future__ import annotations

from collections.abc import Callable

from tautband.notes.drugs.dose_beside import past_brackets
from tautband.notes.drugs.measured import Measured, millilitres
from tautband.notes.drugs.volume_beside import (
    ARROWS,
    adjacent,
    each_before,
    each_behind,
    made_of,
    measured_points,
    on_each_side,
    sums_up,
    total_before,
    total_behind,
)
from tautband.notes.drugs.waste import nothing_left
from tautband.notes.muscles.repeated_counts import each_treated
from tautband.notes.vocabulary.lexicon import Mention


def coverage(volume: Measured) -> str:
    """What a volume covers; empty where nothing around it says so."""
    return next((covers for rule in RULES if (covers := rule(volume))), "")


def thrown_or_drawn(volume: Measured) -> str:
    """What was thrown away, or only drawn up: "lidocaine discarded, 5 mL"."""
    page, sentence, unit, first = volume.page, volume.sentence, volume.unit, volume.first
    words = page.tokens.words
    wastes = [m for m in sentence.cues if m.value in ("wasted", "drawn_up") and not nothing_left(page, sentence, m)]
    if len(wastes) == 1 and words[wastes[0].first : first] in (["remaining"], ["rest"], ["rest", "of", "the"]):
        if words[unit.last : unit.last + 1] == ["went"]:
            return "rest"  # "the remaining 1 mL went into these same sites"
        if words[unit.last : unit.last + 1] in OVER or into_a_muscle(volume):
            return "target"  # "and the remaining 4 mL over the gluteals", "the remaining 1 mL R deltoid"
        if volume.aim.acts:
            return ""  # "was injected with the remaining 1 mL"
    for m in wastes:
        span = range(min(m.first, unit.last), max(first, m.last))
        nearer = any(millilitres(t) and t is not unit and t.first in span for t in volume.things)
        parted = any(words[i] in (",", ";") for i in span) and words[m.last : first] != [","]
        if m.value == "wasted" and not nearer and not parted:
            return "waste"
        drawn = m.value == "drawn_up" and abs(m.first - unit.last) <= 4 and words[m.last : m.last + 1] != ["from"]
        if drawn and not one_of_several(volume):
            return "drawn"
    return ""


OVER = (["over"], ["across"], ["along"], ["throughout"], ["through"])


def one_of_several(volume: Measured) -> bool:
    """Whether a volume is that of one drug among others: "3 mL of one plus 3 mL of another drawn into a syringe"."""
    several = len({d.drug for d in volume.doses}) > 1
    return several and any(0 <= d.span[0] - volume.unit.last <= 1 for d in volume.doses)


def summed_up(volume: Measured) -> str:
    """The sum, by its word right behind: "into each of the six points so three cc total"."""
    return "total" if sums_up(volume.page, volume.things, volume.unit.last) else ""


def of_each_treated(volume: Measured) -> str:
    """What each muscle or point that was treated got."""
    return "each" if each_treated(volume.page, volume.sentence, volume.first) else ""


def taken_out(volume: Measured) -> str:
    """What was drawn out of the body."""
    words, sentence, first = volume.page.tokens.words, volume.sentence, volume.first
    beside = words[volume.unit.last : min(sentence.last, volume.unit.last + 3)]
    if beside[:2] == [",", "aspirated"] and (len(beside) < 3 or beside[2] in ",.;"):
        return ""  # "1 point 0.5 mL, aspirated": the plunger was drawn back
    aspirated = "aspirated" in words[max(sentence.first, first - 4) : first]
    return "out" if aspirated or not TAKEN_OUT.isdisjoint(beside) else ""


TAKEN_OUT = {
    "aspirated", "fluid", "jelly", "effusion", "drained", "blood", "synovial", "straw", "contrast", "omnipaque",
    "isovue",
}  # fmt: skip
"""Words beside a volume that was drawn out of the body, or of a dye that is no drug here."""


def per_place(volume: Measured) -> str:
    """What one place got: "1 mL per site", "0.5 mL a side"."""
    beside = volume.page.tokens.words[volume.unit.last : min(volume.sentence.last, volume.unit.last + 3)]
    if len(beside) < 2 or beside[0] not in ("a", "an", "each", "either", "per", "/", "ea", "@"):
        return ""
    return PLACES.get(beside[1], "")


PLACES = {
    "spot": "site", "site": "site", "point": "site", "place": "site", "stick": "site", "pt": "site", "tp": "site",
    "trp": "site", "jab": "site", "knot": "site", "area": "site", "muscle": "muscle", "side": "side",
}  # fmt: skip


def share_of_solution(volume: Measured) -> str:
    """What each place got of a solution whose drugs are told behind it: "1.25 mL of a solution consisting of 4 mL of
    one and 1 mL of the other was injected in each of the four areas".
    """
    if SOLUTIONS.isdisjoint(volume.sentence.vocabulary):
        return ""
    following = volume.behind(OF_PARTS)
    if following[:1] != ["of"] or SOLUTIONS.isdisjoint(following) or len({d.drug for d in volume.doses}) < 2:
        return ""
    last = max(max(d.span[1] for d in volume.doses), max(m.last for m in volume.things if millilitres(m)))
    words = volume.page.tokens.words
    each = next((m for m in volume.things if m.kind == "each" and 0 <= m.first - last <= TO_EACH), None)
    if each is None or not {";", "."}.isdisjoint(words[last : each.first]):
        return ""
    return each.value if each.value in ("site", "muscle", "side") else "each"


OF_PARTS, TO_EACH = 5, 9
SOLUTIONS = {"solution", "mixture", "mix", "injectate", "combination"}


def solution_made(volume: Measured) -> str:
    """A solution that was made of others, or prepared."""
    if made_of(volume.page, volume.sentence, volume.unit.last) or made_of_measured(volume):
        return "made"
    return "drawn" if volume.behind(1) == ["prepared"] and volume.unit.last < volume.sentence.last else ""


def made_of_measured(volume: Measured) -> bool:
    """Whether a volume is that of a mixture whose drugs follow with their own: "a 10 mL mixture of lidocaine 1% 9 mL
    with 1 mL of Kenalog".
    """
    if volume.behind(2) not in (["mixture", "of"], ["mix", "of"], ["solution", "of"], ["combination", "of"]):
        return False
    later = [t for t in volume.things if millilitres(t) and t.first > volume.unit.last]
    return any(0 <= t.first - 1 - d.span[1] <= 1 or 0 <= d.span[0] - t.last <= 1 for t in later for d in volume.doses)


def one_place(volume: Measured) -> str:
    """How large the points before it are, or what each side got."""
    if measured_points(volume.page, volume.things, volume.first):
        return "site"
    return "side" if on_each_side(volume.page, volume.sentence, volume.unit) else ""


def by_each_or_total(volume: Measured) -> str:
    """What the nearest "each" or "total" says that reaches it."""
    for other in volume.things:
        if other.kind == "each" and halved(volume, other):
            return "total"  # "2 mL, half at each"
        if other.kind == "each" and (each_behind(volume, other) or each_before(volume, other)):
            return other.value if other.value in ("site", "muscle", "side") else "each"
        if other.kind == "total" and (total_before(volume, other) or total_behind(volume, other)):
            return "total"
    return ""


def halved(volume: Measured, each: Mention) -> bool:
    """Whether a part of a volume went to each place: "lidocaine 1% 2 mL, half at each", "3 mL, 1/3 to each"."""
    words, begin = volume.page.tokens.words, volume.unit.last
    if not 0 <= each.first - begin <= HALVED or len({d.drug for d in volume.doses}) > 1:
        return False
    return any(
        words[at + 1] in TO_EACH_PLACE
        and (words[at] in PARTS or (words[at - 2 : at] == ["1", "/"] and words[at] in ("2", "3", "4")))
        for at in range(begin, each.last - 1)
    )


HALVED = 10
PARTS = {"half", "third", "thirds", "quarter"}
TO_EACH_PLACE = {"at", "to", "in", "into"}


def summing(volume: Measured) -> str:
    """The whole, by the word before it: "so 3 mL", "the full 4 mL was used"."""
    words, first = volume.page.tokens.words, volume.first
    previous = words[first - 1] if first > volume.sentence.first else ""
    led = words[first - 2 : first]
    whole = previous in SUMMING or led in (["that", "is"], ["that", "makes"], ["of", "which"])
    return "total" if whole and not (previous == "=" and made_of(volume.page, volume.sentence, first - 1)) else ""


SUMMING = {"=", "all", "full", "entire", "whole", "so", "thus", "hence", "totalling", "totaling"}
"""Words right before a volume that make it the whole: "so 3 mL", "the full 4 mL was used"."""


def of_a_mixture(volume: Measured) -> str:
    """A part of a solution that was mixed before: "3 mL of the mixture"."""
    following = volume.behind(6)
    pointed = following[:1] == ["of"] and following[1:2] in (["the"], ["this"], ["that"], ["a"])
    if pointed and ("mix" in " ".join(following) or following[1:3] == ["the", "solution"]):
        return "mix"
    mixed = following[:1] == ["mixed"] and not any(0 <= volume.first - d.span[1] <= 2 for d in volume.doses)
    return "mix" if mixed else ""


def of_a_container(volume: Measured) -> str:
    """What a syringe or vial holds: "a 10 mL syringe", "from a 30 mL multi-dose vial"."""
    following, first = volume.behind(4), volume.first
    if not following:
        return ""
    if following[0] in CARTRIDGES:  # of a cartridge that no other volume parts, all is given
        return "vial" if any(millilitres(t) and t.first > volume.unit.last for t in volume.things) else ""
    words = volume.page.tokens.words
    if words[first - 1] == "(" and any(d.mass is not None and 0 <= first - 2 - d.span[1] <= 3 for d in volume.doses):
        return ""  # "Kenalog 40 mg (1 mL SDV)"
    drawn_from = "from" in volume.page.tokens.words[max(volume.sentence.first, first - 3) : first]
    held = following[0] in CONTAINERS or (drawn_from and not CONTAINERS.isdisjoint(following))
    return "vial" if held else ""


CONTAINERS = {"syringe", "syringes", "vial", "vials", "bag", "ampule", "ampoule", "bottle", "mdv", "sdv"}
CARTRIDGES = {"cartridge", "cartridges", "carpule", "carpules"}


def into_a_muscle(volume: Measured) -> str:
    """What the muscle behind it got: "1 mL into the right trapezius", "1 mL R deltoid"."""
    ahead = next((t for t in volume.aim.plain if t.first >= volume.unit.last), None)
    if ahead is None:
        return ""
    between = volume.page.tokens.words[volume.unit.last : ahead.first]
    aimed = ahead.first - volume.unit.last <= 6 and not INTO.isdisjoint(between) and "," not in between
    return "target" if aimed or adjacent(volume.page, volume.unit.last, ahead) else ""


INTO = {"into", "in", "to", "at", *ARROWS}


def of_a_drug(volume: Measured) -> str:
    """The volume of the drug beside it."""
    end, first = past_brackets(volume.page, volume.sentence, volume.unit.last), volume.first
    beside = any(  # "1 mL (40 mg) triamcinolone"
        0 <= d.span[0] - end <= 3 or 0 <= first - d.span[1] <= 3 or d.span[0] <= first < d.span[1] for d in volume.doses
    )
    return "drug" if beside else ""


def on_one_side(volume: Measured) -> str:
    """What one side got, where the sentence names no muscle: "1 mL L, 1 mL R"."""
    kinds = volume.sentence.kinds
    if "side" not in kinds or "muscle" in kinds or "short_muscle" in kinds:
        return ""
    following, left = volume.behind(2), volume.sentence.last - volume.unit.last
    ended = left == 1 or (left > 1 and following[1] in ",.;/+&")
    return "sided" if ended and following[0] in SIDES else ""


SIDES = {"r", "l", "right", "left"}


def in_brackets(volume: Measured) -> str:
    """What the muscle got whose points and volume stand together: "right gracilis 1 (2 mL)"."""
    words, opens = volume.page.tokens.words, volume.first - 1
    closed = words[opens] == "(" and words[volume.unit.last : volume.unit.last + 1] == [")"]
    counted = closed and volume.page.number(opens - 1) is not None
    return "target" if counted and any(t.last == opens - 1 for t in volume.aim.plain) else ""


def behind_a_muscle(volume: Measured) -> str:
    """What the muscle before it got: "right trapezius 1 mL"."""
    behind = [t for t in volume.aim.plain if t.last <= volume.first]
    return "target" if behind and volume.first - behind[-1].last <= 6 else ""


RULES: tuple[Callable[[Measured], str], ...] = (
    thrown_or_drawn,
    summed_up,
    of_each_treated,
    taken_out,
    per_place,
    share_of_solution,
    solution_made,
    one_place,
    by_each_or_total,
    summing,
    of_a_mixture,
    of_a_container,
    into_a_muscle,
    on_one_side,
    in_brackets,
    of_a_drug,
    behind_a_muscle,
)
"""In order: what never went in, then what a volume is said to be of (all, each, one place), then what is beside it."""
