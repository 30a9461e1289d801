"""Stretches of time in weeks."""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

WEEKS = {"days": 1 / 7, "weeks": 1.0, "months": 52 / 12, "years": 52.0}


def span_weeks(page: Page, sentence: Sentence, unit: Mention) -> float | None:
    """The weeks of "6 weeks", "3-6 months" (the shorter), "two and a half years"; None without a number."""
    at = unit.first - 1
    if at < sentence.first:
        return None
    number = page.number(at)
    if number is None:
        return None
    words = page.tokens.words
    if at - 2 >= sentence.first and words[at - 1] in ("-", "to") and (low := page.number(at - 2)) is not None:
        number = min(low, number)
    return round(number * WEEKS[unit.value], 2)
