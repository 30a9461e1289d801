"""What stands in brackets behind a muscle or around its answer: "gastroc (tender, not injected)", "(R|L): SCM 2|0".

A denial there spares its own muscle and no other; a pair of counts under "(R|L)" gives each side its points.
"""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.side_words import SIDE_OF
from tautband.notes.text.target import Target

CLOSING = {"(": ")", "[": "]"}
LONGEST = 12
"""Words of an answer in brackets."""
DENYING = {"not", "no", "never"}
INJECTED = {"inj", "injected", "injection", "treated", "done", "tx", "needled"}
SPARED = {"deferred", "skipped", "spared", "declined", "omitted"}
BETWEEN = {"|", "/"}


def read_brackets(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Spare the muscles whose brackets say that nothing went in, and give pairs of counts to their sides."""
    words = sentence.vocabulary
    if "(" not in words and "[" not in words:
        return
    if not (words.isdisjoint(DENYING) and words.isdisjoint(SPARED)):
        for target in found:
            if denies(answer_of(page, sentence, target)):
                target.role = "quiet"
    order = sides_of_pairs(page, sentence)
    for target in found if order else ():
        give_pair(page, target, order)


def answer_of(page: Page, sentence: Sentence, target: Target) -> list[str]:
    """The words in brackets behind a muscle, or behind its colon where brackets stand around both."""
    words, at = page.tokens.words, target.last
    if at + 1 >= sentence.last:
        return []
    closing = CLOSING.get(words[at], "")
    before = {words[place] for place in range(max(sentence.first, target.first - 2), target.first)}
    if words[at] == ":" and "[" in before:
        closing = "]"
    if not closing:
        return []
    for end in range(at + 1, min(sentence.last, at + LONGEST)):
        if words[end] == closing:
            return words[at + 1 : end]
    return []


def denies(answer: list[str]) -> bool:
    """Whether an answer says that nothing went in: "tender, not injected", "no inj", "deferred"."""
    denied = any(one in DENYING and two in INJECTED for one, two in pairwise(answer))
    return denied or (bool(answer) and (answer[-1] in SPARED or answer[0] in SPARED))


def sides_of_pairs(page: Page, sentence: Sentence) -> tuple[str, ...]:
    """The order of the sides that a sentence announces for its pairs of counts: "(R|L)"; empty where it has none."""
    words = page.tokens.words
    for at in range(sentence.first, sentence.last - 4):
        if words[at] == "(" and words[at + 4] == ")" and words[at + 2] in BETWEEN:
            sides = (SIDE_OF.get(words[at + 1], ""), SIDE_OF.get(words[at + 3], ""))
            if set(sides) == {"right", "left"}:
                return sides
    return ()


def give_pair(page: Page, target: Target, order: tuple[str, ...]) -> None:
    """Give a muscle the sides and counts of the pair right behind it; one with two noughts got nothing."""
    words, at = page.tokens.words, target.last
    if not (words[at : at + 1] and words[at].isdecimal() and words[at + 1 : at + 2] and words[at + 1] in BETWEEN):
        return
    if not (words[at + 2 : at + 3] and words[at + 2].isdecimal()):
        return
    counts = dict(zip(order, (int(words[at]), int(words[at + 2])), strict=True))
    target.side_points = {side: number for side, number in counts.items() if number}
    target.sides = tuple(side for side in ("right", "left") if counts[side])
    if not target.sides:
        target.role = "quiet"
