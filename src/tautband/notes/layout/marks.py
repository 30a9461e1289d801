"""What a printed form's author marked: circled or starred names in a grid of choices, "(Y) N", and a legend's letters.

A circle comes through as brackets around the name. What stands unmarked in a grid where others are marked is hidden, as
an unticked box is; so is a whole grid that asks for circles of which none came through.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tautband.notes.layout.cells import Cell, cell_words, split_row
from tautband.notes.text.page import Line, Page
from tautband.notes.text.target import MUSCLE_KINDS
from tautband.notes.vocabulary.tokens import places_of

CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">", "*": "*", ">": "<"}
STARS = {"*", ">", "✓", "✔", "+", "#", "●", "•", "→", "x"}
GAP = 2
FEWEST = 3
"""Names on a line that make it a line of choices."""
LONGEST = 4
"""Words of a name."""
KEYS = 3
ASKING = {"circle", "circled", "mark", "marked", "highlight", "highlighted", "underline", "underlined", "check", "star"}
YES_NO = {"y": "n", "n": "y", "yes": "no", "no": "yes"}
YES = {"y", "yes"}


class Choice(NamedTuple):
    """One name of a grid at tokens `first` to `last`, its marks included. `begin` and `end` are the name alone;
    `answer` is the yes or no behind it.
    """

    first: int
    last: int
    begin: int
    end: int
    answer: str = ""

    @property
    def marked(self) -> bool:
        """Whether a mark stands at the name, or a yes behind it."""
        return self.answer in YES if self.answer else (self.first, self.last) != (self.begin, self.end)


def read_marks(page: Page) -> None:
    """Hide what a form's author left unmarked."""
    words = page.tokens.words
    asked = -KEYS
    group: list[tuple[Line, list[Choice]]] = []
    wanted = False
    asking = not ASKING.isdisjoint(words)
    for number, line in enumerate([*page.lines, Line(0, 0)]):
        found = choices(page, line) if max(page.tokens.gaps[line.first + 1 : line.last], default=0) >= GAP else []
        if found and group and keyed_line(words, line):
            settle(page, group, wanted)
            group, wanted = [], False
        if found:
            wanted = wanted or number - asked <= KEYS
            group.append((line, found))
            continue
        if group:
            settle(page, group, wanted)
        group, wanted = [], False
        if asking and not ASKING.isdisjoint(words[line.first : line.last]):
            asked = number
    for at in places_of("(", words):
        answered(page, at)


TICKS = {"x", "✓", "✔", "●", "→", "◉", "■"}
LONGEST_ROW = 8


def read_marked_lines(page: Page) -> None:
    """Leave out the lines of a list of muscles that have no mark before them where others have one:

    x gluteus medius, R
      gluteus minimus, R
    """
    words = page.tokens.words
    if TICKS.isdisjoint(words):
        return
    run: list[tuple[int, bool]] = []
    for number, line in enumerate([*page.lines, Line(0, 0)]):
        ticked = not line.blank and words[line.first] in TICKS and line.last - line.first > 1
        if not line.blank and of_one_muscle(page, line, line.first + ticked):
            run.append((number, ticked))
            continue
        if len(run) >= FEWEST and {True, False} == {mark for _, mark in run}:
            for at, mark in run:
                row = page.lines[at]
                if not mark:
                    page.off_lines.add(at)
                page.hidden.update(range(row.first, row.first + 1 if mark else row.last))
        run = []


def of_one_muscle(page: Page, line: Line, first: int) -> bool:
    """Whether a line from a token on is a muscle's name with its side and nothing else: no count, dose or finding."""
    words = page.tokens.words[first : line.last]
    if not 0 < len(words) <= LONGEST_ROW or any(word.isdecimal() for word in words):
        return False
    found = page.things_between(first, line.last)
    named = {at for m in found if m.kind in MUSCLE_KINDS | {"side"} for at in range(m.first, m.last)}
    rest = [words[at - first] for at in range(first, line.last) if at not in named]
    return any(m.kind in MUSCLE_KINDS for m in found) and all(not word.isalnum() for word in rest)


CHECKS = {"✓", "✔", "☑", "☒"}
NOTHING = {"-", "\N{EN DASH}", "\N{EM DASH}", "0", "o", "no", "none"}


def read_ticked_cells(page: Page) -> None:
    """Leave out of lines of muscles those with a dash behind where others have a tick: "L soleus  ✓    L FHL  -"."""
    if CHECKS.isdisjoint(page.tokens.words):
        return
    run: list[list[tuple[Cell, Cell]]] = []
    for line in [*page.lines, Line(0, 0)]:
        pairs = ticked_pairs(page, line)
        if pairs:
            run.append(pairs)
            continue
        every = [pair for row in run for pair in row]
        ticked = [pair for pair in every if not CHECKS.isdisjoint(cell_words(page, pair[1]))]
        if len(run) >= FEWEST_LINES and ticked and len(ticked) < len(every):
            for name, mark in every:
                page.hidden.update(range(name.first if (name, mark) not in ticked else mark.first, mark.last))
        run = []


FEWEST_LINES = 2


def ticked_pairs(page: Page, line: Line) -> list[tuple[Cell, Cell]]:
    """The muscles of a line with the tick or dash behind each; empty for any other line."""
    cells = split_row(page, line)
    if len(cells) < 2 or len(cells) % 2:
        return []
    pairs = list(zip(cells[::2], cells[1::2], strict=True))
    for name, mark in pairs:
        said = set(cell_words(page, mark))
        if not (said <= CHECKS or said <= NOTHING):
            return []
        if not any(m.kind in MUSCLE_KINDS for m in page.things_between(name.first, name.last)):
            return []
    return pairs


def keyed_line(words: list[str], line: Line) -> bool:
    """Whether a line of choices opens with its own key, so that it is a grid by itself."""
    return ":" in words[line.first : line.first + KEYS]


def settle(page: Page, group: list[tuple[Line, list[Choice]]], wanted: bool) -> None:
    """Hide the unmarked names of a grid of muscles; all of them where circles were asked for and none is seen."""
    every = [choice for _, found in group for choice in found]
    marked = [choice for choice in every if choice.marked]
    if not marked and not wanted and not all(choice.answer for choice in every):
        return
    if len(marked) == len(every) or not (muscular(page, every) or (marked and of_services(page, every))):
        return
    for line, found in group:
        if not any(choice.marked for choice in found):
            page.hidden.update(range(line.first, line.last))
    for choice in every:
        page.hidden.update(range(choice.first, choice.begin))
        page.hidden.update(range(choice.end, choice.last))
        if not choice.marked:
            page.hidden.update(range(choice.begin, choice.end))


def muscular(page: Page, every: list[Choice]) -> bool:
    """Whether most names of a grid are muscles."""
    named = 0
    for choice in every:
        found = page.things_between(choice.begin, choice.end)
        named += any(m.kind in MUSCLE_KINDS for m in found)
    return 2 * named > len(every)


def of_services(page: Page, every: list[Choice]) -> bool:
    """Whether the names of a grid but its key are procedures: "Type   (TPI)   CSI   PRP   dry needle"."""
    kinds = [{m.kind for m in page.things_between(choice.begin, choice.end)} for choice in every]
    named = sum(bool({"service", "structure"} & held) for held in kinds)
    return named > 1 and 2 * named >= len(every) - 1


def choices(page: Page, line: Line) -> list[Choice]:
    """The names of a line of choices, parted by a column's gap; empty for any other line."""
    words, gaps = page.tokens.words, page.tokens.gaps
    first = line.first
    for at in range(first, min(first + KEYS, line.last)):
        if words[at] == ":":
            first = at + 1
    cuts = [at for at in range(first, line.last) if at == first or gaps[at] >= GAP]
    found = []
    fewest = FEWEST if words[line.last - 1] not in YES_NO else FEWEST - 1  # "L piriformis Y   R piriformis N"
    if len(cuts) < fewest:
        return []
    for begin, end in zip(cuts, [*cuts[1:], line.last], strict=True):
        choice = choice_at(words, begin, end)
        if choice is None:
            return []
        found.append(choice)
    return found if len(found) >= FEWEST or all(choice.answer for choice in found) else []


def choice_at(words: list[str], first: int, last: int) -> Choice | None:
    """The name between two columns, with the brackets or the star around it; None where there is more than a name."""
    begin, end = first, last
    if end - begin > 2 and CLOSING.get(words[begin]) == words[end - 1]:
        begin, end = begin + 1, end - 1
        if end - begin > 2 and CLOSING.get(words[begin]) == words[end - 1]:
            begin, end = begin + 1, end - 1
    elif end - begin > 1 and words[begin] in STARS:
        begin += 1
    elif end - begin > 1 and words[end - 1] in STARS:
        end -= 1
    answer = words[end - 1] if end == last and end - begin > 1 and words[end - 1] in YES_NO else ""
    end -= bool(answer)
    name = words[begin:end]
    return Choice(first, last, begin, end, answer) if name and len(name) <= LONGEST and all(map(plain, name)) else None


def plain(word: str) -> bool:
    """Whether a word can be part of a name."""
    return word.isalpha() or word in ("/", ".")


def answered(page: Page, at: int) -> None:
    """Hide the answer that was not circled beside one that was: "(Y) N", "Yes (No)"."""
    words = page.tokens.words
    if at + 2 >= len(words) or words[at + 2] != ")":
        return
    other = YES_NO.get(words[at + 1])
    if other is None:
        circled_side(page, at)
        return
    stroke = words[at - 1] in ("/", "|")
    behind = at + 3 + (words[at + 3 : at + 4] in (["/"], ["|"]))
    if words[behind : behind + 1] == [other]:
        page.hidden.update((at, at + 2, *range(at + 3, behind + 1)))
    elif at > stroke and words[at - 1 - stroke] == other:
        page.hidden.update((at, at + 2, *range(at - 1 - stroke, at)))


SIDES = {"r": "l", "l": "r", "right": "left", "left": "right", "rt": "lt", "lt": "rt"}


def circled_side(page: Page, at: int) -> None:
    """Hide the side that was not circled: "quadratus lumborum   (R)  L", where nothing but a gap follows the pair."""
    words, gaps = page.tokens.words, page.tokens.gaps
    other = SIDES.get(words[at + 1])
    if other is None:
        return
    breaks = set(page.tokens.breaks)
    for side, behind in ((at + 3, at + 4), (at - 1, at + 3)):
        ends = behind >= len(words) or behind in breaks or gaps[behind] >= GAP or not words[behind].isalnum()
        if 0 <= side < len(words) and words[side] == other and ends:
            page.hidden.update((at, at + 2, side))
            return


INJECTING = {"injected", "inject", "injection", "inj", "tpi", "shot", "treated", "given"}
OTHERWISE = {
    "earlier", "previous", "previously", "prior", "last", "past", "before", "ago", "next", "planned", "plan", "dry",
    "needled", "needling", "not", "no", "examined", "never", "declined", "deferred", "old", "historical", "left",
}  # fmt: skip
LONGEST_SIGN = 2
LONGEST_SHORT = 3
"""Letters of a short word for the injection, "INJ = injected"."""


def all_signs(page: Page) -> tuple[frozenset[str], frozenset[str]]:
    """The signs of a legend, "I = injected   H = at an earlier visit": those of an injection today, and the others."""
    signs: set[str] = set()
    others: set[str] = set()
    for sign, meaning in legend(page):
        today = meaning & INJECTING and not meaning & OTHERWISE
        if today or len(sign) <= LONGEST_SIGN:
            (signs if today else others).add(sign)
    return frozenset(signs), frozenset(others - signs)


DENYING = {"not", "no", "none", "nothing"}


def denying_signs(page: Page) -> set[str]:
    """The signs that a legend gives to what was not done: "\N{BALLOT X} = not done"."""
    return {sign for sign, meaning in legend(page) if meaning & DENYING}


def legend(page: Page) -> Iterator[tuple[str, set[str]]]:
    """The signs of the lines that explain them, each with the words of its meaning."""
    words = page.tokens.words
    for line in page.lines if "=" in words else ():
        places = [at for at in range(line.first + 1, line.last) if words[at] == "=" and is_sign(words, at - 1)]
        if not places or not (len(places) > 1 or places[0] == line.first + 1):
            continue
        for at, stop in zip(places, [*(place - 1 for place in places[1:]), line.last], strict=True):
            yield words[at - 1], set(words[at + 1 : stop])


def is_sign(words: list[str], at: int) -> bool:
    """Whether a token may be a legend's sign: a few letters, or a mark."""
    return len(words[at]) <= LONGEST_SHORT and not words[at].isdecimal() and words[at] not in (")", "]", "%")


def signed_count(text: str, signs: frozenset[str]) -> int | None:
    """The count a cell holds by the legend: 0 where its sign stands without a count, None where it does not stand."""
    words = text.split()
    for at, word in enumerate(words):
        if word in signs or (len(word) <= FEWEST and word[-1:] in signs and word.isalpha()):
            following = words[at + 1 : at + 2]
            return int(following[0]) if following and following[0].isdecimal() and len(following[0]) < FEWEST else 0
    return None
