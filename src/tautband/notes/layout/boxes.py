"""The boxes of a printed form: where they stand on a line, and which are ticked."""

from __future__ import annotations

from itertools import compress
from typing import NamedTuple

from tautband.notes.text.page import Line, Page

TICKED = {"☒", "☑", "✓", "✔", "✗", "✘", "■", "🗹", "🗷"}
UNTICKED = {"☐", "□", "❏", "❑", "▢"}
CROSS = {"x", "✓", "✔", "✗", "•", "●", "*"}
OPENING = {"[": "]", "(": ")"}
OPEN = {"○", "◯"}
FILLED = {"●", "◉", "⦿"}
"""Round buttons, which are boxes where a line holds both sorts: "○ done  ● not today"."""
BOXED = TICKED | UNTICKED | OPENING.keys() | OPEN
"""Marks without one of which a line holds no box."""


class Box(NamedTuple):
    """A box to tick, at tokens `first` to `last`."""

    ticked: bool
    first: int
    last: int


def find_boxes(page: Page, line: Line) -> list[Box]:
    """The boxes of a line: [x], [ ], (x), ( ), ☐, ☒ and their like. "[6]" is a value, not a box."""
    words, here = page.tokens.words, page.tokens.words[line.first : line.last]
    boxes: list[Box] = []
    letters = "[" in here and boxed_letters(words, line)
    rounded = not OPEN.isdisjoint(here) and not FILLED.isdisjoint(here)
    marks = BOXED | FILLED if rounded else BOXED - OPEN
    for at in compress(range(line.first, line.last), map(marks.__contains__, here)):
        if at in page.hidden or (boxes and at < boxes[-1].last):
            continue
        closing = OPENING.get(words[at])
        if closing is None:
            boxes.append(Box(words[at] in TICKED or words[at] in FILLED, at, at + 1))
        elif at + 1 < line.last and words[at + 1] == closing and (words[at] == "[" or page.tokens.gaps[at + 1]):
            boxes.append(Box(False, at, at + 2))
        elif at + 2 < line.last and words[at + 1] in CROSS and words[at + 2] == closing:
            boxes.append(Box(True, at, at + 3))
        elif letters and lettered(words, at):
            boxes.append(Box(LETTERED[words[at + 1]], at, at + 3))
    return boxes


LETTERED = {"y": True, "yes": True, "n": False, "no": False}
"""Answers that stand in a box, and whether they tick it: "[Y]", "[No]"."""


def lettered(words: list[str], at: int) -> bool:
    """Whether a yes or a no in square brackets stands at a place."""
    answer = words[at + 1 : at + 3]
    return words[at] == "[" and len(answer) > 1 and answer[0] in LETTERED and answer[1] == "]"


def boxed_letters(words: list[str], line: Line) -> bool:
    """Whether the answers in brackets on a line are its boxes: one opens it, or several stand behind their names."""
    several = sum(lettered(words, at) for at in range(line.first, line.last)) > 1
    return lettered(words, line.first) or (several and words[line.last - 1] == "]")


def hide(page: Page, first: int, last: int) -> None:
    """Take tokens out of sight."""
    page.hidden.update(range(first, last))
