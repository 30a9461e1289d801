"""Counting sessions: how often a patient was treated in a window, as an interval where something is not known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import NOT_KNOWN, ClaimBatch, Ints, Mask, Rows
from tautband.edits.verdict import Outcome, Reason, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import day_date, distinct

Regions = Literal["any", "known", "possible"]
"""Which earlier sessions count by their region: all of them, those known to be in the row's own, those that may be."""
_DAY_BITS = 20
_DAY_ZERO = 1 << (_DAY_BITS - 1)
_REGIONS = 64


def _keys(group: NDArray[Any], day: NDArray[Any]) -> NDArray[np.int64]:
    from_zero = np.minimum(np.maximum(day, -_DAY_ZERO), _DAY_ZERO - 1) + _DAY_ZERO
    return np.asarray((group.astype(np.int64) << _DAY_BITS) | from_zero, dtype=np.int64)


def _distinct(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Distinct values of keys that already ascend."""
    if len(keys) == 0:
        return keys
    return keys[np.concatenate(([True], keys[1:] != keys[:-1]))]


def _within(keys: NDArray[np.int64], end: NDArray[np.int64], length: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many keys of the group of each `end` key lie in the `length` days up to it."""
    start = np.maximum(end - length, (end >> _DAY_BITS << _DAY_BITS) - 1)
    return np.asarray(keys.searchsorted(end, side="right") - keys.searchsorted(start, side="right"), dtype=np.int64)


def sessions(
    batch: ClaimBatch,
    rulebook: Rulebook,
    rows: Rows,
    sets: Iterable[tuple[int, Mask]],
    start: Ints,
    by_region: NDArray[Any],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The fewest and the most sessions of each row's patient after `start` up to and with the row's own day.

    A session is a day with a service of the row's code set (`sets` as `Gathered.each` gives them). Where `by_region`
    holds, only sessions in the row's region count: a session whose region is not known counts in the most, not in the
    fewest.
    """
    low = np.zeros(len(rows), np.int64)
    high = np.zeros(len(rows), np.int64)
    for number, chosen in sets:
        everywhere = _session_days(batch, rulebook, number)
        at = rows[chosen]
        day = batch.day[at]
        length = day.astype(np.int64) - start[chosen]
        total = _within(everywhere, _keys(batch.patient[at], day), length)
        fewest = total
        most = total
        regional_rows = by_region[chosen]
        if regional_rows.any() and not batch.any_region:
            fewest = np.where(regional_rows, 1, total)
        elif regional_rows.any():
            events = batch.rows_in(rulebook, number)
            regional = distinct(_keys(_region_group(batch, events), batch.day[events]))
            same = _within(regional, _keys(_region_group(batch, at), day), length)
            unknown = _within(regional, _keys(_group(batch.patient[at], NOT_KNOWN), day), length)
            both = _within(_known_and_unknown(batch, events), _keys(_region_group(batch, at), day), length)
            known = batch.region[at] >= 0
            regional_low = np.where(known, same, 1)
            regional_high = np.where(known, same + unknown - both, total)
            fewest = np.where(regional_rows, regional_low, total)
            most = np.where(regional_rows, regional_high, total)
        low[chosen] = fewest
        high[chosen] = most
    return low, high


def _known_and_unknown(batch: ClaimBatch, events: Rows) -> NDArray[np.int64]:
    """The region and day of each service on a day that also has one of unknown region: one session, not two."""
    days = _keys(batch.patient[events], batch.day[events])
    known = batch.region[events] >= 0
    shared = events[known & np.isin(days, days[~known])]
    return distinct(_keys(_region_group(batch, shared), batch.day[shared]))


def last_session(
    batch: ClaimBatch, rulebook: Rulebook, rows: Rows, sets: Iterable[tuple[int, Mask]]
) -> NDArray[np.float64]:
    """The day of the last known session of each row's patient before the row's own day; NaN where none is known."""
    last = np.full(len(rows), np.nan)
    for number, chosen in sets:
        keys = _session_days(batch, rulebook, number)
        if not len(keys):
            continue
        at, same = _last_before(keys, _keys(batch.patient[rows[chosen]], batch.day[rows[chosen]]))
        last[chosen] = np.where(same, (keys[at] & ((1 << _DAY_BITS) - 1)) - _DAY_ZERO, np.nan)
    return last


def of_last_session(
    batch: ClaimBatch, rulebook: Rulebook, rows: Rows, sets: Iterable[tuple[int, Mask]], told: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What is told of the last known session of each row's patient before the row's own day, the lowest where several
    services of that day tell of it; NaN where none does. `told` has a row for each of the batch's and may have columns.
    """
    found = np.full((len(rows), *told.shape[1:]), np.nan)
    for number, chosen in sets:
        events = batch.rows_in(rulebook, number)
        if not len(events):
            continue
        days, begins = np.unique(_keys(batch.patient[events], batch.day[events]), return_index=True)
        lowest = np.fmin.reduceat(told[events], begins, axis=0)
        at, same = _last_before(days, _keys(batch.patient[rows[chosen]], batch.day[rows[chosen]]))
        found[chosen.nonzero()[0][same]] = lowest[at[same]]
    return found


def _last_before(days: NDArray[np.int64], own: NDArray[np.int64]) -> tuple[NDArray[np.intp], Mask]:
    """The place among distinct, ascending session days of the last before each own day, and whether it is the same
    patient's.
    """
    before = np.searchsorted(days, own, side="left") - 1
    at = np.maximum(before, 0)
    return at, (before >= 0) & (days[at] >> _DAY_BITS == own >> _DAY_BITS)


def session_days(
    batch: ClaimBatch, rulebook: Rulebook, row: int, number: int, start: int, regions: Regions = "any"
) -> tuple[date, ...]:
    """The days after `start` on which one row's patient had a service of a code set, up to and with the row's own day.

    With the `known` regions only days in the row's region, with the `possible` ones also those whose region is not
    known; a row whose own region is not known counts every day.
    """
    events = batch.rows_in(rulebook, number)
    day = batch.day[events]
    counted = (batch.patient[events] == batch.patient[row]) & (day > start) & (day <= batch.day[row])
    own = batch.region[row]
    if regions != "any" and own != NOT_KNOWN:
        unknown = (batch.region[events] == NOT_KNOWN) & (regions == "possible")
        counted &= (batch.region[events] == own) | unknown
    return tuple(day_date(number) for number in sorted({*day[counted].tolist(), int(batch.day[row])}))


def _session_days(batch: ClaimBatch, rulebook: Rulebook, number: int) -> NDArray[np.int64]:
    """The sorted keys of every patient's session days of one code set. Remembered with the batch."""
    key = ("session_days", number)
    if key not in batch._memory:
        events = batch.rows_in(rulebook, number)
        batch._memory[key] = _distinct(_keys(batch.patient[events], batch.day[events]))
    days: NDArray[np.int64] = batch._memory[key]
    return days


def _group(patient: NDArray[Any], region: NDArray[Any] | int) -> NDArray[np.int64]:
    return np.asarray(patient.astype(np.int64) * _REGIONS + region + 1, dtype=np.int64)


def _region_group(batch: ClaimBatch, rows: Rows) -> NDArray[np.int64]:
    return _group(batch.patient[rows], batch.region[rows])


def over(
    batch: ClaimBatch,
    rows: Rows,
    low: NDArray[Any],
    high: NDArray[Any],
    limit: NDArray[Any],
    start: Ints,
) -> Verdict:
    """Fire where even the fewest sessions break the limit, clear where the most keep it; otherwise say what is missing.

    Before the known history anything may have happened, and other practices' sessions are not in one's own records.
    """
    unseen = batch.known_from[rows] > start + 1
    own_only = ~batch.all_providers[rows]
    over_limit = low > limit
    outcome = first_of(
        (over_limit, Outcome.FIRE),
        (unseen | own_only, Outcome.NOT_EVALUATED),
        (high > limit, Outcome.REVIEW),
        otherwise=Outcome.CLEAR,
    )
    reason = np.where(
        outcome == Outcome.NOT_EVALUATED,
        np.where(unseen, Reason.NO_HISTORY, Reason.OTHER_PROVIDERS_HISTORY),
        Reason.NONE,
    )
    return Verdict(outcome, reason=reason, a=np.where(over_limit, low, high), b=limit)
