"""Calendar arithmetic on day numbers. A month is a calendar month, never thirty days."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


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
