"""Whether what a sentence denies is the procedure, and not a test or another care."""

from __future__ import annotations

from tautband.notes.context.about_needle import concerns_needle
from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.word_lists import words_of

NEEDLE_WORDS = {
    "pushed", "syringe",
    "inject", "injected", "injecting", "injection", "injections", "tpi", "tpis", "procedure", "procedures", "needle",
    "needling", "needled", "block", "treatment", "shot", "shots", "proceed", "medication",
}  # fmt: skip
SHORT = 5
"""A denial of so few words has the procedure for its subject: "Not done today."."""


def denies_needle(page: Page, sentence: Sentence) -> bool:
    """Whether what a sentence denies is the procedure and not, say, an electrocardiogram."""
    if "not_performed" not in sentence.assertions:
        return none_done(page, sentence)
    words = page.tokens.words[sentence.first : sentence.last]
    short = len(words) <= SHORT and not of_another_matter(page, sentence)
    named = not NEEDLE_WORDS.isdisjoint(words) or concerns_needle(page, sentence)
    return short or named or denies_what_came_before(page, sentence)


REFERRING = {"these", "this", "those", "them", "it", "that"}


def denies_what_came_before(page: Page, sentence: Sentence) -> bool:
    """Whether a denial's object is the needle of the sentence before: "TPI to the trapezius. We did not do these today:
    the plan wants approval".
    """
    cue = next((m for m in sentence.cues if m.value == "not_performed"), None)
    if cue is None or REFERRING.isdisjoint(page.tokens.words[cue.last - 1 : cue.last + 1]) or not sentence.number:
        return False
    before = page.sentences[sentence.number - 1]
    return before.own and ("service", "tpi") in before.meanings


MATTERS = words_of("other_matters")
"""Subjects of a denial that is not about the needle."""


def of_another_matter(page: Page, sentence: Sentence) -> bool:
    """Whether a short denial has a test or another care for its subject: "EGD not needed.", "X-ray not indicated."."""
    cue = next((m for m in sentence.cues if m.value == "not_performed"), None)
    subject = page.tokens.words[sentence.first : cue.first] if cue is not None else []
    return bool(subject) and not MATTERS.isdisjoint(subject)


KEYS = {"procedure", "procedures", "injection", "injections", "tpi", "tpis", "intervention", "interventions"}
AROUND = {
    "performed", "done", "given", "today", "this", "visit", "encounter", "in", "office", "clinic", "(", ")", "s", ".",
}  # fmt: skip
NONE_DONE = {"none", "nil", "n/a", "na"}
LONGEST_FIELD = 10


def none_done(page: Page, sentence: Sentence) -> bool:
    """Whether a form's field says that nothing was done: "Procedure: none today", "Injections this visit: none"."""
    if sentence.last - sentence.first > LONGEST_FIELD or NONE_DONE.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words[sentence.first : sentence.last]
    if ":" not in words[:-1]:
        return False
    colon = words.index(":")
    key, said = words[:colon], words[colon + 1 :]
    return not KEYS.isdisjoint(key) and set(key) <= KEYS | AROUND and said[0] in NONE_DONE and set(said[1:]) <= AROUND
