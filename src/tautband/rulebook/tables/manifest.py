"""Where each table comes from: publisher, date read, licence, evidence, and what it cannot say."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tautband.model.evidence import Citation
from tautband.rulebook.tables.source import FOLDER, rows, text_of
from tautband.rulebook.tables.stored import load_records, save_records

PATH = FOLDER / "manifest.toml"


@dataclass(frozen=True, slots=True)
class TableSource:
    """One table's origin. `covers_from` and `covers_to` are the first and last date the editions read speak about.

    Between them an absent row is a finding of the table; outside them what the table says is carried, and no more.
    None on either side means that the table is not bound to dates. `rows` and `sha256` are None for our own rules of
    coding, whose sources stand row by row.
    """

    name: str
    file: str
    title: str
    source: str
    edition: str
    as_of: date
    licence: str
    evidence: str
    rows: int | None
    sha256: str | None
    gaps: tuple[str, ...]
    covers_from: date | None
    covers_to: date | None
    url: str | None

    def covered_dates(self) -> tuple[date, date]:
        """The first and last date the editions read speak about. ValueError for a table not bound to dates."""
        if self.covers_from is None or self.covers_to is None:
            raise ValueError(f"{self.name} is not bound to dates")
        return self.covers_from, self.covers_to

    def citation(self) -> Citation:
        """The table as a citation: who published it and which edition was read."""
        return Citation(source=self.source, section=self.edition, url=self.url)


def read_toml() -> dict[str, dict[str, Any]]:
    """The manifest as written, table by table."""
    import tomllib

    with PATH.open("rb") as file:
        manifest: dict[str, dict[str, Any]] = tomllib.load(file)
    return manifest


def measure(name: str) -> tuple[int, str]:
    """The number of rows of a table, and the SHA-256 of its text (uncompressed, so that no compressor matters)."""
    return len(rows(name)), hashlib.sha256(text_of(name).encode("utf-8")).hexdigest()


def build(directory: Path) -> None:
    """Compile the manifest to JSON."""
    records = {
        name: {key: value.isoformat() if isinstance(value, date) else value for key, value in entry.items()}
        for name, entry in read_toml().items()
    }
    save_records(directory, "manifest", records)


def open_manifest(directory: Path) -> dict[str, TableSource]:
    """Every table's origin, by the table's name."""
    return {name: _source(name, entry) for name, entry in load_records(directory, "manifest").items()}


def _source(name: str, entry: dict[str, Any]) -> TableSource:
    return TableSource(
        name=name,
        file=entry["file"],
        title=entry["title"],
        source=entry["source"],
        edition=entry["edition"],
        as_of=date.fromisoformat(entry["as_of"]),
        licence=entry["licence"],
        evidence=entry["evidence"],
        rows=entry.get("rows"),
        sha256=entry.get("sha256"),
        gaps=tuple(entry.get("gaps", ())),
        covers_from=_date(entry.get("covers_from")),
        covers_to=_date(entry.get("covers_to")),
        url=entry.get("url"),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
