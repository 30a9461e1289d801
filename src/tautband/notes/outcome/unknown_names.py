"""Names in a list of injected muscles that nothing here knows: coding asks which muscle is meant before it counts.

"TPI right trapezius, right levator, and right SSx" names three muscles, of which one is known by nobody but its author.
Read are names of one word behind a side, between the marks of a list; a longer one, or one without a side, is not seen.
"""

from __future__ import annotations

from tautband.model.evidence import Evidence
from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.muscles.pointing import BODY_SECTIONS
from tautband.notes.text.page import NONE, Page

BEFORE = {",", "and", "&", ";", "+", "/", ":"}
AFTER = {",", "and", "&", ";", "+", ".", "(", "muscle"}
NO_NAMES = {
    "x", "yes", "no", "and", "or", "side", "sided", "sides", "away", "now", "after", "before", "alone", "out", "over",
    "there", "here", "then", "hand", "only", "handed", "lateral", "decubitus", "untouched", "was", "were", "is", "as",
    "in",
}  # fmt: skip
"""Words behind a side that name no muscle."""
UNREAD = {"illegible", "unreadable", "unclear", "inaudible", "unintelligible", "blank"}
"""What stands in brackets for a name that could not be read."""
SHORTEST = 2


def unknown_names(page: Page, procedure: Procedure) -> list[Evidence]:
    """The words, side and name, of each unknown muscle in a list of today's."""
    return [
        page.evidence(first, first + 2)
        for aim in procedure.of_today
        if aim.mode in ("narrated", "listed") and aim.for_points and lists_muscles(aim)
        for first in (*places(page, aim), *half_read(page, aim))
    ]


def half_read(page: Page, aim: Aim) -> list[int]:
    """Where a muscle's name breaks off in brackets that call the rest unreadable: "R lev[illegible] 1 cc"."""
    if UNREAD.isdisjoint(aim.sentence.vocabulary):
        return []
    words = page.tokens.words
    ends = ((target.first, target.last) for target in aim.targets if target.role == "")
    return [first for first, at in ends if words[at : at + 1] == ["["] and words[at + 1] in UNREAD]


def lists_muscles(aim: Aim) -> bool:
    """Whether a sentence aims at a muscle, with sides."""
    named = any(target.role == "" for target in aim.targets)
    return named and "side" in aim.sentence.kinds and aim.sentence.section not in BODY_SECTIONS


def places(page: Page, aim: Aim) -> list[int]:
    """Where a side stands whose name is not known."""
    sentence, words = aim.sentence, page.tokens.words
    known = {at for m in (*sentence.things, *sentence.cues, *sentence.elements) for at in range(m.first, m.last)} | {
        at for target in aim.targets for at in range(target.first, target.last)
    }
    found = []
    for side in sentence.kinds.get("side", NONE):
        at = side.last
        if at + 1 >= sentence.last or at in known or side.last - side.first > 1:
            continue
        at += words[at] in "[("  # "R [illegible]"
        named = words[at].isalpha() and len(words[at]) >= SHORTEST and words[at] not in NO_NAMES
        if words[side.first] == "both" and words[at].endswith("ed"):
            continue  # "right soleus 2 mL, left soleus 2 mL, both jumped"
        closed = not AFTER.isdisjoint(words[at + 1 : at + 2]) or (words[at - 1] in "[(" and words[at] in UNREAD)
        listed = words[side.first - 1] in BEFORE and side.first > sentence.first and closed
        if named and listed:
            found.append(side.first)
    return found
