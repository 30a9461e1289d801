"""Which edition answers on a day: the one rule by which shipped and loaded tables are combined.

1. A loaded edition answers for the dates it covers. Where several cover a day, the one whose cover ends first does,
   and of these the one published last.
2. On a day that no loaded edition covers the shipped table answers, where it covers the day.
3. Before and after both, the newest edition that ended before the day, loaded or shipped, is carried forward.

What the shipped table does not hold falls to the last loaded edition that ended before the day, carried forward.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.official.editions import Edition
from tautband.rulebook.packed import day_number

SHIPPED = -1
NO_EDITION = -2
_BEGINNING = np.iinfo(np.int32).min


class Calendar:
    """The owner of each day: the number of an edition, or SHIPPED.

    `shipped` are the first and last date the shipped table covers; None for a table that is not shipped.
    """

    def __init__(self, editions: Sequence[Edition], shipped: tuple[date, date] | None) -> None:
        spans = [(day_number(e.covers_from), day_number(e.covers_to), e.quarter) for e in editions]
        self._last = [last for _, last, _ in spans]
        own = None if shipped is None else (day_number(shipped[0]), day_number(shipped[1]))
        bounds = [(first, last) for first, last, _ in spans] + ([own] if own else [])
        marks = sorted({_BEGINNING, *(first for first, _ in bounds), *(last + 1 for _, last in bounds)})
        self.starts: NDArray[np.int32] = np.array(marks, np.int32)
        self._owner = np.array([_owner(mark, spans, own) for mark in marks], np.int8)
        self._before = np.array([_before(mark, spans) for mark in marks], np.int8)

    def owner(self, days: NDArray[np.int32]) -> NDArray[np.int8]:
        """The owner of each day number."""
        return self._owner[np.searchsorted(self.starts, days, side="right") - 1]

    def before(self, days: NDArray[np.int32]) -> NDArray[np.int8]:
        """The edition that is carried forward to each day where the shipped table is silent; NO_EDITION for none."""
        return self._before[np.searchsorted(self.starts, days, side="right") - 1]

    def on(self, day: int) -> tuple[int, int]:
        """The owner of one day, and the edition carried forward to it."""
        at = int(np.searchsorted(self.starts, day, side="right")) - 1
        return self._owner.item(at), self._before.item(at)

    def last_day(self, edition: int) -> int:
        """The last day number that an edition covers."""
        return self._last[edition]

    def changes(self, first_day: int, last_day: int) -> bool:
        """Whether another edition may answer on one of the days than on the other."""
        return bool(((self.starts > first_day) & (self.starts <= last_day)).any())


def _owner(day: int, spans: Sequence[tuple[int, int, str]], shipped: tuple[int, int] | None) -> int:
    covering = [number for number, (first, last, _) in enumerate(spans) if first <= day <= last]
    if covering:
        nearest = min(spans[number][1] for number in covering)
        return max((n for n in covering if spans[n][1] == nearest), key=lambda n: spans[n][2])
    if shipped is not None and shipped[0] <= day <= shipped[1]:
        return SHIPPED
    carried = _before(day, spans)
    if carried != NO_EDITION and (shipped is None or shipped[0] > day or shipped[1] <= spans[carried][1]):
        return carried
    return SHIPPED


def _before(day: int, spans: Sequence[tuple[int, int, str]]) -> int:
    ended = [number for number, (_, last, _) in enumerate(spans) if last < day]
    return max(ended, key=lambda n: (spans[n][1], spans[n][2])) if ended else NO_EDITION
