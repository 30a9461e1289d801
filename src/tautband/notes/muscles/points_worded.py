"""Points that a muscle's own words tell: "at both points", "the left levator point", "rhomboid major, 2 R 1 L"."""

from __future__ import annotations

from tautband.notes.muscles.counted_words import point_words
from tautband.notes.muscles.counts import TIMES
from tautband.notes.muscles.other_numbers import numbered_site
from tautband.notes.muscles.part_counts import MOST
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import Target
from tautband.notes.vocabulary.lexicon import Mention

AT_ITS_END = 12
BEFORE_A_COUNT = (*TIMES, ":", "(", "#")
UNITS = (["ml"], ["mg"], ["%"], ["units"], ["inch"], ["/"], ["-"], ["to"], ["cm"], ["mm"], ["gauge"], ["x"])
"""Units behind a number that is no count of points."""


def number_then_side(page: Page, sentence: Sentence, plain: list[Target]) -> None:
    """Give both sides of a muscle the numbers written before them at its end: "TPI b/l ES, 2 R 2 L"."""
    sides = [m for m in sentence.kinds.get("side", NONE) if m.value in ("left", "right")]
    for target in plain:
        if len(target.sides) != 2 or target.side_points or target.points is not None:
            continue
        behind = [m for m in sides if target.last <= m.first <= target.last + AT_ITS_END]
        points = {m.last: m.first for m in point_words(page, sentence).values()}
        ahead = {m.value: points.get(m.first, m.first) - 1 for m in behind}  # "2 R 2 L", "2 sites R and 2 sites L"
        told = {side: page.number(at) for side, at in ahead.items() if at >= target.last}
        if not any(told.values()):  # "rhomboid major, right 2 and left 1"
            told = {
                m.value: page.number(m.last)
                for m in behind
                if m.last < sentence.last and page.words[m.last + 1 : m.last + 2] not in UNITS
            }
        if len(behind) == 2 and told.keys() == set(target.sides):
            numbers = {side: int(n) for side, n in told.items() if n is not None and n == int(n) and 0 < n <= MOST}
            if len(numbers) == 2 and all(page.words[m.first - 1] not in ("a", "an") for m in behind):
                target.side_points = numbers


def both_points(page: Page, plain: list[Target]) -> None:
    """Count two where a muscle alone is needled "at both points"."""
    for target in plain:
        alone = not any(t is not target and t.group == target.group for t in plain)
        text = [word for word in page.tokens.words[target.last : target.last + 6] if word not in ("of", "its", "the")]
        pair = text[:1] in (["at"], ["in"], ["into"]) and text[1:2] == ["both"]
        if pair and alone and len(target.sides) < 2 and target.points is None:
            named = [word for word in text[2:4] if word not in ("trigger", "tender")]
            target.points = 2 if named and named[0] in ("points", "sites", "spots", "bands", "tps", "trps") else None


def enumerate_site(page: Page, sentence: Sentence, plain: list[Target]) -> None:
    """Count one point for a row of numbered sites, to be added to the muscle's other rows."""
    labels = {m.last for m in point_words(page, sentence).values()}
    if len(plain) == 1 and any(numbered_site(page, sentence, at, labels) for at in page.numbers_in(sentence)):
        plain[0].points, plain[0].row = 1, True


AT_THE = {"the", "its", "that", "this", "a", "an"}


def only_point(page: Page, sentence: Sentence, target: Target) -> bool:
    """Whether a muscle is needled "at the trigger point": one point, said in the singular."""
    words = page.tokens.words
    for m in sentence.kinds.get("point", NONE):
        if m.value != "site" or words[m.last - 1].endswith("s") or m.last - m.first > 3:
            continue
        if words[m.last - 1] not in ("point", "spot", "nodule", "knot", "site"):
            continue
        sides = sentence.side_words
        between = [i for i in range(m.last, target.first) if i not in sides and words[i] not in (",", ":", "-", "of")]
        if sentence.item and m.last <= target.first and not between:
            return True  # "1. Trigger point left trapezius."
        article = next((i for i in range(m.first - 1, max(sentence.first, m.first - 4), -1) if words[i] in AT_THE), -1)
        if article < 0 or words[article - 1] not in ("at", "into", "in"):
            continue
        behind = 0 <= article - 1 - target.last <= 2
        if behind or (m.last < target.first <= m.last + 4 and words[m.last] in ("of", "in")):
            return True
    return False


def point_each(page: Page, sentence: Sentence) -> bool:
    """Whether one point is said of each muscle or side in the singular: "soleus R and L: trigger point each"."""
    words = page.tokens.words
    each_at = {m.first for m in sentence.kinds.get("each", NONE) if m.value in ("each", "muscle")}
    return any(
        m.value == "site" and m.last in each_at and words[m.last - 1] == "point" and words[m.first - 1] not in PER
        for m in sentence.kinds.get("point", NONE)
    )


PER = {"per", "each", "every", "/"}


def said_of_points(page: Page, sentence: Sentence, target: Target) -> bool:
    """Count the points named after their muscle: "the two left trapezius points", "the left levator point" is one."""
    words = page.tokens.words
    if any(m.first == target.last and injected_point(words, m) for m in sentence.kinds.get("service", NONE)):
        target.points = target.points or (1 if len(target.sides) < 2 else None)
        return False
    if "point" not in sentence.kinds:
        return False
    sites = (m for m in sentence.kinds["point"] if m.value == "site")
    point = next((m for m in sites if m.first == target.last), None)
    if point is None or target.points is not None or len(target.sides) > 1:
        return False
    sides = sentence.side_words
    at = target.first - 1
    while at > sentence.first and (at in sides or words[at] in ("upper", "middle", "lower")):
        at -= 1
    number = page.number(at) if at >= sentence.first else None
    if number and number == int(number) and number <= MOST and words[at] not in ("a", "an"):
        target.points = int(number)
        return True
    marked = point.last < sentence.last and words[point.last] in BEFORE_A_COUNT
    told = marked and page.number(point.last + 1) is not None
    if not told and not words[point.last - 1].endswith("s") and words[point.last - 1] != "trigger":
        target.points = 1
    return False


def injected_point(words: list[str], m: Mention) -> bool:
    """Whether one point is said to be injected right behind its muscle: "the left supraspinatus point was injected"."""
    return words[m.first : m.first + 3] == ["trigger", "point", "was"]
