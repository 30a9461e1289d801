"""Relative values of the loaded releases, over the shipped ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.official.calendar import SHIPPED, Calendar
from tautband.rulebook.official.editions import Edition
from tautband.rulebook.packed import MODIFIER_LENGTH, day_number, pack, pack_code
from tautband.rulebook.tables.fees import INDICATORS, MODIFIERS, UNKNOWN, FeeRow, Fees, fee_row
from tautband.rulebook.tables.keys import ABSENT, Keys
from tautband.rulebook.tables.stored import load, load_records


class LoadedFees(Fees):
    """The questions of `Fees`, answered on each day by the release whose turn it is.

    Rows are numbered through all releases, the shipped table first. A code that a release lacks is not in the schedule.
    """

    def __init__(self, shipped: Fees, editions: Sequence[Edition], shipped_dates: tuple[date, date]) -> None:
        self._shipped = shipped
        self._releases = [_Release(edition) for edition in editions]
        self._calendar = Calendar(editions, shipped_dates)
        sizes = [shipped.size, *(len(release) for release in self._releases)]
        self._base = np.concatenate(([0], np.cumsum(sizes))).tolist()
        self.columns = {
            name: np.concatenate([shipped.columns[name], *(release.columns[name] for release in self._releases)])
            for name in ("status", "global_days", *INDICATORS)
        }

    @property
    def size(self) -> int:
        """The number of rows in all releases."""
        return int(self._base[-1])

    def find(self, codes: NDArray[Any], days: NDArray[Any], modifiers: NDArray[Any] | int = 0) -> NDArray[np.int32]:
        """The row of each packed code on its day number, -1 where none is held."""
        key = np.asarray(codes, np.int64) * MODIFIERS + np.maximum(np.asarray(modifiers, np.int64), 0)
        day = np.broadcast_to(np.asarray(days, np.int32), key.shape)
        row = np.array(self._shipped.find(codes, day, modifiers))
        owner = self._calendar.owner(day)
        silent = (owner == SHIPPED) & (row == ABSENT)
        owner = np.where(silent, self._calendar.before(day), owner)
        for number in np.unique(owner[owner >= 0]).tolist():
            chosen = np.flatnonzero(owner == number)
            at = self._releases[number].keys.find(key[chosen])
            row[chosen] = np.where(at == ABSENT, ABSENT, at + np.int32(self._base[number + 1]))
        return row

    def column(self, name: str, row: NDArray[np.int32]) -> NDArray[Any]:
        """One indicator of the rows found."""
        values = self.columns[name][row]
        values[row == ABSENT] = UNKNOWN
        return values

    @cached_property
    def codes_with_global_period(self) -> NDArray[np.int64]:
        """The packed codes that had a global period of days in any release held."""
        held = [self._shipped.codes_with_global_period]
        for release in self._releases:
            held.append(release.keys.keys[release.columns["global_days"] > 0] // MODIFIERS)
        return np.unique(np.concatenate(held))

    def on(self, code: str, day: date, modifier: str = "") -> FeeRow | None:
        """The row of one code on one date; None where none is held."""
        packed = np.array([max(pack(modifier, MODIFIER_LENGTH), 0)], np.int64)
        row = int(self.find(np.array([pack_code(code)]), np.array([day_number(day)], np.int32), packed)[0])
        if row == ABSENT:
            return None
        number = int(np.searchsorted(self._base, row, side="right")) - 1
        if number == 0:
            return self._shipped.on(code, day, modifier)
        return self._releases[number - 1].row(row - self._base[number], day)


class _Release:
    """One edition, memory-mapped; the words of its rows are read when one is asked."""

    def __init__(self, edition: Edition) -> None:
        self.keys = Keys.open(edition.directory, "fees")
        self.columns = {
            name: load(edition.directory, f"fees.{name}") for name in ("status", "global_days", *INDICATORS)
        }
        self._edition = edition
        self._rows: list[dict[str, str]] | None = None

    def __len__(self) -> int:
        return len(self.keys.keys)

    def row(self, at: int, day: date) -> FeeRow:
        """One row as the shipped table gives it. Outside its quarter it is carried, and says so."""
        if self._rows is None:
            self._rows = load_records(self._edition.directory, "fee_rows")
        edition = self._edition
        own = edition.covers_from <= day <= edition.covers_to
        return fee_row(
            {
                **self._rows[at],
                "effective_from": edition.covers_from.isoformat(),
                "effective_to": (edition.covers_to if own else day).isoformat(),
                "source_release": f"{edition.quarter}, loaded from {', '.join(edition.files)}",
                "period_evidence": "official" if own else "assumed_full_year",
                "indicator_evidence": "official",
            }
        )
