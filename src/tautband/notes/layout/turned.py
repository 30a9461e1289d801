"""Tables turned on their side: muscles head the columns, and the rows tell side, points, volume or a session.

The line of the muscles is cut into one line for each, so that every muscle can have what its column says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from tautband.notes.layout.cell_answers import DENIED, SIDES
from tautband.notes.layout.cells import BAR, Cell, cell_words, nearest_place, split_row
from tautband.notes.text.page import Line, Page
from tautband.notes.text.target import MUSCLE_KINDS, SIDE_KEYS

FEWEST_MUSCLES = 2
MOST_OTHERS = 4
"""Columns of such a table that are no muscle's: the session, its day, a total, the pain."""
POINTS = {"trp", "trps", "tp", "tps", "pts", "points", "point", "sites", "site", "sticks", "spots", "count"}
GIVEN = {
    "ml", "cc", "vol", "volume", "inj", "injected", "injection", "tpi", "done", "treated", "given", "today", "dose",
}  # fmt: skip
"""Keys of a row that tells what was given; points alone may only have been found."""
KEY = 4
"""First words of a line of which a colon makes it a form's field and no heading."""
VOLUMES = {"ml", "cc"}
EMPTY = DENIED | {"", "--", "---", "\N{EM DASH}", "\N{EN DASH}"}


@dataclass(slots=True)
class Turned:
    """A turned table: the line of each muscle, and the rows by number, each with its key and its muscles' cells."""

    muscles: list[int]
    keys: dict[int, list[str]] = field(default_factory=dict)
    cells: dict[int, list[str]] = field(default_factory=dict)


def part_turned(page: Page) -> None:
    """Cut the heading line of every turned table into one line for each of its cells."""
    lines: list[Line] = []
    shift = 0
    for number, line in enumerate(page.lines):
        heads = split_row(page, line)
        if len(heads) < FEWEST_MUSCLES or ":" in page.tokens.words[line.first : line.first + KEY]:
            lines.append(line)
            continue
        named = [at for at, cell in enumerate(heads) if named_in(page, cell)]
        rows = rows_below(page, number, heads, named)
        if not rows:
            lines.append(line)
            continue
        begin = len(lines)
        lines += [Line(cell.first, cell.last) for cell in heads]
        shift += len(heads) - 1
        table = Turned([begin + at for at in named])
        for below, (key, values) in rows.items():
            table.keys[below + shift], table.cells[below + shift] = key, values
        page.turned.append(table)
    page.lines = lines


def named_in(page: Page, cell: Cell) -> bool:
    """Whether a cell holds the name of a muscle, with its side or without, and nothing else of weight."""
    if not 0 < cell.last - cell.first <= MOST_WORDS:
        return False
    found = page.things_between(cell.first, cell.last)
    return any(m.kind in MUSCLE_KINDS and m.last == cell.last and m.first <= cell.first + 2 for m in found)


MOST_WORDS = 5


def rows_below(page: Page, number: int, heads: list[Cell], named: list[int]) -> dict[int, tuple[list[str], list[str]]]:
    """The rows below a heading of muscles, by the number of their line: the key's words and each muscle's text. Empty
    where they do not tell what was given.
    """
    words = page.tokens.words
    if len(named) < FEWEST_MUSCLES or len(heads) - len(named) > MOST_OTHERS:
        return {}
    piped = BAR in words[page.lines[number].first : page.lines[number].last]
    rows: dict[int, tuple[list[str], list[str]]] = {}
    for below in range(number + 1, len(page.lines)):
        line = page.lines[below]
        if line.blank:
            break
        cells = split_row(page, line)
        if all(not words[at][0].isalnum() for at in range(line.first, line.last)):
            continue
        if (
            len(cells) < FEWEST_MUSCLES + 1
            or named_in(page, cells[0])
            or piped != (BAR in words[line.first : line.last])
        ):
            break
        first = len(heads) - len(cells) + 1
        if first < 0:
            break  # more cells than the heading has: no row of its table
        texts = [""] * len(heads)
        key = cell_words(page, cells[0])
        for index, cell in enumerate(cells[1:]):
            at = first + index if piped or len(cells) == len(heads) else nearest_place(cell, heads)
            if at < len(heads):
                texts[at] = " ".join(cell_words(page, cell))
                if at < named[0]:
                    key = [*key, *cell_words(page, cell)]
        rows[below] = key, [texts[at] for at in named]
    told = any(not GIVEN.isdisjoint(key) or dated(key) or measured(values) for key, values in rows.values())
    return rows if told else {}


def dated(key: list[str]) -> bool:
    """Whether a row's key tells a day, "3/14", "2  2/7/2024 (today)", and is no form's with a colon."""
    return ":" not in key and any(one.isdecimal() and two == "/" for one, two in pairwise(key))


def measured(values: list[str]) -> bool:
    """Whether a row tells volumes in its cells and nothing else: "L4   0.5 mL   -"."""
    told = [text for text in values if text not in EMPTY]
    return bool(told) and all(text[0].isdecimal() and not VOLUMES.isdisjoint(text.split()) for text in told)


def settle_turned(page: Page) -> None:
    """Give each muscle of a turned table what its column says, once the note's day is known."""
    for table in page.turned:
        dated_rows = {n: [d.day for d in page.dates if within(page, n, d.first)] for n in table.keys}
        dated_rows = {n: days for n, days in dated_rows.items() if days}
        given = [n for n, key in table.keys.items() if n not in dated_rows and not GIVEN.isdisjoint(key)]
        given = given or [n for n in table.keys if n not in dated_rows and measured(table.cells[n])]
        counting = [n for n, key in table.keys.items() if n not in dated_rows and not POINTS.isdisjoint(key)]
        if dated_rows:
            given = [n for n, days in dated_rows.items() if page.day in days or "today" in table.keys[n]]
            counting = given
        poured = {n for n, key in table.keys.items() if not {"ml", "cc", "vol", "volume"}.isdisjoint(key)}
        sided = next((n for n, key in table.keys.items() if not SIDE_KEYS.isdisjoint(key)), None)
        for index, number in enumerate(table.muscles):
            told = [table.cells[n][index] for n in given]
            if all(text in EMPTY for text in told):
                page.off_lines.add(number)
                continue
            points = next((table.cells[n][index] for n in counting), "")
            page.cells[number] = {
                "points": points,
                "ml": next((table.cells[n][index] for n in given if n in poured), ""),
            }
            if sided is not None:
                page.sides[number] += [(side, None) for side in SIDES.get(table.cells[sided][index], ())]


def within(page: Page, number: int, at: int) -> bool:
    """Whether a token stands on a line."""
    return page.lines[number].first <= at < page.lines[number].last
