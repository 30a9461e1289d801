"""The side that stands once for several muscles: over a list, in a form's field, or told a sentence before."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.layout.columns import PLACES
from tautband.notes.muscles.aims import Procedure
from tautband.notes.muscles.side_words import side_chain
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.sections import skip_marker
from tautband.notes.text.target import SIDE_KEYS

SIDE_HEADING = 4
SIDE_FIELD = 7


def side_heading(page: Page, sentence: Sentence) -> tuple[str, ...]:
    """The sides that a line of its own gives the list below it: "Right side:", "Side: left"."""
    words = page.tokens.words
    sides = sentence.kinds.get("side", NONE)
    if not sides:
        return ()
    if side_keyed(page, sentence.number):
        told = [m for m in sides if m.first == sentence.first + 2]
        return side_chain(told) if sentence.last - sentence.first <= SIDE_FIELD and len(told) == len(sides) else ()
    if heads_rows(page, sentence):
        return side_chain(sides)
    if sentence.last - sentence.first > SIDE_HEADING or words[sentence.last - 1] != ":":
        return ()
    return side_chain(sides) if len(sides) == len(sentence.things) else ()


def side_keyed(page: Page, number: int) -> bool:
    """Whether a sentence is a form's key for the side of what follows: "Side: left"."""
    if number < 0:
        return False
    first, words = page.sentences[number].first, page.tokens.words
    return words[first] in SIDE_KEYS and words[first + 1 : first + 2] == [":"]


HEAD_WORDS = {"side", "sided", "and", "&", "/", "+", "-", "(", ")", "the", "muscles", ":"}
LONGEST_HEAD = 7
ROWS_LOOKED_AT = 4


def heads_rows(page: Page, sentence: Sentence) -> bool:
    """Whether a line that holds a side and a region alone heads the rows of muscles below: "LEFT NECK AND SHOULDER"."""
    if sentence.last - sentence.first > LONGEST_HEAD or sentence.first not in page.line_starts or sentence.item:
        return False
    if not sentence.kinds.keys() <= {"side", "region"} or "side" not in sentence.kinds:
        return False
    rows = page.sentences[sentence.number + 1 : sentence.number + 1 + ROWS_LOOKED_AT]
    if not rows or rows[0].first not in page.line_starts or rows[0].paragraph != sentence.paragraph:
        return False
    below = next((s for s in rows if "muscle" in s.kinds or "side" in s.kinds), rows[0])
    if "muscle" not in below.kinds or "side" in below.kinds or below.paragraph != sentence.paragraph:
        return False
    named = {at for m in sentence.things for at in range(m.first, m.last)}
    words = page.tokens.words
    places = [at for at in range(sentence.first, sentence.last) if at not in named]
    return all(words[at] in HEAD_WORDS or words[at] in PLACES for at in places)


FIELDS = {"muscle", "site", "target", "location"}


def into_field_before(page: Page, procedure: Procedure, sides: tuple[str, ...], sentence: Sentence) -> bool:
    """Give the side of a form's field to the muscle of the field before it: "Muscle: soleus", "Side: left"."""
    before = procedure.aims[-1] if procedure.aims else None
    if before is None or not before.targets or any(t.sides or t.role for t in before.targets):
        return False
    opened = page.tokens.words[skip_marker(page, before.sentence.first, before.sentence.last)]
    if opened not in FIELDS and (before.sentence.line != sentence.line or sentence.first in page.line_starts):
        return False
    for target in before.targets:
        target.sides = sides
    return True


DITTO = {'"', "ditto", "\N{RIGHT DOUBLE QUOTATION MARK}", "\N{DITTO MARK}", "do"}
"""Marks at the head of a row for what stands above them."""


def from_before(page: Page, procedure: Procedure, sentence: Sentence) -> tuple[str, ...]:
    """The side of the list that a semicolon on the same line goes on with: "R biceps femoris: 2; semitendinosus 1"."""
    if "side" in sentence.vocabulary and same_side(page, sentence):
        return side_told_last(procedure, sentence)
    before = procedure.aims[-1] if procedure.aims else None
    if before is not None and sentence.first in page.line_starts and page.tokens.words[sentence.first] in DITTO:
        told = {t.sides for t in before.targets} if "side" not in sentence.kinds else set()
        return told.pop() if len(told) == 1 else ()
    if before is None or before.sentence.line != sentence.line or sentence.first in page.line_starts:
        return ()
    if page.tokens.words[sentence.first - 1] != ";" or "side" in sentence.kinds or before.acts:
        return ()
    sides = {t.sides for t in before.targets}
    return sides.pop() if len(sides) == 1 else ()


SAME_SIDE = 3
"""Sentences back in which the side was told that "same side" means."""


def same_side(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence points to a side told before: "another one in the upper trapezius, same side"."""
    words = page.tokens.words[sentence.first : sentence.last]
    return "side" not in sentence.kinds and any(
        one in ("same", "that") and two == "side" for one, two in pairwise(words)
    )


def side_told_last(procedure: Procedure, sentence: Sentence) -> tuple[str, ...]:
    """The one side of the muscles that the last sentence with sides named."""
    for aim in reversed(procedure.aims[-SAME_SIDE:]):
        sides = {side for t in aim.targets for side in t.sides}
        if sides and aim.sentence.paragraph == sentence.paragraph:
            return tuple(sides) if len(sides) == 1 else ()
    return ()
