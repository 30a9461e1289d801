"""Calendar arithmetic on day numbers. A month is a calendar month, never thirty days."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

ABSENT = -1


def window_start(days: NDArray[np.int32], months: NDArray[Any], length: NDArray[Any]) -> NDArray[np.int32]:
    """The day before each window begins: `months` calendar months back, or `length` days where months are ABSENT."""
    in_months = months != ABSENT
    if not in_months.any():
        return np.asarray(days - length, dtype=np.int32)
    if in_months.all():
        return months_before(days, months)
    start = np.asarray(days - length, dtype=np.int32)
    start[in_months] = months_before(days[in_months], months[in_months])
    return start


def months_after(days: NDArray[np.int32], months: NDArray[Any] | int) -> NDArray[np.int32]:
    """The day `months` calendar months after each day, clipped to the month's end (31 January and one month: 28 or 29
    February)."""
    return months_before(days, -np.asarray(months))


def months_before(days: NDArray[np.int32], months: NDArray[Any] | int) -> NDArray[np.int32]:
    """The day `months` calendar months before each day, clipped to the month's end (31 March less one month: 28 or 29
    February)."""
    dates = days.astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    into = (dates - month.astype("datetime64[D]")).astype(np.int64)
    target = month.astype(np.int64) - months
    first = target.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    length = (target + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - first
    return np.asarray(first + np.minimum(into, length - 1), dtype=np.int32)
