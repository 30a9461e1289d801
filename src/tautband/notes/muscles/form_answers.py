"""A form's answer to a muscle's row, "gluteus maximus L: NO", and a denial that heads a list of muscles."""

from __future__ import annotations

from tautband.notes.text.answers import NIL, NOT_DONE
from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.target import Target
from tautband.notes.vocabulary.lexicon import Mention

DENIED = NIL | NOT_DONE | {"neg", "negative", "nothing", "deferred", "skipped", "declined"}
LEFT_OUT = {"none", "nil", "no", "nothing", "deferred", "skipped", "declined", "neg", "negative", "nt", "omitted"}
"""Words that leave a muscle out where they stand alone behind it: "upper trap   none"."""
WELL = {"nt", "nl", "wnl", "normal", "ok", "okay", "soft", "supple", "nontender", "clear", "clean", "fine", "quiet"}
"""Answers that find nothing in a muscle: "rhomboid major: NT"."""
NOT_THERE = DENIED | WELL | LEFT_OUT
YES = {"yes", "y", "done", "injected", "inj", "treated"}
LOOKS = {"exam", "history", "assessment", "results", ""}
"""Parts in which a sentence without a needle tells what was felt."""


def answered_yes(page: Page, sentence: Sentence, target: Target) -> bool:
    """Whether a muscle's row is answered with yes: "R soleus: done"."""
    return answer(page, sentence, target) in YES


def answered_no(page: Page, sentence: Sentence, target: Target) -> bool:
    """Whether a muscle's row is answered with no, or with a word that finds nothing there: "rhomboid major: NT"."""
    return answer(page, sentence, target) in NOT_THERE


def answer(page: Page, sentence: Sentence, target: Target) -> str:
    """The word a form gives as its answer to a muscle's row: "gluteus maximus L: NO"; nothing where there is none."""
    words, last = page.tokens.words, sentence.last
    at = behind_the_name(page, sentence, target)
    if at >= last or asks_otherwise(words, at, last):
        return ""
    while at + 1 < last and words[at] in ARROWS and words[at + 1] in ARROWS:
        at += 1
    if words[at] == "-" and words[at + 1 : at + 2] in ([","], [";"], ["."]):
        return "neg"  # "R levator -, L trapezius -."
    if words[at : at + 3] == ["(", "0", ")"] and at + 3 <= last:
        return "0"
    if at + 1 < last and words[at] in SIGNS:
        return words[at + 2] if words[at + 1] == "all" and at + 2 < last else words[at + 1]
    if (words[at] in ENDING and left_out_at(page, sentence, at)) or (words[at] == "0" and none_at(page, sentence, at)):
        return words[at]
    told = said_injected(page, sentence, at)
    if told:
        return told
    clipped = at > target.last and words[at - 1] == "." and not page.sides.get(sentence.line)
    return words[at] if clipped else shared_answer(words, sentence, target, at)


JOINERS = {"&", "and", "/"}
SHARED = {"neg", "negative", "nt", "nontender", "normal", "nl", "ok", "clear"}
ANSWER_STOPS = {".", ";", "(", ","}
LONGEST_PARTNER = 3
FOUND_AHEAD = {
    "tender",
    "taut",
    "tight",
    "band",
    "bands",
    "trp",
    "trps",
    "tp",
    "tps",
    "trigger",
    "ttp",
    "point",
    "points",
}


def shared_answer(words: list[str], sentence: Sentence, target: Target, at: int) -> str:
    """The answer that a muscle shares with what a small word joins to it: "FDB & plantar fascia neg"."""
    if words[at] not in JOINERS or not FOUND_AHEAD.isdisjoint(words[sentence.first : target.first]):
        return ""
    end = at + 1
    while end < sentence.last and end - at <= LONGEST_PARTNER and words[end].isalpha() and words[end] not in SHARED:
        end += 1
    told = end > at + 1 and end < sentence.last and words[end] in SHARED
    return words[end] if told and (end + 1 >= sentence.last or words[end + 1] in ANSWER_STOPS) else ""


LOOKED = {"palp", "palpated", "palpation", "exam", "examined", "checked", "muscle", "muscles", "belly", "also", "were"}
"""Words between a muscle and what was found there: "SCM palp: neg"."""
ARROWS = {"-", ">", "=", "\N{RIGHTWARDS ARROW}"}
SIGNS = ARROWS | {":"}
"""Signs behind which the answer follows."""


def behind_the_name(page: Page, sentence: Sentence, target: Target) -> int:
    """The place where a muscle's answer can begin: behind its side and words such as "palpated"."""
    words, sides, at = page.tokens.words, sentence.side_words, target.last
    while at < sentence.last and (at in sides or words[at] == "." or (words[at] == "," and at + 1 in sides)):
        at += 1
    while at + 1 < sentence.last and words[at] in LOOKED:
        at += 1
    return at


ASPIRATED = {"asp", "aspiration", "aspirate", "heme", "blood", "return", "paresthesia", "complication", "complications"}


NUMBER_OF = {"of", "#", ":", "point", "points", "pts", "site", "sites", "inj", "injections"}
"""Words behind a "no." that counts: "no. of points 2", "no. points 2"."""


def asks_otherwise(words: list[str], at: int, last: int) -> bool:
    """Whether what looks like an answer is none: "no. of points 2", "QL: neg aspiration"."""
    if words[at] == "no":
        behind = words[at + 1 : min(at + 3, last)]
        return not NUMBER_OF.isdisjoint(behind) or (behind[:1] == ["."] and behind[-1].isdecimal())
    return words[at] in (":", "-") and not ASPIRATED.isdisjoint(words[at + 2 : at + 3])


ENDING = LEFT_OUT | {"clear"}


def left_out_at(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a word that leaves the muscle out ends the sentence or stands behind a gap: "upper trap   none".

    In a row with a column for each side, one column's "No" says nothing of the other; nor does that of another column
    in a row that has one for what was injected.
    """
    words = page.tokens.words
    if page.sides.get(sentence.line) or "injected" in page.cells.get(sentence.line, ()):
        return False
    ends = at + 1 >= sentence.last or (words[at + 1] in (".", ";") and at + 2 == sentence.last)
    if words[at] in LEFT_OUT and (ends or page.tokens.gaps[at] >= COLUMN):
        return True
    return words[at] == "clear" and ends and sentence.section in LOOKS


COLUMN = 2
"""Blanks that part an answer from what it answers."""
ZERO_ENDS = {",", ";", ")", ".", "ml", "cc", "points", "sites"}


def none_at(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a bare 0 counts the muscle's points, and is not the first figure of something else."""
    words, gaps = page.tokens.words, page.tokens.gaps
    if at + 1 >= sentence.last or words[at + 1] in ZERO_ENDS:
        return True
    in_grid = sentence.line in page.sides or sentence.line in page.cells
    return not in_grid and gaps[at] >= COLUMN and gaps[at + 1] >= COLUMN


INJECTED_KEYS = {"injected", "treated", "needled", "done", "performed"}
ANSWER_ENDS = {",", ";", "|", ".", ")"}


ANSWERS = DENIED | YES


def said_injected(page: Page, sentence: Sentence, at: int) -> str:
    """The answer of a form's row that asks after the injection: "R rectus abdominis injected       Yes   2 points"."""
    if INJECTED_KEYS.isdisjoint(sentence.vocabulary) or page.sides.get(sentence.line):
        return ""  # "trapezius   done   no" in columns of a right and a left side
    words = page.tokens.words
    for place in range(at, min(sentence.last - 1, at + 8)):
        if words[place] in INJECTED_KEYS:
            place += 1
            while place < sentence.last and (words[place] in "?.:_-" or words[place] in ("today", "here")):
                place += 1
            gap = place < sentence.last and page.tokens.gaps[place] >= COLUMN
            ends = words[place - 1] == ":" and (place + 1 >= sentence.last or words[place + 1] in ANSWER_ENDS)
            return words[place] if place < sentence.last and (gap or ends) and words[place] in ANSWERS else ""
    return ""


HEADING_REACH = {"not_performed": 3, "negation": 6}
"""Words from a denial, by its kind, to the colon behind which its list follows."""


def denial_heads_list(page: Page, sentence: Sentence, cue: Mention) -> bool:
    """Whether a colon follows a denial, so that what comes after it was left: "NOT INJECTED: R glut med, L QL".

    A bare "no" must open its sentence: "No TPs found in: levator, rhomboids".
    """
    if cue.value not in HEADING_REACH:
        return False
    words = page.tokens.words
    if cue.value == "negation" and (cue.first - sentence.first > 1 or words[cue.last : cue.last + 1] == [":"]):
        return False
    if not ASPIRATED.isdisjoint(words[cue.last : cue.last + 1]):
        return False  # "after neg aspiration, lidocaine 1%: gluteus medius 1.5 mL"
    end = min(sentence.last, cue.last + HEADING_REACH[cue.value])
    if words[cue.last - 1] == ":":
        return True  # "Other points felt, no Rx: L infraspinatus"
    if sentence.first in page.line_starts and cue.last < sentence.last and page.tokens.gaps[cue.last] > COLUMN:
        return True  # "Structures seen, not entered     rectus femoris"
    return ":" in words[cue.last : end]
