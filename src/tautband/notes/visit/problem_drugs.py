"""Drugs begun elsewhere in a plan, given to the stated problem that they must be for."""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.management import acts_in
from tautband.notes.visit.problem_day import Day
from tautband.notes.visit.problem_names import needles
from tautband.notes.visit.problem_parts import NO_WORK, STATED, tells
from tautband.notes.vocabulary.pain_drugs import PAIN_DRUGS


def by_drug(day: Day) -> None:
    """Give a stated problem the drug that is for it alone, begun elsewhere in the plan: "TX: 1) nitrofurantoin"."""
    page = day.page
    families = page.lexicon.data["drug_family"]["treats"]
    for concept, diagnosis in day.assessed.items():
        known = day.found.get(concept)
        if known is not None and (known.status == "managed" or known.doubt):
            continue
        words = day.stated[concept].sentences if concept in day.stated else []
        for sentence in day.unclaimed():
            named = sentence.diagnoses
            if not any(m.kind == "rx_drug" and concept in families.get(m.value, ()) for m in named):
                continue
            if tells(sentence) or sentence.section in NO_WORK:
                continue
            if begins_drug(page, sentence, planned=sentence.section in STATED):
                day.give(concept, diagnosis, words, sentence)


def by_exclusion(day: Day) -> None:
    """Give the only other problem of an assessment the drug that its plan begins and that is for no pain."""
    page = day.page
    others = [c for c in day.assessed if c in day.stated and day.stated[c].sentences[0].section == "assessment"]
    if len(others) != 1 or any(p.status == "managed" or p.doubt for p in day.found.values()):
        return
    for sentence in day.unclaimed():
        if sentence.section != "plan" or needles(sentence):
            continue
        drugs = [m for m in sentence.diagnoses if m.kind == "rx_drug"]
        if not drugs or any(page.tokens.words[m.first] in PAIN_DRUGS for m in drugs):
            continue
        if begins_drug(page, sentence, planned=True):
            known = day.stated[others[0]]
            day.give(known.concept, known.diagnosis, known.sentences, sentence)
            return


def begins_drug(page: Page, sentence: Sentence, *, planned: bool) -> bool:
    """Whether a sentence begins or changes a drug."""
    return any(act.kind == "drug" for act in acts_in(page, sentence, planned=planned))
