"""Which of today's diagnoses a sentence states, and which it only names as a cause thought of, denied or feared."""

from __future__ import annotations

from tautband.model.encounter import Diagnosis
from tautband.notes.diagnosis_names import joint_named
from tautband.notes.lexicon import Mention
from tautband.notes.page import Page, Sentence

AT_THE_HEAD = 4
"""A diagnosis within so many words of a sentence's begin opens an entry within a part."""


def opening_diagnosis(page: Page, sentence: Sentence, assessed: dict[str, Diagnosis]) -> Mention | None:
    """The diagnosis that a sentence opens with, if it is one of today's and not set aside."""
    if not page.within("diagnoses", sentence):
        return None
    stated = stated_in(page, sentence, assessed)
    if not stated:
        return None
    at = sentence.first
    words = page.tokens.words
    while at < sentence.last and (not words[at].isalpha() or words[at] in ("a", "b", "dx", "assessment", "impression")):
        at += 1
    for m in stated:
        if m.first <= at + AT_THE_HEAD:
            return m
    return None


def stated_in(page: Page, sentence: Sentence, assessed: dict[str, Diagnosis]) -> list[Mention]:
    """The diagnoses of today that a sentence states and does not set aside."""
    return [
        m
        for m in page.within("diagnoses", sentence)
        if m.kind == "diagnosis" and concept_of(page, sentence, m, assessed) and not set_aside(page, sentence, m)
    ]


def concept_of(page: Page, sentence: Sentence, m: Mention, assessed: dict[str, Diagnosis]) -> str | None:
    """The concept that a mention stands for, where the note assesses it; a joint's diagnosis carries its joint."""
    return next((c for c in (joint_named(page, sentence, m).value, m.value) if c in assessed), None)


SET_ASIDE = {
    "considered", "differential", "ddx", "unlikely", "excluded", "doubt", "doubtful", "versus", "vs", "rule", "against",
    "screen", "screened", "precautions", "warned", "watch",
}  # fmt: skip
DENIED = {"no", "not", "without", "denies", "nor", "never", "less", "if", "risk"}
NEGATED_AFTER = {"supported", "likely", "suspected", "found", "met", "evident", "present", "felt"}


def set_aside(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a diagnosis is named as a cause thought of, denied or feared: "considered angina: not supported"."""
    words = page.tokens.words
    before = words[sentence.first : m.first]
    if not (DENIED & set(before[-3:])) and SET_ASIDE.isdisjoint(before):
        after = words[m.last : sentence.last]
        return any(
            word in ("unlikely", "excluded", "considered")
            or (word == "not" and after[at + 1 : at + 2] and after[at + 1] in NEGATED_AFTER)
            for at, word in enumerate(after)
        )
    return True


MUSCLE_PAIN = {
    "myofascial_pain", "myalgia", "muscle_spasm", "back_muscle_spasm", "fibromyalgia", "neck_pain", "low_back_pain",
    "back_pain", "thoracic_back_pain", "shoulder_pain", "hip_pain",
}  # fmt: skip


def painful(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence names a muscle's pain."""
    return any(m.kind == "diagnosis" and m.value in MUSCLE_PAIN for m in page.within("diagnoses", sentence))
