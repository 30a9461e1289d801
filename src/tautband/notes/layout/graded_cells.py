"""Tables whose cells hold grades by a legend, "0 none, 1 tender, 2 TrP, 2* TrP injected", and count no points.

Only the grade that the legend, or a sentence of the note, calls injected tells of a needle.
"""

from __future__ import annotations

from tautband.notes.layout.marks import INJECTING, OTHERWISE
from tautband.notes.text.page import Page
from tautband.notes.text.side_words import SIDE_OF

BOTH = ("right", "left")
FEWEST = 3
"""Grades of a legend, which begins with 0."""
STAR = "*"
GRADED = {"graded", "grade", "scored", "rated", "score"}
REACH = 5
"""Words from a grade to the deed that is told of it: "all points graded 2 were injected"."""


def keep_graded(page: Page) -> None:
    """Keep of the sides of a table those with a grade that was injected, where a legend explains the grades."""
    injected = injected_grades(page) if page.sides and "0" in page.tokens.words else set()
    if not injected:
        return
    for number, sides in list(page.sides.items()):
        cells = page.cells.get(number, {})
        if not sides or cells.keys().isdisjoint(BOTH):
            continue
        kept = [side for side in BOTH if cells.get(side, "").replace(" ", "") in injected]
        page.sides[number] = [(side, None) for side in kept]
        if not kept:
            page.off_lines.add(number)


def injected_grades(page: Page) -> set[str]:
    """The grades that were injected, by a legend or by a sentence beside one; empty where the note has no legend."""
    legend = next((found for line in page.lines if (found := grades_of(page.tokens.words[line.first : line.last]))), {})
    told = {grade for grade, words in legend.items() if words & INJECTING and not words & OTHERWISE}
    return told or (set(legend) & graded_as(page.tokens.words) if legend else set())


def grades_of(words: list[str]) -> dict[str, set[str]]:
    """The grades that a line explains, each with the words of its meaning: empty for any other line."""
    if "0" not in words or "," not in words:
        return {}
    begin = words.index("0")
    found: dict[str, set[str]] = {}
    grade = ""
    for at, word in enumerate(words[begin:], begin):
        opens = at == begin or words[at - 1] in (",", ";")
        if opens and word.isdecimal() and len(word) == 1:
            grade = word + (STAR if words[at + 1 : at + 2] == [STAR] else "")
            found[grade] = set()
        elif opens:
            return {}
        elif word == ")":
            break
        elif word.isalpha() and word not in SIDE_OF:
            found[grade].add(word)
    return found if len(found) >= FEWEST and all(found.values()) else {}


def graded_as(words: list[str]) -> set[str]:
    """The grades of which a sentence says that they were injected: "all TrPs graded 2 were injected"."""
    return {
        words[at + 1]
        for at in range(len(words) - 1)
        if words[at] in GRADED and words[at + 1].isdecimal() and not INJECTING.isdisjoint(words[at + 2 : at + REACH])
    }
