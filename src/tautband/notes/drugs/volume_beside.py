"""Which words around a volume reach it: "each", a sum's word, a muscle right behind, what a solution was made of."""

from __future__ import annotations

from collections.abc import Sequence

from tautband.notes.drugs.measured import Measured, millilitres
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import Target
from tautband.notes.vocabulary.lexicon import Mention


def each_behind(volume: Measured, each: Mention) -> bool:
    """Whether "each" stands right behind a volume, or further off with no other volume between."""
    gap = each.first - volume.unit.last
    return 0 <= gap <= 1 or (0 <= gap <= 12 and clear(volume.page, volume.things, volume.unit.last, each.first))


def each_before(volume: Measured, each: Mention) -> bool:
    """Whether "each" stands before a volume and is said of no other: "each site got 1 mL"."""
    words, first = volume.page.tokens.words, volume.first
    if each.last > first or first - each.last > 6:
        return False
    between = range(each.last, first)
    if any(words[i] in (",", ";", ".", "(", "=") or volume.page.words[i] == "ml" for i in between):
        return False
    return not any(millilitres(m) and 0 <= each.first - m.last <= 8 for m in volume.things)


def clear(page: Page, things: Sequence[Mention], first: int, last: int) -> bool:
    """Whether no other volume and no comma stands between a volume and an "each" that may cover it."""
    if any(millilitres(m) and first <= m.first < last for m in things):
        return False
    return not any(page.tokens.words[i] in (";", ".", "(") for i in range(first, last))


def total_before(volume: Measured, total: Mention) -> bool:
    """Whether the word of a sum stands before a volume: "total 4 mL"."""
    words, first = volume.page.tokens.words, volume.first
    between = words[total.last : first]
    if total.last > first or len(between) > 3 or not ADDED.isdisjoint(between):
        return False
    repeated = any(t.kind == "each" and 0 <= t.first - volume.unit.last <= 1 for t in volume.things)
    counts = repeated and any(volume.page.number(at) is not None for at in range(total.last, first))
    return not counts and not of_the_first_drug(volume)  # "Total four injections, 0.75 cc each"


JOINING = {"+", "plus", "and", "with", "&"}


def of_the_first_drug(volume: Measured) -> bool:
    """Whether a volume is that of the first of two drugs that stand each with its own: "a total of 4 mL of lidocaine 1%
    + 1 mL of Kenalog, divided", "total lidocaine 1% 3 mL + ketorolac 30 mg/mL 1 mL".
    """
    words = volume.page.tokens.words
    own = next((d for d in volume.doses if 0 <= d.span[0] - volume.unit.last <= 1), None)
    if own is not None and not JOINING.isdisjoint(words[volume.unit.last : own.span[0]]):
        own = None
    leads = own is not None
    if own is None:
        own = next((d for d in volume.doses if 0 <= volume.first - d.span[1] <= 1), None)
    other = next((d for d in volume.doses if own and d.drug != own.drug and d.span[0] >= own.span[1]), None)
    if own is None or other is None:
        return False
    following = next(
        (t for t in volume.things if millilitres(t) and t.first >= max(own.span[1], volume.unit.last)), None
    )
    if following is None:
        return False
    if not leads:
        joined = words[volume.unit.last : other.span[0]]
        return len(joined) == 1 and joined[0] in JOINING and 0 <= following.first - 1 - other.span[1] <= 1
    return 0 <= other.span[0] - following.last <= 1 and not JOINING.isdisjoint(words[own.span[1] : following.first])


ADDED = {"with", "plus", "+"}
"""Words that put another drug to the one before: "all of it used, with 5 mL of lidocaine"."""


def total_behind(volume: Measured, total: Mention) -> bool:
    """Whether the word of a sum stands behind a volume, and is not of the next volume, of a drug or of each place."""
    page, things, unit = volume.page, volume.things, volume.unit
    between = range(unit.last, total.first)
    if not 0 <= total.first - unit.last <= 4 or any(page.tokens.words[i] in (",", ";") for i in between):
        return False
    if any(millilitres(t) and t.first in between for t in things):
        return False
    if page.number(total.last) is not None and any(millilitres(t) and t.first == total.last + 1 for t in things):
        return False  # "1 mL / total 4 mL": the sum is the next volume
    after = [t for t in things if total.last <= t.first <= total.last + 2]
    if any(t.kind in ("drug", "unit") and t.value != "ml" for t in after):
        return False  # "one mL, all of it quarter percent bupivacaine"
    return not any(t.kind == "each" and t.first <= total.last + 1 for t in after)


def sums_up(page: Page, things: Sequence[Mention], at: int) -> bool:
    """Whether the word of a sum stands right behind a volume, and is not of another number or of each place."""
    total = next((m for m in things if m.first == at and m.kind == "total"), None)
    if total is None or page.number(total.last) is not None:
        return False
    return not any(m.kind in ("each", "drug") and total.last <= m.first <= total.last + 2 for m in things)


ARROWS = ("->", ">", "\N{RIGHTWARDS ARROW}")
SIDE_WORDS = {"r", "l", "rt", "lt", "right", "left", "bilateral", "both", "the"}


def adjacent(page: Page, last: int, target: Target) -> bool:
    """Whether a muscle stands right behind a volume, with nothing but its side between: "1 mL R deltoid"."""
    gap = page.tokens.words[last : target.first]
    return len(gap) <= 2 and SIDE_WORDS.issuperset(gap)


def made_of(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether "=" stands at `at` and tells what a solution was made of: "5 mL = 3 mL of one + 2 mL of the other"."""
    words = page.tokens.words
    if words[at : at + 1] not in (["="], [":"]):
        return False
    end = next((i for i in range(at, sentence.last) if words[i] in (";", ".")), sentence.last)
    measured = [m for m in sentence.kinds.get("unit", NONE) if m.value == "ml" and at < m.first < end]
    return len(measured) > 1 and any(words[i] in ("+", "and", "plus", "with", "&") for i in range(at, end))


def on_each_side(page: Page, sentence: Sentence, unit: Mention) -> bool:
    """Whether "each side" stands behind a volume and its drug: "2 mL of 0.5% bupivacaine each side"."""
    words, kinds = page.tokens.words, sentence.kinds
    side = next((m for m in kinds.get("side", NONE) if m.first >= unit.last), None)
    if side is None or words[side.first] not in ("each", "either", "per") or "point" in kinds or "muscle" in kinds:
        return False
    known = {at for kind in ("drug", "unit") for m in kinds.get(kind, NONE) for at in range(m.first - 1, m.last)}
    measured = any(m.value == "ml" and unit.last <= m.first < side.first for m in kinds["unit"])
    return not measured and all(at in known or words[at] in OF_DRUG for at in range(unit.last, side.first))


OF_DRUG = {"of", "on", "plain", "for", "to", "%"}
"""Words that may stand between a volume and "each side" beside the drug."""


def measured_points(page: Page, things: Sequence[Mention], first: int) -> bool:
    """Whether a volume says how large the points before it are: "two points of 0.5 mL"."""
    if page.tokens.words[first - 1] != "of":
        return False
    point = next((m for m in things if m.last == first - 1 and m.kind == "point" and m.value == "site"), None)
    return point is not None and (page.number(point.first - 1) or 0) > 0
