"""Sentences of a template whose blanks nobody filled: "*** mL of *** injected into *** points"."""

from __future__ import annotations

import re

from tautband.notes.page import Page, Sentence

BLANK = re.compile(r"\*{3,}|_{2,}|\{[^{}\n]{0,40}\}|<[A-Za-z /_-]{1,30}>|\[\s{0,20}\]|@[A-Za-z_]{2,20}@|\?{3,}")
"""What a template prints where a word is wanted."""
FEWEST = 2


def unfilled(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence wants two words or more and holds no number: it is a template's, and tells no deed."""
    begin = page.tokens.starts[sentence.first]
    before = page.text[max(0, begin - MARGIN) : begin]
    text = before[before.rfind("\n") + 1 :].strip(" ") if sentence.first in page.line_starts else ""
    found = BLANK.findall(text + page.text[begin : page.tokens.ends[sentence.last - 1] + 1])
    return len(found) >= FEWEST and not page.numbers_in(sentence)


MARGIN = 60
