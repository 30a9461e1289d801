"""A file of X12 kept whole: every character of it, so that what was not touched is written back byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

from tautband.formats.x12.delimiters import Delimiters
from tautband.formats.x12.segments import ENCODING, read_segments


@dataclass(slots=True)
class Segment:
    """One segment as it stands. `before` holds the line breaks and blanks in front of it, `offset` its first byte."""

    text: str
    delimiters: Delimiters
    position: int
    offset: int
    before: str = ""
    terminated: bool = True

    @property
    def id(self) -> str:
        """The segment's id."""
        return self.text.split(self.delimiters.element, 1)[0]

    @property
    def elements(self) -> list[str]:
        """The segment's elements, its id first."""
        return self.text.split(self.delimiters.element)

    def with_element(self, index: int, value: str) -> Segment:
        """The segment with one element changed, elements added where it was shorter."""
        elements = self.elements
        elements += [""] * (index + 1 - len(elements))
        elements[index] = value
        text = self.delimiters.element.join(elements)
        return Segment(text, self.delimiters, self.position, self.offset, self.before, self.terminated)


@dataclass(slots=True)
class Document:
    """Every segment of a file in order, and what stands before the first and after the last."""

    segments: list[Segment] = field(default_factory=list)
    start: str = ""
    end: str = ""

    def write(self) -> bytes:
        """The file as bytes: the same as were read, but for what was changed."""
        parts = [self.start]
        for segment in self.segments:
            parts += (segment.before, segment.text, segment.delimiters.segment if segment.terminated else "")
        parts.append(self.end)
        return "".join(parts).encode(ENCODING)

    def transactions(self) -> Iterator[list[Segment]]:
        """The segments of each transaction set, ST to SE; one that lacks its end runs up to the next beginning."""
        inside: list[Segment] | None = None
        for segment in self.segments:
            if segment.id in ("ST", "ISA", "GS", "GE", "IEA"):
                if inside:
                    yield inside
                inside = [segment] if segment.id == "ST" else None
            elif inside is not None:
                inside.append(segment)
                if segment.id == "SE":
                    yield inside
                    inside = None
        if inside:
            yield inside


def read_document(data: bytes, name: str = "the file") -> Document:
    """The whole of a file. Raises InputError where it does not begin with ISA; any later fault is kept as it stands."""
    document = Document()
    text = data.decode(ENCODING)
    reached = 0
    for batch in read_segments(BytesIO(data), name):
        if batch.delimiters is None:
            break
        offset = batch.offset
        if not document.segments:
            document.start = text[:offset]
        between = text[reached:offset] if document.segments else ""
        for raw, plain in zip(batch.raws, batch.texts, strict=True):
            before = between + raw[: len(raw) - len(plain)]
            between = ""
            position = len(document.segments) + 1
            document.segments.append(Segment(plain, batch.delimiters, position, offset + len(raw) - len(plain), before))
            offset += len(raw) + 1
        reached = offset
    document.end = text[reached:]
    return document


def counted(segments: Iterable[Segment]) -> list[Segment]:
    """The segments of one transaction set with SE01 as it must be after a change."""
    held = list(segments)
    if held and held[-1].id == "SE":
        held[-1] = held[-1].with_element(1, str(len(held)))
    return held
