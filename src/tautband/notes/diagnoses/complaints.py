"""Pain by its place ("neck pain"): a complaint, and a diagnosis only where the clinician lists it as one."""

from __future__ import annotations

from tautband.model.encounter import Diagnosis
from tautband.notes.diagnoses.codes import written
from tautband.notes.diagnoses.entries import heads_plan, labelled, numbered_problem, opens_item
from tautband.notes.diagnoses.names import SYMPTOMS
from tautband.notes.diagnoses.place import sides_of
from tautband.notes.diagnoses.row import Row, row_of
from tautband.notes.diagnoses.status import status_of
from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

TECHNICAL = {"cervicalgia", "lumbago", "dorsalgia", "coccydynia", "cephalgia", "gonalgia", "omalgia"}
"""Complaints written as a diagnosis is."""


def listed(page: Page, sentence: Sentence, m: Mention, here: Row) -> bool:
    """Whether a complaint is listed as a diagnosis: its own item, or with a code, or alone under the heading."""
    if written(page, sentence, m, here) is not None or labelled(page, sentence, m):
        return True
    words = page.tokens.words
    in_plan = sentence.section == "plan" and (opens_item(page, sentence) or heads_plan(page, sentence))
    if not (sentence.section == "assessment" or in_plan):
        return False
    if words[max(0, m.first - 1)] == "with":
        return words[m.first] == "chronic"  # "myofascial pain of the back with chronic low back pain" states both
    if words[max(0, m.first - 2) : m.first] == ["with", "chronic"]:
        return True
    if words[m.first] in TECHNICAL and m.last - m.first == 1:
        return True
    return here.complaints and heads(page, sentence, m, here)


IN_PLAN, IN_ITEM, UNDER_HEADING = 3, 4, 5
"""Words before a complaint that stands at the head of a plan, an item, or what follows a heading."""


def heads(page: Page, sentence: Sentence, m: Mention, here: Row) -> bool:
    """Whether a complaint is all that a sentence says, or stands at its head."""
    if sentence.last - sentence.first - here.length <= 1:
        return True  # "...; pelvic pain."
    words, sides = page.tokens.words, sentence.side_words
    bare = sum(words[at] not in ",.;" and at not in sides for at in range(sentence.first, sentence.last))
    if bare <= here.length:
        return True  # "Pelvic and perineal pain, bilateral."
    before = m.first - sentence.first
    if before <= IN_PLAN and heads_plan(page, sentence):
        return True
    if page.tokens.words[m.last : m.last + 1] == ["that"]:
        return False
    if sentence.item and before <= IN_ITEM:
        return True
    heading = sentence.heading
    return heading is not None and m.first - heading[1] <= UNDER_HEADING and not numbered_problem(page, heading)


def complaints(page: Page, headed: bool) -> list[Diagnosis]:
    """Pain by its place, where the note states no other diagnosis and states that one as its assessment."""
    for sentence in page.sentences:
        if sentence.section != "assessment":
            continue
        for m in sentence.diagnoses:
            complaint = m.kind == "diagnosis" and m.value in SYMPTOMS
            if complaint and status_of(page, sentence, m, headed) == "assessed":
                side = sides_of(sentence, m, row_of([m]))[0]
                words = (page.evidence(m.first, m.last),)
                return [Diagnosis(concept=m.value, side=side, status="assessed", evidence=words)]
    return []
