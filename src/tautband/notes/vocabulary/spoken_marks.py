"""Marks that a dictation speaks, "tender comma no band period new line", taken as the marks they stand for.

The words keep their places in the text, so that what is quoted stands in the note as it came.
"""

from __future__ import annotations

from bisect import bisect_left

from tautband.notes.vocabulary.tokens import Tokens

STOP, COLON, BREAK = ".", ":", "\n"
NAMES = {
    "comma": ((), ","), "period": ((), STOP), "stop": (("full",), STOP), "colon": ((), COLON), "semicolon": ((), ";"),
    "line": (("new", "next"), BREAK), "paragraph": (("new", "next"), BREAK),
    "paren": (("open", "close"), "()"), "parenthesis": (("open", "close"), "()"),
}  # fmt: skip
"""Last words of the names of marks: the words one of which must stand before, and the mark."""
FEWEST = 2
"""So many marks whose names mean nothing else, or one and as many full stops, show that a note speaks its marks."""
STOPS_ALONE = 4
"""So many full stops do so by themselves."""
OTHER_SENSE = {
    "a", "an", "the", "this", "that", "her", "his", "last", "my", "your", "menstrual", "monthly", "missed", "late",
    "normal", "heavy", "painful", "global", "time", "waiting", "postop", "op", "operative", "day", "days", "week",
    "month", "year", "trial", "short", "long", "brief", "same", "grace", "rest", "observation", "sigmoid", "of",
    "ascending", "descending", "transverse", "first", "each", "-", "/",
}  # fmt: skip
"""Words before a "period" or "colon" that is no mark: "her last period", "a global period", "of the colon"."""
OTHER_SENSE_BEHIND = {
    "of", "between", "cramps", "cancer", "ca", "polyp", "polyps", "resection", "screening", "surgery", "wall", "-", "/",
}  # fmt: skip


def take_spoken_marks(tokens: Tokens) -> None:
    """Put the marks that the words of a dictation name in the place of these words, where it speaks its marks."""
    words = tokens.words
    if NAMES.keys().isdisjoint(words):
        return
    found = {at: mark for at in range(len(words)) if (mark := named_mark(words, at))}
    stops = sum(mark == STOP for mark in found.values())
    sure = sum(mark not in (STOP, COLON) for mark in found.values())
    if sure < FEWEST and not (sure and stops >= FEWEST) and stops < STOPS_ALONE:
        return
    gone = {at - 1 for at in found if NAMES[words[at]][0]}
    for at, mark in found.items():
        words[at] = STOP if mark == BREAK else mark
        if mark == BREAK and at > 1 and words[at - 2] in ENDED:
            gone.add(at)
    leave_out(tokens, gone, [at + 1 for at, mark in found.items() if mark == BREAK])


ENDED = (STOP, COLON, ",", ";")
"""Marks behind which a line may end without a full stop."""


def named_mark(words: list[str], at: int) -> str:
    """The mark that the word at a place names, with the word before it where the name has two; else empty."""
    if words[at] not in NAMES:
        return ""
    firsts, mark = NAMES[words[at]]
    before, behind = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if firsts:
        return "" if before not in firsts else mark[firsts.index(before)] if len(mark) > 1 else mark
    if mark in (STOP, COLON) and (before in OTHER_SENSE or behind in OTHER_SENSE_BEHIND):
        return ""
    return mark


def leave_out(tokens: Tokens, gone: set[int], begun: list[int]) -> None:
    """Leave out the words at some places, with a line's break before the places where one was spoken."""
    lost = sorted(gone)
    tokens.breaks = [at - bisect_left(lost, at) for at in sorted([*tokens.breaks, *begun])]
    tokens.keep([at for at in range(len(tokens.words)) if at not in gone])
