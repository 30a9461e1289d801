"""Whether tests looked for the cause of the injected pain itself: what they excluded on the way is no other problem.

"Chest pain. ECG and troponin normal. Angina excluded; muscular." The work-up of a complaint belongs to the problem that
it turns out to be. A problem belongs to it where the note names it and sets it aside, or where it is a pain of the
injected region that the note concludes to be of muscle; only where nothing but tests was done for it.
"""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.problem_stated import PAIN_WORDS, aside, set_aside
from tautband.notes.visit.problem_work import Work
from tautband.notes.visit.same_pain import ACHES, same_pain
from tautband.notes.vocabulary.lexicon import Mention

MUSCULAR = {"muscular", "myofascial", "musculoskeletal", "muscle", "muscles", "myalgia", "nonodontogenic", "noncardiac"}
LEADS = {
    "from", "attributed", "referred", "muscular", "myofascial", "musculoskeletal", "due", "of", "conclusion", "is",
    "impression", "assessment", "dx", "diagnosis", "wall", "so",
}  # fmt: skip
"""Words that lead from a complaint to the muscle that it is of."""
STOPPING = {"stop", "stopped", "discontinue", "discontinued", "d/c"}
TESTED = {"test", "later", "done_here"}


def worked_up_pain(page: Page, concept: str, sentences: list[Sentence], work: Work, groups: set[str]) -> bool:
    """Whether a problem's work is no more than the work-up of the injected pain."""
    if not groups or not only_tested(work):
        return False
    if excluded(page, concept, sentences):
        return True
    return same_pain(page, concept, sentences, groups) and concluded(page)


def only_tested(work: Work) -> bool:
    """Whether nothing was done but to test, and to stop a drug given on the suspicion."""
    return "renewed" not in work.kinds and all(
        act.kind in TESTED or (act.kind == "drug" and act.word in STOPPING) for act in work.acts
    )


def excluded(page: Page, concept: str, sentences: list[Sentence]) -> bool:
    """Whether the note sets the problem aside, in its own words or in others of the day."""
    own = {s.number for s in sentences}
    for sentence in page.sentences:
        if sentence.past or (sentence.foreign and sentence.number not in own):
            continue
        for m in sentence.diagnoses:
            if m.kind == "diagnosis" and same(concept, m) and set_aside(page, sentence, m):
                return True
    words = [word for word in concept.split("_") if word not in ACHES and len(word) > SHORTEST]
    return len(words) == 1 and any(
        page.tokens.words[at] == words[0] and aside(page, sentence, at, at + 1)
        for sentence in page.saying(set(words))
        if not (sentence.past or sentence.foreign)
        for at in range(sentence.first, sentence.last)
    )


SHORTEST = 3


def same(concept: str, m: Mention) -> bool:
    """Whether a mention is of the problem, by its own name or with a joint's behind it."""
    return f"_{m.value}_" in f"_{concept}_"


def concluded(page: Page) -> bool:
    """Whether the note concludes that the pain is a muscle's: "muscular chest pain", "flank pain from the muscle"."""
    for sentence in page.saying(PAIN_WORDS):
        if sentence.past or sentence.foreign or sentence.section in ("history", "past", "ros"):
            continue
        if PAIN_WORDS.isdisjoint(sentence.vocabulary) or LEADS.isdisjoint(sentence.vocabulary):
            continue
        if not MUSCULAR.isdisjoint(sentence.vocabulary) or "muscle" in sentence.kinds:
            return True
    return False
