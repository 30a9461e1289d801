"""Where a sentence ends: at its marks, at a form's next key, and where a text goes on without end."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import compress, pairwise
from operator import le, or_

from tautband.notes.text.dictation import DICTATED, dictated, last_told
from tautband.notes.text.page import Page
from tautband.notes.text.sections import ROMAN

ENDING = ".!?;"
LONGEST = 250
"""No sentence has more words: a text without full stops is cut, so that work stays linear in its length."""
QUOTING = ('"', "\N{RIGHT DOUBLE QUOTATION MARK}")
TURNING = frozenset(f"{ENDING}(),").union(QUOTING)
"""Marks that may end a sentence or open and close brackets; all else only counts as a word."""
WIDE = partial(le, 3)
"""Whether so many blanks part two columns."""


Piece = tuple[int, int, int, bool]
"""A sentence: its first token, where it ends, the number of its line, and whether it opens that line."""


@dataclass(slots=True)
class Cutting:
    """The sentences of wrapped lines as they are cut: those done, and the one under way."""

    start: int
    line: int
    opens: bool = True
    depth: int = 0
    """The round brackets open in it."""
    done: list[Piece] = field(default_factory=list)

    def end(self, at: int, line: int, opens: bool = False) -> None:
        """End the sentence under way before token `at`, where the next one begins."""
        self.done.append((self.start, at, self.line, self.opens))
        self.start, self.line, self.opens = at, line, opens


def pieces(page: Page, block: list[int]) -> list[Piece]:
    """The sentences of wrapped lines, whose numbers `block` holds."""
    cutting = Cutting(page.lines[block[0]].first, block[0])
    for number in block:
        cut_line(page, number, cutting, page.lines[block[-1]].last)
    stop = page.lines[block[-1]].last
    if cutting.start < stop:
        cutting.end(stop, block[-1])
    return [piece for told in cutting.done for piece in without_dictation(page, told)]


def cut_line(page: Page, number: int, cutting: Cutting, stop: int) -> None:
    """Cut one line at its marks and keys, and wherever a sentence grows too long; `stop` ends the wrapped lines."""
    words, gaps, line = page.tokens.words, page.tokens.gaps, page.lines[number]
    if cutting.start == line.first:
        cutting.line, cutting.opens = number, True
    marked = map(TURNING.__contains__, words[line.first : line.last])
    turns = compress(range(line.first, line.last), map(or_, marked, map(WIDE, gaps[line.first : line.last])))
    for at in (*turns, line.last):
        while cutting.start + LONGEST < at:
            cutting.end(last_told(words, cutting.start, cutting.start + LONGEST + 1), number)
            cutting.depth = 0
        if at == line.last:
            return
        if at != cutting.start and gaps[at] >= 3 and opens_key(page, at, line.last):
            cutting.end(at, number, at == line.first)
        if words[at] == "," and then_elsewhere(words, cutting.start, at, line.last):
            cutting.end(at + 1, number)
            cutting.depth = 0
            continue
        cutting.depth = bracketed(words[at], cutting.depth)
        if ends_with(page, at, cutting, stop):
            cutting.end(at + 1, number)
            cutting.depth = 0


def ends_with(page: Page, at: int, cutting: Cutting, stop: int) -> bool:
    """Whether the sentence under way ends with the mark at `at`, and not only what stands in its brackets."""
    word, long = page.tokens.words[at], at - cutting.start >= LONGEST
    if word == ")" and not cutting.depth and ends_aside(page, at, cutting.start, stop):
        return True
    if word in QUOTING:
        return ends_quotation(page, at, stop)
    if not long and word not in ENDING:
        return False
    if cutting.depth and ((word == "." and initial(page, at)) or (word == ";" and not long)):
        return False
    return ends_here(page, at, cutting.start, stop)


def ends_aside(page: Page, at: int, start: int, stop: int) -> bool:
    """Whether a bracket ends what stands in brackets with its full stop: "(ECU: nothing.) Injected both"."""
    words = page.tokens.words
    whole = words[start] == "(" and words[at - 1] == "." and at + 1 < stop
    return whole and page.text[page.tokens.starts[at + 1]].isupper()


FEWEST_QUOTED = 4
"""Words and marks of a quotation that ends a sentence, with the mark that opens it."""


def ends_quotation(page: Page, at: int, stop: int) -> bool:
    """Whether a quotation ends with its full stop, and the writer goes on: 'She did well." I injected'.

    So few words as one finding has end nothing: 'reproduces "knife." L levator'.
    """
    words, gaps = page.tokens.words, page.tokens.gaps
    if '"' in words[max(0, at - FEWEST_QUOTED) : at]:
        return False
    closed = at > 0 and words[at - 1] == "." and not gaps[at] and at + 1 < stop and bool(gaps[at + 1])
    return closed and page.text[page.tokens.starts[at + 1]].isupper()


def without_dictation(page: Page, piece: Piece) -> list[Piece]:
    """A sentence in the parts in which it was dictated, where it is long; else itself."""
    begin, end, number, opens = piece
    if end - begin < DICTATED:
        return [piece]
    places = [begin, *dictated(page.tokens.words, begin, end), end]
    return [(one, two, number, opens and one == begin) for one, two in pairwise(places)]


AIMED = {"into", "in"}
STRUCTURES = {"bursa", "joint", "sheath", "tunnel", "nerve", "space", "tendon"}


def then_elsewhere(words: list[str], start: int, at: int, stop: int) -> bool:
    """Whether a comma parts one injected structure from the next: "4 mL into the bursa, then 1 mL into the ..."."""
    if words[at + 1 : at + 2] != ["then"] or STRUCTURES.isdisjoint(words[start:at]):
        return False
    return not AIMED.isdisjoint(words[start:at]) and not AIMED.isdisjoint(words[at + 1 : stop])


def initial(page: Page, at: int) -> bool:
    """Whether a full stop stands behind the initial of a name: "(approved by K. Dunn)"."""
    words, text = page.tokens.words, page.text
    if len(words[at - 1]) != 1 or not words[at - 1].isalpha() or at + 1 >= len(words):
        return False
    return text[page.tokens.starts[at - 1]].isupper() and text[page.tokens.starts[at + 1]].isupper()


def bracketed(word: str, depth: int) -> int:
    """How many round brackets are open after this word; a closing one too many closes nothing."""
    return depth + 1 if word == "(" else max(0, depth - 1) if word == ")" else depth


ABBREVIATED = {
    "dr", "mr", "mrs", "ms", "vs", "prev", "approx", "st", "fig", "no", "e.g", "i.e", "eg", "ie", "incl", "dept", "mt",
    "ant", "post", "lat", "med", "sup", "inf", "glut", "lev", "br", "nn",
}  # fmt: skip
CUT_NAMES = {
    "cap", "cerv", "maj", "min", "max", "trap", "scap", "rhomb", "infra", "supra", "semi", "semispin", "spl", "obl",
    "para", "paraspin", "lumb", "thor", "pect", "gastroc", "temp", "mass", "pter", "delt", "lat", "tib", "fem",
    "pirif",
}  # fmt: skip
"""Last words of muscles cut short, behind whose full stop a number goes on with the row: "R splenius cap. 1 mL"."""


def ends_here(page: Page, at: int, start: int, stop: int) -> bool:
    """Whether the mark at `at` ends a sentence."""
    words, gaps = page.tokens.words, page.tokens.gaps
    mark = words[at]
    if mark == "?" and at + 1 < stop and at + 1 not in page.line_starts and words[at + 1] in ANSWERS:
        return False  # a form's question and its answer on one line
    if mark in "!?;" or at - start >= LONGEST:
        return True
    if mark != "." or at + 1 >= stop or words[at + 1] == "." or words[at - 1] == ".":
        return False
    if not gaps[at + 1] and at + 1 not in page.line_starts:
        return False
    previous = words[at - 1]
    if previous in ("g", "e") and words[at - 3 : at - 1] in (["e", "."], ["i", "."]):
        return False  # "e.g. the trapezius"
    if previous == "no" and at - start > 1 and counts_nothing(page, at):
        return True  # "left splenius no. ROM 70%"
    if previous in ABBREVIATED or (previous.isdecimal() and at - start == 1):
        return False
    if previous in ROMAN and at - start == 1:
        return False
    if len(previous) == 1 and previous.isalpha() and at - start == 1:
        return False
    if previous in CUT_NAMES and words[at + 1][0].isdecimal() and at + 1 not in page.line_starts:
        return False
    opener = page.text[page.tokens.starts[at + 1]]
    return not (previous in ("in", "approx", "lb", "gm", "n", "m") and opener.islower())


COUNTED = {
    "of", "points", "sites", "inj", "injections", "tp", "tps", "trp", "trps", "pts", "refills", "muscles", "(", ":",
}  # fmt: skip


def counts_nothing(page: Page, at: int) -> bool:
    """Whether the full stop at `at` ends an answer and no abbreviation of "number": "no. of points", "No. 2"."""
    behind = page.tokens.words[at + 1 : at + 2]
    return bool(behind) and behind[0].isalpha() and behind[0] not in COUNTED


ANSWERS = {"y", "n", "yes", "no"}
COUNTED_KEYS = {"points", "sites", "sticks"}


def opens_key(page: Page, at: int, stop: int) -> bool:
    """Whether "Key:" begins here, after a column's gap: not at a question's answer, nor at the row's own count."""
    words = page.tokens.words
    if words[at] in ANSWERS and words[at - 1] == "?":
        return False
    if words[at] in COUNTED_KEYS and words[at + 1 : at + 2] == [":"] and page.number(at + 2) is not None:
        return False
    for place in range(at, min(stop, at + 5)):
        if words[place] == ":":
            return place > at
        if not words[place][0].isalpha() and words[place] != "/":
            return False
    return False
