"""The outline of a file: its groups and transaction sets, and where each begins and ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tautband.formats.x12.segments import Readable, read_segments
from tautband.formats.x12.tree import Document

_ENVELOPE = frozenset({"ISA", "GS", "ST", "SE", "GE", "IEA"})


@dataclass(slots=True)
class SetOutline:
    """One transaction set: its ST, and the positions of its first and last segment."""

    start: list[str]
    first: int
    last: int


@dataclass(slots=True)
class GroupOutline:
    """One group: its GS, and its transaction sets."""

    start: list[str]
    sets: list[SetOutline] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """The first interchange's ISA, and every group of the file."""

    interchange: list[str] = field(default_factory=list)
    groups: list[GroupOutline] = field(default_factory=list)


def read_outline(file: Readable, name: str = "the file") -> Outline:
    """The outline of a file. Raises InputError where it does not begin with ISA."""
    return _outline(_envelope(file, name))


def outline_of(document: Document) -> Outline:
    """The outline of a file that is held whole."""
    return _outline((segment.elements, segment.position) for segment in document.segments)


def _envelope(file: Readable, name: str) -> Iterator[tuple[list[str], int]]:
    last = 0
    for batch in read_segments(file, name):
        if batch.delimiters is None:
            return
        separator = batch.delimiters.element
        for position, text in enumerate(batch.texts, batch.first + 1):
            if text[: text.find(separator)] in _ENVELOPE or text in _ENVELOPE:
                yield text.split(separator), position
        last = batch.first + len(batch.texts)
    yield [""], last


def _outline(segments: Iterable[tuple[list[str], int]]) -> Outline:
    outline = Outline()
    inside = False
    position = 0
    for elements, position in segments:
        segment = elements[0]
        if segment == "ISA" and not outline.interchange:
            outline.interchange = elements
        if segment in ("ISA", "GS", "ST", "GE", "IEA") and inside:
            outline.groups[-1].sets[-1].last = position - 1
            inside = False
        if segment == "GS":
            outline.groups.append(GroupOutline(elements))
        elif segment == "ST" and outline.groups:
            outline.groups[-1].sets.append(SetOutline(elements, position, position))
            inside = True
        elif segment == "SE" and inside:
            outline.groups[-1].sets[-1].last = position
            inside = False
    if inside:
        outline.groups[-1].sets[-1].last = position
    return outline
