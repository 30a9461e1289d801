"""What was done for a problem that day: a drug begun or changed, a test ordered, a referral, a brace.

Beside an injection only such acts make a visit. A problem that is listed, stable, talked about, refilled by protocol or
looked after by somebody else was not managed here. Reads words only: what was done and not written is not seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Literal, NamedTuple

from tautband.notes.context.others_work import narrated, of_others, told_before
from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.drug_orders import ENDING, LEADS_TO, begun, courses, measured_out, redosed, taken
from tautband.notes.visit.left_open import asked, asks_for, doubted
from tautband.notes.visit.order_words import (
    ARROWS,
    BEGUN,
    CLAUSE,
    DEVICES,
    FREQUENCY,
    KEPT_UP,
    MIGHT,
    NEAR,
    NEEDLE,
    NOT,
    ORDERING,
    REFERRED,
    TAKEN,
    TESTS,
    WOUNDS,
)
from tautband.notes.visit.studies_ordered import sleep_test, what_of_test
from tautband.notes.vocabulary.drug_stems import BY_STEM
from tautband.notes.vocabulary.specialties import SPECIALTIES

ActKind = Literal["drug", "test", "later", "done_here", "referral", "care", "procedure"]
"""`later`: a test set for another day. `done_here`: a test of today, which is data and by itself no management.
`procedure`: something done with the hands, which has a code of its own."""


class Act(NamedTuple):
    """One thing done, at a word of the note. `word` tells tests apart."""

    kind: ActKind
    at: int
    word: str


TREATED = {
    "epley", "semont", "cryotherapy", "curettage", "biopsy", "excision", "cerumen", "earwax", "splinter", "suture",
    "sutures", "catheter", "nail", "drainage", "paring", "packing", "cautery", "nebulizer", "desensitization",
}  # fmt: skip
DONE = {"done", "performed", "removed", "given", "frozen", "cleared", "irrigated", "drained", "placed", "today"}
PLACED = {"placed", "sent", "made", "ordered", "entered", "submitted", "given", "requested"}
FITTED = {
    "fitted", "dispensed", "applied", "given", "ordered", "provided", "issued", "prescribed", "washed", "cleaned",
    "changed", "drained", "debrided", "dressed", "here", "placed", "adjusted", "irrigated", "closed", "supplied",
}  # fmt: skip
ALL = {"all", "home", "current", "usual", "same", "other"}
MEDICINES = {"meds", "medications", "medicines", "medication", "drugs"}


def all_goes_on(sentence: Sentence) -> bool:
    """Whether a sentence lets all medicines go on as they are, which is work on none of the problems."""
    vocabulary = sentence.vocabulary
    if KEPT_UP.isdisjoint(vocabulary) or ALL.isdisjoint(vocabulary) or MEDICINES.isdisjoint(vocabulary):
        return False
    return not any(m.kind == "rx_drug" for m in sentence.diagnoses)


FREE = {"otc", "counter", "tylenol", "acetaminophen"}
"""Words of a drug that needs no prescription."""
ACTING = BEGUN | ORDERING | ENDING | ARROWS | FREQUENCY | TESTS | REFERRED | DEVICES | TREATED | {"#", "to"}
"""Words at which something may have been done; of others only a number or a test's name."""


class Orderable(NamedTuple):
    """What a sentence names that may be ordered: where its drugs stand, and its tests with the word that tells them
    apart. `planned`: the sentence stands in a plan or beside one, where a past verb tells of today.
    """

    drugs: Set[int]
    tests: Mapping[int, str]
    planned: bool


def acts_in(page: Page, sentence: Sentence, *, planned: bool) -> list[Act]:
    """What a sentence says was done. `planned`: it stands in a plan or beside one, where a past verb tells of today."""
    if "not_performed" in sentence.assertions and "service" in sentence.kinds:
        return []
    tests = tests_in(page, sentence)
    if not tests and ACTING.isdisjoint(sentence.vocabulary) and not page.numbers_in(sentence):
        return []
    if of_others(page, sentence) or asked(page, sentence) or told_before(page, sentence) or all_goes_on(sentence):
        return []
    named = Orderable(drugs_in(page, sentence), tests, planned)
    found: list[Act] = []
    for at in words_that_act(page, sentence, tests):
        kind = kind_at(page, sentence, at, named)
        if kind is not None and not narrated(page, sentence, at) and not doubted(page, sentence, at):
            found.append(Act(kind, at, page.tokens.words[at]))
    return found


def tests_in(page: Page, sentence: Sentence) -> dict[int, str]:
    """The tests a sentence names, by their place, with the word that tells each apart."""
    words = page.tokens.words
    tests = {m.first: words[m.first] for m in sentence.diagnoses if m.kind == "test"}
    if "sleep" in sentence.vocabulary:
        tests |= {at: "sleep" for at in range(sentence.first, sentence.last) if sleep_test(page, sentence, at)}
    return tests


def drugs_in(page: Page, sentence: Sentence) -> set[int]:
    """Where a sentence names drugs, by name or by the stem of one."""
    words = page.tokens.words
    named = {m.first for m in sentence.diagnoses if m.kind == "rx_drug"}
    if page.such(BY_STEM).isdisjoint(sentence.vocabulary):
        return named
    return named | {at for at in range(sentence.first, sentence.last) if BY_STEM[words[at]]}


def words_that_act(page: Page, sentence: Sentence, tests: Mapping[int, str]) -> list[int]:
    """The words at which something may have been done: none behind an "if", beside a "no" or at the needle."""
    words = page.tokens.words
    injected = needled(sentence)
    denies = not NOT.isdisjoint(sentence.vocabulary)
    found: list[int] = []
    shut = False
    for at in range(sentence.first, sentence.last):
        word = words[at]
        if word in CLAUSE:
            shut = False
        elif word in MIGHT and not asks_for(page, sentence, at):
            shut = True
        if shut or at in injected or not (word in ACTING or page.number(at) is not None or at in tests):
            continue
        if not (denies and not NOT.isdisjoint(words[max(sentence.first, at - 2) : at])):
            found.append(at)
    return found


def kind_at(page: Page, sentence: Sentence, at: int, named: Orderable) -> ActKind | None:
    """What is done at one word, if anything is."""
    words = page.tokens.words
    word = words[at]
    begin, end = max(sentence.first, at - NEAR), min(sentence.last, at + NEAR + 1)
    near = words[begin:end]
    if not FREE.isdisjoint(near) and word not in DEVICES and word not in TESTS and at not in named.tests:
        return None
    if word.endswith("ing") and words[max(sentence.first, at - 1) : at] in (["about"], ["of"], ["on"], ["regarding"]):
        return None
    if word == "then" and words[at + 1 : at + 2] in ([","], ["."], [";"]):
        return None
    drug = bool(named.drugs) and not named.drugs.isdisjoint(range(begin, end))
    if begun(page, sentence, at, drug, named.planned):
        return "drug"
    if drug and word in LEADS_TO and redosed(page, sentence, at, named.planned):
        return "drug"
    if courses(page, sentence, at) and (drug or (named.planned and measured_out(page, sentence, at))):
        return None if taken(page, sentence, at, named.drugs) else "drug"
    if (at in named.tests or word in TESTS) and (test := what_of_test(page, sentence, at, named.planned)) is not None:
        return test
    if word in REFERRED and referred(page, sentence, at):
        return "referral"
    if word in DEVICES and not FITTED.isdisjoint(near):
        return "procedure" if word in WOUNDS else "care"
    return "procedure" if word in TREATED and not DONE.isdisjoint(near) else None


def referred(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a referral is made at a word: "referred to cardiology", "PT referral placed"."""
    words = page.tokens.words
    if "muscle" in sentence.kinds:
        return False
    return (
        not SPECIALTIES.isdisjoint(words[at + 1 : min(sentence.last, at + 5)])
        or not PLACED.isdisjoint(words[at + 1 : min(sentence.last, at + 4)])
        or (at > sentence.first and words[at - 1] in SPECIALTIES)
    )


def needled(sentence: Sentence) -> set[int]:
    """The words of a sentence that belong to an injection told in it: those close to a word of the needle."""
    told = not NEEDLE.isdisjoint(sentence.vocabulary) or not {"service", "muscle"}.isdisjoint(sentence.kinds)
    free = not TAKEN.isdisjoint(sentence.vocabulary)
    kinds: tuple[str, ...] = ("service", "act") if told else ()
    kinds = kinds if free or "unit" not in sentence.kinds else (*kinds, "drug")
    told_of = [m for m in sentence.of(*kinds) if m.value not in ("operating", "intramuscular_injection")]
    return {at for m in told_of for at in range(m.first - NEAR, m.first + NEAR + 1)}
