"""What a sentence asserts of the needle: done, meant, offered, refused, put off, or merely named."""

from __future__ import annotations

from tautband.notes.context.about_needle import concerns_needle
from tautband.notes.context.deeds import acts
from tautband.notes.context.later_days import of_a_later_day
from tautband.notes.context.needle_denied import denies_needle
from tautband.notes.context.told_ahead import WAITING, conditional, opens_with_delay, told_beforehand, waits
from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

INTENTIONS = ("declined", "deferred", "offered", "planned")
CONDITIONS = {"if", "should", "next", "could", "may", "perhaps"}
"""First words of an intention that holds for an injection named before it: "repeat injection of the TFL if needed"."""


def stance(page: Page, sentence: Sentence) -> str:
    """One of: past, foreign, not_performed, declined, deferred, offered, planned, performed, bare."""
    if sentence.past:
        return "past"
    if sentence.foreign:
        return "foreign"
    done = acts(page, sentence)
    intent: list[Mention] = []
    if sentence.has(*INTENTIONS) and (concerns_needle(page, sentence) or opens_with_delay(page, sentence)):
        first_act = min((act.first for act in done), default=sentence.last)
        meant = [m for m in sentence.cues if m.value in INTENTIONS and not of_one_muscle(page, sentence, m)]
        intent = [m for m in meant if m.first <= first_act]
        if not intent and done and all(named_only(page, m) for m in done) and "drug" not in sentence.kinds:
            intent = [
                m
                for m in meant
                if m.value == "deferred" or (m.value == "planned" and page.tokens.words[m.first] in CONDITIONS)
            ]  # "the injection of the SCM is off"
    if not intent and done and explained_by_name(page, sentence, done):
        return "offered"
    if intent and not (done and contradicted(page, intent[-1], done[0])):
        return min((m.value for m in intent), key=INTENTIONS.index)
    if sentence.section == "planned" or (not done and conditional(page, sentence)):
        return "planned"
    if not done and told_beforehand(page, sentence):
        return "offered"
    if not done and of_a_later_day(page, sentence):
        return "planned"
    if not done and not WAITING.isdisjoint(sentence.vocabulary) and waits(page, sentence):
        return "planned"
    if not done and row_left_undone(page, sentence):
        return "not_performed"
    if denies_needle(page, sentence) and not done and "muscle" not in sentence.kinds:
        return "not_performed"
    return "performed" if done else "bare"


MUSCLES = ("muscle", "short_muscle", "stem_muscle")
LONGEST_ANSWER = 4
"""Words of an intention in brackets: "(declined by the patient)"."""


def of_one_muscle(page: Page, sentence: Sentence, cue: Mention) -> bool:
    """Whether an intention stands in brackets of its own behind one muscle of several, as in "R trapezius x2, R levator
    (deferred)".
    """
    words = page.tokens.words
    if words[cue.first - 1] not in ("(", "["):
        return False
    closed = not {")", "]"}.isdisjoint(words[cue.last : min(sentence.last, cue.last + LONGEST_ANSWER)])
    return closed and len(sentence.of(*MUSCLES)) > 1


NEAR_CUE = 4


def explained_by_name(page: Page, sentence: Sentence, done: list[Mention]) -> bool:
    """Whether the writer explains an injection by its noun and tells no deed: "explained an injection of 1 mL"."""
    cue = next((m for m in sentence.cues if m.value == "explained"), None)
    return (
        cue is not None and cue.last <= done[0].first <= cue.last + NEAR_CUE and all(named_only(page, m) for m in done)
    )


AIMED = {"of", "into", "to", "at"}


def named_only(page: Page, act: Mention) -> bool:
    """Whether the needle's noun stands without a verb: "an injection of the piriformis"."""
    return act.value == "injection" and page.tokens.words[act.last - 1] in AIMED


def contradicted(page: Page, cue: Mention, act: Mention) -> bool:
    """Whether the deed follows the intention in one sentence: "I recommended injection, he agreed, done now"."""
    if named_only(page, act) and page.tokens.words[cue.first] in CONDITIONS:
        return False  # "perhaps one more in two months, or an injection of the piriformis"
    between = page.tokens.words[cue.last : act.first]
    return "and" in between or "," in between or "then" in between


ANSWERS = (":", "-", "\N{EN DASH}", "=")


def row_left_undone(page: Page, sentence: Sentence) -> bool:
    """Whether a row that opens with the service ends with its denial: "TPI R soleus, lidocaine 2 mL: not performed"."""
    if ("service", "tpi") not in sentence.meanings or "muscle" not in sentence.kinds:
        return False
    words = page.tokens.words
    if not any(m.value == "tpi" and m.first - sentence.first <= 2 for m in sentence.kinds["service"]):
        return False
    return any(
        m.value in ("not_performed", "declined", "deferred")
        and m.last >= sentence.last - 1
        and words[m.first - 1] in ANSWERS
        for m in sentence.cues
    )
