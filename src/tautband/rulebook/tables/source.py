"""The reference tables as files: CSV beside this package, read only when they are compiled."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date
from functools import cache
from pathlib import Path

from tautband.rulebook.packed import NO_DATE, day_number

FOLDER = Path(__file__).parent.parent.parent / "tables"
NO_DAY = -(2**31)
"""A day earlier than any date: the open beginning of a span."""


def path_of(name: str) -> Path:
    """The file of the table `name`, plain or compressed."""
    plain = FOLDER / f"{name}.csv"
    return plain if plain.exists() else FOLDER / f"{name}.csv.gz"


def text_of(name: str) -> str:
    """The text of the table `name`, uncompressed."""
    return text_of_file(path_of(name))


def text_of_file(path: Path) -> str:
    """The text of one file, uncompressed."""
    raw = path.read_bytes()
    return (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Every row of the table `name`, each a dictionary of text, in the file's order."""
    return tuple(csv.DictReader(io.StringIO(text_of(name), newline="")))


def first_day(text: str) -> int:
    """The day number of a span's first date; an empty cell is the open beginning."""
    return day_number(date.fromisoformat(text)) if text else NO_DAY


def last_day(text: str) -> int:
    """The day number of a span's last date; an empty cell is the open end."""
    return day_number(date.fromisoformat(text)) if text else NO_DATE
