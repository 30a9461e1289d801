"""What a sentence leaves open or only asks: "if worse, refill", "Restart allopurinol?"."""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.order_words import CLAUSE, MIGHT

PATIENT = {"he", "she", "they", "pt", "patient", "wife", "husband", "daughter", "son", "mother", "father"}


def asks_for(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether the writer asks for a test: "I have stopped it, asked for BMP today", not "he asked for an MRI"."""
    words = page.tokens.words
    if words[at : at + 2] != ["asked", "for"] or not PATIENT.isdisjoint(words[sentence.first : at]):
        return False
    return at == sentence.first or words[at - 1] in (",", ";", ":", "and", "i", "have", "we")


def doubted(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a question mark ends the clause of a word: "Restart allopurinol in two weeks? No beer."."""
    words = page.tokens.words
    return next((word for word in words[at : sentence.last] if word in CLAUSE or word == "?"), "") == "?"


def might(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a word before it in its clause leaves open that a thing was done: "if worse, refill"."""
    words = page.tokens.words
    begin = max((k + 1 for k in range(sentence.first, at) if words[k] in CLAUSE), default=sentence.first)
    return not MIGHT.isdisjoint(words[begin:at]) or doubted(page, sentence, at)


def asked(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence ends in a question mark: "Start propranolol?" is no start."""
    words = page.tokens.words
    return words[sentence.last - 1] == "?" or words[sentence.last : sentence.last + 1] == ["?"]
