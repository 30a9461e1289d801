"""A lasting illness at its goal that was followed that day: measured, stable, its drug kept on, the next check set.

Such an entry is management with a prescription drug; a list that says "stable, continue" is none.
"""

from __future__ import annotations

from tautband.notes.context.others_work import of_others, told_before
from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.left_open import might
from tautband.notes.visit.order_words import FREQUENCY, SPAN, TESTS
from tautband.notes.visit.problem_course import LASTING, course_of

KEPT = {"continue", "continues", "continued", "continuing", "keep", "keeps", "stays", "stay", "remains", "maintain"}
NEXT = {"recheck", "again", "repeat", "due", "next", "return", "yearly", "annually"}
REACH = 4
"""Words from the verb to the drug that goes on."""


def kept_on(page: Page, concept: str, sentences: list[Sentence]) -> bool:
    """Whether a problem's own sentences tell a value of today, that it is stable, that its drug goes on at its dose and
    when it is looked at next.
    """
    if LASTING.isdisjoint(concept.split("_")) or course_of(page, sentences) != "stable":
        return False
    if any(of_others(page, s) or told_before(page, s) for s in sentences):
        return False
    valued = sum(len(page.numbers_in(s)) for s in sentences)
    return valued >= VALUES and any(goes_on(page, s) for s in sentences) and any(next_set(page, s) for s in sentences)


VALUES = 5
"""Numbers in an entry that tells what was measured, beside the drug's dose and the next check."""


def goes_on(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence keeps a drug on at its dose: "continue alendronate 70 weekly", "keep metformin 1000 BID"."""
    words = page.tokens.words
    for m in sentence.diagnoses:
        if m.kind != "rx_drug" or might(page, sentence, m.first):
            continue
        before = words[max(sentence.first, m.first - REACH) : m.first]
        behind = words[m.last : min(sentence.last, m.last + REACH)]
        dosed = any(page.number(m.last + k) is not None for k in range(len(behind)))
        if dosed and not (KEPT.isdisjoint(before) and KEPT.isdisjoint(behind)):
            return True
    return False


def next_set(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence sets the next test of the problem: "A1c 6 mo", "DXA 2027", "recheck in a year"."""
    words = page.tokens.words
    tests = [m.last for m in sentence.diagnoses if m.kind == "test"]
    tests += [at + 1 for at in range(sentence.first, sentence.last) if words[at] in TESTS]
    if any(page.number(at + k) is not None and ahead(words, at + k) for at in tests for k in (0, 1)):
        return True
    return not NEXT.isdisjoint(sentence.vocabulary) and not SPAN.isdisjoint(sentence.vocabulary)


def ahead(words: list[str], at: int) -> bool:
    """Whether a number is a span of time or a year: the 6 of "A1c 6 mo", the 2027 of "DXA 2027"."""
    return (words[at + 1 : at + 2] != [] and words[at + 1] in SPAN - FREQUENCY) or (
        len(words[at]) == 4 and words[at][:2] == "20"
    )
