"""The edits that limit how often a patient may be treated, and the day on which a session leaves their window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from tautband.edits.calendar import ABSENT, months_after, window_start
from tautband.edits.kinds import all_kinds
from tautband.model.claim import HistoryEntry
from tautband.rulebook.book import Rulebook
from tautband.rulebook.code_tables import CodeTables
from tautband.rulebook.packed import EPOCH, pack_code
from tautband.rulebook.scope import Cell

KINDS = ("session_limit", "days_between_sessions", "sessions_without_response")
"""The kinds that count sessions of the past."""
ENDS_WITH = ("future_session", "cannot_be_mended")
"""Remedies that say: not on this day. Any other asks for something that can be had: it is a condition."""


@dataclass(frozen=True)
class Limit:
    """One frequency edit in force.

    At most `most` sessions, the new one included, in the window of `months` or `days` (both None: ever). `by_region`:
    only sessions in the region treated count. `codes` is the set of codes that make a session.
    """

    edit: int
    name: str
    codes: int
    most: int
    months: int | None
    days: int | None
    by_region: bool
    blocks: bool

    @property
    def window(self) -> str:
        """The window in words."""
        if self.months is None and self.days is None:
            return "whole history"
        return f"{self.months} months" if self.months is not None else f"{self.days} days"

    def opens_after(self, day: date) -> date | None:
        """The last day before the window of a session on `day`; None for a window without a beginning."""
        if self.months is None and self.days is None:
            return None
        months, days = (np.array([ABSENT if n is None else n]) for n in (self.months, self.days))
        return _day(window_start(_number(day), months, days))

    def left_by(self, session: date) -> Iterator[date]:
        """The days of which one is the first whose window no longer holds `session`: where the month that many months
        later is shorter, the session stays a day longer than the calendar names.
        """
        if self.days is not None:
            yield session + timedelta(days=self.days)
        elif self.months is not None:
            named = _day(months_after(_number(session), self.months))
            yield named
            if named.day != session.day:
                yield named + timedelta(days=1)

    def counted(self, sessions: Iterable[Session], day: date, region: int, rulebook: Rulebook) -> tuple[date, ...]:
        """The earlier session days that count, or may count, on `day`; `region` -1 is not known and so is every one."""
        opens = self.opens_after(day)
        return tuple(
            sorted(
                {
                    session.day
                    for session in sessions
                    if session.day < day
                    and (opens is None or session.day > opens)
                    and (not self.by_region or session.region in (region, -1) or region == -1)
                    and bool(rulebook.holds(self.codes, np.array([session.code], np.int32))[0])
                }
            )
        )


@dataclass(frozen=True)
class Session:
    """One earlier service that payers count: its day, packed code and region number (-1 not known)."""

    day: date
    code: int
    region: int


def sessions_of(history: Sequence[HistoryEntry], rulebook: Rulebook) -> tuple[Session, ...]:
    """The services of a history that payers count: not those they denied."""
    muscles = rulebook.tables.muscles
    return tuple(
        Session(e.date_of_service, pack_code(e.code), muscles.region_number(e.region, e.muscles))
        for e in history
        if e.outcome != "denied"
    )


def session_codes() -> tuple[str, ...]:
    """The codes that a trigger point session is billed by."""
    return tuple(dict.fromkeys(row["code"] for row in CodeTables.open()["trigger_point_codes"]))


def limits_of(cell: Cell, rulebook: Rulebook, codes: Sequence[str]) -> tuple[Limit, ...]:
    """The frequency edits of a cell that judge any of these codes."""
    packed = np.array([pack_code(code) for code in codes], np.int32)
    found = []
    for bound in cell.edits:
        if bound.kind in KINDS:
            limit = _limit(bound.edit, bound.kind, rulebook)
            if rulebook.holds(limit.codes, packed).any():
                found.append(limit)
    return tuple(sorted(found, key=lambda limit: limit.name))


def _limit(number: int, kind: str, rulebook: Rulebook) -> Limit:
    columns = rulebook.kinds[kind]
    at = int(columns.rows_of(np.array([number]))[0])
    edit = rulebook.edit(number)
    asks: Any = all_kinds()[kind].Params.model_validate(edit.with_)
    first, second = ("min_months", "min_days") if kind == "days_between_sessions" else ("window_months", "window_days")
    return Limit(
        number,
        rulebook.edit_id(number),
        int(columns.columns["codes"][at]),
        getattr(asks, "max_sessions", 1),
        getattr(asks, first, None),
        getattr(asks, second, None),
        getattr(asks, "per", "patient") == "region",
        edit.remedy is None or edit.remedy.kind in ENDS_WITH,
    )


def _number(day: date) -> Any:
    return np.array([(day - EPOCH).days], np.int32)


def _day(number: Any) -> date:
    return EPOCH + timedelta(days=int(number[0]))
