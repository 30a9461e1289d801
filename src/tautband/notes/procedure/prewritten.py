"""How much of a note was written before its visit, so that what it tells as done is only meant."""

from __future__ import annotations

from tautband.notes.text.page import Page

FINAL = {"final", "actual", "end"}


def last_prewritten(page: Page) -> int:
    """The number of the last sentence that was written before the visit: all of them, unless a final note follows."""
    if not any("prewritten" in sentence.assertions for sentence in page.sentences):
        return -1
    words = page.tokens.words
    begun = False
    for sentence in page.sentences:
        begun = begun or "prewritten" in sentence.assertions
        opening = words[sentence.first : sentence.first + 4]
        titled = sentence.first in page.line_starts and ("note" in opening or "draft" in opening)
        if begun and titled and not FINAL.isdisjoint(opening) and "prewritten" not in sentence.assertions:
            return sentence.number
    return len(page.sentences)
