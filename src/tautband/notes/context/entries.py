"""Lists of dated entries: the day of the entry in which each sentence stands.

An entry opens with a date at the beginning of a line. A date with few words and no needle opens an entry of several
lines; any other dates its own line and what is indented below it.
"""

from __future__ import annotations

from datetime import date

from tautband.notes.context.about_needle import names_needle_or_muscle
from tautband.notes.context.pasted import MOST_MARK, PAPERS
from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.sections import skip_marker
from tautband.notes.text.visit_numbers import NUMBERED, past_number

SHORT_ENTRY = 10
"""A line with a date and at most this many further words dates what follows it."""
OPENING = 5
"""Words within which the date opens a sentence."""
EARLIER = ("prior", "previous", "last", "earlier", "past", "old")
BEFORE_DATE = {
    "on", "visit", "-", "*", "•", "dos", ":", "date", "(", "[", "session", "note", "encounter", ">", *EARLIER,
}  # fmt: skip
"""Words that may stand before the date that opens a sentence."""


class Entries:
    """The entry under way while a note is read from its top: its day, and how far down it reaches."""

    def __init__(self, page: Page) -> None:
        words = page.tokens.words
        self.page = page
        self.dates = {dated.first: dated for dated in page.dates if dated.exact or not words[dated.first].isdecimal()}
        self.dated = {page.sentence_numbers[at] for at in self.dates}
        self.day: date | None = None
        self.line, self.indent, self.paragraph = -1, 0, -1
        """`paragraph` is the one beyond which an entry that calls itself earlier does not reach; -1 for any other."""
        self.block = False
        """Whether the entry goes on over the lines below, and not only over what is indented."""
        self.rows = -1
        """The paragraph of the last entry that opened with a number, as a row of a table does."""

    def follow(self, sentence: Sentence) -> bool:
        """Date the next sentence by the entry in which it stands; whether a date opens the sentence itself."""
        opener = self.opener_of(sentence) if sentence.number in self.dated else None
        if opener is not None or self.day is not None:
            self.go_on(sentence, opener)
            sentence.dated = self.day
        return opener is not None

    def opener_of(self, sentence: Sentence) -> date | None:
        """The date at the very beginning of a sentence, past a marker or a word such as "visit", "VISIT 2"."""
        words = self.page.tokens.words
        if words[sentence.first] == "[" and (of_document := self.bracketed(sentence)) is not None:
            return of_document
        numbered = sentence.first + past_number(words[sentence.first : min(sentence.last, sentence.first + NUMBERED)])
        for at in range(numbered, min(sentence.last, numbered + OPENING)):
            if at in self.dates:
                return self.dates[at].day
            if words[at] not in BEFORE_DATE:
                return None
        return None

    def bracketed(self, sentence: Sentence) -> date | None:
        """The date of the document that brackets at the beginning name: "[procedure text of 03/11/2025] Consent"."""
        words = self.page.tokens.words
        for at in range(sentence.first + 1, min(sentence.last, sentence.first + MOST_MARK)):
            if words[at] == "]":
                return None
            if at in self.dates:
                named = words[sentence.first : at]
                return self.dates[at].day if not PAPERS.isdisjoint(named) or "text" in named else None
        return None

    def go_on(self, sentence: Sentence, opener: date | None) -> None:
        """End the entry under way before a sentence, begin one with it, or let it go on."""
        begins_line = sentence.first in self.page.line_starts
        if self.ended_by_heading(sentence, inside=sentence.line == self.line and not begins_line):
            self.day = None
        indent = self.page.tokens.gaps[sentence.first] if begins_line else self.indent
        if opener is not None and begins_line:
            self.begin(sentence, opener, indent)
        elif self.left_behind(sentence, indent):
            self.day = None

    def ended_by_heading(self, sentence: Sentence, *, inside: bool) -> bool:
        """Whether a heading of today's own work ends the entry; one inside the entry's line belongs to it."""
        if sentence.section == "today":
            return True
        own = sentence.heading is not None and sentence.section in ("procedure", "exam")
        return own and not (self.block or inside)

    def left_behind(self, sentence: Sentence, indent: int) -> bool:
        """Whether a sentence stands below the entry: in another paragraph, or on a line that is not indented."""
        if self.paragraph not in (-1, sentence.paragraph):
            return True
        return sentence.line != self.line and not self.block and indent <= self.indent

    def begin(self, sentence: Sentence, opener: date, indent: int) -> None:
        """Open an entry with its first line."""
        words = self.page.tokens.words
        row = words[skip_marker(self.page, sentence.first, sentence.last)].isdecimal()
        listed_before = self.day is not None and indent == self.indent and not self.block
        next_row = row and listed_before and sentence.paragraph == self.rows
        self.block = not next_row and dates_what_follows(self.page, sentence)
        self.rows = sentence.paragraph if row else -1
        self.day, self.line, self.indent = opener, sentence.line, indent
        self.paragraph = sentence.paragraph if words[sentence.first] in EARLIER else -1


FRAME = {">", "(", ")", "[", "]"}
"""Marks around the words of an entry's first line, which make it no longer."""
PASTED = {"pasted", "paste", "copied", "copy", "imported"}
"""Words of the line above another note's text, which says itself where that text ends."""


def dates_what_follows(page: Page, sentence: Sentence) -> bool:
    """Whether a line is hardly more than its date, so that the lines below it are its entry."""
    marks = sum(word in FRAME for word in page.tokens.words[sentence.first : sentence.last])
    short = sentence.last - sentence.first - marks <= SHORT_ENTRY and not names_needle_or_muscle(sentence)
    pasted = not PASTED.isdisjoint(sentence.vocabulary)
    return short and not pasted and not tells_beside(page, sentence) and exact_at(page, sentence)


def tells_beside(page: Page, sentence: Sentence) -> bool:
    """Whether the same line goes on, behind a column's gap, with muscles or drugs: a row of a list of sessions."""
    following = page.sentences[sentence.number + 1] if sentence.number + 1 < len(page.sentences) else None
    return (
        following is not None and following.line == sentence.line and not {"muscle", "drug"}.isdisjoint(following.kinds)
    )


def exact_at(page: Page, sentence: Sentence) -> bool:
    """Whether the first date of a sentence has its day: a row such as "Apr 2025  MRI" opens no entry of more lines."""
    dated = page.dates_in(sentence)
    return bool(dated) and dated[0].exact
