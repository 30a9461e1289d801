"""The first sheet of an XLSX workbook as rows of text, read as a stream and never held whole.

A workbook is a zip of XML (ECMA-376 Part 1, 18.3): `c` is a cell with its place in `r` and its type in `t`, `v` its
value, `is` a text written in place; a value of type `s` is a number into the list of shared strings. Empty cells are
not written: a row is filled up to the widest row before it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import IO, Any
from xml.parsers import expat

from tautband.model.errors import InputError

_CHUNK = 1 << 18


def rows(file: IO[bytes], shown: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that stands in the first sheet, with its number. InputError for a damaged workbook."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            sheet = min((name for name in names if name.startswith("xl/worksheets/sheet")), key=lambda n: (len(n), n))
            shared = _shared_strings(archive) if "xl/sharedStrings.xml" in names else []
            with archive.open(sheet) as stream:
                yield from _Sheet(shared).read(stream)
    except (zipfile.BadZipFile, expat.ExpatError, ValueError, IndexError, EOFError, OSError):
        raise InputError(shown, "the workbook is damaged or cut short", "Download it again.") from None


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    found: list[str] = []
    parts: list[str] = []
    reading = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal reading
        if tag == "si":
            parts.clear()
        reading = tag == "t"

    def end(tag: str) -> None:
        nonlocal reading
        reading = False
        if tag == "si":
            found.append("".join(parts))

    def text(data: str) -> None:
        if reading:
            parts.append(data)

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    with archive.open("xl/sharedStrings.xml") as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return found


class _Sheet:
    def __init__(self, shared: list[str]) -> None:
        self.shared = shared
        self.done: list[tuple[int, list[str]]] = []
        self.row: list[str] = []
        self.number = 0
        self.width = 0
        self.column = 0
        self.kind: str | None = None
        self.reading = False
        self.value = ""

    def read(self, stream: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
        parser = _parser()
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
            yield from self.done
            self.done.clear()
        parser.Parse(b"", True)
        yield from self.done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "v" or tag == "t":
            self.reading = True
        elif tag == "c":
            self.kind = attributes.get("t")
            self.value = ""
            place = attributes.get("r")
            self.column = len(self.row) if place is None else _column(place)
        elif tag == "row":
            self.row = []
            self.number = int(attributes.get("r", self.number + 1))

    def end(self, tag: str) -> None:
        if tag == "v" or tag == "t":
            self.reading = False
        elif tag == "c":
            row = self.row
            while len(row) < self.column:
                row.append("")
            row.append(self.shared[int(self.value)] if self.kind == "s" else self.value)
        elif tag == "row":
            row = self.row
            self.width = max(self.width, len(row))
            row.extend([""] * (self.width - len(row)))
            self.done.append((self.number, row))

    def text(self, data: str) -> None:
        if self.reading:
            self.value += data


def _parser() -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    return parser


_COLUMNS: dict[str, int] = {}


def _column(place: str) -> int:
    """The column of a place such as `AB12`, from 0."""
    letters = place.rstrip("0123456789")
    if letters not in _COLUMNS:
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        if not 0 < column <= 16_384:
            raise ValueError("no such column")
        _COLUMNS[letters] = column - 1
    return _COLUMNS[letters]
