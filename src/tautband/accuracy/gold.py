"""Labelled notes: one JSON object a line, as LABELLING.md beside the notes describes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tautband.accuracy.styles import style_of
from tautband.model.errors import InputError


@dataclass(frozen=True, slots=True)
class Labelled:
    """One note with its labels. `text` is read from the file the label names, beside the gold file."""

    id: str
    text: str
    payer: str | None
    state: str | None
    date_of_service: date | None
    place_of_service: str | None
    gold: dict[str, Any]
    style: str


def labelled_notes(path: Path) -> Iterator[Labelled]:
    """Every labelled note of a gold file, in its order. A line that is no label raises an InputError naming the
    line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "Name a gold file (JSON lines).") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield labelled(path, number, line)


def labelled(path: Path, number: int, line: str) -> Labelled:
    """One line of a gold file with its note."""
    where = f"{path.name}:{number}"
    try:
        label = json.loads(line)
        file = path.parent / label["file"]
        day = date.fromisoformat(label["date_of_service"]) if label.get("date_of_service") else None
        gold = dict(label["gold"])
        identity = str(label["id"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(where, f"is no label ({type(error).__name__})", "See LABELLING.md for the format.") from None
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise InputError(
            where, f"its note cannot be read ({error.strerror})", "Keep the notes beside the gold file."
        ) from None
    return Labelled(
        identity,
        text,
        label.get("payer"),
        label.get("state"),
        day,
        label.get("place_of_service"),
        gold,
        style_of(label.get("style"), str(label["file"]), text),
    )
