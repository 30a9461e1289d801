"""Whether a measured drug for a muscle is recorded as given that day, though no verb tells that it was."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.context.copied_text import copied
from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.needle_meant import (
    AGREED,
    AHEAD,
    BOOKED,
    MEANT,
    SPOKEN_OF,
    as_booked,
    bracketed,
    consented,
    only_meant,
)
from tautband.notes.visit.order_words import NEEDLE


def recorded(page: Page) -> bool:
    """Whether a measured drug for a muscle is recorded in today's own text, though no verb tells that it was given: a
    line of an amount and its muscle ("L levator, L trap, 1 mL each 0.25% bupivacaine"), or an amount under the heading
    of the procedure. Never where the note refuses, describes or puts off a needle.
    """
    old = copied(page)
    own = [s for s in page.sentences if s.number not in old and s.dated in (None, page.day)]
    if any(refuses(page, s) for s in own if not s.past or s.section == "procedure"):
        return False
    return any(
        is_record(page, s) for s in own if ("unit", "ml") in s.meanings and ("drug" in s.kinds or shared(page, s))
    )


def shared(page: Page, sentence: Sentence) -> bool:
    """Whether an amount without its drug is given to muscles of an injection named beside it: "1 mL each."."""
    about = page.sentences[max(0, sentence.number - 1) : sentence.number + 1]
    muscles = any({"muscle", "short_muscle"} & s.kinds.keys() for s in about)
    behind = page.sentences[sentence.number + 1 : sentence.number + 2]
    if "muscle" in sentence.kinds and any("drug" in s.kinds and s.last - s.first <= BRIEF for s in behind):
        return True
    return muscles and any(("service", "tpi") in s.meanings or not NEEDLE.isdisjoint(s.vocabulary) for s in about)


def refuses(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence refuses or puts off the needle: not "CXR not needed" and not "injection not planned"."""
    if not sentence.has("declined", "deferred", "not_performed"):
        return False
    if undone(page, sentence):
        return True
    if not names_needle(sentence):
        return False
    if bracketed(page, sentence):
        return False
    return not any(pair in UNBOOKED for pair in pairwise(page.tokens.words[sentence.first : sentence.last]))


def undone(page: Page, sentence: Sentence) -> bool:
    """Whether all that a sentence says is that it was not done: "NOT DONE TODAY."."""
    said = {word for word in page.tokens.words[sentence.first : sentence.last] if word.isalpha()}
    return "not" in said and said <= {"not", "done", "performed", "given", "today", "was", "it", "yet"}


UNBOOKED = {("not", "planned"), ("not", "booked"), ("not", "scheduled")}
BODIES = {"joint", "knee", "bursa", "tendon", "sheath", "canal", "nerve", "foramen", "facet", "tunnel"}
"""Words of an injection into something other than a muscle."""


def is_record(page: Page, sentence: Sentence) -> bool:
    """Whether an amount of a drug is recorded for a muscle named in its sentence or next to it."""
    about = page.sentences[max(0, sentence.number - 1) : sentence.number + 2]
    agreed = any(not AGREED.isdisjoint(s.vocabulary) for s in about)
    meant = any(s.has(*MEANT, *SPOKEN_OF) and names_needle(s) and not given(page, s, sentence) for s in about)
    if only_meant(page, sentence) or (meant and not agreed):
        return False
    if not BODIES.isdisjoint(sentence.vocabulary):
        return False
    named = sentence.of("muscle", "short_muscle")
    if sentence.section == "procedure" and (named or any(is_named(s) for s in about)):
        return True
    if sentence.past and not as_before(page, sentence):
        return False
    opens = any(m.first < sentence.first + RECORDED for m in named) and sentence.first in page.line_starts
    brief = sentence.last - sentence.first <= BRIEF or "done" in sentence.vocabulary
    if brief and not sentence.foreign and any("muscle" in s.kinds and not s.past for s in about):
        return True
    told = named or ("service", "tpi") in sentence.meanings
    if opens or (told and sentence.section != "history" and not sentence.foreign):
        return True
    return (brief or bool(told) or sentence.section == "procedure") and borne(page, sentence)


def is_named(sentence: Sentence) -> bool:
    """Whether a sentence names a muscle or the injection."""
    return "muscle" in sentence.kinds or ("service", "tpi") in sentence.meanings


def given(page: Page, sentence: Sentence, amount: Sentence) -> bool:
    """Whether what a sentence says to be booked or refused is told as given, in it or in the amount behind it, or is
    something else.
    """
    before = sentence.number < amount.number and not BOOKED.isdisjoint(sentence.vocabulary)
    if before and AHEAD.isdisjoint(sentence.vocabulary) and borne(page, amount):
        return True
    return as_booked(page, sentence) or bracketed(page, sentence) or consented(page, sentence)


CARRIED = {"consent", "prep", "tolerance", "technique_needle", "twitch_response", "after"}


def borne(page: Page, sentence: Sentence) -> bool:
    """Whether consent, skin preparation, the needle or how it was borne is told beside an amount, and a muscle shortly
    before it: "R trapezius band. Consent. 1 mL lidocaine 1%. Tolerated."
    """
    if sentence.foreign:
        return False
    near = page.sentences[max(0, sentence.number - 2) : sentence.number + 3]
    before = page.sentences[max(0, sentence.number - MUSCLE_BEFORE) : sentence.number + 1]
    carried = any(m.value in CARRIED for s in near for m in s.elements) or sentence.section == "procedure"
    carried = carried or any("done" in s.vocabulary and not NEEDLE.isdisjoint(s.vocabulary) for s in near)
    return carried and any(is_named(s) for s in before)


MUSCLE_BEFORE = 8
"""Sentences before an amount in which its muscle is named."""


def as_before(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence names an earlier injection only to say that today's is the same: "repeated the injection of
    last fall: 1 mL", "as in summer: 1 mL each".
    """
    words = page.tokens.words
    amount = next((m.first for m in sentence.of("unit") if m.value == "ml"), sentence.first)
    before = words[sentence.first : amount]
    repeated = not REPEATED.isdisjoint(before) or any(
        one == "as" and two in ("in", "last", "before") for one, two in pairwise(before)
    )
    return repeated and ":" in before


REPEATED = {"repeat", "repeated", "again", "same"}


BRIEF = 8
"""Words of a sentence that holds an amount and its drug only: "1% lidocaine 1 mL."."""
RECORDED = 3
"""Words before the muscle in a line of a procedure's record."""


def names_needle(sentence: Sentence) -> bool:
    """Whether a sentence names the needle, the muscle or the drug: not "X-ray not needed"."""
    kinds = sentence.kinds.keys()
    named = bool({"muscle", "act", "drug"} & kinds) or {"short_muscle", "side"} <= kinds
    return named or ("service", "tpi") in sentence.meanings
