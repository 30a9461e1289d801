"""Pain scores before and after the injection."""

from __future__ import annotations

from typing import NamedTuple

from tautband.model.evidence import Evidence
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

HIGHEST = {"10": 10, "ten": 10, "100": 100}
NEAR = 3
COLUMN = 2
"""Blanks that part the columns of a score before and one after: "NRS   7   2"."""
ARROWS = {">", "/", "to", "\N{RIGHTWARDS ARROW}", "-", "now", "then", "down"}
OTHER_TESTS = {"monofilament", "filament", "sensation", "recall", "strength"}
"""What is counted to ten, or over five, and is no pain: "monofilament 10/10"."""
LEADING = {"-", ">", "\N{RIGHTWARDS ARROW}", "/", "="}
MARKS = {":", "=", "[", "(", '"', "_", "\N{LEFT DOUBLE QUOTATION MARK}"}
"""What may stand between a word and its score: "pre [6]"."""
FALLING = {">", "\N{RIGHTWARDS ARROW}"}
SCALED = {"/", "of", "on", "over", "pain", ">", "\N{RIGHTWARDS ARROW}"}
"""Words without one of which a number is on no scale; a score without a scale needs a cue."""
COUNTED = {
    "cm", "d", "day", "days", "flares", "gauge", "h", "hours", "inch", "injections", "mg", "miles", "minutes",
    "ml", "mm", "mo", "month", "months", "nights", "per", "points", "sessions", "sites", "spots", "times",
    "trigger", "visits", "week", "weeks", "wk", "wks", "x", "year", "years", "yr", "yrs"
}  # fmt: skip
"""What a number may count that is no score."""


class Score(NamedTuple):
    """A pain score as written, at tokens `first` to `last`; `top` is the end of its scale."""

    value: float
    top: int
    first: int
    last: int
    sentence: Sentence


def said_at(page: Page, score: Score | None) -> tuple[Evidence, ...]:
    """The words of a score; none where there is no score."""
    return (page.evidence(score.first, score.last),) if score else ()


def pain_scores(page: Page) -> tuple[Score | None, Score | None]:
    """The score before (the first one) and after (the last one) the procedure.

    Where every score stands after the first words of a procedure, the first of several is that before, unless its own
    words say otherwise.
    """
    cues = page.cues["scores"]
    before: Score | None = None
    afterwards: list[tuple[Score, bool]] = []
    at = 0
    scaled = {sentence.number for sentence in page.saying(SCALED)}
    for sentence in page.sentences:
        here: list[Mention] = []
        while at < len(cues) and cues[at].first < sentence.last:
            here.append(cues[at])
            at += 1
        if not here and sentence.number not in scaled:
            continue
        if sentence.past or sentence.foreign or sentence.section == "planned":
            continue
        found = written(page, sentence, here, sentence.late)
        here = [m for m in here if not any(score.first < m.first < score.last for score in found)]
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
    """The scores of a sentence: "6/10", "7 of ten", "[8]/10", "NRS 7", "VAS: 6 / 3", "pain 6 -> 2", "after: 4"."""
    words = page.tokens.words
    found: list[Score] = []
    places = page.numbers_in(sentence) if cues or not SCALED.isdisjoint(sentence.vocabulary) else []
    if not places:
        return found
    named = [m for m in cues if m.value == "named"]
    both = {m.value for m in cues} >= {"before", "after"}
    units = {m.first for m in sentence.kinds.get("unit", NONE)}
    previous = 0
    for at in places:
        value = page.number(at)
        if at < previous or value is None or value > 100 or words[at] in ("a", "an", "half", "quarter"):
            continue
        if any(m.first <= at < m.last for m in named):
            continue
        if words[at - 1] in OTHER_TESTS:
            continue
        top, last = scale(page, sentence, at, value)
        labelled = beside(words, named, at)
        if top == 0 and words[at + 1 : at + 2] == ["mm"] and labelled:
            top, last = 100, at + 2
        if top:
            found.append(Score(value, top, at, last, sentence))
            previous = last
            continue
        if value > 10 or value != int(value) or is_no_score(words, at, sentence.last, units):
            continue
        fallen = lower_score(page, sentence, at, value, units)
        named_here = labelled or said_of_pain(words, at)
        by_stroke = words[at + 1 : at + 2] == ["/"]
        if fallen and (labelled if by_stroke else named_here or (late and alone(page, sentence, at))):
            place, lower = fallen
            found.append(Score(value, 10, at, at + 1, sentence))
            found.append(Score(lower, 10, place, place + 1, sentence))
            previous = place + 1
            continue
        if by_stroke or (words[at + 1 : at + 2] == ["-"] and page.number(at + 2) is not None):
            continue
        ranged = bool(found) and at - found[-1].last <= 2 and words[at - 1] in ("to", ">", "\N{RIGHTWARDS ARROW}")
        ranged = ranged or (bool(found) and at == found[-1].last and page.tokens.gaps[at] >= COLUMN)
        if (
            named_here
            or ranged
            or timed(words, cues, at, bool(found) or both)
            or (late and (spoken(sentence, words, at, cues) or of_a_place(sentence, words, at, cues)))
        ):
            found.append(Score(value, 10, at, at + 1, sentence))
    return found


def beside(words: list[str], named: list[Mention], at: int) -> bool:
    """Whether the name of a scale stands closely before a number, or in the cell before it."""
    for m in named:
        if 0 <= at - m.last <= NEAR:
            between = words[m.last : at]
            if not_parted(between) or [word for word in between if word not in ("/", "post", "after")] == ["|"]:
                return True
    return False


def is_no_score(words: list[str], at: int, stop: int, units: set[int]) -> bool:
    """Whether a small number is a dose, a date, a factor or a part of a count."""
    before, earlier = words[at - 1], words[at - 2]
    if at + 1 in units or before in ("x", "#") or (before == "/" and earlier not in ("before", "pre")):
        return True
    if before == "of" and earlier not in ("rating", "score", "level", "pain", "severity"):
        return True
    return counts_something(words, at, stop)


def counts_something(words: list[str], at: int, stop: int) -> bool:
    """Whether a number counts weeks, sites or the like, or is a share: "6 weeks", "80 %"."""
    tail = words[at + 1 : min(stop, at + 2)]
    return tail == ["%"] or (bool(tail) and tail[0] in COUNTED)


def lower_score(page: Page, sentence: Sentence, at: int, value: float, units: set[int]) -> tuple[int, float] | None:
    """Where the lower score stands that an arrow or a stroke leads to, and what it is: "7 -> 3", "6 / 2"."""
    words = page.tokens.words
    place = at + 1
    while place < sentence.last and words[place] in LEADING and place - at <= 3:
        place += 1
    led = words[at + 1 : place]
    if led != ["/"] and FALLING.isdisjoint(led):
        return None
    lower = page.number(place) if place < sentence.last else None
    if lower is None or lower != int(lower) or lower >= value or place + 1 in units:
        return None
    if counts_something(words, place, sentence.last) or words[place + 1 : place + 2] == ["/"]:
        return None
    return place, lower


def said_of_pain(words: list[str], at: int) -> bool:
    """Whether a number stands right behind the word pain, as the end of a span too: "pain 6", "pain 5-6"."""
    return words[at - 1] == "pain" or (words[at - 1] == "-" and words[at - 3] == "pain")


def alone(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether two numbers with an arrow can be nothing but scores: what leads them is no word, or names a place."""
    words = page.tokens.words
    if at == sentence.first or not words[at - 1][0].isalnum() or page.tokens.gaps[at] >= COLUMN:
        return True
    return words[at - 1] in ("ha", "headache", "ache") or any(
        m.last == at for kind in ("region", "muscle") for m in sentence.kinds.get(kind, NONE)
    )


def timed(words: list[str], cues: list[Mention], at: int, known: bool) -> bool:
    """Whether a number stands right beside "before" or "after": "before: 7", or "7 before, 3 after" behind a score."""
    for m in cues:
        if m.value not in ("before", "after"):
            continue
        if m.last < at and m.last >= at - 2 and MARKS.issuperset(words[m.last : at]):
            return True
        if known and (m.last == at or m.first == at + 1):
            return True
    return taken_after(words, at) and (known or words[at - 1] in MARKS)


def taken_after(words: list[str], at: int) -> bool:
    """Whether a bare "after" belongs to a number and to nothing that follows: "after: 3", "3 after."."""
    before = [word for word in words[max(0, at - 3) : at] if word not in MARKS]
    if words[at - 1] in MARKS and before[-1:] == ["after"]:
        return True
    return words[at + 1 : at + 2] == ["after"] and not any(word[0].isalnum() for word in words[at + 2 : at + 3])


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
    if tail[:1] == ["over"] and tail[1:2] == ["ten"] and value <= 10:
        return 10, place + 2
    if tail[:1] == ["on"] and "scale" in words[place : min(sentence.last, place + 8)] and value <= 10:
        return 10, at + 1
    return 0, 0


def not_parted(between: list[str]) -> bool:
    """Whether a score's name and its number belong together."""
    return not {";", ",", "|", "and"} & set(between)


def spoken(sentence: Sentence, words: list[str], at: int, cues: list[Mention]) -> bool:
    """Whether a bare number after the procedure is a score: "it's a three now", "walked with a pain rating of 2"."""
    tail = words[at + 1 : min(sentence.last, at + 2)]
    said = {"says", "pain", "rates", "reports", "score", "headache", "ache", "gives", "gave", "puts"} & set(
        words[sentence.first : at]
    )
    ended = tail in ([], ["now"], ["."], [","], ["today"], ["when"], ["on"], ["at"], ["after"], ["and"])
    linked = words[at - 1] in ("a", "at", "to", "is", "now", "of", "be", ":")
    return bool(said) and linked and ended and any(m.value == "after" for m in cues)


def of_a_place(sentence: Sentence, words: list[str], at: int, cues: list[Mention]) -> bool:
    """Whether a bare number right behind a place is its pain afterwards: "After 15 minutes: neck 2, scalp 0"."""
    ends = at + 1 >= sentence.last or words[at + 1] in (",", ";", ".")
    return (
        ends
        and any(m.last == at for m in sentence.kinds.get("region", NONE))
        and any(m.value == "after" and m.last < at for m in cues)
    )


def is_after(page: Page, score: Score, cues: list[Mention], found: list[Score], index: int, known: bool) -> bool:
    """Whether a score was taken after the injection; `known` when one from before it has been found."""
    words = page.tokens.words
    sentence = score.sentence
    taken = {other.last for other in found[:index]}
    led_by = [
        m
        for m in cues
        if m.value in ("before", "after")
        and 0 <= score.first - m.last <= 4
        and m.first not in taken
        and "," not in words[m.last : score.first]
    ]
    followed_by = [m for m in cues if m.value in ("before", "after") and 0 <= m.first - score.last <= 3]
    cue = (
        max(led_by, key=lambda m: (m.last, m.last - m.first)).value
        if led_by
        else followed_by[0].value
        if followed_by
        else None
    )
    if taken_after(words, score.first) or (index > 0 and said_first(found[index - 1], cues)):
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
