"""Labelled notes: one JSON object a line, as LABELLING.md beside the notes describes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from tautband.accuracy.styles import style_of
from tautband.model.errors import InputError


class _Loose(BaseModel):
    """A part of a label: what is scored has its type; keys that nothing reads may stand beside it."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)


class _Site(_Loose):
    muscle: str
    side: str
    sticks: int | None


class _Agent(_Loose):
    drug: str
    concentration: str | None
    ml: float | None
    mg: float | None


class _Code(_Loose):
    code: str
    units: float = 1.0


class _Gold(_Loose):
    tpi_performed: bool
    codeable: Literal["yes", "query", "no"]
    tpi_code: str | None
    supported_now: str | None = None
    injected: list[_Site]
    agents: list[_Agent]
    hcpcs: list[_Code]
    other_codes: list[_Code]
    must_not_bill: list[str]
    icd10: list[str]
    documentation: dict[str, bool]
    history: dict[str, str | float | None]


class _Label(_Loose):
    id: str
    file: str
    payer: str | None = None
    state: str | None = None
    date_of_service: date | None = None
    place_of_service: str | None = None
    style: str | None = None
    gold: dict[str, Any]


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


def labelled_notes(path: Path, *, scored: bool = False) -> Iterator[Labelled]:
    """Every labelled note of a gold file, in its order. A line that is no label raises an InputError naming the
    line, and where the note is to be `scored` also one that lacks what is scored.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "Name a gold file (JSON lines).") from None
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"byte {error.start} is not UTF-8 text", "Save the file as UTF-8.") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield labelled(path, number, line, scored=scored)


@contextmanager
def _said(where: str) -> Iterator[None]:
    """Say where a label is not of its form, and not what stands there."""
    try:
        yield
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        steps = ".".join(str(step) for step in (*(("gold",) if error.title == "_Gold" else ()), *fault["loc"]))
        place = f"{where}: {steps}" if steps else where
        raise InputError(place, fault["msg"].lower(), "See LABELLING.md for the format.") from None


def labelled(path: Path, number: int, line: str, *, scored: bool = False) -> Labelled:
    """One line of a gold file with its note."""
    where = f"{path.name}:{number}"
    with _said(where):
        label = _Label.model_validate_json(line)
        gold = _Gold.model_validate(label.gold) if scored else None
    try:
        text = (path.parent / label.file).read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError) as error:  # a name with a zero byte is a ValueError
        told = error.strerror if isinstance(error, OSError) else "not a file's name"
        raise InputError(where, f"its note cannot be read ({told})", "Keep the notes beside the gold file.") from None
    return Labelled(
        label.id,
        text,
        label.payer,
        label.state,
        label.date_of_service,
        label.place_of_service,
        gold.model_dump() if gold else label.gold,
        style_of(label.style, label.file, text),
    )
