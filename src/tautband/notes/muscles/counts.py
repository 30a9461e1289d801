"""Counts of trigger points or needle sites in a sentence: "two points", "x2", "(2)", "3 sites"."""

from __future__ import annotations

from typing import NamedTuple

from tautband.notes.muscles.counted_words import past_adjectives, point_words
from tautband.notes.muscles.other_numbers import KEY_ENDS, counts_no_points
from tautband.notes.muscles.part_counts import MOST
from tautband.notes.muscles.repeated_counts import both_after, each_of, each_of_points, keyed
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

TIMES = ("x", "\N{MULTIPLICATION SIGN}", "*")
ENDING = {".", ",", ";"}


class Count(NamedTuple):
    """A number of sites at tokens `first` to `last`; `each` when it is said of every muscle or side."""

    number: int
    first: int
    last: int
    each: str


NO_COUNTS: list[Count] = []
"""What a sentence without a number counts; never added to."""


def counts(page: Page, sentence: Sentence) -> list[Count]:
    """The counts of a sentence: "two points", "x2", "(2)", "3 sites", a bare number after a muscle."""
    if sentence.number not in page.counted:
        page.counted[sentence.number] = counted(page, sentence) if page.numbers_in(sentence) else NO_COUNTS
    found: list[Count] = page.counted[sentence.number]
    return found


def counted(page: Page, sentence: Sentence) -> list[Count]:
    """The same, read anew."""
    points = point_words(page, sentence)
    labels = {m.last for m in points.values()}
    each_at = sentence.kinds.get("each", NONE)
    found: list[Count] = []
    through = numbered_through(page, sentence, labels)
    for at in page.numbers_in(sentence):
        number = page.number(at)
        if number is None or number != int(number) or not 0 < number <= MOST or page.words[at] in ("a", "an"):
            continue
        if counts_no_points(page, sentence, at, labels):
            continue
        if at in through:
            number = through[at]
            if number:
                found.append(Count(int(number), at - 1, at + 3, ""))
            continue
        inside = next((m for m in each_at if m.first <= at < m.last), None)
        if inside is None:
            found.append(count_made(page, sentence, at, points))
        elif inside.value == "site":
            found.append(Count(int(number), at, inside.last, "inner"))
    return found


def numbered_through(page: Page, sentence: Sentence, labels: set[int]) -> dict[int, int]:
    """How many points are numbered from one to another, by the place of the first number; 0 by that of the last:
    "each of points 1 to 4" are four.
    """
    found: dict[int, int] = {}
    for at in labels:
        first, last = page.number(at), page.number(at + 2)
        if first is None or last is None or at + 2 >= sentence.last or page.words[at + 1] not in THROUGH:
            continue
        if first == 1 < last <= MOST and last == int(last):
            found.update({at: int(last), at + 2: 0})
    return found


THROUGH = ("to", "-", "through", "thru")


def count_made(page: Page, sentence: Sentence, at: int, points: dict[int, Mention]) -> Count:
    """The count that a number makes: the words it takes in, and what it is repeated for."""
    words, number = page.words, int(page.number(at) or 0)
    each_at = sentence.kinds.get("each", NONE)
    labels = {m.last for m in points.values()}
    braced = points.get(at + 2) if words[at + 1 : at + 2] == ["}"] else None  # "{2} sites"
    point = points.get(past_adjectives(page, sentence, at, points)) or points.get(at + 1) or braced
    if point is not None:
        return Count(number, at, point.last, each_of_points(page, sentence, at, point.last))
    previous = words[at - 1] if at > sentence.first else None
    keyed_here = at in labels or (previous in KEY_ENDS and at - 1 in labels)
    if previous == "{":  # "# of points {2}", but not the volume of "{2} sites {1} mL"
        keyed_here = any(m.last == at - 1 and words[m.first - 1] != "}" for m in points.values())
    if keyed_here or (previous in TIMES and page.number(at - 2) is None):
        each = each_of(page, each_at, at, at + 1) or ("side" if both_after(page, sentence, at + 1) else "")
        return Count(number, at - 1, at + 1, each)
    if previous in KEY_ENDS and (spread := keyed(each_at, labels, at)) is not None:
        return Count(number, at, at + 1, spread)
    if previous in KEY_ENDS and words[at - 3 : at - 1] == ["per", "side"]:
        return Count(number, at, at + 1, "side")  # "pts per side: 1"
    if previous == "(" and at + 1 < sentence.last and words[at + 1] == ")":
        return Count(number, at - 1, at + 2, each_of(page, each_at, at, at + 2))
    if both_after(page, sentence, at + 1):
        return Count(number, at, at + 1, "side")
    if each := next((m.value for m in each_at if m.first == at + 1 and m.value in ("each", "muscle")), ""):
        return Count(number, at, at + 1, each)
    return Count(number, at, at + 1, "" if points_understood(page, sentence, at) else "bare")


def points_understood(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a number counts the points that the sentence before spoke of: "... with two trigger points. Right
    obturator internus with one."
    """
    words = page.words
    if words[at - 1] != "with" or (at + 1 < sentence.last and words[at + 1] not in ENDING) or not sentence.number:
        return False
    before = page.sentences[sentence.number - 1]
    named = any(m.value != "muscle" and words[m.first - 1] != "each" for m in before.kinds.get("point", NONE))
    return named and before.paragraph == sentence.paragraph and "muscle" in sentence.kinds
