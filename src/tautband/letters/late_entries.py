"""Where a note was added to after it was closed: each addendum, from its first sentence to its last, with its date."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.sections import skip_marker

ADDENDUM = "addendum"
"""The section of the headings lexicon that holds the words for one: addendum, late entry, amendment."""
REACH = 6
"""Words after such a word within which a colon or a date makes it a heading."""
ITS_OWN = {"signed", "electronically", "entered", "added", "written", "dated", "dictated"}
"""First words of a sentence that gives the date of the addendum it stands in."""
OF_ANOTHER = {"for", "of", "dos", "service", "to"}
"""Words before a date that make it the date of what is added to."""


def addenda(page: Page) -> tuple[tuple[int, int, date | None], ...]:
    """The number of each addendum's first sentence, of the one after its last, and the date it bears, if any.

    After an addendum at the end of a note everything belongs to it; before the note proper it ends with its section.
    """
    sentences = page.sentences
    opens = [s.number for s in sentences if _opens(page, s)]
    found = []
    for begins, following in pairwise([*opens, len(sentences)]):
        closes = any(s.section and s.section not in (ADDENDUM, "title") for s in sentences[:begins])
        stops = following if closes else _section_end(sentences, begins, following)
        found.append((begins, stops, _date(page, sentences[begins:stops])))
    return tuple(found)


def _opens(page: Page, sentence: Sentence) -> bool:
    """Whether a line opens an addendum: the word for one, then a colon, a date, or nothing."""
    if sentence.first not in page.line_starts and sentence.number:
        return False
    at = skip_marker(page, sentence.first, sentence.last)
    match = next(iter(page.find("headings", at, min(sentence.last, at + REACH))), None)
    if match is None or match.first != at or match.value != ADDENDUM:
        return False
    after = range(match.last, min(sentence.last, match.last + REACH))
    dated = any(found.first in after for found in page.dates_in(sentence))
    alone = match.last >= sentence.last or (sentence.heading is not None and sentence.section == ADDENDUM)
    return alone or dated or any(page.tokens.words[place] == ":" for place in after)


def _section_end(sentences: list[Sentence], begins: int, following: int) -> int:
    """The sentence after the last one of the addendum's own paragraph and section."""
    paragraph = sentences[begins].paragraph
    own = [s.number for s in sentences[begins:following] if s.section == ADDENDUM or s.paragraph == paragraph]
    return own[-1] + 1


def _date(page: Page, sentences: list[Sentence]) -> date | None:
    """The date written in the opening, else in a sentence that says when it was written or signed."""
    for number, sentence in enumerate(sentences):
        if number and page.tokens.words[sentence.first] not in ITS_OWN:
            continue
        for found in page.dates_in(sentence):
            before = page.tokens.words[found.first - 1] if found.first > sentence.first else ""
            if before not in OF_ANOTHER:
                return found.day
    return None
