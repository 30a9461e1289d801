"""A file of X12 as its segments, in the order they stand, without holding more than a few megabytes of it.

Bytes are read as Latin-1, one character a byte, so that positions are byte positions and nothing is lost in writing
back. Several interchanges may follow each other, each with delimiters of its own. Line breaks and blanks before a
segment belong to no element: `texts` is without them, `raws` holds every character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from tautband.formats.x12.delimiters import ISA_LENGTH, LONGEST_ISA, Delimiters, read_delimiters
from tautband.model.errors import InputError

ENCODING = "latin-1"
CHUNK = 1 << 15
"""Bytes read at a time: so few that what is made of them still stands in the processor's cache."""
AHEAD = 40
"""Segments after a batch that are shown with it."""
LONGEST_SEGMENT = 1 << 20
"""Characters after which a segment without a terminator is cut; what follows up to a terminator is left out."""
PADDING = " \t\r\n"
_LONGEST_LEVEL = 40
"""Characters of an HL segment, which holds two numbers and two codes."""
_BYTE_ORDER_MARK = "\xef\xbb\xbf"


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, none at the end."""


@dataclass(slots=True)
class Batch:
    """Segments that follow each other in one interchange.

    `first` counts the segments of the file before them and `offset` the bytes. `ahead` shows the segments that follow,
    where batches end before a level. `unread` is set on the last batch where the text breaks off: characters after the
    last terminator that make no segment.
    """

    delimiters: Delimiters | None
    raws: list[str]
    texts: list[str]
    first: int
    offset: int
    unread: str = ""
    ahead: list[str] = field(default_factory=list)

    def offset_of(self, index: int) -> int:
        """The byte of the file where a segment's id stands."""
        padding = len(self.raws[index]) - len(self.raws[index].lstrip(PADDING))
        return self.offset + sum(map(len, self.raws[:index])) + index + padding


def read_segments(
    file: Readable,
    name: str = "the file",
    chunk: int = CHUNK,
    levels: tuple[str, ...] = (),
    inside: tuple[Delimiters, int] | None = None,
) -> Iterator[Batch]:
    """The segments of a file, batch by batch. `delimiters` is None where an ISA is too broken to tell them.

    With `levels`, codes of HL03, each batch ends before such a level, so that it stands whole in one, unless that were
    more than a megabyte.

    `inside` reads from inside an interchange: its delimiters, and how many segments of the file came before.

    Raises InputError where no ISA begins the file; after one, nothing is raised: what is wrong is in the batches.
    """
    buffer, ended = _enough("", file, chunk)
    offset = len(_BYTE_ORDER_MARK) if buffer.startswith(_BYTE_ORDER_MARK) else 0
    buffer = buffer[offset:]
    if not inside and not re.match(rf"[{PADDING}]*ISA[^A-Za-z0-9 \t\r\n]", buffer):
        raise InputError(name, "not X12: it does not begin with an ISA segment", "Give the file as it was sent.")
    count = inside[1] if inside else 0
    while buffer:
        if not ended:
            buffer, ended = _enough(buffer, file, chunk)
        padding = len(buffer) - len(buffer.lstrip(PADDING))
        offset, buffer = offset + padding, buffer[padding:]
        delimiters, inside = inside[0] if inside else read_delimiters(buffer), None
        if delimiters is None:
            yield Batch(None, [], [], count, offset, buffer[:ISA_LENGTH])
            return
        boundary = re.compile(re.escape(delimiters.segment) + rf"[{PADDING}]*(?=ISA[^A-Za-z0-9 \t\r\n])")
        while True:
            found = boundary.search(buffer) if buffer.find("ISA", 1) > 0 else None
            cut = found.start() + 1 if found else _end_of_whole_segments(buffer, delimiters, ended, levels)
            if cut:
                batch = _batch(buffer[:cut], delimiters, count, offset, last=ended and not found)
                if levels and not found and not ended:
                    batch.ahead = [
                        text.lstrip(PADDING) for text in buffer[cut:].split(delimiters.segment, AHEAD)[:AHEAD]
                    ]
                yield batch
                count, offset, buffer = count + len(batch.texts), offset + cut, buffer[cut:]
            if found or (ended and not buffer):
                break
            if len(buffer) > LONGEST_SEGMENT:
                buffer, skipped = buffer[: LONGEST_SEGMENT // 2], len(buffer) - LONGEST_SEGMENT // 2
                offset += skipped
            data = file.read(chunk).decode(ENCODING)
            ended = not data
            buffer += data


def _enough(buffer: str, file: Readable, chunk: int) -> tuple[str, bool]:
    """The buffer, filled until an ISA fits into it, and whether the file has ended."""
    while len(buffer) < 2 * LONGEST_ISA:
        data = file.read(chunk).decode(ENCODING)
        if not data:
            return buffer, True
        buffer += data
    return buffer, False


def _end_of_whole_segments(buffer: str, delimiters: Delimiters, ended: bool, levels: tuple[str, ...]) -> int:
    """Where the batch ends, 0 for not yet: the segments after it are left, so that a following ISA is seen."""
    if ended:
        return len(buffer)
    end = len(buffer)
    for _ in range(AHEAD + 1 if levels else 2):
        end = buffer.rfind(delimiters.segment, 0, max(end, 0))
    if end < 0 or not levels:
        return end + 1
    at = end + 1
    while (at := buffer.rfind(f"HL{delimiters.element}", 0, at)) > 0:
        cut = at
        while cut and buffer[cut - 1] in PADDING and buffer[cut - 1] != delimiters.segment:
            cut -= 1
        elements = buffer[at : at + _LONGEST_LEVEL].split(delimiters.segment, 1)[0].split(delimiters.element)
        if buffer[cut - 1 : cut] == delimiters.segment and elements[3:4] and elements[3] in levels:
            return cut
    return end + 1 if len(buffer) > LONGEST_SEGMENT else 0


def _batch(text: str, delimiters: Delimiters, count: int, offset: int, last: bool) -> Batch:
    raws = text.split(delimiters.segment)
    unread = raws.pop()
    if last and unread.strip(PADDING + "\x00\x1a"):
        unread = unread.lstrip(PADDING)
    else:
        unread = ""
    padded = any(character in text for character in "\r\n\t") or delimiters.segment + " " in text or text[:1] == " "
    texts = [raw.lstrip(PADDING) for raw in raws] if padded else raws
    return Batch(delimiters, raws, texts, count, offset, unread)
