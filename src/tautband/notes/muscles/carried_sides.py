"""Sides that hold for more than the muscle beside them: back and forth through a list, or from its opening words."""

from __future__ import annotations

from collections.abc import Sequence

from tautband.notes.muscles.side_words import opening, side_chain
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import BREAKS, Target
from tautband.notes.vocabulary.lexicon import Mention


def spread_back(found: list[Target], index: int) -> None:
    """A side after the last muscle of a list is the side of the list: "trapezius and levator scapulae bilaterally"."""
    target = found[index]
    for earlier in reversed(found[:index]):
        if earlier.sides or earlier.group != target.group:
            break
        earlier.sides = target.sides


def carry(page: Page, sentence: Sentence, found: list[Target], sides: list[Mention], used: set[int]) -> None:
    """Carry a side forward through a list, and from "all on the right" to every muscle without one."""
    words = page.tokens.words
    last: Target | None = None
    for target in found:
        if target.sides:
            last = target
        elif last is not None and not breaks(words, last.last, target.first, sides):
            target.sides = last.sides
    if sides:
        close(page, found, sides)
    for side in sides:
        if side.first not in used and not any(target.sides for target in found if target.first < side.first):
            spread(page, sentence, found, side)


SIDES_NAMED = {"side", "sides"}


def close(page: Page, found: list[Target], sides: list[Mention]) -> None:
    """Give a side that closes its sentence to all before it: "... all on the right", "... injected on each side"."""
    words = page.tokens.words
    closing = sides[-1]
    of_all = len({m.value for m in sides}) == 1 and words[closing.first - 2 : closing.first] == ["on", "the"]
    of_both = closing.value == "both" and closing.last - closing.first > 1 and words[closing.last - 1] in SIDES_NAMED
    if of_all or (closing.value == "both" and (words[closing.first] == "on" or of_both) and len(sides) == 1):
        for target in found:
            if not target.sides and target.last <= closing.first:
                target.sides = side_chain([closing])


def spread(page: Page, sentence: Sentence, found: list[Target], side: Mention) -> None:
    """Give a side that belongs to no muscle to all behind it, where it leads them, or to all before it."""
    words = page.tokens.words
    trailing = [t for t in found if t.last <= side.first]
    ahead = [t for t in found if t.first >= side.last and not t.sides]
    if leading(page, sentence, side) and ahead and not trailing:
        for target in ahead:
            target.sides = side_chain([side])
    elif trailing and (
        (side.value == "both" and words[side.first] == "on")  # "are ropy on both sides"
        or words[side.first - 1] in ("all", "the", "on", ",", "only", "-", "(", "of", "each")
    ):
        for target in trailing:
            target.sides = side_chain([side])


PLACED = {"posterior", "anterior", "upper", "lower", "lateral", "medial", "mid", "outer", "inner"}
"""Words between a side and its region: "R posterior shoulder: infraspinatus, teres minor"."""


def leading(page: Page, sentence: Sentence, side: Mention) -> bool:
    """Whether a side opens its sentence or clause for all that follows: "Right: ...", "On the left, ..."."""
    words = page.tokens.words
    behind = past_its_region(page, sentence, side)
    follows = words[behind] if behind < sentence.last else ""
    place = side.last + (words[side.last : side.last + 1] != [] and words[side.last] in PLACED)
    region = next((m for m in sentence.kinds.get("region", NONE) if m.first in (side.last, place)), None)
    if region is not None and words[region.last : region.last + 1] in ([":"], ["-"], [","]):
        return True  # "trigger point injections, left chest wall: pectoralis major 2, pectoralis minor 1"
    if side.first - sentence.first <= 3 and words[side.first - 2 : side.first] == ["on", "the"]:
        return True  # "On the right I treated the trapezius ..."
    opens = side.first - sentence.first <= 3 or words[side.first - 1] in ("the", "on")
    return opens and follows in (":", ",", "-", "")


def past_its_region(page: Page, sentence: Sentence, side: Mention) -> int:
    """Where what follows a side begins, past the region that it is a side of: "on both sides of the neck, ..."."""
    words, at = page.tokens.words, side.last
    if words[at : at + 1] != ["of"]:
        return at
    region = next((m for m in sentence.kinds.get("region", NONE) if at < m.first <= at + 2), None)
    return region.last if region is not None else at


def breaks(words: Sequence[str], first: int, last: int, sides: list[Mention]) -> bool:
    """Whether something between two muscles ends the first one's list."""
    if any(words[i] in BREAKS for i in range(first, last)) or last - first > 14:
        return True
    return bool(opening(sides, first, last))
