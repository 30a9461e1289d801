"""Codes that are billed only beside another: the add-on table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.packed import NO_DATE, day_number, pack_code, unpack_code
from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load, save

CONTRACTOR_DECIDES = -2
"""In place of a primary code: the contractor says which ones it takes, and no list is published."""
_LONG_AGO = np.iinfo(np.int32).min
Ints = NDArray[np.int32]


class AddOnState(IntEnum):
    """What the table says of an add-on code on a day."""

    NONE = 0
    """No list of primary codes is known for the day."""
    IN_FORCE = 1
    START_UNKNOWN = 2
    """Listed, before the first day the edition read speaks of, and nobody knows since when."""
    CARRIED = 3
    """Listed, after the last day the edition read speaks of."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One primary code of an add-on code (empty: the contractor decides), and its first and last day, None for open."""

    add_on: str
    primary: str
    begins: date | None = None
    ends: date | None = None


class AddOns:
    """Add-on codes and the primary codes one of which must stand beside them, of one edition.

    `first_day_read` and `last_day_read` are the days that the edition speaks of, as day numbers. An entry without a
    first day is known from the first of them on.
    """

    def __init__(self, directory: Path) -> None:
        self._entries: Ints = load(directory, "addons")
        self.first_day_read, self.last_day_read = map(int, load(directory, "addons.read"))
        add_on, primary, self._begins, self._ends = self._entries.T
        self._pair = add_on.astype(np.int64) << 32 | primary.astype(np.uint32)
        start = np.flatnonzero(np.diff(add_on, prepend=-1))
        self._codes = add_on[start]
        self._first = np.minimum.reduceat(self._begins, start)
        self._last = np.maximum.reduceat(self._ends, start)

    def primaries(self, code: str, day: date | None = None) -> tuple[str, ...] | None:
        """The primary codes listed for an add-on code (on a day); None for a code that the table does not hold so.

        An empty text stands for primary codes that the contractor decides on.
        """
        held = self._entries[self._entries[:, 0] == pack_code(code)]
        if not len(held):
            return None
        if day is not None:
            held = held[(held[:, 2] <= day_number(day)) & (day_number(day) <= held[:, 3])]
        return tuple("" if p == CONTRACTOR_DECIDES else unpack_code(p) for p in held[:, 1].tolist())

    def codes(self) -> tuple[str, ...]:
        """Every add-on code, in order."""
        return tuple(map(unpack_code, self._codes.tolist()))

    def holds(self, codes: Ints) -> NDArray[np.bool_]:
        """Whether each packed code is an add-on code."""
        at = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        return np.asarray(self._codes[at] == codes)

    def listed(self, add_on: Ints, other: Ints, day: Ints) -> NDArray[np.bool_]:
        """Whether each `other` code is a primary code of the add-on code on the day."""
        wanted = add_on.astype(np.int64) << 32 | other.astype(np.uint32)
        at = np.minimum(np.searchsorted(self._pair, wanted), len(self._pair) - 1)
        return np.asarray((self._pair[at] == wanted) & (self._begins[at] <= day) & (day <= self._ends[at]))

    def contractor_decides(self, add_on: Ints, day: Ints) -> NDArray[np.bool_]:
        """Whether the contractor may take primary codes that are not listed."""
        return self.listed(add_on, np.full(len(add_on), CONTRACTOR_DECIDES, np.int32), day)

    def states(self, add_on: Ints, day: Ints) -> NDArray[np.int8]:
        """The AddOnState of each add-on code, which the table holds, on its day."""
        at = np.searchsorted(self._codes, add_on)
        first, last = self._first[at], self._last[at]
        state = np.full(len(add_on), AddOnState.IN_FORCE, np.int8)
        state[day > self.last_day_read] = AddOnState.CARRIED
        state[(first == _LONG_AGO) & (day < self.first_day_read)] = AddOnState.START_UNKNOWN
        state[(day < first) | (day > last)] = AddOnState.NONE
        return state


def build(directory: Path) -> None:
    """Compile the table, which tells no dates: it speaks of the day it was published."""
    from tautband.rulebook.tables.manifest import read_toml

    read = read_toml()["addon_codes"]["as_of"]
    save_entries(directory, (Listed(entry["add_on"], entry["primary"]) for entry in rows("addon_codes")), read, read)


def save_entries(directory: Path, entries: Iterable[Listed], first_day: date, last_day: date) -> int:
    """Write the entries of an edition that speaks of these days; how many they are, each pair of codes once.

    A pair that stands twice holds from the earliest of its first days to the latest of its last ones. An edition has
    at least one entry.
    """
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for entry in entries:
        primary = pack_code(entry.primary) if entry.primary else CONTRACTOR_DECIDES
        begins = _LONG_AGO if entry.begins is None else day_number(entry.begins)
        ends = NO_DATE if entry.ends is None else day_number(entry.ends)
        pair = pack_code(entry.add_on), primary
        before = spans.get(pair, (begins, ends))
        spans[pair] = min(begins, before[0]), max(ends, before[1])
    held = sorted((*pair, *span) for pair, span in spans.items())
    # by the number that pairs are looked up by, in which the contractor's stands behind every code
    held.sort(key=lambda entry: (entry[0], entry[1] & 0xFFFFFFFF))
    save(directory, "addons", np.array(held, np.int32).reshape(-1, 4))
    save(directory, "addons.read", np.array([day_number(first_day), day_number(last_day)], np.int32))
    return len(held)
