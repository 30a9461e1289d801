"""Which of today's diagnoses a sentence states, and which it only names as a cause thought of, denied or feared."""

from __future__ import annotations

from itertools import pairwise

from tautband.model.encounter import Diagnosis
from tautband.notes.diagnoses.names import joint_named
from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

AT_THE_HEAD = 4
"""A diagnosis within so many words of a sentence's begin opens an entry within a part."""


def opening_diagnosis(page: Page, sentence: Sentence, assessed: dict[str, Diagnosis]) -> Mention | None:
    """The diagnosis that a sentence opens with, if it is one of today's and not set aside."""
    if not sentence.diagnoses:
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
        for m in sentence.diagnoses
        if m.kind == "diagnosis" and concept_of(page, sentence, m, assessed) and not set_aside(page, sentence, m)
    ]


def concept_of(page: Page, sentence: Sentence, m: Mention, assessed: dict[str, Diagnosis]) -> str | None:
    """The concept that a mention stands for, where the note assesses it; a joint's diagnosis carries its joint."""
    return next((c for c in (joint_named(page, sentence, m).value, m.value) if c in assessed), None)


SET_ASIDE = {
    "considered", "differential", "ddx", "unlikely", "excluded", "doubt", "doubtful", "versus", "vs", "rule", "against",
    "screen", "screened", "precautions", "warned", "watch",
}  # fmt: skip
THOUGHT_OF = {("thought", "about"), ("thought", "of"), ("thinking", "of"), ("looked", "for"), ("ruled", "out")}
DENIED = {"no", "not", "without", "denies", "nor", "never", "less", "if", "risk"}
NEGATED_AFTER = {"supported", "likely", "suspected", "found", "met", "evident", "present", "felt"}
LISTED = 4
"""Words of an item in a list of what is denied: "no dyspnea, palpitations, syncope"."""


def set_aside(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a diagnosis is named as a cause thought of, denied or feared: "considered angina: not supported"."""
    return aside(page, sentence, m.first, m.last)


def aside(page: Page, sentence: Sentence, first: int, last: int) -> bool:
    """Whether words of a sentence name something that was thought of, denied or feared."""
    words = page.tokens.words
    before, after = words[sentence.first : first], words[last : sentence.last]
    if DENIED & set(before[-3:]) or not SET_ASIDE.isdisjoint(before) or not THOUGHT_OF.isdisjoint(pairwise(before)):
        return True
    if after[:2] in (["(", "no"], ["(", "not"], ["ruled", "out"]) or denied_in_list(before, after):
        return True
    return any(
        (word in ("unlikely", "excluded", "considered") and after[at - 1 : at] != ["be"])
        or (word == "not" and after[at + 1 : at + 2] and after[at + 1] in NEGATED_AFTER)
        for at, word in enumerate(after)
    )


def denied_in_list(before: list[str], after: list[str]) -> bool:
    """Whether an item stands in a list that opens with its denial and holds nothing but short items."""
    begin = max((at + 1 for at, word in enumerate(before) if word in STOPS), default=0)
    end = next((at for at, word in enumerate(after) if word in STOPS), len(after))
    if after[end : end + 1] == [":"] or before[begin : begin + 1] not in (["no"], ["not"], ["denies"], ["without"]):
        return False
    items = " ".join([*before[begin:], "item", *after[:end]]).split(" , ")
    return len(items) > 1 and all(len(item.split()) <= LISTED for item in items)


STOPS = {".", ";", ":", "(", "but"}


PAIN_WORDS = {"pain", "pains", "ache", "headache", "headaches", "otalgia", "toothache", "earache", "stab", "sciatica"}
MUSCLE_PAIN = {
    "myofascial_pain", "myalgia", "muscle_spasm", "back_muscle_spasm", "fibromyalgia", "neck_pain", "low_back_pain",
    "back_pain", "thoracic_back_pain", "shoulder_pain", "hip_pain",
}  # fmt: skip


def painful(sentence: Sentence) -> bool:
    """Whether a sentence names a muscle's pain."""
    return any(m.kind == "diagnosis" and m.value in MUSCLE_PAIN for m in sentence.diagnoses)
