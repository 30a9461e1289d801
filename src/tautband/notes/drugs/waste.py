"""Words of waste beside a number, and whether they are denied: "10 mL discarded", "nothing wasted"."""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention


def waste_near(sentence: Sentence, last: int) -> bool:
    """Whether a number is said of what was thrown away or drawn up only."""
    return any(m.value in ("wasted",) and -8 <= m.first - last <= 8 for m in sentence.cues)


NOTHING = {"no", "none", "nothing", "not", "without", "zero", "0", "nil"}


def nothing_left(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a word of waste is denied: "nothing discarded", "no waste", "waste: none", "0 mL wasted"."""
    words = page.tokens.words
    before = words[max(sentence.first, m.first - 2) : m.first]
    after = words[m.last : min(sentence.last, m.last + 2)]
    if before[-1:] in (["ml"], ["mg"], ["cc"]):
        before = words[max(sentence.first, m.first - 2) : m.first - 1]
    return bool(before and before[-1] in NOTHING) or bool(
        after and after[0] in (":", "-", "=") and after[-1] in NOTHING
    )
