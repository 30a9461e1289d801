"""The side of a service beside the trigger point injection: in its words, beside them, or in a form's field."""

from __future__ import annotations

from tautband.model.encounter import Side
from tautband.notes.muscles.aims import Aim
from tautband.notes.procedure.blocks import bare
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

SIDED: tuple[Side, ...] = ("right", "left")
AHEAD, BEHIND = 6, 8
"""Words from a service back to its side, and on to it."""


def side_of(page: Page, aim: Aim, m: Mention) -> tuple[Side, ...]:
    """The side nearest to a mention in its sentence, inside it or before it first."""
    sides = aim.sentence.kinds.get("side", NONE)
    inside = next((w for w in page.tokens.words[m.first : m.last] if w in ("right", "left", "bilateral")), None)
    if inside is not None:
        return sides_of(inside)
    before = [t for t in sides if t.last <= m.first and m.first - t.last <= AHEAD]
    after = [t for t in sides if t.first >= m.last and t.first - m.last <= BEHIND]
    chosen = before[-1] if before else after[0] if after else None
    if chosen is None and bare(page, m) and (led := head_side(page, aim, m)) is not None:
        return (led,)
    if chosen is None and bare(page, m):
        told = ([t for t in s.things if t.kind == "side" and not verb(page, t)] for s in just_before(page, aim))
        earlier = next((sides for sides in told if sides), [])  # the nearest: "Both consented. Elbow: R, prep."
        return tuple(dict.fromkeys(side for t in earlier for side in sides_of(t.value)))
    return sides_of(chosen.value) if chosen is not None else ()


def head_side(page: Page, aim: Aim, m: Mention) -> Side | None:
    """The one side before a structure that has no name, where a diagnosis heads its dose: "Left trochanteric bursitis:
    1 mL into the bursa".
    """
    if any(t.first < m.first for t in aim.targets):
        return None
    return only_one({t.value for t in aim.sentence.kinds.get("side", NONE) if t.last <= m.first and not verb(page, t)})


def sides_of(word: str) -> tuple[Side, ...]:
    """The sides that a word for one or both stands for."""
    return SIDED if word in ("both", "bilateral") else (word,)  # type: ignore[return-value]


def just_before(page: Page, aim: Aim) -> list[Sentence]:
    """The two sentences before one, in its own paragraph, the nearer first."""
    numbers = range(aim.sentence.number - 1, max(-1, aim.sentence.number - 3), -1)
    return [s for n in numbers if (s := page.sentences[n]).paragraph == aim.sentence.paragraph and not s.past]


def side_field(page: Page, aim: Aim) -> Side | None:
    """The side that a form's field gives to the service above it: "Side ....... RIGHT"."""
    first, sides = aim.sentence.first, aim.sentence.kinds.get("side", NONE)
    if page.tokens.words[first] not in ("side", "laterality") or len(sides) != 1 or sides[0].value not in SIDED:
        return None
    short = aim.sentence.last - sides[0].last <= 1 and sides[0].first - first <= 2
    return only_one({sides[0].value}) if short else None


def side_of_note(page: Page) -> Side | None:
    """The one side that all of today's note speaks of; None where it speaks of both or none."""
    return only_one(
        {m.value for s in page.sentences if s.own for m in s.things if m.kind == "side" and not verb(page, m)}
    )


def only_one(sides: set[str]) -> Side | None:
    """The right or left side where nothing else is told."""
    return next((side for side in SIDED if sides == {side}), None)


def verb(page: Page, m: Mention) -> bool:
    """Whether "left" is the verb: "he left in good condition"."""
    words = page.tokens.words
    return words[m.first] == "left" and (
        words[max(0, m.first - 1)] in ("he", "she", "they", "patient", "have", "has", "was", "and", "when", "pt")
        or words[m.first + 1 : m.first + 2] == ["over"]
    )
