"""The words that a number of needle sites counts: "points", "places", "exquisitely tender spots"."""

from __future__ import annotations

from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

NOUNS = {
    "needle", "needles", "pt", "pts", "tps", "trps", "place", "places", "entry", "entries", "puncture", "punctures",
    "area", "areas", "injections", "injection", "deposit", "deposits", "bolus", "boluses", "aliquot", "aliquots",
}  # fmt: skip
SITED = {"site", "sites", "point", "points", "spot", "spots"}
SOLID = {"unit", "muscle", "short_muscle", "drug", "side", "act", "point"}
"""Kinds of phrase that no adjective is."""
FURTHEST = 4


def point_words(page: Page, sentence: Sentence) -> dict[int, Mention]:
    """The words that a number of sites counts, by their first token: those of the lexicon, and "places", "entries"."""
    found = {m.first: m for m in sentence.kinds.get("point", NONE) if m.value in ("site", "injection")}
    for m in sentence.kinds.get("service", NONE):
        counted_here = page.tokens.words[m.first] == "trigger" and page.number(m.first - 1) is not None
        if m.value == "tpi" and counted_here:
            found[m.first] = Mention("point", "site", m.first, min(m.last, m.first + 2))
    for m in sentence.kinds.get("point", NONE):
        if m.value == "quadrant" and page.tokens.words[m.first].startswith("pass") and only_one(page, m.first - 1):
            found[m.first] = m
    if not found and NOUNS.isdisjoint(sentence.vocabulary):
        return found
    for m in sentence.kinds.get("act", NONE):
        if page.tokens.words[m.first] in NOUNS or (page.tokens.words[m.first] in SITED and m.last - m.first > 1):
            found[m.first] = Mention("point", "injection", m.first, m.first + 1)
    for at in page.numbers_in(sentence):
        if at + 1 < sentence.last and page.tokens.words[at + 1] in NOUNS:
            found.setdefault(at + 1, Mention("point", "site", at + 1, at + 2))
    return found


def only_one(page: Page, at: int) -> bool:
    """Whether a number is one: "one pass" is one site, while several passes may fan out from one."""
    return page.number(at) == 1


def past_adjectives(page: Page, sentence: Sentence, at: int, points: dict[int, Mention]) -> int:
    """Where the word counted by the number at `at` begins: past "separate", "exquisitely tender", "of the"."""
    stop = min(sentence.last, at + 1 + FURTHEST)
    solid = {m.first for m in sentence.things if m.kind in SOLID and at < m.first < stop}
    end = at + 1
    while end < stop and end not in points and end not in solid and not page.number(end):
        word = page.tokens.words[end]
        if not word.isalpha() and not (word == "," and end > at + 1):
            break
        end += 1
    return end
