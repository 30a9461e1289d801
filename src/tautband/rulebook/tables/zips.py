"""Which contractor and locality a ZIP code belongs to: the place where the service was given decides."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tautband.rulebook.packed import pack, unpack
from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load, save

_RURAL = ("urban", "rural", "super_rural")


@dataclass(frozen=True, slots=True)
class ZipPlace:
    """Where a ZIP code lies. `needs_zip9`: the ZIP code is divided, and only its nine digits decide the locality."""

    zip5: str
    state: str
    mac: str
    locality: str
    rural: str
    needs_zip9: bool


class Zips:
    """ZIP codes of the United States and territories, one quarter."""

    def __init__(self, directory: Path) -> None:
        self._columns = {
            name: load(directory, f"zips.{name}")
            for name in ("zip5", "state", "mac", "locality", "rural", "needs_zip9")
        }
        self._localities: dict[str, tuple[tuple[str, str], ...]] = {}

    def place(self, zip_code: str) -> ZipPlace | None:
        """The place of a ZIP code (five digits; more are ignored); None for one that is not in the table."""
        five = zip_code.strip()[:5]
        if len(five) != 5 or not (five.isascii() and five.isdigit()):
            return None
        column = self._columns
        number = int(five)
        row = int(column["zip5"].searchsorted(np.int32(number)))
        if row == len(column["zip5"]) or column["zip5"].item(row) != number:
            return None
        return ZipPlace(
            five,
            unpack(column["state"].item(row), 2),
            f"{column['mac'].item(row):05d}",
            unpack(column["locality"].item(row), 2),
            _RURAL[column["rural"].item(row)],
            bool(column["needs_zip9"].item(row)),
        )

    def localities_of(self, state: str) -> tuple[tuple[str, str], ...]:
        """The contractor and locality pairs of a two-letter state, in order: one where the state settles the price."""
        if state not in self._localities:
            column = self._columns
            here = column["state"] == pack(state, 2)
            found = set(zip(column["mac"][here].tolist(), column["locality"][here].tolist(), strict=True))
            if not found:
                return ()
            self._localities[state] = tuple(sorted((f"{mac:05d}", unpack(locality, 2)) for mac, locality in found))
        return self._localities[state]


def build(directory: Path) -> None:
    """Compile the table to sorted columns."""
    entries = rows("zip_locality")
    save(directory, "zips.zip5", np.array([int(entry["zip5"]) for entry in entries], np.int32))
    save(directory, "zips.state", np.array([pack(entry["state"], 2) for entry in entries], np.int16))
    save(directory, "zips.mac", np.array([int(entry["mac"]) for entry in entries], np.int32))
    save(directory, "zips.locality", np.array([pack(entry["locality"], 2) for entry in entries], np.int16))
    save(directory, "zips.rural", np.array([_RURAL.index(entry["rural"]) for entry in entries], np.int8))
    save(directory, "zips.needs_zip9", np.array([entry["needs_zip9"] == "1" for entry in entries], np.bool_))
