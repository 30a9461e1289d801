"""Pain scores before and after the injection."""

from __future__ import annotations

from typing import NamedTuple

from tautband.notes.lexicon import Mention
from tautband.notes.page import Page, Sentence

HIGHEST = {"10": 10, "ten": 10, "100": 100}


class Score(NamedTuple):
    """A pain score as written, at tokens `first` to `last`; `top` is the end of its scale."""

    value: float
    top: int
    first: int
    last: int
    sentence: Sentence


def pain_scores(page: Page) -> tuple[Score | None, Score | None]:
    """The score before (the first one) and after (the last one) the procedure."""
    cues = page.cues["scores"]
    before: Score | None = None
    after: Score | None = None
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
            if is_after(page, score, here, found, index):
                after = score
            elif before is None:
                before = score
    return before, after


def written(page: Page, sentence: Sentence, cues: list[Mention], late: bool) -> list[Score]:
    """The scores of a sentence: "6/10", "7 out of ten", "NRS 7", "pain score: 6", and late "it's a three now"."""
    words = page.tokens.words
    found = []
    named = [m for m in cues if m.value == "named"]
    for at in page.numbers_in(sentence):
        value = page.number(at)
        if value is None or value > 100 or words[at] in ("a", "an", "half", "quarter"):
            continue
        tail = words[at + 1 : min(sentence.last, at + 4)]
        if len(tail) >= 2 and tail[0] == "/" and tail[1] in HIGHEST and value <= HIGHEST[tail[1]]:
            if (len(tail) == 3 and tail[2] == "/") or (at > sentence.first and words[at - 1] == "/"):
                continue
            found.append(Score(value, HIGHEST[tail[1]], at, at + 3, sentence))
        elif len(tail) == 3 and tail[:2] == ["out", "of"] and tail[2] in HIGHEST:
            found.append(Score(value, HIGHEST[tail[2]], at, at + 4, sentence))
        elif value <= 10 and value == int(value) and words[at - 1] not in ("/", "x", "of") and tail[:1] != ["/"]:
            near = [m for m in named if 0 <= at - m.last <= 3]
            unit = any(m.kind == "unit" and m.first == at + 1 for m in sentence.things)
            ranged = "to" in words[max(sentence.first, at - 1) : at] and bool(found)
            spoken = (
                late
                and any(m.value == "after" for m in cues)
                and {"says", "pain", "rates", "reports", "score"} & set(words[sentence.first : sentence.last])
                and words[at - 1] in ("a", "at", "to", "is", "now", "of")
                and tail[:1] in ([], ["now"], ["."], [","], ["today"])
            )
            if (near or ranged or spoken) and not unit and tail[:1] not in (["%"], ["points"], ["times"], ["minutes"]):
                found.append(Score(value, 10, at, at + 1, sentence))
    return found


def is_after(page: Page, score: Score, cues: list[Mention], found: list[Score], index: int) -> bool:
    """Whether a score was taken after the injection."""
    words = page.tokens.words
    sentence = score.sentence
    if not sentence.late and sentence.section not in ("plan", "instructions", "procedure"):
        return False
    near_before = any(
        m.value == "before" and (0 <= score.first - m.last <= 4 or 0 <= m.first - score.last <= 3) for m in cues
    )
    near_after = any(
        m.value == "after" and (0 <= score.first - m.last <= 5 or 0 <= m.first - score.last <= 4) for m in cues
    )
    if len(found) > 1 and index == 0:
        between = words[score.last : found[1].first]
        if not {">", "to", "→", "-", "now", "then", "down"}.isdisjoint(between):
            return False
    if len(found) > 1 and index == len(found) - 1 and index > 0:
        between = words[found[index - 1].last : score.first]
        if not {">", "to", "→", "down"}.isdisjoint(between) and sentence.late:
            return True
    if near_before and not near_after:
        return False
    return near_after or sentence.late
