"""What a sentence asserts of the needle once the note around it is known: a form's answer, a template, a question.

`stance` judges a sentence by its own words. Here the note takes back what those words alone seem to tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tautband.notes.context.other_days import put_off
from tautband.notes.context.stance import stance
from tautband.notes.procedure.answered import asked_and_denied, row_denied
from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.spoken import lists_risks, only_spoken_of
from tautband.notes.text.target import Target
from tautband.notes.text.unfilled import unfilled
from tautband.notes.vocabulary.lexicon import Mention

OF_TODAY = ("performed", "bare")
"""What tells of today's work as done, with a verb or in bare words: "R trapezius 1 mL"."""


@dataclass(slots=True)
class Context:
    """A sentence with what the note around it makes of its words."""

    page: Page
    sentence: Sentence
    muscles: list[Target]
    explained: bool
    """It goes on with a description of how the procedure goes."""
    prewritten: bool
    """It was written before the visit."""
    blanks: bool
    """The note holds blanks of a template."""


def stance_in_context(told: Context) -> str:
    """What a sentence asserts of the needle: `stance`, unless the note around it takes the deed back."""
    position = stance(told.page, told.sentence)
    if position not in OF_TODAY:
        return position
    return next((instead for of, holds, instead in TAKEN_BACK if position in of and holds(told)), position)


def asked(told: Context) -> bool:
    """A question without an answer on its line: "Dr - was the TPI done?"."""
    words, sentence = told.page.tokens.words, told.sentence
    if words[sentence.last - 1] != "?":
        return False
    if not AUXILIARIES.isdisjoint(words[sentence.first : sentence.first + OPENING]):
        return True
    acts = sentence.kinds.get("act", ())
    return bool(acts) and all(words[m.last - 1] in BARE_VERBS for m in acts)  # "P: inject R levator with lidocaine?"


AUXILIARIES = {"was", "were", "did", "is", "are", "has", "have", "should", "can", "could", "do", "does", "which", "if"}
OPENING = 4
BARE_VERBS = {"inject", "infiltrate", "needle", "treat", "injection"}


def left_blank(told: Context) -> bool:
    """A template's sentence whose blanks nobody filled."""
    return told.blanks and unfilled(told.page, told.sentence)


def question_denied(told: Context) -> bool:
    """A form's question about the needle that is answered with no."""
    return asked_and_denied(told.page, told.sentence)


def service_denied(told: Context) -> bool:
    """A form's row that answers a service with no."""
    return row_denied(told.page, told.sentence)


def described(told: Context) -> bool:
    """A description of how the procedure goes, told to the patient beforehand."""
    return told.explained


def before_the_visit(told: Context) -> bool:
    """A text written before the visit, its addendum aside."""
    return told.prewritten and told.sentence.section != "addendum"


def muscles_put_off(told: Context) -> bool:
    """Muscles that what stands right behind them puts on a later day."""
    return bool(told.muscles) and put_off(told.page, told.sentence, told.muscles)


PERFORMED, BARE = ("performed",), ("bare",)
TAKEN_BACK: tuple[tuple[tuple[str, ...], Callable[[Context], bool], str], ...] = (
    (PERFORMED, asked, "offered"),
    (OF_TODAY, left_blank, "planned"),
    (PERFORMED, question_denied, "not_performed"),
    (OF_TODAY, service_denied, "not_performed"),
    (PERFORMED, described, "offered"),
    (OF_TODAY, before_the_visit, "planned"),
    (BARE, muscles_put_off, "planned"),
)
"""The stances a rule takes back, the rule, and what stands instead; the first rule that holds decides.

A form's own mark (a question, a blank, a no) goes before what the text around it says, for it answers that very line.
"""


def only_talk(page: Page, sentence: Sentence, position: str, found: list[Target], services: list[Mention]) -> bool:
    """Whether a sentence of today only talks: it lists risks, or names services without a deed, dose or muscle."""
    if position == "bare" and not found and only_spoken_of(page, sentence, services):
        return True
    return position in OF_TODAY and lists_risks(sentence)
