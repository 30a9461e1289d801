"""Rows of a form that were left blank where its heading says what blank means: "leave blank if none"."""

from __future__ import annotations

from tautband.notes.text.page import Line, Page

ASKED = (("leave", "blank"), ("left", "blank"), ("blank", "if"))


def leave_blank_rows(page: Page) -> None:
    """Hide the rows without a number below a heading that asks for one: "INJECTED (number of points; leave blank if
    none)".
    """
    if "blank" not in page.tokens.words:
        return
    asked = False
    for number, line in enumerate(page.lines):
        if line.blank:
            asked = False
        elif asked and not filled(page, line):
            page.hidden.update(range(line.first, line.last))
            page.off_lines.add(number)
        else:
            asked = asked or asks(page, line)


def asks(page: Page, line: Line) -> bool:
    """Whether a heading says that a row is to be left blank for none."""
    words = page.tokens.words[line.first : line.last]
    return any(tuple(words[at : at + len(phrase)]) == phrase for phrase in ASKED for at in range(len(words)))


def filled(page: Page, line: Line) -> bool:
    """Whether somebody wrote a number, a mark or an answer on a row."""
    words = page.tokens.words[line.first : line.last]
    return any(word[0].isdigit() or word in MARKS for word in words)


MARKS = {"x", "[", "(", ":", "=", "one", "two", "three", "four", "yes", "y", "done", "✓", "✔", "☒", "☑"}
