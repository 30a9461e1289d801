"""What stands behind the answers: each table and edition, the dates it covers, its age, and what is out of date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tautband.rulebook.official.editions import Loaded, tables_directory
from tautband.rulebook.official.recognising import title
from tautband.rulebook.official.sources import WITHOUT_DATES, shipped_name
from tautband.rulebook.tables.manifest import TableSource, open_manifest
from tautband.rulebook.tables.opening import Tables

_DERIVED = "own"
"""Tables of ours that say how far another table was read: it warns for them."""


@dataclass(frozen=True, slots=True)
class TableStatus:
    """One table as shipped, or one loaded edition of it. `age_days` counts from the last date covered, or where a table
    is not bound to dates from the day it was read; negative or zero: it still covers today.
    """

    table: str
    title: str
    origin: str
    edition: str
    covers_from: date | None
    covers_to: date | None
    age_days: int
    rows: int | None
    source: str
    sha256: str | None
    loaded_on: date | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """Every table, and what the date of service falls outside of."""

    directory: str
    digest: str
    today: date
    tables: tuple[TableStatus, ...]
    warnings: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """As plain values for JSON."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain


def status_of(tables: Tables, today: date, day: date | None = None) -> Status:
    """The status on the day `today`; `day` is a date of service to hold against what the tables cover."""
    loaded = tables.loaded or Loaded()
    shipped = open_manifest(tables.directory)
    rows = (*_loaded(loaded, today), *_shipped(shipped, today))
    warnings = tuple(_warnings(shipped, loaded, day)) if day else ()
    return Status(str(tables_directory()), tables.stamp(tables.digest), today, rows, warnings)


def _loaded(loaded: Loaded, today: date) -> Iterator[TableStatus]:
    for edition in sorted(loaded.editions, key=lambda e: (e.table, e.quarter)):
        yield TableStatus(
            edition.table, title(edition.table), "loaded", edition.quarter, edition.covers_from, edition.covers_to,
            (today - edition.covers_to).days, edition.rows, ", ".join(edition.files), edition.sha256, edition.loaded_on,
        )  # fmt: skip


def _shipped(shipped: Mapping[str, TableSource], today: date) -> Iterator[TableStatus]:
    for name, source in shipped.items():
        if source.covers_to is not None or name in WITHOUT_DATES:
            yield TableStatus(
                name, source.title, "shipped", source.edition, source.covers_from, source.covers_to,
                (today - (source.covers_to or source.as_of)).days, source.rows, source.source, source.sha256,
            )  # fmt: skip


def _warnings(shipped: Mapping[str, TableSource], loaded: Loaded, day: date) -> Iterator[str]:
    spans: dict[str, list[tuple[date, date]]] = {}
    for name, source in shipped.items():
        if source.covers_from and source.covers_to and source.licence != _DERIVED:
            spans.setdefault(name, []).append(source.covered_dates())
    for edition in loaded.editions:
        spans.setdefault(shipped_name(edition.table), []).append((edition.covers_from, edition.covers_to))
    for name, held in spans.items():
        if any(first <= day <= last for first, last in held):
            continue
        ended = [last for _, last in held if last < day]
        then = f"what holds at {max(ended)} is carried forward" if ended else "nothing before it is known"
        yield f"{name}: no edition covers {day}; {then}"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
