"""Signs that an injection was carried out: a twitch, tolerance, pain scored after it, skin prepared for it."""

from __future__ import annotations

from collections.abc import Sequence, Set

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.text.page import Page
from tautband.notes.vocabulary.lexicon import Mention

DONE = {"tolerance", "twitch_response"}
"""Elements of documentation that only a needle brings about."""
TOLD_ELSEWHERE = ("exam", "history", "assessment")


def signs_in(today: Sequence[Aim]) -> list[Mention]:
    """The twitches and the tolerance that today's sentences tell, outside the exam, the history and the assessment."""
    return [
        m
        for aim in today
        if aim.sentence.section not in TOLD_ELSEWHERE
        for m in aim.sentence.elements
        if m.value in DONE and not foretold(aim.sentence.vocabulary)
    ]


FORETOLD = {"may", "might", "could", "can", "will"}


def foretold(said: Set[str]) -> bool:
    """Whether a sentence tells the patient what is to come: "You may feel a twitch."."""
    return "you" in said and not FORETOLD.isdisjoint(said)


AFTER = {"post", "after", "afterwards"}


def scored_after(page: Page, aim: Aim) -> bool:
    """Whether a sentence of the procedure gives the pain after it: "post 2/10"."""
    words, sentence = page.tokens.words, aim.sentence
    if sentence.section != "procedure" or sentence.past:
        return False
    return any(
        words[at] in AFTER and words[at + 1].isdecimal() and words[at + 2 : at + 4] == ["/", "10"]
        for at in range(sentence.first, sentence.last - 3)
    )


def scores_fell(page: Page, aim: Aim) -> bool:
    """Whether a sentence with a dose ends in the pain before and after it: "lido 1% 2 mL, 5->1"."""
    return aim.dose and fall_in(page, aim)


def fall_in(page: Page, aim: Aim) -> bool:
    """Whether a sentence tells a pain that fell: "5->1"."""
    words = page.tokens.words
    arrows = (
        at for at in range(aim.sentence.first + 1, aim.sentence.last - 1) if words[at] in (">", "\N{RIGHTWARDS ARROW}")
    )
    for at in arrows:
        before, after = page.number(at - 1 - (words[at - 1] == "-")), page.number(at + 1)
        if before is not None and after is not None and after < before <= 10:
            return True
    return False


SHORT_FALL = 5


def fell_behind(page: Page, today: Sequence[Aim], dosed: Sequence[Aim]) -> bool:
    """Whether a sentence behind a dose, in its paragraph, tells nothing but a pain that fell: "... 1 mL. 5->1."."""
    doses = {aim.sentence.paragraph: aim.sentence.number for aim in reversed(dosed) if aim.dose}
    return any(
        doses.get(aim.sentence.paragraph, aim.sentence.number) < aim.sentence.number
        and aim.sentence.last - aim.sentence.first <= SHORT_FALL
        and fall_in(page, aim)
        for aim in today
    )


def prepared(procedure: Procedure, dosed: Sequence[Aim]) -> bool:
    """Whether consent was had and the skin prepared in the very passage that gives the dose."""
    passages = {aim.sentence.paragraph for aim in dosed if aim.dose}
    told = {m.value for aim in procedure.of_today if aim.sentence.paragraph in passages for m in aim.sentence.elements}
    return {"consent", "prep", "technique_needle"} <= told
