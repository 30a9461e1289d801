"""A file as the user has it, opened as a stream: text, a workbook, or either inside a zip as published."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tautband.model.errors import InputError
from tautband.rulebook.official import workbook
from tautband.rulebook.official.faults import wrong

_HEAD = 65_536
_LONGEST_CELL = 1 << 24
_SAMPLED_ROWS = 60
_DEEPEST = 3
_SUFFIXES = (".txt", ".csv", ".tsv", ".xlsx", ".zip", ".prn", ".dat", ".asc", "")
_DO = "Download it again and load it as published."


@dataclass(frozen=True)
class Source:
    """One table file. `name` is its own name; `shown` says where it lies, such as `rvu26c.zip: PPRRVU2026.csv`."""

    name: str
    shown: str
    is_workbook: bool
    open: Callable[[], IO[bytes]]
    sha256: str

    def lines(self) -> Iterator[tuple[int, str]]:
        """Every line of text with its number from 1, without its line end."""
        with self._text(None) as file:
            for number, line in enumerate(file, 1):
                yield number, line.rstrip("\n")

    def rows(self, delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
        """Every row of cells with the number of its last line: text divided by `delimiter`, or the first sheet."""
        if self.is_workbook:
            with self.open() as file:
                yield from workbook.rows(file, self.shown)
        elif delimiter == "\t":
            for number, line in self.lines():
                yield number, line.split("\t")
        else:
            csv.field_size_limit(_LONGEST_CELL)  # the articles of coverage exports are long
            with self._text("") as file:
                reader = csv.reader(file, delimiter=delimiter)
                try:
                    for cells in reader:
                        yield reader.line_num, cells
                except csv.Error as error:
                    raise wrong(self.shown, reader.line_num + 1, f"not a row of cells ({error})") from None

    def head(self) -> list[str]:
        """The first lines of text; of a workbook the first rows, their cells joined by tabs."""
        if self.is_workbook:
            found = []
            for _, cells in self.rows("\t"):
                found.append("\t".join(cells))
                if len(found) == _SAMPLED_ROWS:
                    break
            return found
        with self.open() as file:
            raw = file.read(_HEAD)
        text = raw.decode(_encoding(raw), errors="replace")
        lines = text.splitlines()
        return lines if len(raw) < _HEAD else lines[:-1]

    def _text(self, newline: str | None) -> io.TextIOWrapper:
        with self.open() as file:
            encoding = _encoding(file.read(_HEAD))
        return io.TextIOWrapper(self.open(), encoding=encoding, errors="replace", newline=newline)


@contextmanager
def intact(shown: str) -> Iterator[None]:
    """Turn what a damaged file raises while it is read into an InputError that names it."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, UnicodeError, NotImplementedError):
        raise InputError(shown, "is damaged or cut short", f"Nothing was loaded. {_DO}") from None
    except OSError as error:
        said = error.strerror or "the disk refused"
        raise InputError(shown, f"cannot be read or kept ({said})", "Nothing was loaded; look to the disk.") from None
    except RuntimeError:  # zipfile says so of a member with a password
        raise InputError(shown, "is locked with a password", "Unpack it and load the files.") from None


def sources(path: Path) -> list[Source]:
    """The table files of one path: the file itself, or those a zip holds. Raises InputError for what is unreadable."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "Check the path.") from None
    return list(_unfold(path.name, path.name, lambda: path.open("rb"), digest, 0))


def _unfold(name: str, shown: str, opened: Callable[[], IO[bytes]], digest: str, depth: int) -> Iterator[Source]:
    with intact(shown), opened() as file:
        head = file.read(4)
    if not head:
        raise InputError(shown, "the file is empty", _DO)
    if not head.startswith(b"PK\x03\x04"):
        yield Source(name, shown, False, opened, digest)
        return
    with intact(shown), opened() as file, zipfile.ZipFile(file) as archive:
        members = [m for m in archive.infolist() if not m.is_dir() and "__MACOSX" not in m.filename]
    if any(m.filename == "xl/workbook.xml" for m in members):
        yield Source(name, shown, True, opened, digest)
        return
    if depth == _DEEPEST:
        raise InputError(shown, "a zip in a zip in a zip", "Unpack it and load the files.")
    for member in members:
        inner = Path(member.filename).name
        if Path(inner).suffix.lower() in _SUFFIXES:
            yield from _unfold(inner, f"{shown}: {inner}", _member(opened, member, shown), digest, depth + 1)


def _member(opened: Callable[[], IO[bytes]], member: zipfile.ZipInfo, shown: str) -> Callable[[], IO[bytes]]:
    def open_member() -> IO[bytes]:
        with intact(shown):
            raw = zipfile.ZipFile(opened()).open(member)  # noqa: SIM115 (closing the member closes the archive)
            # A zip or workbook within needs to be searched, which a compressed stream can only do by reading on.
            return io.BytesIO(raw.read()) if member.filename.lower().endswith((".zip", ".xlsx")) else raw

    return open_member


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
