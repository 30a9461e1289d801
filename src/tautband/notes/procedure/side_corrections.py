"""A side that later words of the note correct: "wrong side above, it was the LEFT", "side should read right".

The muscles told before the correction change sides, all of them or those it names; the same muscle named again by the
correction is not counted twice. Nothing changes where the words leave open which side is meant, or where a muscle was
told on both.
"""

from __future__ import annotations

from tautband.notes.muscles.aims import Procedure
from tautband.notes.procedure.corrected import corrects
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.side_words import OPPOSITE
from tautband.notes.text.target import Target

AMISS = {
    "wrong", "incorrect", "incorrectly", "erroneous", "erroneously", "error", "mistake", "mistaken", "mistakenly",
    "transposed", "reversed", "swapped", "misstated", "mislabeled", "miswritten", "misdictated", "inverted", "mixed",
}  # fmt: skip
CHANGED = {"corrected", "correction", "correct", "changed", "change", "amended", "amend", "actual", "actually", "reads"}
WRITTEN = {
    "above", "note", "entry", "documented", "documentation", "report", "record", "references", "reference", "title",
    "text", "laterality", "dictation", "dictated", "chart", "charted", "wrote", "written", "template", "list", "listed",
    "procedure", "scribe", "scribe's",
}  # fmt: skip
"""Words by which a sentence speaks of what the note says."""
CONTRAST = {"not", "instead", "rather"}
OPENING = AMISS | CHANGED | CONTRAST | {"should"}
"""Words without one of which a sentence corrects no side."""
SMALL = {"the", "on", "'", '"', ":", "as", "in", "a"}
BEHIND = {".", ",", ";", "side", "sided", "not", "(", ")", "-", "instead", "rather", '"', "for", "and", "throughout"}
SIDED = {"side", "sides", "sided", "laterality"}
DENYING = {
    "not", "never", "nothing", "no", "untouched", "instead", "rather", "neither", "wrote", "written", "than", "nor",
}  # fmt: skip
"""Words near a side by which it is the one that was not meant."""
SWAPPED = {"transposed", "reversed", "swapped", "inverted"}
GOES_ON = 5
"""Sentences that a correction may take."""
NEAR = 4


def right_sides(page: Page, procedure: Procedure) -> None:
    """Change the sides that a correction says are wrong, in every list of the procedure."""
    for sentence in page.saying(OPENING):
        if sentence.past or sentence.foreign or not opens(page, sentence):
            continue
        told = [*procedure.body, *procedure.title, *procedure.palpated, *procedure.exam, *procedure.assessed]
        earlier = [t for t in told if t.first < sentence.first and len(t.sides) == 1 and t.sides[0] in OPPOSITE]
        placed = procedure.placed | titled(procedure, sentence)
        passage = passage_of(page, sentence)
        if not any(id(t) in placed for t in earlier) and ahead_of_note(page, sentence):
            last = passage[-1].last
            earlier = [t for t in told if t.first >= last and len(t.sides) == 1 and t.sides[0] in OPPOSITE]
        if not any(id(t) in placed for t in earlier):
            continue
        if change(page, procedure, earlier, passage, placed):
            return


AHEAD = {"addendum", "amendment", "correction", "amended", "addended"}
EARLY = 6
"""Sentences of a note's head within which an addendum stands before the note it corrects."""


def ahead_of_note(page: Page, sentence: Sentence) -> bool:
    """Whether a correction stands at the head of the note that it corrects."""
    before = page.sentences[max(0, sentence.number - EARLY) : sentence.number + 1]
    return sentence.number <= EARLY and any(not AHEAD.isdisjoint(s.vocabulary) for s in before)


def titled(procedure: Procedure, sentence: Sentence) -> set[int]:
    """The muscles of a title that give the sides of those injected, which the body names without any."""
    body = [t for t in procedure.body if t.first < sentence.first]
    if any(t.sides for t in body):
        return set()
    names = {t.name for t in body}
    return {id(t) for t in procedure.title if t.name in names}


def opens(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence says of the note that a side in it was wrong, or what it should be."""
    vocabulary = sentence.vocabulary
    amiss = not AMISS.isdisjoint(vocabulary)
    sides = [m for m in sentence.kinds.get("side", NONE) if m.value in OPPOSITE]
    if not sides and SIDED.isdisjoint(vocabulary):
        return amiss and not WRITTEN.isdisjoint(vocabulary) and goes_on_with_a_side(page, sentence)
    about = (
        sentence.section == "addendum"
        or ahead_of_note(page, sentence)
        or not WRITTEN.isdisjoint(vocabulary)
        or corrects(page, sentence)
    )
    if amiss or ({"left", "right"} <= {m.value for m in sides} and not CONTRAST.isdisjoint(vocabulary)):
        return about and (amiss or sentence.section == "addendum" or corrects(page, sentence))
    return about and any(required(page, sentence, m.first, m.last) for m in sides)


def goes_on_with_a_side(page: Page, sentence: Sentence) -> bool:
    """Whether the next words say which side it was: "Dictation error above. Side treated was the right."."""
    following = page.sentences[sentence.number + 1 : sentence.number + 2]
    return any(
        s.paragraph == sentence.paragraph and not SIDED.isdisjoint(s.vocabulary) and s.kinds.get("side")
        for s in following
    )


def required(page: Page, sentence: Sentence, first: int, last: int) -> bool:
    """Whether a side stands as what ought to be written: "should read right", "corrected from left to right"."""
    words = page.tokens.words
    before = [word for word in words[max(sentence.first, first - NEAR) : first] if word not in SMALL]
    ends = last >= sentence.last or words[last] in BEHIND or any(m.first == last for m in sentence.things)
    if not before:
        return False
    if before[-1] in ("be", "read", "say", "state", "been") and "should" in before:
        return ends  # "the bandage should be left on" names no side
    return before[-1] in ("reads", "to", "actual", "actually", "correct") and not CHANGED.isdisjoint(
        sentence.vocabulary
    )


def passage_of(page: Page, sentence: Sentence) -> list[Sentence]:
    """The sentences of a correction: its own, two before it in its addendum, and the few that follow it."""
    passage = [
        s for s in page.sentences[sentence.number : sentence.number + GOES_ON] if s.paragraph == sentence.paragraph
    ]
    for earlier in reversed(page.sentences[max(0, sentence.number - 2) : sentence.number]):
        if earlier.section != "addendum" or earlier.paragraph != sentence.paragraph:
            break
        passage.insert(0, earlier)
    return passage


def change(page: Page, procedure: Procedure, earlier: list[Target], passage: list[Sentence], counted: set[int]) -> bool:
    """Change the sides of the muscles that a passage corrects; whether it did."""
    first, last = passage[0].first, passage[-1].last
    restated = [t for aim in procedure.aims if first <= aim.sentence.first < last for t in aim.targets]
    named = {t.name for t in restated}
    meant = [t for t in earlier if not named or t.name in named]
    sides = {side for t in meant if id(t) in counted for side in t.sides}
    swapped = any(not SWAPPED.isdisjoint(s.vocabulary) for s in passage)
    if not meant or (len(sides) != 1 and not swapped):
        return False
    if not swapped and wanted(page, passage, next(iter(sides))) != OPPOSITE[next(iter(sides))]:
        return False
    if not swapped:
        elsewhere = [t for t in earlier if t.sides != tuple(sides)]
        if {t.name for t in elsewhere if id(t) in counted} & {t.name for t in meant if id(t) in counted}:
            return False
        found = {t.name for t in elsewhere}  # an exam that tells both sides stays as it is
        meant = [t for t in meant if t.sides == tuple(sides) and (id(t) in counted or t.name not in found)]
    for target in {id(t): t for t in meant}.values():
        side = OPPOSITE[target.sides[0]]
        target.side_points = dict.fromkeys((side,), sum(target.side_points.values())) if target.side_points else {}
        target.sides = (side,)
    placed = {t.name for t in meant if id(t) in counted}
    procedure.struck.update(id(t) for t in restated if t.name in placed)
    return True


def wanted(page: Page, passage: list[Sentence], written: str) -> str:
    """The side a passage asserts in place of the one written: the other one, where its words do not deny that."""
    other = OPPOSITE[written]
    words = page.tokens.words
    denied = asserted = False
    for sentence in passage:
        for m in sentence.kinds.get("side", NONE):
            if m.value != other:
                continue
            before = words[max(sentence.first, m.first - NEAR) : m.first]
            after = words[m.last : min(sentence.last, m.last + NEAR)]
            stop = next((i for i, word in enumerate(after) if word in (",", ";", ".")), len(after))
            start = max((i + 1 for i, word in enumerate(before) if word in (",", ";", ".", "but")), default=0)
            if words[m.first - 1] in ("is", "are", "was", "all") and not WRITTEN.isdisjoint(before):
                continue  # "the list is right" praises it
            if DENYING.isdisjoint(before[start:]) and {"not", "never", "untouched"}.isdisjoint(after[:stop]):
                asserted = True
            else:
                denied = True
    return other if asserted and not denied else ""
