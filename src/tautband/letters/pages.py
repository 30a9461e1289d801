"""A note on paper: its lines as they are printed, page by page, each with its place in the text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from tautband.letters.printable import Printer

COLUMNS = 97
"""Characters of a printed line: Courier of 8.5 points between margins of 0.8 inch."""
LINES = 56


@dataclass(frozen=True)
class PrintedLine:
    """Characters `start` to `end` of a text, on one line of paper."""

    start: int
    end: int


@dataclass(frozen=True)
class PrintedPage:
    """The lines of one page; `start` is the first character that belongs to it."""

    start: int
    lines: tuple[PrintedLine, ...]


def printed(text: str) -> tuple[PrintedPage, ...]:
    """The pages of a text. A form feed begins a page, long lines are wrapped between words; a text has one page at
    least.
    """
    pages: list[PrintedPage] = []
    at = 0
    for part in text.split("\f"):
        lines = [line for raw in _raw_lines(part, at) for line in _wrapped(text, *raw)]
        for first in range(0, len(lines), LINES) or (0,):
            chosen = lines[first : first + LINES]
            start = chosen[0].start if chosen and first else at
            pages.append(PrintedPage(start, tuple(chosen)))
        at += len(part) + 1
    return tuple(pages)


def page_of(pages: tuple[PrintedPage, ...], offset: int) -> int:
    """The page (from 1) that holds the character at `offset`."""
    return max(1, bisect_right([page.start for page in pages], offset))


def _raw_lines(part: str, at: int) -> list[tuple[int, int]]:
    """Where each line of a part begins and ends, without its line break."""
    found = []
    for line in part.splitlines(keepends=True):
        found.append((at, at + len(line.rstrip("\r\n\v\x1c\x1d\x1e\x85\u2028\u2029"))))
        at += len(line)
    return found


def _wrapped(text: str, start: int, end: int) -> list[PrintedLine]:
    """One line of the text as lines of paper, cut between words where it can be."""
    found = []
    while (stop := _fits(text, start, end)) < end:
        cut = text.rfind(" ", start + 1, stop + 1)
        if cut > start and text[start:cut].strip():
            stop = cut
        found.append(PrintedLine(start, stop))
        start = stop + 1 if text[stop : stop + 1] == " " else stop
    found.append(PrintedLine(start, end))
    return found


def _fits(text: str, start: int, end: int) -> int:
    """How far a line of paper reaches: a character that is written out takes the room of what stands for it."""
    reach = min(end, start + COLUMNS)
    if text[start:reach].isascii() and text[start:reach].isprintable():
        return reach
    printer, used = Printer(()), 0
    for at in range(start, reach):
        used += len(printer.narrow(text[at]))
        if used > COLUMNS:
            return max(at, start + 1)
    return reach
