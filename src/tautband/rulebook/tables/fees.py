"""Relative values and payment indicators of a code on a date: the Medicare physician fee schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.packed import MODIFIER_LENGTH, day_number, distinct, pack, pack_code
from tautband.rulebook.tables.keys import ABSENT
from tautband.rulebook.tables.source import NO_DAY, first_day, last_day, rows
from tautband.rulebook.tables.stored import load, load_records, save, save_records
from tautband.rulebook.tables.timeline import Step, Timeline

UNKNOWN = -1
"""The release read does not hold this indicator, or no release was read for the code and date."""
NO_GLOBAL_CONCEPT = -2
"""XXX: the global surgery rules do not apply."""
ADD_ON_GLOBAL = -3
"""ZZZ: the global period of the code it is added to."""
GLOBAL_DAYS = {
    "": UNKNOWN, "000": 0, "010": 10, "090": 90, "XXX": NO_GLOBAL_CONCEPT, "ZZZ": ADD_ON_GLOBAL,
    "YYY": UNKNOWN, "MMM": UNKNOWN,
}  # fmt: skip
"""YYY: the contractor sets the period; MMM: maternity, counted otherwise. Neither is a number of days."""
INDICATORS = ("multiple_procedure", "bilateral", "assistant", "pctc")
MODIFIERS = 37**MODIFIER_LENGTH


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One code (and modifier) in one period. Values are relative value units; None where not applicable or not known.

    Indicators are the official ones as text. `status` A is payable. `period_evidence` assumed_full_year: one release
    was read and taken for its year. `indicator_evidence` inferred: equal in the releases before and after.
    """

    code: str
    modifier: str
    effective_from: date
    effective_to: date
    status: str | None
    work: Decimal
    pe_nonfacility: Decimal | None
    pe_facility: Decimal | None
    malpractice: Decimal
    global_days: str | None
    multiple_procedure: str | None
    bilateral: str | None
    assistant: str | None
    pctc: str | None
    release: str
    period_evidence: str
    indicator_evidence: str


class Fees:
    """Fee schedule rows by code, modifier and date."""

    def __init__(self, directory: Path) -> None:
        self._timeline = Timeline.open(directory, "fees", ("row",))
        self.columns: dict[str, NDArray[Any]] = {
            name: load(directory, f"fees.{name}") for name in ("status", "global_days", *INDICATORS)
        }
        self._directory = directory
        self._records: list[dict[str, str]] | None = None

    @property
    def size(self) -> int:
        """The number of rows in the table."""
        return len(self.columns["status"])

    def find(self, codes: NDArray[Any], days: NDArray[Any], modifiers: NDArray[Any] | int = 0) -> NDArray[np.int32]:
        """The row of each packed code on its day number, -1 where none is held. `modifiers` packed, 0 for none."""
        modifier = np.maximum(np.asarray(modifiers, np.int64), 0)
        step = self._timeline.find(np.asarray(codes, np.int64) * MODIFIERS + modifier, days)
        row: NDArray[np.int32] = self._timeline.columns["row"][step]
        row[step == ABSENT] = ABSENT
        return row

    def column(self, name: str, row: NDArray[np.int32]) -> NDArray[Any]:
        """One indicator of the rows found: `global_days` in days or a negative constant above, others a small number.

        UNKNOWN where the row is -1 or the release does not say. `status` is the character's code point.
        """
        values = self.columns[name][row]
        values[row == ABSENT] = UNKNOWN
        return values

    @cached_property
    def codes_with_global_period(self) -> NDArray[np.int64]:
        """The packed codes that had a global period of days in any release held."""
        row = self._timeline.columns["row"]
        steps = np.flatnonzero((row != ABSENT) & (self.columns["global_days"][row] > 0))
        positions = np.searchsorted(self._timeline.first, steps, side="right") - 1
        return distinct(self._timeline.keys.keys[positions] // MODIFIERS)

    def on(self, code: str, day: date, modifier: str = "") -> FeeRow | None:
        """The row of one code on one date; None where none is held, which is not to say that the code is not paid."""
        packed = max(pack(modifier, MODIFIER_LENGTH), 0)
        step = self._timeline.find_one(pack_code(code) * MODIFIERS + packed, day_number(day))
        if step == ABSENT or (row := self._timeline.columns["row"].item(step)) == ABSENT:
            return None
        if self._records is None:
            self._records = load_records(self._directory, "fee_rows")
        return fee_row(self._records[row])


def fee_row(entry: dict[str, str]) -> FeeRow:
    """One row of the table from its words."""

    def amount(column: str) -> Decimal | None:
        return None if entry[f"{column}_na"] else Decimal(entry[column])

    return FeeRow(
        code=entry["code"],
        modifier=entry["modifier"],
        effective_from=date.fromisoformat(entry["effective_from"]),
        effective_to=date.fromisoformat(entry["effective_to"]),
        status=entry["status"] or None,
        work=Decimal(entry["work_rvu"]),
        pe_nonfacility=amount("pe_nonfacility"),
        pe_facility=amount("pe_facility"),
        malpractice=Decimal(entry["mp_rvu"]),
        global_days=entry["global_days"] or None,
        multiple_procedure=entry["multiple_procedure"] or None,
        bilateral=entry["bilateral"] or None,
        assistant=entry["assistant"] or None,
        pctc=entry["pctc"] or None,
        release=entry["source_release"],
        period_evidence=entry["period_evidence"],
        indicator_evidence=entry["indicator_evidence"],
    )


def build(directory: Path) -> None:
    """Compile the rows: for each code and modifier the periods held, with nothing between them."""
    entries = rows("fee_schedule")
    steps: dict[int, list[Step]] = {}
    for row, entry in enumerate(entries):
        key = pack_code(entry["code"]) * MODIFIERS + max(pack(entry["modifier"], MODIFIER_LENGTH), 0)
        held = steps.setdefault(key, [(NO_DAY, ABSENT)])
        held += [(first_day(entry["effective_from"]), row), (last_day(entry["effective_to"]) + 1, ABSENT)]
    Timeline.of(steps, {"row": "i4"}).save(directory, "fees")
    save(directory, "fees.status", np.array([ord(e["status"]) if e["status"] else UNKNOWN for e in entries], np.int8))
    save(directory, "fees.global_days", np.array([GLOBAL_DAYS[e["global_days"]] for e in entries], np.int8))
    for name in INDICATORS:
        save(directory, f"fees.{name}", np.array([int(e[name]) if e[name] else UNKNOWN for e in entries], np.int8))
    save_records(directory, "fee_rows", entries)
