"""A test ordered, done or set for another day: "BMP today", "repeat ferritin 12 wk"."""

from __future__ import annotations

from typing import Literal

from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.order_words import NEAR, ROUTINE, SPAN

ORDER = {
    "order", "ordered", "ordering", "orders", "sent", "send", "obtain", "obtained", "get", "draw", "drawn", "check",
    "repeat", "recheck", "arranged", "requested", "request", "added", "add", "placed", "asked",
}  # fmt: skip
URGENT = {"urgent", "urgently", "stat", "asap"}
"""Words of haste that order the test before them: "MRI lumbar urgent"."""
HERE = {"today", "now", "here"}
AGAIN = {"repeat", "recheck"}


def what_of_test(
    page: Page, sentence: Sentence, at: int, planned: bool
) -> Literal["test", "later", "done_here"] | None:
    """What is done about a test named at a word: ordered, set for a later day, or done that day."""
    words = page.tokens.words
    begin, end = max(sentence.first, at - NEAR), min(sentence.last, at + NEAR + 1)
    near = words[begin:end]
    if "reviewed" in near or screens(page, sentence):
        return None
    hasty = planned and not URGENT.isdisjoint(words[at + 1 : min(sentence.last, at + 4)])
    if hasty or not ORDER.isdisjoint(words[begin : min(sentence.last, at + 2 * NEAR)]):
        return "later" if not AGAIN.isdisjoint(near) and later(page, sentence, at) else "test"
    if later(page, sentence, at):
        return "later"
    return "done_here" if not HERE.isdisjoint(near) else None


def sleep_test(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a word is the test of a sleep test: "home sleep apnea test", "sleep study"."""
    words = page.tokens.words
    return words[at] in ("test", "study") and "sleep" in words[max(sentence.first, at - 3) : at]


def screens(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence's test is one that no problem asks for: "annual labs", "DXA ordered (due)"."""
    words = page.tokens.words
    due = any(words[at - 1] == "(" for at in range(sentence.first + 1, sentence.last) if words[at] == "due")
    return due or not ROUTINE.isdisjoint(sentence.vocabulary)


def later(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a test is set for a later day: "TSH in 7 weeks", "repeat ferritin 12 wk"."""
    words = page.tokens.words
    rest = words[at + 1 : min(sentence.last, at + 8)]
    return ("in" in rest or "wk" in rest or "wks" in rest) and not SPAN.isdisjoint(rest)
