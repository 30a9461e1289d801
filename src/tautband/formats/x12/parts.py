"""A large file as parts of some megabytes that several processes can read: each begins between two transaction sets.

Where a part begins, how many segments came before and what is open there is guessed by counting, without reading. The
guess is only a guess: who reads the parts in turn compares it with where the reading of the part before it ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tautband.formats.x12.delimiters import LONGEST_ISA, Delimiters, read_delimiters
from tautband.formats.x12.segments import ENCODING, PADDING

SIZE = 8 << 20
"""Bytes after which a part ends with the transaction set that is open."""
_WINDOW = 1 << 16


@dataclass(frozen=True, slots=True)
class Between:
    """A place between two transaction sets: how many segments came before, and what is open there.

    `opened` holds of ISA and GS the elements, the position, and how many groups or sets were inside so far.
    """

    delimiters: Delimiters
    position: int
    opened: dict[str, tuple[list[str], int, int]]


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes of a file, up to `end` (None: its end). `start` None: the file's beginning.

    `again` counts the claims, from 0, whose number stood in an earlier part too; None: to be found out.
    """

    begin: int = 0
    end: int | None = None
    start: Between | None = None
    again: frozenset[int] | None = None


class PartFile:
    """The bytes of one part, read like a file of their own."""

    def __init__(self, file: BinaryIO, part: Part) -> None:
        file.seek(part.begin)
        self._file = file
        self._left = part.end - part.begin if part.end is not None else None

    def read(self, size: int = -1) -> bytes:
        """The next bytes, none at the end of the part."""
        if self._left is None:
            return self._file.read(size)
        data = self._file.read(min(size, self._left) if size >= 0 else self._left)
        self._left -= len(data)
        return data


def parts(file: BinaryIO, size: int = SIZE) -> Iterator[Part]:
    """The parts of a file in order. A file with one transaction set, or of several interchanges, may be one part."""
    begin, start = 0, None
    head = file.read(LONGEST_ISA).decode(ENCODING)
    delimiters = read_delimiters(head) if head.startswith("ISA") else None
    if delimiters is None:
        yield Part()
        return
    mark = _mark(head, delimiters)
    while True:
        file.seek(begin)
        text = file.read(size).decode(ENCODING)
        cut = _next_set(file, text, mark + "ST" + delimiters.element)
        if cut is None:
            break
        if len(text) < cut:
            file.seek(begin + len(text))
            text += file.read(cut - len(text)).decode(ENCODING)
        after = _after(text[:cut], start, delimiters, mark)
        if after is None:
            break
        yield Part(begin, begin + cut, start)
        begin, start = begin + cut, after
    yield Part(begin, None, start)


def _mark(head: str, delimiters: Delimiters) -> str:
    """What stands between two segments: the terminator, and the line break that follows the first one."""
    rest = head[head.index(delimiters.segment, 3) + 1 :]
    return delimiters.segment + rest[: len(rest) - len(rest.lstrip(PADDING))]


def _next_set(file: BinaryIO, text: str, begins: str) -> int | None:
    """Where the first transaction set after the text begins, counted from the text's first character."""
    overlap, count = text[-len(begins) :], len(text)
    while data := file.read(_WINDOW).decode(ENCODING):
        window = overlap + data
        found = window.find(begins)
        if found >= 0:
            return count - len(overlap) + found + len(begins) - 3
        overlap, count = window[-len(begins) :], count + len(data)
    return None


def _after(text: str, start: Between | None, delimiters: Delimiters, mark: str) -> Between | None:
    """Where a part's text ends, if it is all of one interchange."""
    element = delimiters.element
    position = start.position if start else 0
    opened = dict(start.opened) if start else {}
    if text.find(f"{mark}ISA{element}", 1) > 0:
        return None
    if not start:
        opened["ISA"] = (text[: text.index(delimiters.segment, LONGEST_ISA // 4)].split(element), 1, 0)
    elements, at, groups = opened["ISA"]
    opened["ISA"] = (elements, at, groups + text.count(f"{mark}GS{element}"))
    group = text.rfind(f"{mark}GS{element}")
    if group >= 0:
        group += len(mark)
        elements = text[group : text.index(delimiters.segment, group)].split(element)
        opened["GS"] = (elements, position + text.count(delimiters.segment, 0, group) + 1, 0)
    elif "GS" not in opened:
        return None
    elements, at, sets = opened["GS"]
    sets += text.count(f"{mark}ST{element}", max(group, 0)) + text.startswith(f"ST{element}")
    opened["GS"] = (elements, at, sets)
    return Between(delimiters, position + text.count(delimiters.segment), opened)
