"""Verbs whose form tells that the writer did it that day, wherever they stand: "I started", "STOP amlodipine"."""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence

OTHER_SUBJECTS = {"he", "she", "they", "who", "which", "that", "it", "dr", "pcp"}
IMPERATIVE = {"stop", "use", "take", "put"}


def done_by_form(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a verb's form tells that the writer did it that day, wherever it stands: "I started", "we have raised",
    "STOP amlodipine" at the begin of a sentence.
    """
    words = page.tokens.words
    before = words[max(sentence.first, at - 2) : at]
    if in_series(page, sentence, at):
        return True
    if before and (before[-1] in ("i", "we") or (before[0] in ("i", "we") and before[-1] in ("have", "also", "then"))):
        return True
    return words[at] in IMPERATIVE and (at == sentence.first or words[at - 1] in (":", ";", ">"))


def in_series(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a verb is one of a series that the writer does: "I explained it, showed her the pen, began insulin"."""
    words = page.tokens.words
    opening = words[sentence.first : sentence.first + 2]
    if not (
        opening[0] in ("i", "we")
        or (opening[0] in ("so", "but", "and", "then", "today") and opening[1:2] in (["i"], ["we"]))
    ):
        return False
    before = words[sentence.first : at]
    return before[-1:] in ([","], ["and"]) and OTHER_SUBJECTS.isdisjoint(before)
