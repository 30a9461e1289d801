"""Problems that running words name no better than by the drug that the writer begins or changes for them."""

from __future__ import annotations

from tautband.model.encounter import OtherProblem
from tautband.notes.context.others_work import WRITER, narrated, of_others, told_before
from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.bare_orders import FREELY, dosed_word
from tautband.notes.visit.management import acts_in, needled
from tautband.notes.visit.order_words import BEGUN, MIGHT, NARRATED, NOT
from tautband.notes.visit.problem_names import PAIN, is_injected
from tautband.notes.visit.problem_orders import AGO
from tautband.notes.visit.problem_parts import NO_WORK, Part, tells
from tautband.notes.visit.verb_forms import done_by_form
from tautband.notes.vocabulary.pain_drugs import PAIN_DRUGS

TOLD = AGO | {"your"}
BRIEF = {"infection", "acid"}
"""Families of drugs for illnesses that may be acute or slight; the others treat lasting ones, which a drug begun or
changed shows not to be at their goal."""


def told_in_passing(page: Page, parts: list[Part], claimed: set[int]) -> list[OtherProblem]:
    """Problems that running words name no better than by their drug: "also her blood pressure: raised amlodipine".

    Only a drug for one kind of problem, or one that no list names, begun or changed by the writer, in a sentence that
    tells of no other day.
    """
    families = set(page.lexicon.data["drug_family"]["treats"]) - {"any"}
    for part in parts:
        injected = is_injected(part)
        if (part.titled and not injected) or part.staff:
            continue
        for sentence in part.sentences:
            if sentence.number in claimed or tells(sentence) or not TOLD.isdisjoint(sentence.vocabulary):
                continue
            if page.dates_in(sentence) or "muscle" in sentence.kinds or sentence.section in NO_WORK:
                continue
            for_it = drug_for_it(page, sentence, families) or (None if injected else drug_unlisted(page, sentence))
            if for_it is not None:
                name, lasting = for_it
                shown = page.evidence(sentence.first, sentence.last)
                return [
                    OtherProblem(
                        concept=f"problem_treated_with_{name}",
                        status="managed",
                        course="worsening" if lasting else None,
                        prescription=True,
                        evidence=(shown,),
                    )
                ]
    return []


def drug_for_it(page: Page, sentence: Sentence, families: set[str]) -> tuple[str, bool] | None:
    """The drug for one kind of problem that a sentence begins or changes, and whether that kind lasts."""
    drug = next((m for m in sentence.diagnoses if m.kind == "rx_drug" and m.value in families), None)
    if drug is None:
        return None
    mine = not WRITER.isdisjoint(sentence.vocabulary)
    acts = acts_in(page, sentence, planned=mine)
    if any(act.kind == "drug" and act.word in BEGINS and (mine or act.word not in NARRATED) for act in acts):
        return "_".join(page.tokens.words[drug.first : drug.last]), drug.value not in BRIEF
    return None


BEGINS = BEGUN | {"to"}
SHORTEST = 6
"""Letters of a word that may be a drug's name."""
NEAR = 4
OPEN = MIGHT | NOT


def drug_unlisted(page: Page, sentence: Sentence) -> tuple[str, bool] | None:
    """A drug that no list names and that is for no pain, which the writer says to have begun or changed: "I lowered
    tacrolimus to 2 mg twice daily".
    """
    words = page.tokens.words
    if BEGUN.isdisjoint(sentence.vocabulary) or not page.numbers_in(sentence):
        return None
    if not PAIN.isdisjoint(sentence.vocabulary) or of_others(page, sentence) or told_before(page, sentence):
        return None
    injected = needled(sentence)
    for at in range(sentence.first, sentence.last):
        if words[at] not in BEGUN or not done_by_form(page, sentence, at) or narrated(page, sentence, at):
            continue
        for place in range(at + 1, min(sentence.last, at + NEAR)):
            word = words[place]
            if len(word) < SHORTEST or word in PAIN_DRUGS or word in FREELY or place in injected or word in BEGUN:
                continue
            if OPEN.isdisjoint(words[sentence.first : at]) and dosed_word(page, sentence, place) is not None:
                return word, False
    return None
