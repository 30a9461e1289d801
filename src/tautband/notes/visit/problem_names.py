"""Whether the first words of a part are the name of a problem, and whether that may be the injected pain itself.

A name is known by the lexicon or by its form: an illness ("-itis", "-emia", "deficiency"), a symptom, an abbreviation
in capitals. What names an act, a drug, a form, a place or the muscle pain is no other problem.
"""

from __future__ import annotations

import re

from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.order_words import DEVICES, FREQUENCY, MIGHT, NEEDLE, REFERRED, TAKEN, TESTS
from tautband.notes.visit.problem_parts import CUT_NAME, Part
from tautband.notes.vocabulary.specialties import SPECIALTIES
from tautband.notes.vocabulary.word_lists import words_of

PAIN = {
    "pain", "pains", "knot", "knots", "spasm", "spasms", "trigger", "tpi", "tpis", "tp", "tps", "trp", "myofascial",
    "myalgia", "mps", "band", "bands", "muscle", "muscles", "muscular", "injection", "injections", "inj", "injected",
    "shot", "shots", "nodule", "tightness", "needle", "needling", "strain", "fibromyalgia", "ache", "soreness",
    "stiffness",
}  # fmt: skip
SITES = {
    "neck", "back", "shoulder", "shoulders", "low", "lower", "upper", "mid", "hip", "buttock", "scapula", "scapular",
    "interscapular", "right", "left", "r", "l", "b", "bilateral", "lumbar", "cervical", "thoracic", "blade", "side",
    "chronic", "acute", "and", "of", "the", "with", "in", "girdle", "jaw", "gluteal", "paraspinal", "region",
}  # fmt: skip
NO_PROBLEM = words_of("no_problem")
BARRED = (
    NO_PROBLEM | MIGHT | REFERRED | TESTS | (DEVICES - {"wound", "ulcer", "abscess", "laceration"}) | FREQUENCY
    | (SPECIALTIES - {"sleep", "diabetes", "hand", "wound"})
)  # fmt: skip
"""Words that show a part's title to be no problem."""

FORM = re.compile(
    r"[a-z]+(?:itis|osis|oses|emia|aemia|uria|algia|pathy|oma|penia|plegia|paresis|rrhea|rrhoea|rrhage|rrhagia|esthesia"
    r"|ectasis|megaly|cele|lithiasis|phagia|pnea|pnoea|phobia|mania|kinesia|kinesis|sclerosis|trophy|thermia|edema"
    r"|oedema|tension|thyroidism|cytosis|opia|cusis|philia|plasia|iasis|phasia|lepsy|asthenia|phoria|nychia|rrhoids"
    r"|thyroid|stasis|staxis|phyma|dynia|asis|ism)s?$"
)
"""The endings of medical Greek and Latin by which the name of an illness or finding is known."""
NAMES = words_of("ailments")
"""Common words for an illness, a symptom or the organ that ails."""
SHORT = re.compile(r"[A-Z][A-Z0-9]{1,5}$")


def names_a_problem(page: Page, part: Part) -> bool:
    """Whether a part's name can be that of a problem apart from the injected pain: no act, drug, form or place."""
    return part.name is not None and is_a_problem(
        page, part.sentences[0], *part.name, counted=part.counted and whole(part.name)
    )


def whole(name: tuple[int, int]) -> bool:
    """Whether a name is short enough to stand as written."""
    return name[1] - name[0] < CUT_NAME


def label_of(page: Page, sentence: Sentence) -> tuple[int, int] | None:
    """The label within a paragraph that names a problem: "KOH positive. Candidal vaginitis: fluconazole once"."""
    if ":" not in sentence.vocabulary:
        return None
    words = page.tokens.words
    colon = next(
        (at for at in range(sentence.first, min(sentence.last, sentence.first + LABEL)) if words[at] == ":"), None
    )
    if colon is None or colon == sentence.first or not is_a_problem(page, sentence, sentence.first, colon):
        return None
    return sentence.first, colon


LABEL = 6
BITERS = {"insect", "bug", "tick", "dog", "cat", "human", "spider", "snake", "animal", "mosquito", "flea", "bat", "bed"}


def is_a_problem(page: Page, sentence: Sentence, begin: int, end: int, *, counted: bool = False) -> bool:
    """Whether words of a sentence are a problem's name. `counted`: they head an item of a numbered list."""
    plain = [word for word in page.tokens.words[begin:end] if word.isalpha()]
    if "bite" in plain and BITERS.isdisjoint(plain):
        return False  # a dentist's "bite unchanged"
    if not plain or not (set(plain) - SITES) or not PAIN.isdisjoint(plain):
        return False
    if plain[0] in ROOMS and page.number(begin + 1) is not None:
        return False
    if not BARRED.isdisjoint(plain):
        return counted and set(plain) <= MEASURES
    mentions = [m for m in sentence.diagnoses if begin <= m.first < end]
    if any(m.kind in ("rx_drug", "rx_verb", "managed") for m in mentions):
        return False
    if any(m.kind == "test" and page.tokens.words[m.first] not in NAMES for m in mentions):
        return False
    if counted or any(m.kind == "diagnosis" for m in mentions):
        return True
    return any(
        word in NAMES or FORM.match(word) or abbreviated(page, begin + at)
        for at, word in enumerate(page.tokens.words[begin:end])
    )


ROOMS = {"ed", "er", "uc"}
"""Places of care that a date may follow: "ED 11/1: CT normal"."""
MEASURES = {"bp", "pressure"}
"""What is measured in everybody, and a problem where an item of a numbered list is about it."""


def abbreviated(page: Page, at: int) -> bool:
    """Whether a word is written in capitals as abbreviations are: "AUB", "HFpEF" is not."""
    return bool(SHORT.match(page.text[page.tokens.starts[at] : page.tokens.ends[at]])) and not page.capitals


def is_injected(part: Part) -> bool:
    """Whether a part is about the injected muscle: its first words name a muscle, or it opens with the needle."""
    first = part.sentences[0]
    if needles(first):
        return True
    named = [m for m in first.of("muscle") if m.first < first.first + OPENING]
    return bool(named) and ("role", "strength") not in first.meanings


OPENING = 10
BODILY = {"im", "intramuscular", "intramuscularly", "iv", "subq", "sq"}


def needles(sentence: Sentence) -> bool:
    """Whether a sentence tells of the needle: the service, or its act or a muscle together with a drug. A drug given
    into the body through a muscle ("60 mg IM left gluteal") treats something else.
    """
    if not BODILY.isdisjoint(sentence.vocabulary) and ("service", "tpi") not in sentence.meanings:
        return False
    if ("service", "tpi") in sentence.meanings:
        return True
    if "drug" not in sentence.kinds and "act" not in sentence.kinds:
        return False
    if "drug" in sentence.kinds and ("unit", "ml") not in sentence.meanings:
        taken = not TAKEN.isdisjoint(sentence.vocabulary)
        if taken and NEEDLE.isdisjoint(sentence.vocabulary):
            return False
    if {"drug", "muscle"} <= sentence.kinds.keys():
        return True
    return "act" in sentence.kinds and not {"drug", "muscle"}.isdisjoint(sentence.kinds)
