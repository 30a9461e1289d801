"""Problems that a note never names as such and only works up: a complaint or a measure, then orders for it.

"Palpitations 3 wk. HR 84. TSH and CBC ordered, metoprolol started." Counts only where the clinician's own running text
holds all three: the complaint or an outlying measure, a finding, and a drug that is for no pain or two tests.
"""

from __future__ import annotations

from collections.abc import Iterator

from tautband.model.encounter import Diagnosis
from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.management import Act, acts_in
from tautband.notes.visit.order_words import FORMS, TESTS
from tautband.notes.visit.problem_entries import Entry
from tautband.notes.visit.problem_names import BARRED, FORM, NAMES, PAIN, needles
from tautband.notes.visit.problem_parts import NO_WORK, STATED, Part
from tautband.notes.visit.problem_stated import aside, concept_of, painful, set_aside
from tautband.notes.visit.problem_verdicts import NO_ILLNESS, PREVENTIVE, found_out, of_elsewhere
from tautband.notes.visit.problem_work import RENEWED
from tautband.notes.visit.same_pain import SPINE, placed
from tautband.notes.vocabulary.drug_stems import BY_STEM
from tautband.notes.vocabulary.pain_drugs import PAIN_DRUGS

BEFORE = 8
"""Sentences before an order in which its complaint stands."""
TESTS_ENOUGH = 2
IMAGES = {
    "mri", "mr", "ct", "xr", "xray", "x", "film", "films", "radiograph", "emg", "ncs", "us", "ultrasound", "arthrogram",
}  # fmt: skip
"""Tests that a muscle's pain asks for too."""
PRESSURE = {"bp", "pressure", "readings", "avg", "average"}
AGO = {"last", "ago", "previously", "earlier", "recently", "since", "already", "had", "was", "been"}
HIGH = 140
"""The systolic pressure in mmHg from which a reading is that of a problem."""


def worked_up(page: Page, parts: list[Part], assessed: dict[str, Diagnosis]) -> Iterator[Entry]:
    """The entries of complaints that the clinician's own running text follows up with orders."""
    telling = not any(s.section in STATED for part in parts for s in part.sentences)
    before: list[Sentence] = []
    for part in parts:
        earlier = [s for s in before[-BEFORE:] if s.paragraph == part.sentences[0].paragraph]
        before += part.sentences
        for place, sentence in enumerate(part.sentences):
            if sentence.section in NO_WORK or not orders(page, sentence) or about_the_muscle(sentence):
                continue
            if sentence.section == "history" and not telling:
                continue
            context = before_it([*earlier, *part.sentences[:place]][-BEFORE:])
            name = complaint(page, [*context, sentence], assessed)
            if name is not None and any(found_out(page, s) for s in context):
                words = [s for s in context if not about_the_muscle(s)]
                stated = sentence.section in STATED
                yield Entry(name, [*words, sentence], own=True, diagnosis=assessed.get(name), planned=stated)


def about_the_muscle(sentence: Sentence) -> bool:
    """Whether a sentence speaks of the needle, a muscle or its pain."""
    return needles(sentence) or "muscle" in sentence.kinds or painful(sentence)


def before_it(before: list[Sentence]) -> list[Sentence]:
    """The sentences back to the needle, or to the muscle where it opens the complaint's line."""
    kept: list[Sentence] = []
    for sentence in reversed(before):
        if needles(sentence):
            break
        kept.append(sentence)
        if about_the_muscle(sentence):
            break
    return kept[::-1]


def orders(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence begins a drug that is for no pain, or orders tests that no pain asks for."""
    vocabulary, mentions = sentence.vocabulary, sentence.diagnoses
    if not mentions and page.such(BY_STEM).isdisjoint(vocabulary) and TESTS.isdisjoint(vocabulary):
        return False
    drugs = any(m.kind == "rx_drug" for m in mentions) or not page.such(BY_STEM).isdisjoint(vocabulary)
    other = drugs and PAIN_DRUGS.isdisjoint(vocabulary)
    if not other:  # most sentences name no drug and no two tests, and need not be followed word by word
        named = {page.tokens.words[m.first] for m in mentions if m.kind == "test"} | vocabulary & TESTS
        if len(named - IMAGES) < TESTS_ENOUGH:
            return False
    if not NOT_BEGUN.isdisjoint(vocabulary) or of_elsewhere(page, sentence):
        return False
    acts = acts_in(page, sentence, planned=sentence.section in STATED)
    return (other and any(act.kind == "drug" for act in acts)) or tests(acts) >= TESTS_ENOUGH


NOT_BEGUN = AGO | RENEWED | PAIN | PREVENTIVE
"""Words of a sentence that begins no drug and orders no test for another problem."""


def tests(acts: list[Act]) -> int:
    """How many different tests are ordered that no muscle's pain asks for."""
    return len({act.word for act in acts if act.kind == "test" and act.word not in IMAGES})


def complaint(page: Page, sentences: list[Sentence], assessed: dict[str, Diagnosis]) -> str | None:
    """What the orders are for: a diagnosis of today, the name of an illness or a symptom, or a high pressure."""
    words = page.tokens.words
    for sentence in sentences:
        for m in sentence.diagnoses:
            if m.kind == "diagnosis" and not set_aside(page, sentence, m):
                concept = concept_of(page, sentence, m, assessed)
                if concept is not None:
                    return concept
        for at in range(sentence.first, sentence.last):
            named = (words[at] in NAMES or FORM.match(words[at])) and words[
                at
            ] not in BARRED | PAIN | SPINE | FORMS | NO_ILLNESS
            reached = at > sentence.first and words[at - 1] in REACHES
            if named and not reached and not aside(page, sentence, at, at + 1) and not placed({words[at]}):
                return words[at]
        if not PRESSURE.isdisjoint(sentence.vocabulary) and any(
            words[at] == "/" and (page.number(at - 1) or 0) >= HIGH for at in range(sentence.first + 1, sentence.last)
        ):
            return "blood_pressure"
    return None


REACHES = {"to", "behind", "into", "toward", "towards", "around"}
"""Words before a place that a pain goes to, which is no complaint of its own: "from the occiput to eye"."""
