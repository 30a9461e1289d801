"""Pages set in two columns parted by a bar: the left column is read to its end before the right one.

A table has a bar too; a page in columns is one whose both halves open lines with headings of a note or go on from line
to line in running words, or whose first line names a side over each half: "RIGHT | LEFT", with or without the bar.
"""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.layout.cells import BAR
from tautband.notes.text.page import Line, Page
from tautband.notes.text.side_words import SIDE_OF

CROSSING = "+"
"""Stands in the bar's place where a ruled line meets it from one side."""
PLACES = {
    "neck", "shoulder", "shoulders", "back", "calf", "thigh", "hip", "buttock", "arm", "forearm", "leg", "elbow",
    "flank", "chest", "girdle", "blade", "jaw", "head", "low", "lower", "upper", "mid", "gluteal", "scapula", "body",
    "lumbar", "cervical", "thoracic", "pelvis", "groin", "hamstring", "wrist", "hand", "foot", "face",
}  # fmt: skip
BESIDE_SIDE = {"side", "(", ")", ":", "patient", "pt", "-", "=", "/", "&", "and", "+", ","} | PLACES
GAP = 3
FEWEST = 5
"""Lines with the bar that make a page."""
ASIDE = 2
"""Characters by which the bar may wander from line to line."""


def part_columns(page: Page) -> None:
    """Put the lines of the right column after those of the left, where the page has two; the bars fall away."""
    words = page.tokens.words
    by_side(page)
    by_gap(page)
    if BAR not in words:
        return
    barred = [(number, at) for number, line in enumerate(page.lines) if (at := only_bar(words, line)) is not None]
    if len(barred) < FEWEST:
        return
    places = [column(page, page.lines[number], at) for number, at in barred]
    middle = sorted(places)[len(places) // 2]
    if sum(abs(place - middle) <= ASIDE for place in places) < 0.8 * len(places):
        return
    barred = sorted({*barred, *crossings(page, {number for number, _ in barred}, middle)})
    left = [Line(page.lines[number].first, at) for number, at in barred]
    right = [Line(at + 1, page.lines[number].last) for number, at in barred]
    if not all(headed(page, half) or wrapped(page, half) for half in (left, right)):
        return
    first, last = barred[0][0], barred[-1][0]
    within = {number for number, _ in barred}
    middle_lines = [line for number, line in enumerate(page.lines) if first <= number <= last and number not in within]
    if any(page.tokens.words[at].isalnum() for line in middle_lines for at in range(line.first, line.last)):
        return
    blank = [Line(0, 0)]
    rearrange(
        page,
        [*page.lines[:first], *unruled(page, left), *blank, *unruled(page, right), *blank, *page.lines[last + 1 :]],
    )


def by_gap(page: Page) -> None:
    """Put the right column after the left where nothing but blanks parts them, and both hold headings and plain lines.

    The cells of a table or the keys and answers of a form are told from it by their lines: each opens with a key, or
    none does.
    """
    at = 0
    while at < len(page.lines):
        cuts, end = gap_cuts(page, at)
        if len(cuts) >= FEWEST_PARTED:
            left = [Line(page.lines[n].first, cut) for n, cut in cuts.items()]
            right = [Line(cut, page.lines[n].last) for n, cut in cuts.items()]
            keyed = all(mixed(page, half) for half in (left, right)) and (titled(page, left) or titled(page, right))
            running = any(wrapped(page, half) or wordy(page, half) for half in (left, right))
            if (keyed and len(cuts) >= FEWEST) or (running and two_parts(page, left[0], right[0])):
                first, last = min(cuts), max(cuts)
                blank = [Line(0, 0)]
                placed = [*page.lines[:first], *unruled(page, left), *blank, *unruled(page, right), *blank]
                at = len(placed)
                rearrange(page, [*placed, *page.lines[last + 1 :]])
                continue
        at = max(end, at + 1)


def gap_cuts(page: Page, at: int) -> tuple[dict[int, int], int]:
    """Where the lines from `at` on are cut by one wide gap, each at the same column, and the line that ends them.

    Behind the first such line one may stand in either column alone; in the left one only where another line follows.
    """
    cuts: dict[int, int] = {}
    alone: dict[int, int] = {}
    place = None
    end = at
    while end < len(page.lines) and not page.lines[end].blank:
        line = page.lines[end]
        cut = only_gap(page, line)
        if cut is None and place is not None and abs(column(page, line, line.first) - place) <= 1:
            cut = line.first
        if cut is not None:
            place = column(page, line, cut) if place is None else place
            if abs(column(page, line, cut) - place) > 1:
                break
            cuts |= alone
            alone.clear()
            cuts[end] = cut
        elif place is not None and line.last - line.first > 1:
            if column(page, line, line.last - 1) + GAP > place or len(cuts) < FEWEST_ROWS:
                break
            alone[end] = line.last
        end += 1
    return cuts, end


FEWEST_PARTED = 3
"""Lines of two columns that name a part of the note over each."""


def wordy(page: Page, lines: list[Line]) -> bool:
    """Whether two lines of a column or more hold too many words for a table's cell."""
    words = page.tokens.words
    long = (sum(word.isalpha() for word in words[line.first : line.last]) > MOST_CELL for line in lines)
    return sum(long) >= FEWEST_ROWS


PARTS = {"history", "exam", "assessment", "plan", "procedure", "results", "past", "today", "planned"}


def two_parts(page: Page, left: Line, right: Line) -> bool:
    """Whether the first line of two columns names a part of the note over each: "Subjective      Objective"."""
    heads = [page.phrase_at("headings", line.first, line.last) for line in (left, right)]
    told = [m.value for m, line in zip(heads, (left, right), strict=True) if m is not None and m.last == line.last]
    return len(told) == len(set(told)) == len(heads) and PARTS.issuperset(told)


def only_gap(page: Page, line: Line) -> int | None:
    """The place behind a line's one wide gap; None where it has none or more."""
    gaps = page.tokens.gaps[line.first + 1 : line.last]
    if max(gaps, default=0) < GAP:
        return None
    found = [at for at, gap in enumerate(gaps, line.first + 1) if gap >= GAP]
    return found[0] if len(found) == 1 else None


def mixed(page: Page, lines: list[Line]) -> bool:
    """Whether some lines of a column open with a key and a colon, each its own, and others are plain text."""
    words = page.tokens.words
    told = [words[line.first : line.last] for line in lines if any(w.isalnum() for w in words[line.first : line.last])]
    keys = [" ".join(line[: line.index(":")]) for line in told if ":" in line[:MOST_KEY]]
    return len(keys) >= FEWEST_ROWS <= len(told) - len(keys) and len(set(keys)) == len(keys)


MOST_KEY = 6


def titled(page: Page, lines: list[Line]) -> bool:
    """Whether two lines of a column or more open with headings of a note."""
    opened = [line for line in lines if page.lexicon.opens("headings", page.words[line.first])]
    return sum(":" in page.tokens.words[line.first : line.first + MOST_KEY] for line in opened) >= FEWEST_ROWS


def crossings(page: Page, barred: set[int], middle: int) -> list[tuple[int, int]]:
    """The lines that have a cross in the bar's place: "--------+ R SCM 1 pt"."""
    words = page.tokens.words
    return [
        (number, at)
        for number, line in enumerate(page.lines)
        if number not in barred
        for at in range(line.first, line.last)
        if words[at] == CROSSING and abs(column(page, line, at) - middle) <= ASIDE
    ]


def unruled(page: Page, lines: list[Line]) -> list[Line]:
    """Lines without those that are ruled across the column, which part it as a blank line does."""
    ruled = [not any(page.tokens.words[at].isalnum() for at in range(line.first, line.last)) for line in lines]
    return [Line(0, 0) if empty else line for line, empty in zip(lines, ruled, strict=True)]


def by_side(page: Page) -> None:
    """Put what stands under "LEFT" after what stands under "RIGHT", where a page or a part of it has a column for each.

    The lines below keep their side in `page.halves`. A table with the muscles in a column of their own, before those of
    the sides, is none.
    """
    if SIDE_OF.keys().isdisjoint(page.tokens.words):
        return
    for number in range(len(page.lines) - 1, -1, -1):
        found = side_header(page, page.lines[number])
        if found is not None:
            part_sides(page, number, *found)


def side_header(page: Page, line: Line) -> tuple[list[str], list[int], bool] | None:
    """The two sides a header line names, the columns at which they stand, and whether a bar parts them."""
    words, gaps = page.tokens.words, page.tokens.gaps
    if line.last - line.first > MOST_HEADER:
        return None
    sides: list[str] = []
    places: list[int] = []
    barred = parted = False
    for at in range(line.first, line.last):
        word = words[at]
        parted = parted or (at > line.first and gaps[at] >= GAP) or word == BAR
        if word == BAR:
            barred = True
        elif word in SIDE_OF:
            if sides and not parted:
                return None
            sides.append(SIDE_OF[word])
            places.append(column(page, line, at))
            parted = False
        elif word not in BESIDE_SIDE:
            return None
    both = len(sides) == 2 and sides[0] != sides[1]
    return (sides, places, barred) if both and (len(words[line.first]) > 1 or barred) else None


MOST_HEADER = 12
FEWEST_ROWS = 2
NEAR = 4


def part_sides(page: Page, header: int, sides: list[str], places: list[int], barred: bool) -> None:
    """Part the rows below a header of sides into its two columns, and give each line its side."""
    rows: list[tuple[Line, Line]] = []
    end = header + 1
    while end < len(page.lines):
        line = page.lines[end]
        parting = ruled_line(page, line) or (line.blank and not rows)  # a line drawn below the header
        halves = (Line(0, 0), Line(0, 0)) if parting else halved(page, line, places, barred)
        if halves is None:
            break
        rows.append(halves)
        end += 1
    told = [row for row in rows if not (row[0].blank and row[1].blank)]
    if len(told) < FEWEST_ROWS or not all(any(not row[half].blank for row in told) for half in (0, 1)):
        return
    if not any(not row[0].blank and not row[1].blank for row in told):
        return
    blank = Line(0, 0)
    halves_of = [[row[half] for row in rows] for half in (0, 1)]
    placed = [*page.lines[:header], blank, *halves_of[0], blank, *halves_of[1], blank, *page.lines[end:]]
    shift = len(placed) - len(page.lines)
    page.halves = {(number + shift if number >= end else number): side for number, side in page.halves.items()}
    begin = header + 1
    for side, lines in zip(sides, halves_of, strict=True):
        page.halves.update(dict.fromkeys(range(begin, begin + len(lines)), side))
        begin += len(lines) + 1
    rearrange(page, placed)


def ruled_line(page: Page, line: Line) -> bool:
    """Whether a line holds dashes and crosses alone."""
    return not line.blank and not any(page.tokens.words[at].isalnum() for at in range(line.first, line.last))


def halved(page: Page, line: Line, places: list[int], barred: bool) -> tuple[Line, Line] | None:
    """The two halves of a row; None where the columns end."""
    words, gaps = page.tokens.words, page.tokens.gaps
    if line.blank:
        return None
    if barred:
        at = only_bar(words, line)
        return None if at is None else (Line(line.first, at), Line(at + 1, line.last))
    cuts = [at for at in range(line.first, line.last) if at == line.first or gaps[at] >= GAP]
    right = [at for at in cuts if abs(column(page, line, at) - places[1]) <= NEAR]
    begins = column(page, line, line.first)
    if abs(begins - places[0]) > NEAR and not (right and right[0] == line.first):
        return None
    if right:
        return Line(line.first, right[0]), Line(right[0], line.last)
    return (line, Line(0, 0)) if column(page, line, line.last - 1) < places[1] and len(cuts) == 1 else None


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
        keys += page.tokens.words[line.first + 1 : line.first + 2] == [":"] or page.tokens.words[line.first] in BARE
    return keys > 1


MOST_CELL = 3
"""Words of a line from which on it is more than a table's cell."""
FEWEST_WRAPPED = 2


def wrapped(page: Page, lines: list[Line]) -> bool:
    """Whether the lines of a column go on from one to the next in running words, which no cells of a table do."""
    words, tokens = page.tokens.words, page.tokens
    going_on = 0
    for line, following in pairwise(lines):
        if line.blank or following.blank or words[line.last - 1] in ENDS:
            continue
        long = sum(word.isalpha() for word in words[line.first : line.last]) > MOST_CELL
        going_on += long and page.text[tokens.starts[following.first]].islower()
    return going_on >= FEWEST_WRAPPED


ENDS = {".", ":", "!", "?", ";"}


BARE = {"dx", "hx", "pe", "rx", "imp", "plan", "exam"}
"""Headings that open a line without a colon."""


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
