"""The words of a sentence that name sides: in order, joined ("right and left"), without a "both" of two muscles."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from tautband.notes.text.page import Page
from tautband.notes.text.target import CONNECTORS, Target
from tautband.notes.vocabulary.lexicon import Mention

FIRST = attrgetter("first")


def opening(sides: list[Mention], first: int, stop: int) -> list[Mention]:
    """The side words, which come in order, that open from token `first` on and before `stop`."""
    begin = bisect_left(sides, first, key=FIRST)
    return sides[begin : bisect_left(sides, stop, lo=begin, key=FIRST)]


BETWEEN_SIDES = CONNECTORS | {
    "in", "of", "on", "site", "sites", "point", "points", "ml", "cc", "x", "into", "one", "trigger",
}  # fmt: skip


def chained(page: Page, mentions: list[Mention]) -> list[Mention]:
    """The last of neighbouring side words, and the other side before it that only small words and counts part from it.

    "right and left", "1 in the right and 1 in the left"; not "... on the right and the right ...", nor a side that
    stands behind the muscle before it.
    """
    words = page.tokens.words
    chain = mentions[-1:]
    for mention in reversed(mentions[:-1]):
        between = range(mention.last, chain[0].first)
        if "both" in (mention.value, chain[0].value) or mention.value == chain[0].value:
            break
        if any(words[i] not in BETWEEN_SIDES and page.number(i) is None for i in between):
            break
        if "on" in words[max(0, mention.first - 2) : mention.first]:
            break
        chain.insert(0, mention)
    return chain


def side_chain(mentions: list[Mention]) -> tuple[str, ...]:
    """The sides that side words name together: "right and left", "both"."""
    values = [side for m in mentions for side in (("right", "left") if m.value == "both" else (m.value,))]
    return tuple(side for side in ("right", "left", "midline") if side in values)


OF_TWO = {
    "jump", "jumped", "jumping", "twitch", "twitched", "twitching", "tender", "taut", "refer", "with", "were", "are",
    "was", "injected", "reproduce", "reproducing", "referring", "radiating", "palpable", "active", "exquisitely",
}  # fmt: skip
"""Words behind a "both" that stands for two muscles just named: "..., both left, both jump"."""


def without_pronouns(page: Page, sides: list[Mention], found: list[Target]) -> list[Mention]:
    """The sides without a "both" that stands for two muscles: "both left", "the trapezius and levator, both tender"."""
    words = page.tokens.words
    told = {m.first for m in sides if m.value in ("left", "right")}
    small = {"on", "the"}
    kept = []
    for m in sides:
        at = m.last
        while words[at : at + 1] and words[at] in small:
            at += 1
        alone = m.value == "both" and words[m.first : m.last] == ["both"]
        of_two = bool(words[at : at + 1]) and words[at] in OF_TWO and (bool(told) or behind_two(m, found))
        of_two = of_two or (alone and on_one_side(words, m, found, told))
        if not (alone and (at in told or of_two)):
            kept.append(m)
    return kept


def on_one_side(words: list[str], both: Mention, found: list[Target], told: set[int]) -> bool:
    """Whether "both" counts the muscles of a group whose one side follows: "both rhomboids on the left"."""
    target = next((t for t in found if t.first == both.last), None)
    return target is not None and words[target.last : target.last + 2] == ["on", "the"] and target.last + 2 in told


def behind_two(both: Mention, found: list[Target]) -> bool:
    """Whether two muscles and no third stand before a "both"."""
    return len(found) > 1 and found[1].last <= both.first and (len(found) == 2 or found[2].first > both.first)
