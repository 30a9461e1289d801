"""The plan of a problem in a part after its statement: "A: otitis externa." "P: drops, 7 days."."""

from __future__ import annotations

from tautband.notes.diagnoses.names import names_diagnosis
from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.matched_plans import number_of
from tautband.notes.visit.problem_names import is_injected, names_a_problem, needles
from tautband.notes.visit.problem_parts import Part, tells
from tautband.notes.visit.problem_stated import painful

MOST_BETWEEN = 5
"""Parts between a problem's heading and its plan."""


def followed_by(page: Page, first: Sentence, parts: list[Part], number: int) -> list[Sentence]:
    """The sentences of a problem's plan in a part after it, and of the assessment between.

    `first` opens the problem's statement in the part of that number. None where another problem, a numbered entry or
    the muscle stands between.
    """
    part = parts[number]
    passed: list[Sentence] = []
    for follower in parts[number + 1 : number + 2 + MOST_BETWEEN]:
        if plan_follows(page, first, part, follower):
            return passed + [s for s in follower.sentences if not needles(s)]
        opening = follower.sentences[0]
        if not part.titled or parts_them(page, follower):
            return []
        if opening.section == "assessment" and opening.heading:
            if names_diagnosis(opening):
                return []
            passed += follower.sentences
    return []


def parts_them(page: Page, between: Part) -> bool:
    """Whether a part between a problem and a plan is another problem, a numbered entry or about the muscle."""
    if between.counted or is_injected(between) or between.sentences[0].item:
        return True
    if between.titled and names_a_problem(page, between) and not of_examination(page, between):
        return True
    return any("muscle" in s.kinds or needles(s) or painful(s) for s in between.sentences)


PLANS = {"plan", "p", "tx", "rx", "treatment", "did", "trt", "mgmt", "management", "ap", "rec", "recommendations"}
ASSESSED = {"dx", "imp", "impression", "assessment", "assess", "a", "ap", "diagnosis", "problem", "region", "issue"}
LABEL = 5
"""Words of a label before its colon at the most."""


def label(page: Page, part: Part) -> list[str]:
    """The words before the colon with which a part opens, in lower case and without signs; none without a colon."""
    first = part.sentences[0]
    opening = page.tokens.words[first.first : min(first.last, first.first + LABEL + 1)]
    if ":" not in opening:
        return []
    return [word for word in opening[: opening.index(":")] if word.isalnum()]


def is_plan(page: Page, part: Part) -> bool:
    """Whether a part is labelled as a plan, with or without the number of its problem: "Tx:", "Plan 2:", "Did:"."""
    words = label(page, part)
    return bool(words) and words[0] in PLANS and len(words) <= COUNTED_LABEL


COUNTED_LABEL = 2


def count_of(page: Page, part: Part) -> str | None:
    """The number or letter by which a part's label names its problem: the B of "Plan B:"."""
    words = label(page, part)
    counts = len(words) == COUNTED_LABEL and words[0] in PLANS | ASSESSED and len(words[1]) == 1
    return words[1] if counts else None


def stated_count(page: Page, part: Part, place: int) -> str | None:
    """The number that counts a sentence of a part: its own, the one that ends the sentence before, or the label's."""
    sentence = part.sentences[place]
    before = part.sentences[place - 1] if place else None
    words = page.tokens.words
    if before is not None and words[before.last - 1] in (".", ")") and words[before.last - 2].isdecimal():
        return words[before.last - 2]
    number = number_of(page, sentence)
    return str(number) if number is not None else count_of(page, part)


def plan_behind(page: Page, parts: list[Part], number: int, place: int) -> list[Sentence]:
    """The sentences of the part that is labelled as the plan of what a sentence states, within a few parts behind it.

    A plan with the same number; or one without any, where no muscle and no other problem stands between.
    """
    count = stated_count(page, parts[number], place)
    between = parts[number].sentences[place : place + LOOKED]
    for part in parts[number + 1 : number + 2 + MOST_BETWEEN]:
        if is_plan(page, part):
            named = count_of(page, part)
            if named is not None and named == count:
                return part.sentences
            if named is None:
                return [] if any("muscle" in s.kinds or needles(s) for s in between) else part.sentences
        elif part.counted and count is None:
            return []
        between += part.sentences[:LOOKED]
    return []


LOOKED = 24
"""Sentences of a part that are looked through for a muscle."""
EXAMS = {"mse", "pe", "ros", "heent", "cv", "exam", "neuro", "gen", "resp", "vitals", "labs"}


def of_examination(page: Page, part: Part) -> bool:
    """Whether a part's title is that of an examination, as of the mind ("MSE:")."""
    return part.name is not None and not EXAMS.isdisjoint(page.tokens.words[part.name[0] : part.name[1]])


def plan_follows(page: Page, first: Sentence, part: Part, plan: Part) -> bool:
    """Whether a part after a problem's statement is its plan.

    Never where the muscle pain is stated beside the problem, as the plan may then be for it.
    """
    opening = plan.sentences[0]
    if not (plan.titled and opening.section == "plan" and opening.heading) or is_injected(plan):
        return False
    stated = first.section == "assessment" or first is part.sentences[0]
    if tells(first) or not stated or names_a_problem(page, plan):
        return False
    return not any("muscle" in s.kinds or painful(s) for s in part.sentences)
