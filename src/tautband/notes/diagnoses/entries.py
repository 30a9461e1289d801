"""Where a note states its diagnoses: list items, labels, headings of an assessment with its plan, problem lists."""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

LABELS = {"dx", "diagnosis", "impression", "imp", "assessment"}


def labelled(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether "Dx" or a word like it stands right before, amid a line where no heading is seen."""
    return not LABELS.isdisjoint(page.tokens.words[max(sentence.first, m.first - 3) : m.first])


def listed_today(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence lists the problems of this visit: "Problem list today: (1) ... (2) ..."."""
    opening = page.tokens.words[sentence.first : sentence.first + LIST_TITLE]
    titled = opening[:1] in (["problem"], ["problems"]) and ":" in opening
    return titled and not {"today", "addressed"}.isdisjoint(opening)


def opens_item(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence opens an item, also one lettered "A." in a plan."""
    words = page.tokens.words[sentence.first : sentence.first + 2]
    lettered = sentence.section == "plan" and len(words) > 1 and len(words[0]) == 1 and words[0].isalpha()
    return sentence.item or (lettered and words[1] in ".)" and sentence.first in page.line_starts)


JOINT_HEADINGS = {"a", "assessment", "impression", "imp", "assess"}
"""Words of a heading that holds the assessment beside the plan: "A/P", "Impression and plan"."""
HEADED = 3
"""Sentences from a heading within which a problem opens an assessment with its plan."""


def heads_plan(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence is the first, or opens a line, under a heading that holds assessment and plan in one."""
    if sentence.section != "plan" or sentence.past:
        return False
    for number in range(sentence.number, max(-1, sentence.number - HEADED), -1):
        above = page.sentences[number]
        if above.paragraph != sentence.paragraph:
            return False
        if above.heading:
            words = page.tokens.words[above.heading[0] : above.heading[1]]
            return not JOINT_HEADINGS.isdisjoint(words)
    return False


LIST_TITLE = 6
"""Words in which a list says that it is one."""


def in_list(page: Page, sentence: Sentence, listing: bool) -> bool:
    """Whether a sentence stands in a list of standing problems, which is no assessment where the note has one."""
    words = page.tokens.words
    opening = words[sentence.first : sentence.first + LIST_TITLE]
    if "problem" in opening and "list" in opening[opening.index("problem") :]:
        return {"addressed", "today"}.isdisjoint(opening) or "not" in opening
    return listing and sentence.heading is None


def numbered_problem(page: Page, heading: tuple[int, int]) -> bool:
    """Whether a heading counts a problem ("PROBLEM 2 - new neck pain") that its assessment will name."""
    return page.tokens.words[heading[0]] == "problem"
