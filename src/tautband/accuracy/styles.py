"""The style of a note: what its label says, else the folder it lies in, else the shape of its text."""

from __future__ import annotations

import re
from pathlib import PurePath

PLAIN_FOLDER = "notes"
"""The folder every gold file keeps its notes in, which says nothing of their style."""
BOX = re.compile(r"\[[ xX]?\]|[☐☑☒□✓✗]|\b(?:yes|no)\s*(?:/|$)", re.IGNORECASE | re.MULTILINE)
BAR = re.compile(r"^.*\|.*\|", re.MULTILINE)
COLUMNS = re.compile(r"\S {3,}\S.* {3,}\S")
MARKS = re.compile(r"[.;:!?](?=\s|$)|\n")
MANY = 3
"""Lines, or boxes, that make a table or a form."""
PROSE, TERSE = 6.0, 4.0
"""Words to a sentence or line, on the average: from the first number on prose, below the second shorthand."""


def style_of(label: str | None, file: str, text: str) -> str:
    """The style a label gives; without one the note's folder, where it is not plainly `notes`; else one of `capitals`,
    `form`, `table`, `dictation`, `prose`, `clipped` and `shorthand`, by the shape of the text.

    The shape is a rough sort for figures side by side. Nothing in reading a note depends on it.
    """
    if label:
        return label
    folder = PurePath(file).parent.name
    return folder if folder and folder != PLAIN_FOLDER else shape(text)


def shape(text: str) -> str:
    """The shape of a text, by its letters, marks and gaps."""
    letters = [letter for letter in text if letter.isalpha()]
    words = len(text.split())
    marks = len(MARKS.findall(text))
    if letters and sum(map(str.isupper, letters)) > 0.8 * len(letters):
        return "capitals"
    if len(BOX.findall(text)) >= MANY:
        return "form"
    if max(len(BAR.findall(text)), sum(bool(COLUMNS.search(line)) for line in text.splitlines())) >= MANY:
        return "table"
    if words > 40 * max(1, marks):
        return "dictation"
    if words >= PROSE * marks:
        return "prose"
    return "shorthand" if words < TERSE * marks else "clipped"
