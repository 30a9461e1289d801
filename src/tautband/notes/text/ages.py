"""An age with its sex before a side, "44M L trapezius", which is no number of millilitres."""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention


def without_ages(page: Page, sentence: Sentence, things: list[Mention]) -> list[Mention]:
    """The things of a sentence with the side behind a man's age in place of a unit: "44M L" is a man and his left."""
    if "m" not in sentence.vocabulary or "l" not in sentence.vocabulary:
        return things
    words, gaps = page.tokens.words, page.tokens.gaps
    return [
        Mention("side", "left", m.first + 1, m.last)
        if words[m.first : m.last] == ["m", "l"] and not gaps[m.first] and gaps[m.first + 1]
        else m
        for m in things
    ]
