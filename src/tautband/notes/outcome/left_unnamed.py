"""Muscles injected that a note leaves without a name beside those it names, and a needle at a muscle and its nerve.

"Right trapezius x2, and several of the posterior neck muscles x3" may be three muscles or more: coding asks for them.
"""

from __future__ import annotations

from itertools import pairwise

from tautband.model.evidence import Evidence
from tautband.notes.context.about_needle import SPEAKER
from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.muscles.pointing import BODY_SECTIONS
from tautband.notes.text.page import NONE, Page, Sentence

MUSCLES = {"muscles", "musculature"}
TIMES = {"x", "\N{MULTIPLICATION SIGN}"}
NO_PLACE = {"below", "above", "these", "those", "all", "both", "following", "named", "listed"}
"""Words that make of "muscles" those which the note names elsewhere."""


def left_unnamed(page: Page, procedure: Procedure) -> list[Evidence]:
    """The words of each place whose muscles were counted or dosed under the trigger points, and not named.

    Muscles named behind them may be those meant: "an addendum for completeness: the four sites were ...".
    """
    named = [t.first for t in procedure.body if t.role == ""]
    return [
        page.evidence(aim.sentence.first, aim.sentence.last)
        for aim in procedure.of_today
        if aim.service == "tpi" and unnamed(page, aim)
        if named and max(named) < aim.sentence.first
    ]


def unnamed(page: Page, aim: Aim) -> bool:
    """Whether a sentence gives a region's muscles so many points, and names none of them."""
    sentence = aim.sentence
    if sentence.section in BODY_SECTIONS or "region" not in sentence.kinds or not sentence.own or aim.targets:
        return False
    if MUSCLES.isdisjoint(sentence.vocabulary) or not NO_PLACE.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words
    counted = any(words[at - 1] in TIMES or words[at + 1 : at + 2] == ["x"] for at in page.numbers_in(sentence))
    return counted or (bool(aim.acts) and "point" in sentence.kinds)


ADDED = {"plus", "and", "+", "also", "&"}
STICKS = {"shots", "shot", "points", "sites", "injections", "sticks", "ml", "cc"}
LONGEST_PLACE = 4
"""Words between a side and the count or volume of the place it belongs to."""


def dosed_beside(page: Page, procedure: Procedure) -> list[Evidence]:
    """The words of a place without a muscle's name that got its own dose beside muscles that got theirs: "L QL 2 mL;
    L hip flexors 3 mL", "R trapezius 1 mL, plus R mid back area 2 shots".
    """
    found = []
    for before, aim in pairwise(procedure.aims):
        sentence = aim.sentence
        if not aim.today or not aim.for_points or "structure" in sentence.kinds or sentence.section in BODY_SECTIONS:
            continue
        if aim.plain and aim.dose and "region" in sentence.kinds:
            found += [page.evidence(*place) for place in added_places(page, aim)]
        elif before.plain and before.dose and aim.dose and not aim.targets and not aim.acts:
            goes_on = page.tokens.words[sentence.first - 1] == ";" and sentence.line == before.sentence.line
            end = counted_place(page, sentence, sentence.first) if goes_on else 0
            found += [page.evidence(sentence.first, end)] if end else []
    return found


def added_places(page: Page, aim: Aim) -> list[tuple[int, int]]:
    """The places that a sentence adds behind its muscles with a side and a count of their own."""
    words, sentence = page.tokens.words, aim.sentence
    last = max(target.last for target in aim.plain)
    sides = (m.first for m in sentence.kinds.get("side", NONE) if m.first > last and words[m.first - 1] in ADDED)
    regions = [m.first for m in sentence.kinds["region"]]
    places = ((at, counted_place(page, sentence, at)) for at in sides)
    return [(at, end) for at, end in places if any(at < region < end for region in regions)]


def counted_place(page: Page, sentence: Sentence, first: int) -> int:
    """Where the count or volume ends of a place that a side opens at token `first`; 0 where it has none."""
    words = page.tokens.words
    if not any(m.first == first for m in sentence.kinds.get("side", NONE)):
        return 0
    for at in range(first + 2, min(sentence.last - 1, first + 2 + LONGEST_PLACE)):
        if page.number(at) is not None:
            return at + 2 if words[at + 1] in STICKS else 0
        if not words[at].isalpha():
            return 0
    return 0


SAYING = frozenset({"sure", "certain", "recall", "remember", "say", "unsure"})
UNSURE = (
    ("not", "sure"), ("not", "certain"), ("cannot", "recall"), ("not", "recall"), ("not", "remember"),
    ("cannot", "remember"), ("cannot", "say"), ("am", "unsure"), ("can't", "recall"), ("can't", "say"),
)  # fmt: skip


def author_unsure(page: Page) -> list[Evidence]:
    """Where the author says that he does not know what he injected: "I may also have injected the right splenius
    capitis, I am not sure", "I cannot say which muscles".
    """
    words = page.tokens.words
    return [
        page.evidence(sentence.first, sentence.last)
        for sentence in page.saying(SAYING)
        if sentence.own and not SPEAKER.isdisjoint(sentence.vocabulary) and not INJECTED.isdisjoint(sentence.vocabulary)
        if any(pair in UNSURE for pair in pairwise(words[sentence.first : sentence.last]))
    ]


INJECTED = {"injected", "muscles", "injection", "injections", "muscle", "sites"}
OUTLINED = {"interface", "perineural", "perineurally"}
BESIDE = {"around", "along", "outlines", "outlining", "outlined"}
NERVES = {"nerve", "sciatic", "nerves"}
AWAY = {"avoided", "avoiding", "clear", "away", "spared", "sparing", "not", "no", "off", "without", "protected"}


def muscle_or_nerve(page: Page, procedure: Procedure) -> list[Aim]:
    """Where a needle stands at the piriformis or its nerve, and the words leave open at which: "at the piriformis /
    sciatic nerve".
    """
    words = page.tokens.words
    return [
        aim
        for aim in procedure.of_today
        if aim.sentence.section not in BODY_SECTIONS and not NERVES.isdisjoint(aim.sentence.vocabulary)
        for t in aim.plain
        if t.name == "piriformis" and words[t.last] in ("/", "or") and not NERVES.isdisjoint(words[t.last : t.last + 3])
    ]


def at_its_nerve(page: Page, procedure: Procedure) -> list[Evidence]:
    """Where a dose for the piriformis goes to the muscle and its nerve alike: "at the piriformis/sciatic interface"."""
    return [
        page.evidence(aim.sentence.first, aim.sentence.last)
        for aim in procedure.of_today
        if aim.dose and aim.for_points and any(t.name == "piriformis" and t.role == "" for t in aim.targets)
        if not NERVES.isdisjoint(aim.sentence.vocabulary) and AWAY.isdisjoint(aim.sentence.vocabulary)
        if not OUTLINED.isdisjoint(aim.sentence.vocabulary) or not BESIDE.isdisjoint(aim.sentence.vocabulary)
    ]
