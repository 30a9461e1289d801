"""Levels of the spine: "L4-5", "C7-T1", "T7 and T8", so that the L of a level is no left side."""

from __future__ import annotations

import re
from typing import NamedTuple

from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

LEVEL = re.compile(
    r"(?<![A-Za-z0-9])([CTLS])(\d{1,2})(?:\s?[-/\u2013]\s?([CTLS]?)(\d{1,2}))?(?!\d|\.\d)", re.IGNORECASE
)
LAST = {"c": 7, "t": 12, "l": 5, "s": 5}
ORDER = [f"{letter}{number}" for letter, last in LAST.items() for number in range(1, last + 1)]
SPINE = {
    "facet", "facets", "epidural", "laminectomy", "discectomy", "microdiscectomy", "fusion", "disc", "disk", "level",
    "levels", "radiculopathy", "interlaminar", "transforaminal", "foraminal", "root", "medial", "vertebra", "vertebral",
    "lumbar", "spine", "spinous", "interspace", "fluoroscopy", "fluoroscopic", "stenosis", "dermatome", "herniation",
    "bulge", "mri", "paraspinal", "paraspinals", "multifidus", "transverse", "lamina", "nerve", "branch", "esi",
}  # fmt: skip
"""Words of the spine: without one of them "L2" beside a muscle may be the left side with two points."""


class Level(NamedTuple):
    """One level or span as written: its place in the text, its first vertebra and how many steps it spans."""

    start: int
    end: int
    upper: str
    steps: int


def levels_in(page: Page, sentence: Sentence) -> list[Level]:
    """The levels of the spine that a sentence names. "L4-5" is one span of one step, "L4" a level of none."""
    found = []
    start, end = page.tokens.starts[sentence.first], page.tokens.ends[sentence.last - 1]
    for match in LEVEL.finditer(page.text, start, end):
        letter, number, letter2, number2 = match.groups()
        upper = letter.lower() + number
        if upper not in ORDER:
            continue
        lower = ((letter2 or letter).lower() + number2) if number2 else None
        steps = ORDER.index(lower) - ORDER.index(upper) if lower in ORDER else 0
        if lower is None or steps > 0:
            found.append(Level(match.start(), match.end(), upper, steps))
    return found


SPOKEN = {"one", "two", "three", "four", "five"}
BEFORE_LEVEL = {"at", "about", "around", "near", "level", "the", "to", "of"}
COUNTED = {"point", "points", "site", "sites", "spot", "spots", "stick", "sticks", "trigger"}


def spoken(words: list[str], m: Mention, sentence: Sentence) -> bool:
    """Whether the letter and the number after it are a dictated level: "at about l three", but not "l three points"."""
    told = m.last < sentence.last and words[m.last] in SPOKEN and words[m.first - 1] in BEFORE_LEVEL
    return told and COUNTED.isdisjoint(words[m.last + 1 : m.last + 2])


def without_levels(page: Page, sentence: Sentence, things: list[Mention]) -> list[Mention]:
    """The mentions of a sentence without the sides that are the letter of a lumbar level: the L of "L4-5"."""
    words, tokens = page.tokens.words, page.tokens
    if "l" not in sentence.vocabulary or not any(m.kind == "side" and words[m.first] == "l" for m in things):
        return things
    things = [m for m in things if not (m.kind == "side" and words[m.first] == "l" and spoken(words, m, sentence))]
    spans = levels_in(page, sentence)
    if not spans:
        return things
    told = not SPINE.isdisjoint(sentence.vocabulary)
    taken = [s for s in spans if told or s.steps or page.text[max(0, s.start - 3) : s.start].lower() == "at "]
    return [
        m
        for m in things
        if not (
            m.kind == "side" and words[m.first] == "l" and any(s.start <= tokens.starts[m.first] < s.end for s in taken)
        )
    ]
