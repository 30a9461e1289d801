"""Sides told behind their muscle with a count or volume of their own: "trapezius 2 R, 1 L", "QL - right 3 mL"."""

from __future__ import annotations

from collections.abc import Sequence

from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.target import Target
from tautband.notes.vocabulary.lexicon import Mention

MANY = 20
NUMBER_JOINS = {"-", ":", ",", "x", "(", ")", "and", "&", "/", "+", "="}
NUMBERED = {
    "point", "points", "pt", "pts", "site", "sites", "spot", "spots", "stick",
    "sticks", "on", "the", "tp", "tps",
}  # fmt: skip
JOINED = {"and", ",", "&"}
COUNT_ENDS = NUMBERED | {"/", ",", ";", ".", ")"}
LITRES = {"ml", "cc", "mls", "ccs", "milliliter", "milliliters", "millilitre", "millilitres"}
BEFORE_VOLUME = {"side", ":", "-", "(", "="}
NEAR = 3
BEHIND_NAME = {
    "tpi",
    "tpis",
    "injection",
    "injections",
    "inj",
    "(",
    ":",
    "-",
    "muscle",
    "muscles",
    "trp",
    "trps",
    "tp",
    "tps",
}


def numbered_sides(page: Page, sentence: Sentence, found: list[Target], sides: list[Mention], used: set[int]) -> None:
    """Give a muscle the sides written behind its numbers: "trapezius 2 R, 1 L; levator scapulae 1 R"."""
    words = page.tokens.words
    starts = {target.first for target in found}
    for target in found:
        if target.sides:
            continue
        at, told, first = target.last, {}, []
        while at < sentence.last:
            if words[at] in NUMBER_JOINS:
                at += 1
                continue
            number = page.number(at)
            if number is None or number != int(number) or not 0 < number < MANY or words[at] in ("a", "an"):
                break
            at += 1
            while at < sentence.last and words[at] in NUMBERED:
                at += 1
            side = next((m for m in sides if m.first == at and m.value in ("left", "right")), None)
            if side is None or side.last in starts or side.value in told:
                break
            told[side.value] = int(number)
            first.append(side.first)
            at = side.last
        if told:
            target.sides = tuple(side for side in ("right", "left") if side in told)
            target.side_points = told
            used.update(first)


def past_counted(page: Page, before: list[Mention], muscle_end: int, stop: int) -> list[Mention]:
    """The sides before a muscle without those that stand behind the muscle before it, each with its count: "trapezius
    R x2, L x1, R levator x1".
    """
    if len(before) < 2 or not own_side(page.tokens.words, muscle_end, before[0].first):
        return before
    kept = next((at for at, m in enumerate(before) if count_at(page, m.last, stop) is None), len(before) - 1)
    return before[min(kept, len(before) - 1) :]


def dosed_behind(page: Page, muscle_end: int, side: Mention) -> bool:
    """Whether a side stands right behind the muscle before it, with the volume that muscle got."""
    return (
        side.first - muscle_end <= 1
        and own_side(page.tokens.words, muscle_end, side.first)
        and volume_at(page, side.last)
    )


def volume_at(page: Page, at: int) -> bool:
    """Whether a volume stands at a token: "3 mL", "side: 1.5 cc"."""
    words = page.tokens.words
    while words[at : at + 1] and words[at] in BEFORE_VOLUME:
        at += 1
    return page.number(at) is not None and not LITRES.isdisjoint(words[at + 1 : at + 2])


def own_side(words: Sequence[str], last: int, first: int) -> bool:
    """Whether a side stands right behind a muscle: "QL R", "levator scapulae TPI (R"."""
    return first - last <= 1 or (first - last <= NEAR and all(word in BEHIND_NAME for word in words[last:first]))


def count_at(page: Page, at: int, stop: int) -> int | None:
    """The count of sites that stands at a token: "1 site", "x2"."""
    words = page.tokens.words
    times = words[at : at + 1] in (["x"], [":"], ["-"], ["("])
    at += times
    number = page.number(at) if at < stop else None
    if not number or number != int(number) or number > MANY or words[at] in ("a", "an"):
        return None
    ends = times and (at + 1 >= stop or words[at + 1] in JOINED)  # "paraspinals left x2 and right x1"
    return int(number) if ends or (at + 1 < stop and words[at + 1] in COUNT_ENDS) else None
