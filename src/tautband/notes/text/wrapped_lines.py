"""Lines that a printer only wrapped: whether a line goes on with the sentence of the one above."""

from __future__ import annotations

from typing import NamedTuple

from tautband.notes.text.page import Line, Page
from tautband.notes.text.sections import heading_at, skip_marker

FRAMES = {"*": "*", "]": "[", ">": "<", "=": "=", "#": "#", "+": "+"}
"""What a line that is framed ends and begins with: "*** DRAFT ***" is a line of its own."""
CLOSING = {'"', "\N{RIGHT DOUBLE QUOTATION MARK}"}
"""What closes a quotation, behind whose full stop the next line begins anew."""
CONTINUES = {
    ",", "and", "or", "the", "of", "with", "to", "in", "into", "for", "a", "an", "was", "were", "&", "by", "at", "on",
    "each",
}  # fmt: skip
LISTED_SIDES = {"left", "right", "l", "r", "lt", "rt", "bilateral", "bilat"}
"""First words of lines that list muscles one a line."""
COUNT_NOUNS = {"point", "points", "pt", "pts", "site", "sites", "stick", "sticks", "spot", "spots", "ml", "cc"}
ROW_ENDS = COUNT_NOUNS | {"each", "ea"}
"""Last words of rows that tell what each muscle got."""
WRAPPED = 55
"""Lines at least this long may have been wrapped by a printer."""


def wraps(page: Page, line: Line, following: Line, longest: int, capitals: bool, *, continued: bool) -> bool:
    """Whether `following` goes on with the sentence of `line`.

    `longest` is the width of the page's longest line in characters; `capitals`: the whole page is in capitals;
    `continued`: the line goes on with the one above it.
    """
    if line.blank or following.blank:
        return False
    if line.goes_on:
        return True
    if continued and lists_on(page, line, following):
        return True
    if begins_anew(Pair(page, line, following)):
        return False
    if page.tokens.words[line.last - 1] in CONTINUES or ends_in_side(page, line) or name_goes_on(page, line, following):
        return True
    if doses_muscle(page, line) and doses_muscle(page, following):
        return False
    wide = width(page, line)
    if names_needle(page, following) and wide + SPARE < longest:
        return False
    if capitals or not page.text[page.tokens.starts[following.first]].islower():
        return wide >= max(WRAPPED, 0.85 * longest) and longest < 200
    return wide >= 40


class Pair(NamedTuple):
    """Two lines of a page, one right below the other."""

    page: Page
    line: Line
    following: Line


def begins_anew(pair: Pair) -> bool:
    """Whether the second line begins a sentence of its own, whatever its length."""
    return any(rule(pair) for rule in BEGINS_ANEW)


def lists_on(page: Page, line: Line, following: Line) -> bool:
    """Whether a list of muscles in a narrow column is wrapped a second time: "L levator," above "L splenius"."""
    words = page.tokens.words
    sided = words[line.first] in LISTED_SIDES and words[following.first] in LISTED_SIDES
    return sided and words[line.last - 1] == ","


SIDE_ENDS, SIDE_OPENS = {"left", "right"}, {"the", "of", "in", "into"}
"""A line that ends so, "and the left", names its muscle on the next."""
VOLUMES = {"ml", "mls", "cc", "ccs"}


def ends_in_side(page: Page, line: Line) -> bool:
    """Whether a line ends with the side of the muscle that opens the next: "and in the left"."""
    words = page.tokens.words
    return words[line.last - 1] in SIDE_ENDS and words[line.last - 2] in SIDE_OPENS


def name_goes_on(page: Page, line: Line, following: Line) -> bool:
    """Whether a muscle's name begins at a line's end and ends on the next in small letters: "R lev" over "scap"."""
    if line.last != following.first or not page.text[page.tokens.starts[following.first]].islower():
        return False
    return any(
        found is not None and found.kind == "muscle" and found.last > line.last
        for found in (page.phrase_at("things", at, following.last) for at in range(line.last - 1, line.first, -1)[:2])
    )


def doses_muscle(page: Page, line: Line) -> bool:
    """Whether a line opens with a muscle and gives a volume: a row, as "psoas, one trigger point: 22 G, 3 mL"."""
    found = page.phrase_at("things", line.first, line.last)
    dosed = not VOLUMES.isdisjoint(page.tokens.words[line.first : line.last])
    return dosed and found is not None and found.kind == "muscle"


def framed(page: Page, line: Line) -> bool:
    """Whether a line is set between marks: "*** DRAFT ***", "++ END OF COPY ++"."""
    last = page.tokens.words[line.last - 1]
    return last in FRAMES and page.tokens.words[line.first] == FRAMES[last]


def ended(pair: Pair) -> bool:
    """The line ends with a mark, is a table's row, is framed or above a framed one, or closes a quotation behind a
    full stop.
    """
    page, line, following = pair
    words = page.tokens.words
    last = words[line.last - 1]
    if last in ".;:!?|" or "|" in words[line.first : line.last]:
        return True
    if framed(page, line) or framed(page, following):
        return True
    return last in CLOSING and line.last - line.first > 1 and words[line.last - 2] in ".!?"


def marked(pair: Pair) -> bool:
    """The next line opens with a box, a list's marker or a letter that counts."""
    page, _, following = pair
    first = following.first
    boxed = page.tokens.words[first] in "[(☐☒☑□"
    return boxed or skip_marker(page, first, following.last) != first or lettered(page, first)


def columns(pair: Pair) -> bool:
    """The next line stands in columns, or this one does in three."""
    page, line, following = pair
    gaps = page.tokens.gaps
    if max(gaps[following.first + 1 : following.last], default=0) >= 3:
        return True
    return sum(gap >= 3 for gap in gaps[line.first + 1 : line.last]) >= 2


def headed(pair: Pair) -> bool:
    """The next line opens with a heading or a form's label."""
    page, _, following = pair
    return heading_at(page, following.first, following.last, True) is not None or labelled(page, following)


def field_of_a_form(pair: Pair) -> bool:
    """The next line is a form's next field, or heads what follows: "Sites marked and injected (4):"."""
    page, line, following = pair
    words = page.tokens.words
    if ":" in words[line.first : line.last] and short_key(page, following) and upper_first(page, following):
        return True
    if words[following.last - 1] == ":" and upper_first(page, following):
        return True
    return keyed_in_capitals(page, following) or (short_key(page, line) and short_key(page, following))


def dated(pair: Pair) -> bool:
    """The next line is a word in capitals and a date."""
    return dated_title(pair.page, pair.following)


def listed(pair: Pair) -> bool:
    """Both lines are rows of muscles, by their sides or by what each muscle got."""
    page, line, following = pair
    words = page.tokens.words
    sided = words[following.first] in LISTED_SIDES
    if sided and page.tokens.gaps[following.first] >= 2:
        return True
    last = words[line.last - 1]
    if words[line.first] in LISTED_SIDES and (sided or last in COUNT_NOUNS):
        return True
    return last in ROW_ENDS and words[following.last - 1] in ROW_ENDS


BEGINS_ANEW = (ended, marked, columns, headed, field_of_a_form, dated, listed)
"""What tells that a line is no wrapped one; in the order of what it costs to look, since any one of them decides."""


def upper_first(page: Page, line: Line) -> bool:
    """Whether a line opens with a capital."""
    return page.text[page.tokens.starts[line.first]].isupper()


def short_key(page: Page, line: Line) -> bool:
    """Whether a line opens with a word or two and a colon, as its neighbours in a form do: "not done: R SS"."""
    words = page.tokens.words
    colon = next((at for at in range(line.first, min(line.first + 4, line.last)) if words[at] == ":"), line.first)
    return colon > line.first and all(words[at].isalpha() for at in range(line.first, colon))


SPARE = 25
"""Characters that no printer leaves free at the end of a line that goes on."""


def names_needle(page: Page, line: Line) -> bool:
    """Whether a line opens with the trigger point injection: a terse note's new line, "trigger pt inj L trap x 2"."""
    found = page.phrase_at("things", line.first, line.last)
    return found is not None and (found.kind, found.value) == ("service", "tpi")


def dated_title(page: Page, line: Line) -> bool:
    """Whether a line is a word in capitals and a date: "PRIOR 03/02/2025"."""
    words = page.tokens.words
    short = 3 < line.last - line.first <= 8
    first = page.text[page.tokens.starts[line.first] : page.tokens.ends[line.first]]
    return short and len(first) > 3 and first.isupper() and words[line.first + 1].isdecimal() and not page.capitals


def labelled(page: Page, line: Line) -> bool:
    """Whether a line opens with a form's label: a word or two in capitals, then a column's gap."""
    gaps, stop = page.tokens.gaps, min(line.last, line.first + 3)
    if page.capitals or max(gaps[line.first + 1 : stop], default=0) < 2:
        return False
    at = next(i for i in range(line.first + 1, stop) if gaps[i] >= 2)
    text = page.text[page.tokens.starts[line.first] : page.tokens.ends[at - 1]]
    return text.isupper() and len(text) > 1


LONGEST_KEY = 6


def keyed_in_capitals(page: Page, line: Line) -> bool:
    """Whether a line opens with a form's key in capitals: "MEDICATION PREPARED BY RN: ..."."""
    if page.capitals:
        return False
    words = page.tokens.words
    colon = next((at for at in range(line.first, min(line.last, line.first + LONGEST_KEY)) if words[at] == ":"), None)
    if colon is None or colon == line.first:
        return False
    text = page.text[page.tokens.starts[line.first] : page.tokens.ends[colon - 1]]
    return text.isupper() and sum(letter.isalpha() for letter in text) > LONGEST_KEY


def width(page: Page, line: Line) -> int:
    """How many characters the line holds."""
    return 0 if line.blank else page.tokens.ends[line.last - 1] - page.tokens.starts[line.first]


def lettered(page: Page, at: int) -> bool:
    """Whether a sentence opens with "A)", "(a)" or "b."."""
    words = page.tokens.words[at : at + 3]
    if len(words) < 3:
        return False
    if words[:2] in page.labels or (words[0] == "(" and len(words[1]) == 1 and words[1].isalnum() and words[2] == ")"):
        return True
    return len(words[0]) == 1 and words[0].isalpha() and (words[1] == ")" or (words[1] == "." and words[0] in "bcdefg"))
