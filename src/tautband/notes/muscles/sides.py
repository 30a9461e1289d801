"""The sides of the muscles a sentence names: before each, after it, behind its numbers, or for its whole list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import BREAKS, CONNECTORS, Target
from tautband.notes.vocabulary.lexicon import Mention

BETWEEN_SIDE = {
    "the",
    "side",
    "sided",
    "upper",
    "mid",
    "lower",
    "muscle",
    "muscles",
    "of",
    ":",
    "=",
    "-",
    "|",
    "deep",
    "superficial",
    "anterior",
    "ant",
    "post",
    "lat",
    "med",
    "sup",
    "inf",
    "posterior",
    "proximal",
    "distal",
    "medial",
    "lateral",
    "(",
    ")",
    ".",
    "same",
    "belly",
    "superior",
    "inferior",
    "tight",
    "taut",
    "affected",
    "involved",
    "hand",
    "head",
    "aspect",
    "portion",
}
AFTER_SIDE = {
    "(",
    ",",
    "on",
    "the",
    "-",
    "|",
    "muscle",
    "muscles",
    "in",
    "of",
    ":",
    "at",
    "x",
    "side",
    "laterality",
    "portion",
    "belly",
    "fiber",
    "level",
    "alone",
    "only",
    "tpi",
    "tpis",
}
BETWEEN_SIDES = CONNECTORS | {
    "in",
    "of",
    "on",
    "site",
    "sites",
    "point",
    "points",
    "ml",
    "cc",
    "x",
    "into",
    "one",
    "trigger",
}


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
    previous, previous_end = found[0], sentence.first
    for target in found:
        if previous.last <= target.first:  # not another name of the same words
            previous_end = previous.last
        previous = target
        before = [m for m in opening(sides, previous_end, target.first) if m.last <= target.first]
        if target is not found[0] and before and bracketed(page, before[0]) and before[0].first - 1 == previous_end:
            before = before[1:]  # "trapezius (R), L levator": the bracket stands behind its own muscle
        if target is not found[0] and before and before[0].first == previous_end and in_its_column(page, before[0]):
            before = before[1:]  # "masseter L     temporalis L"
        if target is not found[0] and len(before) > 1 and dosed_behind(page, previous_end, before[0]):
            before = before[1:]  # "quadratus lumborum - right 3 mL, left gluteus medius 1 mL"
        if target is not found[0] and previous_end > sentence.first:
            before = past_counted(page, before, previous_end, sentence.last)
        if before and all(joins(page, i, m) for m in before[-1:] for i in range(m.last, target.first)):
            chain = chained(page, before)
            target.sides = side_chain(chain)
            used.update(m.first for m in chain)
        elif each_before(page, sentence, target):
            target.sides, target.points_each_side = ("right", "left"), True
    numbered_sides(page, sentence, found, sides, used)
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
    carry(page, sentence, found, sides, used)


OF_TWO = {
    "jump", "jumped", "jumping", "twitch", "twitched", "twitching", "tender", "taut", "refer", "with", "were", "are",
    "was", "injected", "reproduce", "reproducing", "referring", "radiating", "palpable", "active", "exquisitely",
}  # fmt: skip
"""Words behind a "both" that stands for two muscles just named: "..., both left, both jump"."""


OF_THEM = (["of", "them"], ["of", "these"], ["of", "those"], ["of", "which"])


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
        if not (alone and (at in told or of_two)):
            kept.append(m)
    return kept


def behind_two(both: Mention, found: list[Target]) -> bool:
    """Whether two muscles and no third stand before a "both"."""
    return len(found) > 1 and found[1].last <= both.first and (len(found) == 2 or found[2].first > both.first)


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


def opening(sides: list[Mention], first: int, stop: int) -> list[Mention]:
    """The side words, which come in order, that open from token `first` on and before `stop`."""
    begin = bisect_left(sides, first, key=FIRST)
    return sides[begin : bisect_left(sides, stop, lo=begin, key=FIRST)]


FIRST = attrgetter("first")


def numbered_sides(page: Page, sentence: Sentence, found: list[Target], sides: list[Mention], used: set[int]) -> None:
    """Give a muscle the sides written behind its numbers: "trapezius 2 R, 1 L; levator scapulae 1 R"."""
    words = page.tokens.words
    starts = {target.first for target in found}
    for target in found:
        if target.sides:
            continue
        at, told, first = target.last, {}, []
        while at < sentence.last:
            if words[at] in NUMBER_JOINS:
                at += 1
                continue
            number = page.number(at)
            if number is None or number != int(number) or not 0 < number < MANY or words[at] in ("a", "an"):
                break
            at += 1
            while at < sentence.last and words[at] in NUMBERED:
                at += 1
            side = next((m for m in sides if m.first == at and m.value in ("left", "right")), None)
            if side is None or side.last in starts or side.value in told:
                break
            told[side.value] = int(number)
            first.append(side.first)
            at = side.last
        if told:
            target.sides = tuple(side for side in ("right", "left") if side in told)
            target.side_points = told
            used.update(first)


NUMBER_JOINS = {"-", ":", ",", "x", "(", ")", "and", "&", "/", "+", "="}
NUMBERED = {
    "point", "points", "pt", "pts", "site", "sites", "spot", "spots", "stick",
    "sticks", "on", "the", "tp", "tps",
}  # fmt: skip
MANY = 20


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


AT = {"at", "in", "with", "through"}
JOINED = {"and", ",", "&"}
POINTS = {"points", "point", "sites", "site", "spots", "spot", "places", "place"}
NO_COUNT = {"ml", "mg", "%", "inch", "gauge", "percent", "units"}

STROKES = {"/", ",", ";", "and", "&", "+"}


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


def dosed_behind(page: Page, muscle_end: int, side: Mention) -> bool:
    """Whether a side stands right behind the muscle before it, with the volume that muscle got."""
    return (
        side.first - muscle_end <= 1
        and own_side(page.tokens.words, muscle_end, side.first)
        and volume_at(page, side.last)
    )


def volume_at(page: Page, at: int) -> bool:
    """Whether a volume stands at a token: "3 mL", "side: 1.5 cc"."""
    words = page.tokens.words
    while words[at : at + 1] and words[at] in BEFORE_VOLUME:
        at += 1
    return page.number(at) is not None and not LITRES.isdisjoint(words[at + 1 : at + 2])


BEFORE_VOLUME = {"side", ":", "-", "(", "="}


def own_side(words: Sequence[str], last: int, first: int) -> bool:
    """Whether a side stands right behind a muscle: "QL R", "levator scapulae TPI (R"."""
    return first - last <= 1 or (first - last <= NEAR and all(word in BEHIND_NAME for word in words[last:first]))


NEAR = 3
BEHIND_NAME = {"tpi", "tpis", "injection", "injections", "inj", "(", ":", "-", "muscle", "muscles"}


def count_at(page: Page, at: int, stop: int) -> int | None:
    """The count of sites that stands at a token: "1 site", "x2"."""
    words = page.tokens.words
    times = words[at : at + 1] in (["x"], [":"], ["-"], ["("])
    at += times
    number = page.number(at) if at < stop else None
    if not number or number != int(number) or number > MANY or words[at] in ("a", "an"):
        return None
    ends = at + 1 >= stop and times
    return int(number) if ends or (at + 1 < stop and words[at + 1] in COUNT_ENDS) else None


COUNT_ENDS = NUMBERED | {"/", ",", ";", ".", ")"}


ELLIPSIS = {
    "in", "into", "on", "at", "for", "the", "point", "points", "site", "sites", "spot", "spots", "trigger", "tender",
    "separate", "active", "tp", "tps", "injections", "injection", "within", "side",
}  # fmt: skip


LITRES = {"ml", "cc", "mls", "ccs", "milliliter", "milliliters", "millilitre", "millilitres"}


DOSE_REACH = 10


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


def past_counted(page: Page, before: list[Mention], muscle_end: int, stop: int) -> list[Mention]:
    """The sides before a muscle without those that stand behind the muscle before it, each with its count: "trapezius
    R x2, L x1, R levator x1".
    """
    if len(before) < 2 or not own_side(page.tokens.words, muscle_end, before[0].first):
        return before
    kept = next((at for at, m in enumerate(before) if count_at(page, m.last, stop) is None), len(before) - 1)
    return before[min(kept, len(before) - 1) :]


def joins(page: Page, at: int, side: Mention) -> bool:
    """Whether token `at` may stand between a side and its muscle."""
    word = page.tokens.words[at]
    return word in BETWEEN_SIDE or (side.value == "both" and word in ("sides", "of"))


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
    closing = sides[-1] if sides else None
    alike = len({m.value for m in sides}) == 1
    if closing is not None and alike and words[closing.first - 2 : closing.first] == ["on", "the"]:
        for target in found:
            if not target.sides and target.last <= closing.first:
                target.sides = side_chain([closing])
    if closing is not None and closing.value == "both" and words[closing.first] == "on" and len(sides) == 1:
        for target in found:
            if not target.sides and target.last <= closing.first:
                target.sides = ("right", "left")  # "... were injected on each side"
    loose = [m for m in sides if m.first not in used]
    for side in loose:
        if not any(target.sides for target in found if target.first < side.first):
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


def leading(page: Page, sentence: Sentence, side: Mention) -> bool:
    """Whether a side opens its sentence or clause for all that follows: "Right: ...", "On the left, ..."."""
    words = page.tokens.words
    behind = past_its_region(page, sentence, side)
    follows = words[behind] if behind < sentence.last else ""
    region = next((m for m in sentence.kinds.get("region", NONE) if m.first == side.last), None)
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
