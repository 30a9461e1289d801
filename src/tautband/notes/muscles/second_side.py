"""A muscle's second side, told without its name: "three points in the right soleus, two in the left"."""

from __future__ import annotations

from dataclasses import replace

from tautband.notes.muscles.side_words import FIRST, opening
from tautband.notes.muscles.sides_counted import JOINED, LITRES, MANY, count_at, own_side, volume_at
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import Target
from tautband.notes.vocabulary.lexicon import Mention

ELLIPSIS = {
    "in", "into", "on", "at", "for", "the", "point", "points", "site", "sites", "spot", "spots", "trigger", "tender",
    "separate", "active", "tp", "tps", "injections", "injection", "within", "side",
}  # fmt: skip
AT = {"at", "in", "with", "through"}
POINTS = {"points", "point", "sites", "site", "spots", "spot", "places", "place"}
NO_COUNT = {"ml", "mg", "%", "inch", "gauge", "percent", "units"}
STROKES = {"/", ",", ";", "and", "&", "+"}
DOSE_REACH = 10


def other_side(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Give a muscle the side told of it by number alone: "three points in the right soleus, two in the left"."""
    words = page.tokens.words
    starts = {target.first for target in found}
    for index, target in enumerate(found):
        stop = found[index + 1].first if index + 1 < len(found) else sentence.last
        if len(target.sides) != 1 or target.side_points or target.role:
            continue
        for side in opening(sentence.kinds.get("side", NONE), target.last, stop):
            opposite = {"left": "right", "right": "left"}.get(side.value)
            if opposite != target.sides[0] or side.last in starts:
                continue
            at = side.first - 1
            while at > target.last and words[at] in ELLIPSIS:
                at -= 1
            if words[at] in LITRES and page.number(at - 1) and at > target.last and dosed_ahead(page, sentence, target):
                target.sides = ("right", "left")  # "0.5 mL into the right soleus and 0.5 mL on the left"
                break
            if (pair := points_behind(page, sentence, target, side)) is not None:
                target.side_points = dict(zip((target.sides[0], side.value), pair, strict=True))
                target.sides = ("right", "left")
                break
            here, own = page.number(at), number_ahead(page, sentence, target)
            if here and own and here == int(here) and here < MANY and words[at + 1 : side.first]:
                target.side_points = {target.sides[0]: own, side.value: int(here)}
                target.sides = ("right", "left")
                break


def points_behind(page: Page, sentence: Sentence, target: Target, side: Mention) -> tuple[int, int] | None:
    """The points behind a muscle and behind its other side: "the right deltoid at two points and the left at one"."""
    words, last = page.tokens.words, sentence.last
    if words[side.first - 1] != "the" or words[side.first - 2] not in JOINED or side.last + 1 >= last:
        return None
    if words[target.last] not in AT or words[side.last] not in AT or target.last + 2 >= last:
        return None
    own, other = page.number(target.last + 1), page.number(side.last + 1)
    counted = words[target.last + 2] in POINTS and (side.last + 2 >= last or page.words[side.last + 2] not in NO_COUNT)
    whole = [int(n) for n in (own, other) if n is not None and n == int(n) and 0 < n < MANY]
    return (whole[0], whole[1]) if counted and len(whole) == 2 else None


def behind_stroke(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Give a muscle the other side told behind a stroke with a count or volume of its own: "QL R 1 site 2 mL / L 1
    site", "QL - right 3 mL, left 2 mL".
    """
    if sentence.vocabulary.isdisjoint(STROKES):
        return
    words = page.tokens.words
    sides = [m for m in sentence.kinds.get("side", NONE) if m.value in ("left", "right")]
    starts = {target.first for target in found}
    added: list[Target] = []
    for index, target in enumerate(found):
        stop = found[index + 1].first if index + 1 < len(found) else sentence.last
        if len(target.sides) != 1 or target.side_points or target.role:
            continue
        behind = opening(sides, target.last, stop)
        own = next((m for m in behind if m.value == target.sides[0] and own_side(words, target.last, m.first)), None)
        other = next((m for m in behind if m.first > target.last and m.value != target.sides[0]), None)
        if own is None or other is None or other.last in starts or words[other.first - 1] not in STROKES:
            continue
        one, two = count_at(page, own.last, sentence.last), count_at(page, other.last, sentence.last)
        if one and two:
            target.side_points = {target.sides[0]: one, other.value: two}
            target.sides = ("right", "left")
        elif volume_at(page, own.last) and volume_at(page, other.last):
            added.append(replace(target, sides=(other.value,), first=other.first, last=other.last))
    found += added
    found.sort(key=FIRST)


def dosed_ahead(page: Page, sentence: Sentence, target: Target) -> bool:
    """Whether a volume stands right before a muscle and its side: "half a milliliter into the"."""
    words = page.tokens.words
    return not LITRES.isdisjoint(words[max(sentence.first, target.first - DOSE_REACH) : target.first])


def number_ahead(page: Page, sentence: Sentence, target: Target) -> int | None:
    """The number of points said before a muscle and its side: "three points in the right"."""
    words = page.tokens.words
    at = target.first - 1
    while at > sentence.first and (words[at] in ELLIPSIS or words[at] in ("right", "left", "r", "l")):
        at -= 1
    number = page.number(at)
    return int(number) if number and number == int(number) and number < MANY and words[at] not in ("a", "an") else None
