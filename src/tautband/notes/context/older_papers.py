"""Parts of a note under a heading for earlier care: how far they reach, and where the writer is back at today.

A heading may hold for its whole line ("Records reviewed: ..."), for one older paper of several paragraphs, or for a
list of dated sessions, behind which the deed of today can follow without a heading.
"""

from __future__ import annotations

from tautband.notes.context.about_needle import SPEAKER, names_needle_or_muscle
from tautband.notes.context.deeds import acts
from tautband.notes.text.page import Page, Sentence

PAPER_HEADS = {
    "records", "record", "outside", "old", "previous", "prior", "last", "reviewed", "copied", "earlier", "note",
}  # fmt: skip
"""Words of a heading that holds for all of its line, though another heading stands on it."""
ONE_PAPER = {"note", "report", "visit", "encounter", "procedure", "dictation", "text"}
"""Words of a heading below which one older paper stands, of as many paragraphs as it has."""


class OlderPapers:
    """The part for earlier care that is being read, if one is."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.line = -1
        """The line whose heading names old records and holds for all of it, though another heading stands there."""
        self.headed = self.listed = -1
        """The paragraphs of a heading that lists sessions, and of the last session listed."""
        self.resumed = False
        """Whether the writer has gone on to today behind the list."""

    def follow(self, sentence: Sentence, *, opens_entry: bool) -> None:
        """Go on to the next sentence, which is freed from the part's heading where it tells what the writer does."""
        if sentence.heading is not None:
            self.begin(sentence)
        elif sentence.section == "past":
            self.go_on(sentence, opens_entry=opens_entry)

    def begin(self, sentence: Sentence) -> None:
        """Take note of a heading: of the kind of part that it opens, and that it ends the part before."""
        self.listed, self.headed, self.resumed = -1, -1, False
        if sentence.section != "past":
            return
        if not PAPER_HEADS.isdisjoint(sentence.vocabulary):
            self.line = sentence.line
        if ONE_PAPER.isdisjoint(sentence.vocabulary):
            self.headed = sentence.paragraph

    def go_on(self, sentence: Sentence, *, opens_entry: bool) -> None:
        """Take note of a sentence of a part for earlier care."""
        if opens_entry or sentence.paragraph == self.headed:
            self.listed = sentence.paragraph
        elif self.listed not in (-1, sentence.paragraph) and begins_today(self.page, sentence):
            self.resumed = True
        if self.resumed:
            sentence.section = ""

    def holds(self, sentence: Sentence) -> bool:
        """Whether a sentence about a needle stands on the line of old records, without a word or date of today."""
        if sentence.line != self.line or not names_needle_or_muscle(sentence) or sentence.has("today"):
            return False
        return not any(d.day == self.page.day for d in self.page.dates_in(sentence))


def begins_today(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence behind a list of dated sessions tells what the writer does now: "After consent I injected"."""
    if "act" not in sentence.kinds or page.dates_in(sentence) or sentence.has("historical"):
        return False
    told = not SPEAKER.isdisjoint(sentence.vocabulary) or any(m.value in ("consent", "prep") for m in sentence.elements)
    return told and any(m.value in ("inject", "injection") for m in acts(page, sentence))
