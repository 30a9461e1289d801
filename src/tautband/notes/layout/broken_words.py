"""Words that a printer broke at a line's end: "tra-" over "pezius", where the two make one word that is known."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.text.page import Page

DASH = "-"


def join_broken(page: Page) -> None:
    """Make one word of two that a hyphen parts at the end of a line; the evidence quotes its first part alone."""
    tokens, words = page.tokens, page.tokens.words
    if DASH not in words:
        return
    for line, following in pairwise(page.lines):
        dash = line.last - 1
        if dash <= line.first or words[dash] != DASH or following.blank or tokens.gaps[dash]:
            continue
        before, after = dash - 1, following.first
        if not (words[before].isalpha() and page.text[tokens.starts[after]].islower()):
            continue
        whole = page.lexicon.spellings.each([words[before] + words[after]])[0]
        if whole is not None:
            words[before], page.words[before] = words[before] + words[after], whole
            page.hidden.update((dash, after))
            line.goes_on = True
