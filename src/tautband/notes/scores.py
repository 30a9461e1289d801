"""Pain scores before and after the injection."""

from __future__ import annotations

from typing import NamedTuple

from tautband.notes.lexicon import Mention
from tautband.notes.page import NONE, Page, Sentence

HIGHEST = {"10": 10, "ten": 10, "100": 100}
NEAR = 3
COLUMN = 2
"""Blanks that part the columns of a score before and one after: "NRS   7   2"."""
ARROWS = {">", "to", "\N{RIGHTWARDS ARROW}", "-", "now", "then", "down"}
SCALED = {"/", "of", "on", ">"}
"""Words without one of which a number is on no scale; a score without a scale needs a cue."""
COUNTED = {
    "cm", "d", "days", "flares", "gauge", "h", "hours", "inch", "injections", "mg", "miles", "minutes", "ml", "mm",
    "mo", "months", "points", "sessions", "sites", "spots", "times", "trigger", "visits", "weeks", "wk", "years",
    "yr"
}  # fmt: skip
"""What a number may count that is no score."""


class Score(NamedTuple):
    """A pain score as written, at tokens `first` to `last`; `top` is the end of its scale."""

    value: float
    top: int
    first: int
    last: int
    sentence: Sentence


def pain_scores(page: Page) -> tuple[Score | None, Score | None]:
    """The score before (the first one) and after (the last one) the procedure.

    Where every score stands after the first words of a procedure, the first of several is that before, unless its own
    words say otherwise.
    """
    cues = page.cues["scores"]
    before: Score | None = None
    afterwards: list[tuple[Score, bool]] = []
    at = 0
    for sentence in page.sentences:
        here: list[Mention] = []
        while at < len(cues) and cues[at].first < sentence.last:
            here.append(cues[at])
            at += 1
        if sentence.past or sentence.foreign or sentence.section == "planned":
            continue
        found = written(page, sentence, here, sentence.late)
        for index, score in enumerate(found):
            if is_after(page, score, here, found, index, before is not None):
                afterwards.append((score, said_after(score, here)))
            elif before is None:
                before = score
    if before is None and len(afterwards) > 1 and not afterwards[0][1]:
        before = afterwards.pop(0)[0]
    return before, afterwards[-1][0] if afterwards else None


def said_after(score: Score, cues: list[Mention]) -> bool:
    """Whether words beside a score say that it was taken afterwards."""
    return any(m.value == "after" and (0 <= score.first - m.last <= 5 or 0 <= m.first - score.last <= 4) for m in cues)


def written(page: Page, sentence: Sentence, cues: list[Mention], late: bool) -> list[Score]:
    """The scores of a sentence: "6/10", "7 of ten", "[8]/10", "NRS 7", "pain score: 6", late "called it a three"."""
    words = page.tokens.words
    found: list[Score] = []
    places = page.numbers_in(sentence)
    if not places or (not cues and SCALED.isdisjoint(sentence.vocabulary)):
        return found
    named = [m for m in cues if m.value == "named"]
    units = {m.first for m in sentence.kinds.get("unit", NONE)}
    previous = 0
    for at in places:
        value = page.number(at)
        if at < previous or value is None or value > 100 or words[at] in ("a", "an", "half", "quarter"):
            continue
        top, last = scale(page, sentence, at, value)
        if top:
            found.append(Score(value, top, at, last, sentence))
            previous = last
            continue
        if value > 10 or value != int(value) or at + 1 in units or words[at - 1] in ("/", "x", "#"):
            continue
        if words[at - 1] == "of" and words[at - 2] not in ("rating", "score", "level", "pain", "severity"):
            continue
        tail = words[at + 1 : min(sentence.last, at + 2)]
        stretch = tail == ["-"] and page.number(at + 2) is not None
        if stretch or tail in (["/"], ["%"]) or (tail and tail[0] in COUNTED):
            continue
        paired = (
            words[at + 1 : at + 2] == [">"] and page.number(at + 2) is not None and (page.number(at + 2) or 0) <= value
        )
        near = paired or any(0 <= at - m.last <= NEAR and not_parted(words[m.last : at]) for m in named)
        ranged = bool(found) and at - found[-1].last <= 2 and words[at - 1] in ("to", ">", "\N{RIGHTWARDS ARROW}")
        ranged = ranged or (bool(found) and at == found[-1].last and page.tokens.gaps[at] >= COLUMN)
        if near or ranged or (late and spoken(page, sentence, at, tail, cues)):
            found.append(Score(value, 10, at, at + 1, sentence))
    return found


def scale(page: Page, sentence: Sentence, at: int, value: float) -> tuple[int, int]:
    """The end of the scale named after a number, and where that ends: "/10", "of ten", "] / 10"."""
    words = page.tokens.words
    place = at + 2 if words[at + 1 : at + 2] in (["]"], [")"], ["_"]) else at + 1
    tail = words[place : min(sentence.last, place + 6)]
    if tail[:1] == ["/"] and len(tail) > 1 and tail[1] in HIGHEST and value <= HIGHEST[tail[1]]:
        dated = tail[2:3] == ["/"] or (at > sentence.first and words[at - 1] == "/")
        return (0, 0) if dated else (HIGHEST[tail[1]], place + 2)
    if tail[:2] == ["out", "of"] and len(tail) > 2 and tail[2] in HIGHEST:
        return HIGHEST[tail[2]], place + 3
    if tail[:1] == ["of"] and len(tail) > 1 and tail[1] in HIGHEST and value <= 10 and tail[2:3] != ["points"]:
        return HIGHEST[tail[1]], place + 2
    if tail[:1] == ["on"] and "scale" in words[place : min(sentence.last, place + 8)] and value <= 10:
        return 10, at + 1
    return 0, 0


def not_parted(between: list[str]) -> bool:
    """Whether a score's name and its number belong together."""
    return not {";", ",", "|", "and"} & set(between)


def spoken(page: Page, sentence: Sentence, at: int, tail: list[str], cues: list[Mention]) -> bool:
    """Whether a bare number after the procedure is a score: "it's a three now", "walked with a pain rating of 2"."""
    words = page.tokens.words
    said = {"says", "pain", "rates", "reports", "score", "headache", "ache"} & set(words[sentence.first : at])
    ended = tail in ([], ["now"], ["."], [","], ["today"], ["when"], ["on"], ["at"], ["after"], ["and"])
    linked = words[at - 1] in ("a", "at", "to", "is", "now", "of", "be", ":")
    return bool(said) and linked and ended and any(m.value == "after" for m in cues)


def is_after(page: Page, score: Score, cues: list[Mention], found: list[Score], index: int, known: bool) -> bool:
    """Whether a score was taken after the injection; `known` when one from before it has been found."""
    words = page.tokens.words
    sentence = score.sentence
    led_by = [
        m
        for m in cues
        if m.value in ("before", "after") and 0 <= score.first - m.last <= 4 and "," not in words[m.last : score.first]
    ]
    followed_by = [m for m in cues if m.value in ("before", "after") and 0 <= m.first - score.last <= 3]
    cue = (
        max(led_by, key=lambda m: (m.last, m.last - m.first)).value
        if led_by
        else followed_by[0].value
        if followed_by
        else None
    )
    if index > 0 and said_first(found[index - 1], cues):
        return True
    if len(found) > 1 and index == 0 and not ARROWS.isdisjoint(words[score.last : found[1].first]):
        return False
    if index > 0 and index == len(found) - 1:
        between = words[found[index - 1].last : score.first]
        if not (ARROWS - {"-", "now", "then"}).isdisjoint(between) or not between:
            return True
    if not sentence.late and sentence.section not in ("plan", "instructions"):
        return (cue == "after" and (index > 0 or known)) or (known and sentence.section == "procedure")
    return cue != "before"


def said_first(score: Score, cues: list[Mention]) -> bool:
    """Whether the score named just before is one from before: "before 6/10, after 2/10"."""
    return any(m.value == "before" and 0 <= score.first - m.last <= 2 for m in cues)
