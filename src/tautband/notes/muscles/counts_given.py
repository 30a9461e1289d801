"""The counts of a sentence given to the muscles they belong to: the one just ahead, else the one just behind."""

from __future__ import annotations

from collections.abc import Mapping

from tautband.notes.muscles.counted_words import NOUNS, SITED
from tautband.notes.muscles.counts import TIMES, Count, counts
from tautband.notes.muscles.part_counts import PART_NAMES, by_parts, part_before
from tautband.notes.muscles.points_worded import (
    both_points,
    enumerate_site,
    number_then_side,
    only_point,
    point_each,
    said_of_points,
)
from tautband.notes.muscles.repeated_counts import either_side
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import Target

TO_MUSCLE = {
    "in", "into", "within", "to", "of", "at", "along", "the", "each", "over", "on", "-", ":", "upper", "side",
    "through", "for", "mid", "area", "areas", "a", "an",
}  # fmt: skip
"""Small words that may stand between a count and its muscle, beside those of what was felt there."""
LONGEST_GAP = 7


def give_counts(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Give the counts of a sentence to its muscles: the muscle just ahead ("two points in the ..."), else the last."""
    cells = page.cells.get(sentence.line)
    if cells is not None:
        give_cell(page, sentence, cells, found)
        return
    own = [t for t in found if t.source is None]
    counted = ("", "source") if sentence.section == "exam" else ("",)  # "temporalis (1 point), refers to the brow"
    plain = [t for t in own if t.role in counted]
    if plain:
        assign(page, sentence, plain)
    for target in found:
        if target.source is not None and target.points is None:
            target.points, target.points_each_side = target.source.points, target.source.points_each_side


def give_cell(page: Page, sentence: Sentence, cells: Mapping[str, str], found: list[Target]) -> None:
    """Give the muscles of a table's row the number in its column of points, else the one its words tell."""
    number = next((int(word) for word in cells.get("points", "").split() if word.isdecimal() and len(word) < 3), None)
    for target in found:
        if number and not target.side_points:
            target.points = number
    if number is None and len(found) == 1 and len(found[0].sides) < 2 and found[0].role == "":
        told = [count.number for count in counts(page, sentence) if count.each == "" and of_points(page, count)]
        found[0].points = told[0] if len(told) == 1 else found[0].points  # "DONE, 2 points"


def of_points(page: Page, count: Count) -> bool:
    """Whether a count names what it counts: "2 points"."""
    return page.tokens.words[count.last - 1] in SITED | NOUNS


def assign(page: Page, sentence: Sentence, plain: list[Target]) -> None:
    """Give the counts of a sentence to the muscles it aims at, and the points that their own words tell."""
    enumerate_site(page, sentence, plain)
    number_then_side(page, sentence, plain)
    both_points(page, plain)
    said = {target.first for target in plain if said_of_points(page, sentence, target)}
    found = counts(page, sentence)
    if all(count.each == "bare" for count in found):
        if point_each(page, sentence):
            for target in plain:
                if target.points is None and not target.side_points:
                    target.points, target.points_each_side = 1, True
        for target in plain:
            if target.points is None and len(target.sides) < 2 and only_point(page, sentence, target):
                target.points = 1
    if any(fraction(page, t.last) for t in plain):  # "multifidus 1.5, QL 2, gluteus medius 1.5" are volumes
        found = [count for count in found if count.each != "bare"]
    for count in found:
        if any(count.last <= first and first - count.last <= 2 for first in said):
            continue
        if len(plain) > 1 and any(m.first == count.last for m in sentence.kinds.get("total", NONE)):
            continue  # "8 points total (2 per muscle)"
        if repeated(page, plain, count):
            unset = [t for t in plain if t.points is None]
            for target in [t for t in unset if t.last <= count.first] or unset:
                target.points, target.points_each_side = count.number, True
        elif count.each != "inner" or not one_at_each(page, plain, count):
            give_nearest(page, sentence, plain, count)
    for count in found:
        if count.each == "inner":
            one_at_the_rest(page, plain, count)
    if len(plain) == 1 and len(plain[0].sides) < 2 and (told := by_parts(page, sentence, plain[0])) is not None:
        plain[0].points = told


def fraction(page: Page, at: int) -> bool:
    """Whether a number that is no whole one stands at a place: no points are counted so."""
    number = page.number(at)
    return number is not None and number != int(number)


def one_at_each(page: Page, plain: list[Target], count: Count) -> bool:
    """Give one point to each of as many muscles as points are counted: "at each of three points: R deltoid, L deltoid,
    R soleus".
    """
    listed = [t for t in plain if t.points is None and not t.side_points and t.first > count.last]
    if page.tokens.words[count.last] not in (":", "(", "-") or len(plain) < 2 or len(listed) < len(plain):
        return False
    if sum(max(1, len(t.sides)) for t in plain) != count.number:
        return False
    for target in plain:
        target.points, target.points_each_side = 1, True
    return True


def one_at_the_rest(page: Page, plain: list[Target], count: Count) -> None:
    """Give one point to each muscle of a list without a count where that makes up the points counted for all: "2 mL at
    each of five points: R deltoid, L deltoid, R soleus, R gracilis x2".
    """
    listed = [t for t in plain if t.first > count.last]
    left = [t for t in listed if t.points is None and not t.side_points]
    if page.tokens.words[count.last] not in (":", "(", "-") or not left or len(listed) < len(plain):
        return
    told = sum(t.points or sum(t.side_points.values()) for t in listed if t not in left)
    if told and told + sum(max(1, len(t.sides)) for t in left) == count.number:
        for target in left:
            target.points, target.points_each_side = 1, True


def repeated(page: Page, plain: list[Target], count: Count) -> bool:
    """Whether a count is said of every muscle of the sentence: "one point each"."""
    of_all = count.each == "muscle" or (count.each in ("each", "side") and len(plain) > 1)
    return of_all and not near(page, plain, count)


def give_nearest(page: Page, sentence: Sentence, plain: list[Target], count: Count) -> None:
    """Give one count to the muscle it leads to, else to the one it stands behind, else to none."""
    ahead = next((t for t in plain if t.first >= count.last), None)
    behind = next((t for t in reversed(plain) if t.last <= count.first), None)
    joined = behind is not None and page.tokens.words[behind.last : count.first] == ["and"] and of_points(page, count)
    if behind is not None and behind.points is None and count.first - behind.last <= 1 and not joined:
        ahead = None
    if ahead is not None and reaches_muscle(page, sentence, count.last, ahead.first) and ahead.points is None:
        ahead.points = count.number
        ahead.points_each_side = (
            ahead.points_each_side
            or "each" in page.tokens.words[count.last : ahead.first]
            or count.each not in ("bare", "")
            or either_side(page, sentence, ahead.last)
        )
        return
    if behind is None:
        return
    if behind.points is not None:
        if part_before(page, behind, count.first):
            behind.points += count.number
        return
    if count.each == "inner" and not (len(plain) == 1 and len(behind.sides) < 2):
        return
    if count.each == "bare" and not follows_closely(page, sentence, behind.last, count):
        return
    behind.points = count.number
    behind.points_each_side = count.each in ("each", "side")


def near(page: Page, plain: list[Target], count: Count) -> bool:
    """Whether an "each" count belongs to the muscle right before it alone: "b/l QL x1 ea"; behind a comma, and naming
    its points, it is said of all: "R/L trapezius, R/L splenius, single point each".
    """
    if of_points(page, count) and page.tokens.words[count.first - 1] == ",":
        return False
    return any(0 <= count.first - t.last <= 1 and len(t.sides) > 1 for t in plain)


def reaches_muscle(page: Page, sentence: Sentence, first: int, last: int) -> bool:
    """Whether only small words and a side stand between a count and the muscle after it."""
    sides = sentence.side_words
    words = page.tokens.words
    felt = {at for m in sentence.elements for at in range(m.first, m.last)} if last - first > 2 else ()
    gap = [i for i in range(first, last) if i not in sides and i not in felt]
    if not gap or last - first > 16:
        return bool(sides) and not gap and 0 < last - first <= 3
    if len(gap) > LONGEST_GAP:
        tail = [words[i] for i in gap[-2:]]
        return tail in (["in", "the"], ["into", "the"], ["within", "the"]) and not any(page.number(i) for i in gap)
    return any(words[i] in ("in", "into", "within", "to", "of", "at", "along", "on") for i in gap) and all(
        words[i] in TO_MUSCLE for i in gap
    )


BESIDE = {":", "-", ",", "(", ")", "at", "in"}
DESCRIBED = 6
"""Words that may describe the place between a muscle and the dash before its number: "belly in the fossa - 1"."""


def follows_closely(page: Page, sentence: Sentence, muscle_end: int, count: Count) -> bool:
    """Whether a bare number stands right after a muscle and its side, and ends there: "scalenus medius 1."."""
    words = page.tokens.words
    sides = sentence.side_words
    acts = {i for m in sentence.kinds.get("act", NONE) for i in range(m.first, m.last)}
    gap = [i for i in range(muscle_end, count.first) if i not in sides and words[i] not in BESIDE]
    allowed = PART_NAMES | {"portion", "of", "the", "same", "muscle", "part", "head", "hd", "belly", "fibers", "fibres"}
    if any(i not in acts and words[i] not in allowed for i in gap):
        ends = words[count.last : count.last + 1] in ([","], [";"], ["."]) or count.last == sentence.last
        plain = all(words[i].isalpha() and page.number(i) is None for i in gap)
        return words[count.first - 1] == "-" and ends and plain and len(gap) <= DESCRIBED
    follows = words[count.last] if count.last < sentence.last else "."
    if follows in ("with", "using", "w") and words[count.first - 1] in ("in", "at") and not gap:
        return True  # "two in the left soleus and left deltoid in one with 1% lidocaine"
    if follows == "/" and not gap and page.number(count.last + 1) is None:
        return True  # "R infraspinatus 2 / R supraspinatus 1"
    if follows in TIMES and page.number(count.last + 1) is not None:
        return True  # "R SCM 1 x 0.5 mL": one point of half a millilitre
    measured = page.words[count.last + 2 : count.last + 3] == ["ml"]
    if follows == "(" and (page.number(count.last + 1) is None or measured):
        return True  # "left SCM 1 (pinched up)", "left SCM 1 (0.5 mL)"
    if follows == ":" and not gap and (page.number(count.last + 1) is None or measured):
        return True  # "L soleus 1: lidocaine 1%", "L soleus 1: 0.5 mL"
    if not gap and goes_on(page, sentence, count.last):
        return True
    return follows in (",", ".", ";", ")", "and", "|", "-", "=") or (
        page.words[count.last] is None and bool(page.tokens.gaps[count.last] >= 2)
    )


def goes_on(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether the list goes on with its next muscle, each number standing behind its own: "R UT 2 LS 1 rhomb 1"."""
    heads = {m.first for m in sentence.things if m.kind in ("muscle", "short_muscle", "stem_muscle", "side")}
    first = min(heads, default=at)
    return at in heads and (first == sentence.first or page.number(first - 1) is None)
