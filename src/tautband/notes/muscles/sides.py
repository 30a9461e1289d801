"""The sides of the muscles a sentence names: before each, after it, behind its numbers, or for its whole list."""

from __future__ import annotations

from tautband.notes.muscles.carried_sides import carry, spread_back
from tautband.notes.muscles.side_words import chained, opening, side_chain, without_pronouns
from tautband.notes.muscles.sides_counted import dosed_behind, numbered_sides, past_counted
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import Target
from tautband.notes.vocabulary.lexicon import Mention

BETWEEN_SIDE = {
    "the", "side", "sided", "upper", "mid", "lower", "muscle", "muscles", "of", ":", "=", "-", "|", "deep",
    "superficial", "anterior", "ant", "post", "lat", "med", "sup", "inf", "posterior", "proximal", "distal", "medial",
    "lateral", "(", ")", ".", "same", "belly", "superior", "inferior", "tight", "taut", "affected", "involved", "hand",
    "head", "aspect", "portion",
}  # fmt: skip
"""Words that may stand between a side and its muscle."""
AFTER_SIDE = {
    "(", ",", "on", "the", "-", "|", "muscle", "muscles", "in", "of", ":", "at", "x", "side", "laterality", "portion",
    "belly", "fiber", "level", "alone", "only", "tpi", "tpis", "mid", "trp", "trps", "tp", "tps",
    "forearm", "thigh", "calf",
}  # fmt: skip
"""Words that may stand between a muscle and the side behind it."""


def give_sides(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Give each muscle its side: before it, after it, carried along its list, or for the whole list."""
    sides = without_pronouns(page, sentence.kinds.get("side", NONE), found)
    row = page.sides.get(sentence.line)
    if row and len({(target.first, target.last) for target in found}) == 1:
        for target in found:
            target.sides = tuple(side for side, _ in row)
            target.side_points = {side: count for side, count in row if count}
        return
    for target in found:
        inside = [word for word in page.tokens.words[target.first : target.last] if word in ("left", "right")]
        if inside and not target.sides:
            target.sides = (inside[-1],)  # "the upper fibers of the right trapezius"
    used: set[int] = set()
    sides_before(page, sentence, found, sides, used)
    numbered_sides(page, sentence, found, sides, used)
    sides_behind(page, sentence, found, sides, used)
    carry(page, sentence, found, sides, used)


def sides_before(page: Page, sentence: Sentence, found: list[Target], sides: list[Mention], used: set[int]) -> None:
    """Give each muscle the sides that stand before it: "right and left upper trapezius"."""
    previous, previous_end = found[0], sentence.first
    for target in found:
        if previous.last <= target.first:  # not another name of the same words
            previous_end = previous.last
        previous = target
        before = [m for m in opening(sides, previous_end, target.first) if m.last <= target.first]
        if target is not found[0] and before:
            before = past_the_muscle_before(page, sentence, before, previous_end)
        if before and all(joins(page, at, before[-1]) for at in range(before[-1].last, target.first)):
            chain = chained(page, before)
            target.sides = side_chain(chain)
            used.update(m.first for m in chain)
        elif each_before(page, sentence, target):
            target.sides, target.points_each_side = ("right", "left"), True


def past_the_muscle_before(page: Page, sentence: Sentence, before: list[Mention], muscle_end: int) -> list[Mention]:
    """The sides before a muscle without those that stand behind the muscle before it, which ends at `muscle_end`."""
    if bracketed(page, before[0]) and before[0].first - 1 == muscle_end:
        before = before[1:]  # "trapezius (R), L levator": the bracket stands behind its own muscle
    if before and before[0].first == muscle_end and in_its_column(page, before[0]):
        before = before[1:]  # "masseter L     temporalis L"
    if len(before) > 1 and dosed_behind(page, muscle_end, before[0]):
        before = before[1:]  # "quadratus lumborum - right 3 mL, left gluteus medius 1 mL"
    return past_counted(page, before, muscle_end, sentence.last) if muscle_end > sentence.first else before


def sides_behind(page: Page, sentence: Sentence, found: list[Target], sides: list[Mention], used: set[int]) -> None:
    """Give a muscle that has none the side that stands behind it, and so to the muscles of its list before it."""
    for index, target in enumerate(found):
        if target.sides:
            continue
        later = (found[at].first for at in range(index + 1, len(found)))
        next_begin = next((first for first in later if first >= target.last), sentence.last)
        after = [m for m in opening(sides, target.last, next_begin) if m.first not in used]
        if after and all(page.tokens.words[i] in AFTER_SIDE for i in range(target.last, after[0].first)):
            target.sides = side_chain([m for m in after if m.first - after[0].last <= 2])
            used.add(after[0].first)
            spread_back(found, index)


def bracketed(page: Page, side: Mention) -> bool:
    """Whether a side stands alone in brackets and opens no list: "(L): trapezius" does."""
    words = page.tokens.words
    closed = words[side.first - 1] == "(" and words[side.last : side.last + 1] == [")"]
    return closed and words[side.last + 1 : side.last + 2] != [":"]


COLUMN = 3


def in_its_column(page: Page, side: Mention) -> bool:
    """Whether a side stands close behind its muscle, and a column's gap before what follows it."""
    gaps = page.tokens.gaps
    return side.last < len(gaps) and gaps[side.last] >= COLUMN > gaps[side.first]


def joins(page: Page, at: int, side: Mention) -> bool:
    """Whether token `at` may stand between a side and its muscle."""
    word = page.tokens.words[at]
    if word in PLACED_IN and page.tokens.words[side.first - 2 : side.first] == ["on", "the"]:
        return True  # "and on the left in the sternal head of the sternocleidomastoid"
    return word in BETWEEN_SIDE or (side.value == "both" and word in ("sides", "of"))


PLACED_IN = {"in", "into", "at", "for", "sternal", "clavicular", "long", "short", "fibers"}


MEASURES = {"ml", "cc", "mls", "ccs", "mg", "unit", "units", "point", "points", "pt", "pts", "site", "sites"}


def each_before(page: Page, sentence: Sentence, target: Target) -> bool:
    """Whether "each" stands right before a muscle of which there are two: "one point in each trapezius".

    Not where it ends what was said of the muscle before, "... 1 ml each", nor where the muscle's own side follows.
    """
    words = page.tokens.words
    for m in sentence.kinds.get("each", NONE):
        if m.value == "each" and m.last == target.first:
            at = m.last - 1
            ends = target.first in page.line_starts or (at > sentence.first and words[at - 1] in MEASURES)
            behind = any(
                s.value in ("left", "right") and words[target.last : s.first] in ([], [","], ["on", "the"], ["("])
                for s in sentence.kinds.get("side", NONE)
            )
            return not ends and not behind
    return False
