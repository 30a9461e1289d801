"""What the user has loaded: editions of tables, kept side by side, and which of them count.

    DATA/tables/current                        the list of editions that count, replaced in one step
    DATA/tables/<table>/<quarter>-<hash>/      the compiled arrays of one edition, never changed once in place

DATA is `TAUTBAND_DATA`, or the user's data directory of this machine. Nothing of a claim or a patient is in it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tautband.model.errors import InputError


@dataclass(frozen=True, slots=True)
class Edition:
    """One table as published for one quarter. It speaks of the dates from `covers_from` to `covers_to`, both included.

    `files` are the names of the files it was read from, `sha256` a hash over their bytes, `loaded_on` the day of
    loading, `rows` what was kept of them.
    """

    table: str
    quarter: str
    covers_from: date
    covers_to: date
    rows: int
    files: tuple[str, ...]
    sha256: str
    loaded_on: date
    directory: Path

    @property
    def folder(self) -> str:
        """The edition's place under `tables/`."""
        return f"{self.table}/{self.quarter}-{self.sha256[:12]}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The editions that count, and a digest of them all. No edition: as if nothing had ever been loaded."""

    editions: tuple[Edition, ...] = ()

    def of(self, table: str) -> tuple[Edition, ...]:
        """The editions of one table, oldest first."""
        return tuple(sorted((e for e in self.editions if e.table == table), key=lambda e: (e.quarter, e.covers_from)))

    def newest(self, table: str) -> Edition | None:
        """The last edition of one table; None where none was loaded."""
        held = self.of(table)
        return held[-1] if held else None

    def stamp(self, digest: str) -> str:
        """The digest of a rule book with these editions over it: unchanged where nothing is loaded."""
        if not self.editions:
            return digest
        total = hashlib.sha256(digest.encode())
        for edition in sorted(self.editions, key=lambda e: e.folder):
            total.update(f"\n{edition.folder} {edition.sha256}".encode())
        return f"sha256:{total.hexdigest()}"


def data_directory() -> Path:
    """Where the user's own tables are kept: `TAUTBAND_DATA`, or the data directory of this machine's user."""
    if chosen := os.environ.get("TAUTBAND_DATA"):
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("tautband")


def tables_directory() -> Path:
    """The directory of the loaded tables, whether or not it exists yet."""
    return data_directory() / "tables"


def loaded() -> Loaded:
    """The editions that count now. One look at the disk where nothing was loaded.

    Raises InputError where the list or an edition it names cannot be read.
    """
    root = tables_directory()
    path = root / "current"
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return Loaded()
    except OSError as error:
        raise InputError(str(path), "the list of loaded tables cannot be read", f"{error.strerror}.") from None
    try:
        entries = json.loads(text)["editions"]
        return Loaded(tuple(_edition(root, entry) for entry in entries))
    except (ValueError, KeyError, TypeError):
        raise InputError(
            str(path), "the list of loaded tables is damaged", "Remove it and load the official files again."
        ) from None


def written(editions: Iterable[Edition]) -> bytes:
    """The text of `current` that `loaded` reads."""
    entries = [
        {
            "table": e.table,
            "quarter": e.quarter,
            "covers_from": e.covers_from.isoformat(),
            "covers_to": e.covers_to.isoformat(),
            "rows": e.rows,
            "files": list(e.files),
            "sha256": e.sha256,
            "loaded_on": e.loaded_on.isoformat(),
        }
        for e in sorted(editions, key=lambda e: e.folder)
    ]
    return json.dumps({"schema": 1, "editions": entries}, indent=1).encode()


def folders(root: Path) -> Iterator[Path]:
    """Every edition's directory under `root`, whether it counts or not."""
    for table in root.iterdir():
        if table.is_dir() and not table.name.startswith("."):
            yield from (path for path in table.iterdir() if path.is_dir())


def _edition(root: Path, entry: dict[str, object]) -> Edition:
    rows, files = entry["rows"], entry["files"]
    if not isinstance(rows, int) or not isinstance(files, list):
        raise TypeError
    table, quarter, sha256 = str(entry["table"]), str(entry["quarter"]), str(entry["sha256"])
    edition = Edition(
        table=table,
        quarter=quarter,
        covers_from=date.fromisoformat(str(entry["covers_from"])),
        covers_to=date.fromisoformat(str(entry["covers_to"])),
        rows=rows,
        files=tuple(str(name) for name in files),
        sha256=sha256,
        loaded_on=date.fromisoformat(str(entry["loaded_on"])),
        directory=root / table / f"{quarter}-{sha256[:12]}",
    )
    if not edition.directory.is_dir():
        raise InputError(str(edition.directory), "a loaded table is missing", "Load its official file again.")
    return edition
