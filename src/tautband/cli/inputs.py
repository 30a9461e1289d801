"""Files as people have them: notes, encounters, claims and histories, read with care or refused with a reason.

A note is UTF-8, or UTF-16 with a mark; other bytes are read as Windows-1252, with a notice. What cannot be a note
(empty, binary, larger than a million bytes) is refused by an InputError, never guessed at.
"""

from __future__ import annotations

import codecs
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tautband.model.errors import InputError

STDIN = "-"
NOTE_LIMIT = 1_000_000
"""Bytes of one note. The longest operative reports stay under 60,000."""
RESOURCE_LINES = ".ndjson"
"""The ending of a file with one FHIR resource a line."""
HTML_SUFFIXES = (".html", ".htm", ".xhtml")
NOTE_SUFFIXES = (".txt", ".text", ".note", ".json", RESOURCE_LINES, *HTML_SUFFIXES)

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word or zip file", b"{\\rtf": "an RTF file", b"\xd0\xcf\x11\xe0": "an old Word file",
    b"\x89PNG": "an image", b"\xff\xd8\xff": "an image", b"II*\x00": "an image", b"MM\x00*": "an image",
}  # fmt: skip


def note_files(given: Iterable[str]) -> tuple[list[str], bool]:
    """The files to read, folders opened, and whether several are answered. InputError for a folder without notes."""
    files: list[str] = []
    several = False
    for name in given:
        if not name.strip():
            raise InputError("NOTE", "an empty name", "Name a file, a folder, or - for standard input.")
        folder = Path(name)
        if name != STDIN and folder.is_dir():
            several = True
            inside = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
            found = [p for p in inside if p.suffix.lower() in NOTE_SUFFIXES]
            if found and len(found) < len(inside):
                _tell_left_out(name, [p for p in inside if p.suffix.lower() not in NOTE_SUFFIXES])
            if not found:
                raise InputError(name, "no note in this folder", f"Notes end in {', '.join(NOTE_SUFFIXES)}.")
            files.extend(str(path) for path in found)
        else:
            files.append(name)
    return files, several or len(files) > 1


def _tell_left_out(folder: str, files: Sequence[Path]) -> None:
    """Say which files of a folder are not read, for a chart saved as a PDF is a note all the same."""
    kinds = Counter(path.suffix.lower() or "without an ending" for path in files)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    sys.stderr.write(f"tautband: {folder}: left out, not saved as text: {told}\n")


def read_bytes(name: str, most: int = -1) -> bytes:
    """The bytes of a file, or of standard input for `-`; at most so many, all of them when negative."""
    try:
        if name == STDIN:
            return sys.stdin.buffer.read(most) if sys.stdin else b""
        with Path(name).open("rb") as file:
            return file.read(most)
    except FileNotFoundError as error:
        raise InputError(name, "no such file", "Check the path.") from error
    except (OSError, ValueError) as error:
        raise InputError(name, "cannot be read", "Check that it is a file you may read.") from error


def read_text(name: str, limit: int | None = None) -> str:
    """The text of a file, without a byte order mark. Character offsets of every answer count in this text."""
    data = read_bytes(name, -1 if limit is None else limit + 1)
    if limit is not None and len(data) > limit:
        raise InputError(name, f"larger than a note, which is at most {limit:,} bytes", "Give each note a file.")
    save = f"Save the {'note' if limit else 'file'} as plain text."
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(name, f"{kind}, not text", save)
    text = _decoded(name, data)
    if not text.strip():
        raise InputError(
            name, "the file is empty", "Give a file that holds " + ("the note's text." if limit else "text.")
        )
    if "\0" in text:
        raise InputError(name, f"binary: a zero byte at {data.find(0)}", save)
    return text


def is_resource(value: Any) -> bool:
    """Whether a JSON value says that it is a FHIR resource."""
    return isinstance(value, dict) and isinstance(value.get("resourceType"), str)


def is_html(name: str, text: str) -> bool:
    """Whether a note is a page of HTML, by its file's name, or on standard input by how it opens."""
    if name == STDIN:
        return text.lstrip()[:15].lower().startswith(("<!doctype html", "<html"))
    return Path(name).suffix.lower() in HTML_SUFFIXES


def _decoded(name: str, data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            encoding = "cp1252"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not " + (
            "UTF-16 text" if encoding == "utf-16" else "UTF-8, nor Windows-1252 text"
        )
        raise InputError(name, what, "Save the file as UTF-8.") from error
    if encoding == "cp1252":
        sys.stderr.write(f"tautband: {name}: not UTF-8; read as Windows-1252\n")
    return text


def read_json(name: str) -> Any:
    """The value of a JSON file. Raises InputError with the line and column where it is malformed."""
    return parse_json(name, read_text(name))


def parse_json(where: str, text: str, line: int = 0) -> Any:
    """The value of JSON text that begins after `line` lines of its file.

    InputError for what is no JSON, and for what JSON leaves open: a key that stands twice, half of a character.
    """
    try:
        value = json.loads(text, parse_constant=_no_number, object_pairs_hook=_object)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
        return value
    except _KeyAgainError as error:
        do = "Keep the one that is meant: which of them counts, no reader can say."
        raise InputError(where, f"{error} stands twice in one object", do) from None
    except UnicodeEncodeError:
        do = "Write the character itself, in UTF-8."
        raise InputError(where, "half of a character (a lone surrogate)", do) from None
    except json.JSONDecodeError as error:
        at = f"line {error.lineno + line} column {error.colno}"
        raise InputError(where, f"not JSON: {error.msg} at {at}", "Mend that place.") from error
    except RecursionError as error:
        raise InputError(where, "nested too deeply to be a record", "Give the record itself.") from error
    except ValueError as error:  # NaN, Infinity, or more digits than an integer may have
        raise InputError(where, "a number is out of range", "Correct it.") from error


class _KeyAgainError(Exception):
    """A key that an object holds twice."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        again = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise _KeyAgainError(f"the key {again}" if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", again) else "a key")
    return held


def _no_number(name: str) -> None:
    raise ValueError(name)


def json_records(name: str) -> Iterator[tuple[str, Any]]:
    """Each record of a file that holds one object, an array or one object a line, with the place it stands."""
    text = read_text(name)
    try:
        whole = parse_json(name, text)
    except InputError:
        lines = [(number, line) for number, line in enumerate(text.splitlines()) if line.strip()]
        if not text.lstrip().startswith(("{", "[")):
            do = "A table is a file that ends in .csv or .parquet; a note as text is read by `tautband code`."
            raise InputError(name, "not JSON", do) from None
        if len(lines) < 2 or not lines[0][1].rstrip().endswith("}"):
            raise
        for number, line in lines:
            yield f"{name}: line {number + 1}", parse_json(name, line, number)
        return
    if isinstance(whole, list):
        for number, record in enumerate(whole, 1):
            yield f"{name}: item {number}", record
    else:
        yield name, whole
