"""The plan of a problem in a part after its statement: "A: otitis externa." "P: drops, 7 days."."""

from __future__ import annotations

from tautband.notes.diagnosis_names import names_diagnosis
from tautband.notes.page import Page, Sentence
from tautband.notes.problem_names import is_injected, names_a_problem, needles
from tautband.notes.problem_parts import Part, tells
from tautband.notes.problem_stated import painful

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
            if names_diagnosis(page, opening):
                return []
            passed += follower.sentences
    return []


def parts_them(page: Page, between: Part) -> bool:
    """Whether a part between a problem and a plan is another problem, a numbered entry or about the muscle."""
    if between.counted or is_injected(between) or between.sentences[0].item:
        return True
    if between.titled and names_a_problem(page, between) and not of_examination(page, between):
        return True
    return any("muscle" in s.kinds or needles(s) or painful(page, s) for s in between.sentences)


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
    return not any("muscle" in s.kinds or painful(page, s) for s in part.sentences)
