"""The quarters that CMS publishes by."""

from __future__ import annotations

from datetime import date, timedelta


def quarter_dates(quarter: str) -> tuple[date, date]:
    """The first and last date of a quarter written `2024Q3`."""
    year, number = int(quarter[:4]), int(quarter[5:])
    begins = date(year, 3 * number - 2, 1)
    following = date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)
    return begins, following - timedelta(days=1)
