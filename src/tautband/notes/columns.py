"""Pages set in two columns parted by a bar: the left column is read to its end before the right one.

A table has a bar too; a page in columns is one whose both halves open lines with headings of a note.
"""

from __future__ import annotations

from tautband.notes.page import Line, Page

BAR = "|"
FEWEST = 5
"""Lines with the bar that make a page."""
ASIDE = 2
"""Characters by which the bar may wander from line to line."""


def part_columns(page: Page) -> None:
    """Put the lines of the right column after those of the left, where the page has two; the bars fall away."""
    words = page.tokens.words
    barred = [(number, at) for number, line in enumerate(page.lines) if (at := only_bar(words, line)) is not None]
    if len(barred) < FEWEST:
        return
    places = [column(page, page.lines[number], at) for number, at in barred]
    middle = sorted(places)[len(places) // 2]
    if sum(abs(place - middle) <= ASIDE for place in places) < 0.8 * len(places):
        return
    left = [Line(page.lines[number].first, at) for number, at in barred]
    right = [Line(at + 1, page.lines[number].last) for number, at in barred]
    if not (headed(page, left) and headed(page, right)):
        return
    first, last = barred[0][0], barred[-1][0]
    within = {number for number, _ in barred}
    middle_lines = [line for number, line in enumerate(page.lines) if first <= number <= last and number not in within]
    if any(page.tokens.words[at].isalnum() for line in middle_lines for at in range(line.first, line.last)):
        return
    blank = [Line(0, 0)]
    rearrange(page, [*page.lines[:first], *left, *blank, *right, *blank, *page.lines[last + 1 :]])


def only_bar(words: list[str], line: Line) -> int | None:
    """The place of a line's bar, where it has just one."""
    return words.index(BAR, line.first) if words[line.first : line.last].count(BAR) == 1 else None


def column(page: Page, line: Line, at: int) -> int:
    """How many characters into its line a token stands."""
    starts, gaps = page.tokens.starts, page.tokens.gaps
    return starts[at] - starts[line.first] + gaps[line.first]


def headed(page: Page, lines: list[Line]) -> bool:
    """Whether a line of a column opens with a heading in capitals, or two with a key and a colon."""
    keys = 0
    for line in lines:
        if line.blank or not page.lexicon.opens("headings", page.words[line.first]):
            continue
        text = page.text[page.tokens.starts[line.first] : page.tokens.ends[line.first]]
        if text.isupper() and len(text) > 3:
            return True
        keys += page.tokens.words[line.first + 1 : line.first + 2] == [":"]
    return keys > 1


def rearrange(page: Page, lines: list[Line]) -> None:
    """Put the tokens into the order of the lines; what no line holds is left out."""
    order: list[int] = []
    placed: list[Line] = []
    for line in lines:
        begin = len(order)
        order += range(line.first, line.last)
        placed.append(Line(begin, len(order)))
    page.lines = placed
    page.words = [page.words[at] for at in order]
    page.tokens.keep(order)
