"""Muscles that a sentence names and leaves out: left alone, skipped, found without a point, or named by a slip.

Each way of sparing them gives a muscle the role "quiet"; `SPARING` says in which order they are asked.
"""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.context.about_needle import names_needle
from tautband.notes.muscles.form_answers import LOOKS, answered_no
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import Target

EXAMINED = LOOKS | {"procedure", "title"}
"""Parts in which a muscle can be told to have no point."""


def leave_out(targets: list[Target]) -> None:
    """Leave out those muscles to which no other words give a role."""
    for target in targets:
        target.role = target.role or "quiet"


LEAVING = {"leave", "leaving", "let", "leaves"}
OBJECTS = {"it", "them", "this", "that", "these", "those", "the", "both", "her", "his", "all"}


def left_alone(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Leave out muscles that were left or let alone: "left it and the deltoid alone"; "trapezius alone" is injected."""
    if "alone" not in sentence.vocabulary:
        return
    words = page.tokens.words
    alone = words.index("alone", sentence.first, sentence.last)
    for verb in range(alone - 1, sentence.first - 1, -1):
        if words[verb] in LEAVING or (words[verb] == "left" and words[verb + 1] in OBJECTS):
            for target in found:
                if verb < target.first < alone:
                    target.role = "quiet"
            return


RETRACTING = (
    ("strike", "that"), ("scratch", "that"), ("delete", "that"), ("make", "that"), ("i", "mean"), ("no", "wait"),
    ("excuse", "me"), ("i", "meant"), ("rather", "the"), ("no", "correction"), ("sorry", "correction"),
    ("no", "sorry"), ("no", "rather"), ("sorry", "the"), ("correction", "the"), ("correction", ","),
    ("correction", ":"), ("correction",),
)  # fmt: skip
"""Words by which a speaker takes back the muscle just named for the one that follows."""
HINTS = {"strike", "scratch", "delete", "make", "mean", "meant", "wait", "excuse", "correction", "sorry", "rather"}
SLIP = 9


def taken_back(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Leave out a muscle that the next words correct: "the right levator, scratch that, the right rhomboid"."""
    if HINTS.isdisjoint(sentence.vocabulary):
        return
    words = page.tokens.words
    for before, after in pairwise(found):
        gap = words[before.last : after.first]
        if len(gap) > SLIP or before.first == after.first:
            continue
        for phrase in RETRACTING[:-1] if "," not in gap else RETRACTING:
            size = len(phrase)
            if any(tuple(gap[at : at + size]) == phrase for at in range(len(gap))):
                before.role = "quiet"
                after.sides = after.sides or before.sides
                break


def left_together(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Leave out a whole list that is answered once at its end: "maximus, piriformis, TFL: nothing".

    Not where the sentence injects, or where a muscle of the list has a side or a number of its own.
    """
    last = found[-1]
    if last.role != "quiet" or names_needle(sentence):
        return
    listed = [t for t in found if t.group == last.group]
    if len(listed) < 2 or not answered_no(page, sentence, last):
        return
    if not any(m.kind == "side" and listed[0].last <= m.first for m in sentence.things):
        leave_out(listed)


WEAK = {
    "tender", "tenderness", "tight", "firm", "hard", "stiff", "tense", "hypertonic", "tightness", "sore", "soreness",
    "spasm",
}  # fmt: skip
"""Findings that are no trigger point by themselves."""
NONE_OF = {"no", "without"}


def nothing_felt(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Leave out a muscle of the examination in which no point was felt, whatever else was: "SCM: tight, no nodule"."""
    if sentence.section not in EXAMINED or found[-1].group or names_needle(sentence):
        return
    words, behind = page.tokens.words, found[-1].last
    told = sentence.kinds.get("role", NONE)
    denials = [
        m
        for m in told
        if m.value == "quiet" and m.first >= behind and (words[m.first] in NONE_OF or words[m.last - 1] == "only")
    ]
    firm = any(m.value == "finding" and words[m.last - 1] not in WEAK for m in told)
    if not denials or firm or any(at != sentence.first for at in page.numbers_in(sentence)):
        return
    if not any(m.last <= denials[0].first for m in sentence.kinds.get("point", NONE)):
        leave_out(found)  # but "one nodule in a band, no trigger point elsewhere"


SIGNED = {"tb", "tbs", "ttp", "trp", "trps", "tp", "tps", "band", "bands", "tender", "nodule"}
"""Findings behind which a plus or minus says whether they were there."""


def minus_signs(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Leave out a list whose findings all have a minus behind them: "R piriformis, L QL: TB- TTP-"."""
    if "-" not in sentence.vocabulary or SIGNED.isdisjoint(sentence.vocabulary) or sentence.section not in LOOKS:
        return
    words, gaps = page.tokens.words, page.tokens.gaps
    signs = {
        words[at + 1]
        for at in range(found[-1].last, sentence.last - 1)
        if words[at] in SIGNED and words[at + 1] in "+-" and not gaps[at + 1]
    }
    if signs == {"-"}:
        leave_out([t for t in found if t.group == found[-1].group])


def denied_at_the_end(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Leave out a muscle whose entry ends with a denial of the needle: "R soleus 1 point - ERROR, not done."."""
    if not found[-1].group and (skipped_at_the_end(page, sentence, found) or ends_denied(page, sentence, found[-1])):
        leave_out(found)


PASSED = {"skip", "skipped", "omitted", "spared", "held", "deferred", "declined", "avoided"}
NEAR = 3
"""Words from the beginning of a muscle's line to its name."""


def skipped_at_the_end(page: Page, sentence: Sentence, found: list[Target]) -> bool:
    """Whether a muscle's line ends with a word that passes it over: "R soleus - considered, too deep, skipped"."""
    words, last = page.tokens.words, sentence.last - 1
    while last > found[-1].last and not words[last].isalpha():
        last -= 1
    if last < found[-1].last or words[last] not in PASSED or not {"act", "drug"}.isdisjoint(sentence.kinds):
        return False
    numbers = [at for at in page.numbers_in(sentence) if at != sentence.first]  # "0909 L rhomb maj palp, skip"
    return not numbers and found[0].first - sentence.first <= NEAR


def ends_denied(page: Page, sentence: Sentence, target: Target) -> bool:
    """Whether a sentence that names no drug ends, behind its last muscle, with a denial of the needle."""
    if "not_performed" not in sentence.assertions or not {"drug", "service"}.isdisjoint(sentence.kinds):
        return False
    words = page.tokens.words
    last = sentence.last - (words[sentence.last - 1] in (".", ")", "]"))
    if not any(m.value == "not_performed" and m.last == last and m.first >= target.last for m in sentence.cues):
        return False
    return {";", "and"}.isdisjoint(words[target.last : last])


NO_MORE = {
    "no", "or", "nor", "and", "/", ",", "&", "the", "today", "this", "time", "visit", "session", "inj", "injection",
    "injections", "tpi", "tpis", ".", ";", "(", ")", "muscle", "needed", "necessary",
}  # fmt: skip
"""With sides all that a sentence holds which says of its muscles that they had no needle: "No trap today."."""


def none_today(page: Page, sentence: Sentence, found: list[Target]) -> None:
    """Leave out the muscles of "No trap today." and "No L levator or scalenes this visit"."""
    words = page.tokens.words
    if words[sentence.first] != "no" or {"today", "visit", "session"}.isdisjoint(sentence.vocabulary):
        return
    spans = [(t.first, t.last) for t in found] + [(m.first, m.last) for m in sentence.kinds.get("side", NONE)]
    named = {at for first, last in spans for at in range(first, last)}
    if all(words[at] in NO_MORE for at in range(sentence.first, sentence.last) if at not in named):
        leave_out(found)


SPARING = (left_alone, taken_back, left_together, nothing_felt, minus_signs, denied_at_the_end, none_today)
"""In this order: first what spares the muscles it points at, whatever else was said of them; then what speaks for a
whole list and only settles what is still open. A list answered at its end goes by its last muscle, and so is asked
before the others of these settle that one.
"""
