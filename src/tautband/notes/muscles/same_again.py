"""The muscles of an earlier session that the note names, where as many are said to be injected again today."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.text.page import Page
from tautband.notes.text.target import Target

SAME = {"same", "identical"}


def of_the_session_before(page: Page, procedure: Procedure, narrated: list[Aim]) -> list[Target]:
    """The muscles of the last earlier session in the note, each with its side: "Last visit: R trapezius, R levator,
    R splenius. Today the same three muscles were injected". Nothing where their number is not the one stated.
    """
    stated = next((number for aim in narrated if (number := same_number(page, aim)) is not None), None)
    if stated is None:
        return []
    past = [aim for aim in procedure.aims if aim.stance == "past" and aim.plain]
    for told in (past[-1:], past):
        held = [t for aim in told for t in aim.plain]
        if all(t.sides for t in held) and len({(t.name, side) for t in held for side in t.sides}) == stated:
            return held
    return []


def same_number(page: Page, aim: Aim) -> float | None:
    """How many muscles a sentence says are the same again: "the same three muscles"."""
    if SAME.isdisjoint(aim.sentence.vocabulary) or aim.targets:
        return None
    words, sentence = page.tokens.words, aim.sentence
    places = (at for at in page.numbers_in(sentence) if at > sentence.first and words[at - 1] in SAME)
    return next((page.number(at) for at in places if words[at + 1 : at + 2] == ["muscles"]), None)
