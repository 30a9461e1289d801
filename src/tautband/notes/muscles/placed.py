"""Plain verbs that become the needle's where a volume follows: "I put one and a half cc into the levator"."""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

PLAIN = {"put", "placed", "gave", "instilling", "depositing"}
"""Verbs that tell of a deed of the needle only with the volume that went in."""
MEANT = {"put", "place", "deposit", "deliver", "give", "instill", "leave"}
"""The same verbs behind "used ... to": "I used a 27 gauge needle to place 1 mL in each"."""
REACH = 8
"""Tokens from the verb to the unit of its volume: "put one and a half cc", "placed 1.5 mL"."""


def with_placed_doses(page: Page, sentence: Sentence, things: list[Mention]) -> list[Mention]:
    """The things of a sentence, with each plain verb behind which a number and a millilitre follow."""
    used = "used" in sentence.vocabulary and not MEANT.isdisjoint(sentence.vocabulary)
    if not used and PLAIN.isdisjoint(sentence.vocabulary):
        return things
    words = page.tokens.words
    taken = {at for m in things for at in range(m.first, m.last)}
    found = [
        Mention("act", "inject", at, at + 1)
        for at in range(sentence.first, sentence.last - 2)
        if words[at] in PLAIN and at not in taken and volume_follows(page, at, things)
    ]
    if used:
        begin = words.index("used", sentence.first, sentence.last) + 1
        found += [
            Mention("act", "inject", at - 1, at + 1)
            for at in range(begin + 1, sentence.last - 2)
            if words[at] in MEANT and words[at - 1] == "to" and at not in taken and volume_follows(page, at, things)
        ]
    return sorted([*things, *found], key=lambda m: m.first) if found else things


def volume_follows(page: Page, verb: int, things: list[Mention]) -> bool:
    """Whether a number stands right behind a verb, and nothing but its own words before the unit."""
    if page.number(verb + 1) is None and page.tokens.words[verb + 1] not in ("about", "a", "another", "some"):
        return False
    return any(m.kind == "unit" and m.value == "ml" and verb + 1 < m.first <= verb + REACH for m in things)
