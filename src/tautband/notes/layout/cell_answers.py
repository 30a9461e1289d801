"""What a cell of a table answers: which side, how many points, yes or no."""

from __future__ import annotations

import re

from tautband.notes.layout.marks import signed_count
from tautband.notes.text.answers import NIL, NOT_DONE
from tautband.notes.text.side_words import SIDE_OF
from tautband.notes.text.wrapped_lines import VOLUMES

YES = {"x", "y", "yes", "✓", "✔", "+", "inj", "injected", "done", "performed", "☒", "☑", "●", "•", "*"}
FOUND = {"trp", "trps", "tp", "tps", "mtrp", "mtrps"}
"""What an exam's cell says was felt on its side."""
DENIED = NIL | NOT_DONE | {"o", "-", "neg", "n/a", "na", "held", "deferred", "skipped", "☐"}
SIDES = {
    "r": ("right",),
    "right": ("right",),
    "rt": ("right",),
    "l": ("left",),
    "left": ("left",),
    "lt": ("left",),
    "b": ("right", "left"),
    "bl": ("right", "left"),
    "b/l": ("right", "left"),
    "bilateral": ("right", "left"),
    "bilat": ("right", "left"),
    "both": ("right", "left"),
    "r/l": ("right", "left"),
    "r&l": ("right", "left"),
    "r,l": ("right", "left"),
    "l/r": ("right", "left"),
    "r+l": ("right", "left"),
    "randl": ("right", "left"),
    "rightandleft": ("right", "left"),
    "right,left": ("right", "left"),
    "right/left": ("right", "left"),
    "leftandright": ("right", "left"),
    "midline": ("midline",),
}
BOTH: tuple[str, str] = ("right", "left")


def counts_in(words: list[str]) -> list[int]:
    """The numbers of a cell that may count points."""
    return [int(word) for word in words if word.isdecimal() and len(word) < 3]


def side_said(text: str) -> list[tuple[str, int | None]]:
    """The side that a cell says was injected, with its count: "R only, 2 pts"."""
    words = text.split()
    sides = [SIDE_OF[word] for word in words if word in SIDE_OF]
    numbers = counts_in(words)
    return [(side, numbers[0] if len(numbers) == 1 else None) for side in dict.fromkeys(sides)]


def ticked_count(text: str, signs: frozenset[str]) -> int | None:
    """The count a cell under a side holds: 0 when ticked without a count, None when not ticked."""
    if signs:
        return signed_count(text, signs)
    words = text.split()
    if not words or words[0] in DENIED:
        return None
    numbers = counts_in(words)
    if not DENIED.isdisjoint(words) and "injected" in words:
        return None  # "tender, not injected"
    if (
        words[0] in YES | FOUND
        or numbers
        or (DECIMAL(words[0]) and len(words) == 1)
        or (not VOLUMES.isdisjoint(words) and words[0].strip("0."))
    ):
        return numbers[0] if numbers and VOLUMES.isdisjoint(words) else 0
    return None


DECIMAL = re.compile(r"\d?\.\d*[1-9]\d*|[1-9]\.0").fullmatch
"""A volume that stands alone in a cell: "0.5"."""


def with_points(
    ticked: list[tuple[str, int | None]], points: str, each: bool, order: list[str]
) -> list[tuple[str, int | None]]:
    """The sides that boxes tick, with the row's count of points: of one side, of each where the header says so, or of
    both by a stroke in the `order` of their columns, "1 / 2", "- / 1".
    """
    halves = points.replace(" ", "").split("/")
    if len(halves) == len(order) == len(BOTH) and all(half.isdecimal() or half in DENIED for half in halves):
        counted = {side: int(half) for side, half in zip(order, halves, strict=True) if half.isdecimal()}
        return [(side, count or counted.get(side) or None) for side, count in ticked]
    words = points.replace("/", " ").replace(",", " ").split()
    told = dict(zip(words[0::2], words[1::2], strict=False))
    if len(words) == 4 and set(told) in ({"r", "l"}, {"right", "left"}) and all(n.isdecimal() for n in told.values()):
        numbers = {SIDES[side][0]: int(number) for side, number in told.items() if len(number) < 3}
        return [(side, count or numbers.get(side)) for side, count in ticked]
    number = int(points) if points.isdecimal() and len(points) < 3 and (each or len(ticked) == 1) else None
    return [(side, count or number or None) for side, count in ticked]


def says_none(text: str) -> bool:
    """Whether a cell says that nothing was done there: "none", "-", but not "- / 1" of a right and a left side."""
    _, stroke, other = text.partition("/")
    return first_word(text) in DENIED and not (stroke and other.strip() not in DENIED)


def first_word(text: str) -> str:
    """The first word of a cell, or nothing."""
    return text.split(" ", 1)[0] if text else ""
