"""Sides that a form prints as choices, "(R)  L", "R [L] B", "R: 2  L: 0": only the one that was marked stays in sight.

A circle comes through as brackets or stars around the letter. Where sides stand as choices and none is marked, none is
told; and a row that has neither a marked side, a ticked box nor a count was not chosen, where others of the form were.
"""

from __future__ import annotations

from typing import NamedTuple

from tautband.notes.text.page import Line, Page
from tautband.notes.text.target import MUSCLE_KINDS

SIDES = {
    "r": "right", "rt": "right", "right": "right", "l": "left", "lt": "left", "left": "left",
    "b": "both", "bl": "both", "bil": "both", "bilat": "both", "bilateral": "both", "both": "both",
}  # fmt: skip
RIGHT, LEFT = ({word for word, side in SIDES.items() if side == one} for one in ("right", "left"))
BOTH = ("right", "left")
KEYS = {"side", "sides", "laterality", "body"}
CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">", "*": "*", ">": "<"}
TICKS = {"✓", "✔", "☑", "☒", "*", "ⓧ", "Ⓧ", "⊗", "⊠", "◉", "⦿"}
CROSSES = {"x", *TICKS}
SAID = {"circled", "marked", "chosen", "selected", "checked", "ticked"}
BETWEEN = {"/", "|"}
NOTHING = {"0", "-", "none", "no"}
BEHIND = {"x", "no", "one", "two", "three", "four", "five", "six", "points", "pts", "sites"}
"""Words that may follow a row's sides closely."""
ASKING = {"circle", "circled", "circles", "mark", "marked", "star", "starred", "check", "choose", "select", "underline"}
HEADERS = {
    "muscle", "muscles", "site", "sites", "side", "sides", "point", "points", "pts", "ml", "cc", "vol", "volume", "tp",
    "tps", "injected", "inj", "location", "target", "done", "count", "notes", "comment", "comments", "ltr", "twitch",
    "tender", "band", "taut", "refers", "referral", "no",
}  # fmt: skip
"""Words of a table's header."""
GAP = 2
MOST_POINTS = 20


class Choice(NamedTuple):
    """A side at token `at`, with its marks and its answer from `first` to `last`.

    `answer` is the count behind the side: 0 where a blank or "0" stands there, None where there is no place for one.
    """

    side: str
    at: int
    first: int
    last: int
    marked: bool
    answer: int | None


class Row(NamedTuple):
    """The choices of a line, and the first and the last place of each sort of mark on the line."""

    number: int
    line: Line
    choices: list[Choice]
    marks: dict[str, tuple[int, int]]

    @property
    def beside(self) -> set[str]:
        """The sorts of mark on the line before or behind the choices."""
        first, last = self.choices[0].first, self.choices[-1].last
        return {sort for sort, (begin, end) in self.marks.items() if begin < first or end >= last}

    @property
    def chosen(self) -> list[Choice]:
        """The choices marked, or answered with more than nothing."""
        marked = [choice for choice in self.choices if choice.marked]
        return marked or [choice for choice in self.choices if choice.answer]


def read_side_choices(page: Page) -> None:
    """Hide the sides that a form prints and its author did not choose."""
    words = page.tokens.words
    if RIGHT.isdisjoint(words) or LEFT.isdisjoint(words):
        return
    rows: list[Row] = []
    asked = not ASKING.isdisjoint(words)
    boxed = not BALLOTS.isdisjoint(words)
    for number, line in enumerate(page.lines):
        held = words[line.first : line.last]
        if not RIGHT.isdisjoint(held) and not LEFT.isdisjoint(held):
            found = chains(page, line)
            marks = marks_of(words, line) if found else {}
            rows += [Row(number, line, choices, marks) for choices in found]
    rows = by_ticks(page, rows)
    settled = [row for row in rows if row.chosen]
    plain = [row for row in rows if not row.chosen and spread(page, row)]
    for row in settled:
        show_chosen(page, row)
    apart = [row for row in plain if parted(page, row)] if len(plain) > 1 and not settled else []
    if settled or asked or (boxed and len(plain) > 1) or len(apart) > 1:
        for row in plain:
            page.hidden.update(range(row.choices[0].first, row.choices[-1].last))
        chosen_on = {row.number for row in settled}
        mates: dict[int, list[Row]] = {}
        for row in rows:
            mates.setdefault(row.number, []).append(row)
        for number, shared in mates.items():
            for at, row in enumerate(shared):
                left = number in chosen_on or (bool(settled) and unticked(page, row))
                if left and not row.chosen and spread(page, row):
                    page.hidden.update(its_share(shared, at))
        empty = {row.number for row in plain if settled and not filled_in(row)} - chosen_on
        for number in empty:
            page.hidden.update(range(page.lines[number].first, page.lines[number].last))


def unticked(page: Page, row: Row) -> bool:
    """Whether an empty box stands before each side of a row, as on a form that ticks those of other rows."""
    return all(page.tokens.words[choice.first : choice.first + 2] == ["[", "]"] for choice in row.choices)


def by_ticks(page: Page, rows: list[Row]) -> list[Row]:
    """The rows with the brackets around both sides read as print where ticks stand behind some: "SCM (R) ✔   (L)"."""
    words = page.tokens.words
    printed = [row for row in rows if all(choice.marked and words[choice.first] in "([" for choice in row.choices)]
    if not any(words[choice.last - 1] in TICKS for row in printed for choice in row.choices):
        return rows
    return [
        row._replace(choices=[c._replace(marked=words[c.last - 1] in TICKS) for c in row.choices])
        if row in printed
        else row
        for row in rows
    ]


def its_share(mates: list[Row], at: int) -> range:
    """The tokens of a line that belong to a row, its name included, where several rows share the line:
    "masseter  R (L)   temporalis  R  L".
    """
    row = mates[at]
    first, last = row.choices[0].first, row.choices[-1].last
    if mates[0].choices[0].first == row.line.first:  # the sides stand before their names
        return range(first, mates[at + 1].choices[0].first if at + 1 < len(mates) else row.line.last)
    colon = max((place for place in row.marks.get(":", ()) if place < first), default=row.line.first - 1)
    return range(mates[at - 1].choices[-1].last if at else colon + 1, last)


def chains(page: Page, line: Line) -> list[list[Choice]]:
    """The runs of a right and a left side on a line with nothing between them but blanks or a stroke."""
    words = page.tokens.words
    found: list[list[Choice]] = []
    run: list[Choice] = []
    at = line.first
    while at < line.last:
        choice = choice_at(page, line, at) if words[at] in OPENING else None
        if choice is None:
            if run and (words[at] not in BETWEEN or run[-1].last != at):
                keep(page, line, run, found)
                run = []
            at += 1
            continue
        start = run[-1].last if run else choice.first
        touches = not run or start == choice.first or (start + 1 == choice.first and words[start] in BETWEEN)
        if not touches or choice.side in {other.side for other in run}:
            keep(page, line, run, found)
            run = []
        run.append(choice)
        at = choice.last
    keep(page, line, run, found)
    return found


def keep(page: Page, line: Line, run: list[Choice], found: list[list[Choice]]) -> None:
    """Keep a run that names both sides and does not lead on into running words."""
    if not {choice.side for choice in run} >= set(BOTH):
        return
    words, gaps = page.tokens.words, page.tokens.gaps
    last = run[-1].last
    closed = last >= line.last or gaps[last] >= GAP or not words[last].isalpha() or words[last] in BEHIND
    first = run[0].first
    opens = first == line.first or gaps[first] >= GAP or words[first - 1] in (":", "-", ".", "]")
    if closed or opens:
        found.append(run)


def choice_at(page: Page, line: Line, at: int) -> Choice | None:
    """The side that begins at a token, its mark and its answer included; None where there is none."""
    words = page.tokens.words
    before = box_at(words, at, line.last)
    closing = None if before else CLOSING.get(words[at])
    place = before[0] if before else at + bool(closing)
    side = SIDES.get(words[place]) if place < line.last else None
    if side is None:
        return None
    last = place + 1
    if last < line.last and words[last] == "." and words[place] in ("rt", "lt"):
        last += 1
    if before:
        return Choice(side, place, at, last, before[1], None if before[1] else 0)
    marked = False
    behind = box_at(words, last, line.last)
    if closing:
        if words[last : last + 1] != [closing] or last >= line.last:
            return None
        last, marked = last + 1, True
        last += last < line.last and words[last] in TICKS
    elif behind:
        return Choice(side, place, at, behind[0], behind[1], None if behind[1] else 0)
    elif last < line.last and words[last] in TICKS and not page.tokens.gaps[last]:
        last, marked = last + 1, True
    elif last + 2 < line.last and words[last] in "([" and words[last + 1] in SAID:
        last, marked = last + 3, True
    answer, last = answered(page, line, last)
    return Choice(side, place, at, last, marked, answer)


def box_at(words: list[str], at: int, stop: int) -> tuple[int, bool] | None:
    """Where the box that begins at a token ends, and whether it is ticked; None where no box begins."""
    if at >= stop or words[at] not in BOXES:
        return None
    if words[at] in ROUND:
        return at + 1, ROUND[words[at]]
    if at + 1 < stop and words[at + 1] == BOXES[words[at]]:
        return at + 2, False
    ticked = at + 2 < stop and words[at + 1] in CROSSES and words[at + 2] == BOXES[words[at]]
    return (at + 3, True) if ticked else None


ROUND = {"☐": False, "☒": True, "☑": True, "◉": True, "⦿": True, "○": False, "◯": False, "◻": False, "◼": True}
"""Boxes and round buttons of one character, each with whether it is ticked."""
BALLOTS = {"☐", "☒", "☑", "["}
BOXES = {"[": "]", "(": ")", **dict.fromkeys(ROUND, "")}
OPENING = SIDES.keys() | CLOSING.keys() | BOXES.keys()
"""Words with which a side, its mark or its box can begin."""


def answered(page: Page, line: Line, at: int) -> tuple[int | None, int]:
    """The count behind a side, "R: 2", "L: 0", "R_1_", or on an empty blank, "L ___"; and where it ends."""
    words = page.tokens.words
    place = at + (at < line.last and words[at] in (":", "="))
    number = int(words[place][:3]) if place < line.last and words[place].isdecimal() else MOST_POINTS
    if number < MOST_POINTS and (place > at or blank_behind(page, place - 1)):
        return number, place + 1
    if place > at and place < line.last and words[place] in NOTHING:
        return 0, place + 1
    if blank_behind(page, at - 1):
        return 0, at
    return (0, place) if place > at and (place >= line.last or words[place] in SIDES) else (None, at)


def blank_behind(page: Page, at: int) -> bool:
    """Whether a ruled blank follows a token: "R ___"."""
    end = page.tokens.ends[at]
    return page.text[end : end + 2].lstrip()[:1] == "_"


def spread(page: Page, row: Row) -> bool:
    """Whether unmarked sides stand as in a form's row, "R   L": no "R/L" of a writer's own, no table's header."""
    words = page.tokens.words
    first, last = row.choices[0].first, row.choices[-1].last
    return NAMED in row.beside and BETWEEN.isdisjoint(words[first:last])


def parted(page: Page, row: Row) -> bool:
    """Whether a row opens with a muscle and has a gap between its sides, "Trapezius   R   L": a form's, for a circle
    that did not come through.
    """
    begin, end = row.line.first, row.choices[0].first
    if not any(page.tokens.gaps[choice.first] >= GAP for choice in row.choices[1:]):
        return False
    found = page.things_between(begin, end)
    return bool(found) and found[0].kind in MUSCLE_KINDS and found[0].first == begin


def show_chosen(page: Page, row: Row) -> None:
    """Leave of the choices the sides chosen alone; a count of their own, or "B", is kept with the line."""
    chosen = row.chosen
    first, last = row.choices[0].first, row.choices[-1].last
    both = any(choice.side == "both" for choice in chosen)
    told = [(side, choice.answer or None) for choice in chosen for side in (BOTH if both else (choice.side,))]
    if SAYING in row.beside and (both or any(count for _, count in told)):
        page.sides[row.number] += list(dict.fromkeys(told))
        page.hidden.update(range(first, last))
        return
    places = {choice.at for choice in chosen}
    page.hidden.update(at for at in range(first, last) if at not in places)


def marks_of(words: list[str], line: Line) -> dict[str, tuple[int, int]]:
    """The first and the last place of each sort of mark on a line: what fills it in, words, a bracket, an x, a colon.

    Gathered once for all rows of the line, so that work stays linear in its length.
    """
    ends: dict[str, tuple[int, int]] = {}
    for at in range(line.first, line.last):
        word = words[at]
        sorts = [word] if word in ("[", "x", ":") else []
        if word.isdecimal() or word in TICKS:
            sorts.append(FILLED)
        if word.isalpha():
            sorts += [sort for sort, common in ((NAMED, HEADERS), (SAYING, KEYS)) if word not in common]
        for sort in sorts:
            ends[sort] = (ends[sort][0] if sort in ends else at, at)
    return ends


FILLED, NAMED, SAYING = "filled in", "a name", "a word that is no key"


def filled_in(row: Row) -> bool:
    """Whether anything of a row's line but its own sides was filled in."""
    return bool(row.beside & {FILLED, ":"}) or {"[", "x"} <= row.beside
