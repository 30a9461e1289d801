"""Whether a sentence is about the needle at all: it names a service, a deed, a drug, a muscle, or the procedure."""

from __future__ import annotations

from tautband.notes.text.drug_classes import names_toxin
from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

CONCERNED = {"service", "act", "muscle", "short_muscle", "stem_muscle", "paraspinal_stretch", "point"}
"""Kinds of thing that only a sentence about the needle names."""
NEEDLED = {"service", "act", "drug"}
NEEDLED_OR_MUSCLE = NEEDLED | {"muscle"}
SPEAKER = {"i", "we", "my"}
"""Words by which the writer speaks of what he does."""


def names_needle(sentence: Sentence) -> bool:
    """Whether a sentence names a service, a needle's verb or a drug."""
    return not NEEDLED.isdisjoint(sentence.kinds)


def names_needle_or_muscle(sentence: Sentence) -> bool:
    """Whether a sentence names a service, a needle's verb, a drug or a muscle."""
    return not NEEDLED_OR_MUSCLE.isdisjoint(sentence.kinds)


NEEDLES = {"needle", "needles", "needling", "shot", "shots"}


def concerns_needle(page: Page, sentence: Sentence) -> bool:
    """Whether an intention can be about the injection: the sentence names one, or a muscle, toxin or needle verb."""
    if not CONCERNED.isdisjoint(sentence.kinds) or not NEEDLES.isdisjoint(sentence.vocabulary):
        return True
    if any(m.value == "deferred" and called_off(page, sentence, m) for m in sentence.cues):
        return True
    told = sentence.has("offered") and not sentence.has("declined", "deferred")
    if told and "drug" in sentence.kinds and ("unit", "ml") in sentence.meanings:
        return True
    return names_toxin(page, sentence)


CALLED_OFF_REACH = 3


def called_off(page: Page, sentence: Sentence, cue: Mention) -> bool:
    """Whether it is the procedure that was put off: "procedure cancelled", "the procedure was postponed"."""
    before = page.tokens.words[max(sentence.first, cue.first - CALLED_OFF_REACH) : cue.first]
    return not {"procedure", "session"}.isdisjoint(before) or before[-2:] == ["status", ":"]
