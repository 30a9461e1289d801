"""Months are calendar months, clipped to the month's end."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oracle.calendar_months import months_before as plain_months_before
from tautband.edits.calendar import months_after, months_before
from tautband.rulebook.packed import day_date, day_number

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
months = st.integers(0, 240)


def before(day: date, by: int) -> date:
    return day_date(int(months_before(np.array([day_number(day)], np.int32), by)[0]))


def after(day: date, by: int) -> date:
    return day_date(int(months_after(np.array([day_number(day)], np.int32), by)[0]))


@pytest.mark.parametrize(
    ("day", "by", "earlier"),
    [
        ("2025-03-31", 1, "2025-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2024-03-30", 1, "2024-02-29"),
        ("2024-03-29", 1, "2024-02-29"),
        ("2024-03-28", 1, "2024-02-28"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2025-02-28", 12, "2024-02-28"),
        ("2024-02-29", 48, "2020-02-29"),
        ("2100-03-31", 1, "2100-02-28"),
        ("2025-01-15", 1, "2024-12-15"),
        ("2025-12-31", 6, "2025-06-30"),
        ("2025-05-31", 0, "2025-05-31"),
        ("1970-01-31", 2, "1969-11-30"),
    ],
)
def test_the_day_so_many_months_earlier(day: str, by: int, earlier: str) -> None:
    assert before(date.fromisoformat(day), by) == date.fromisoformat(earlier)


@pytest.mark.parametrize(
    ("day", "by", "later"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2025-11-30", 1, "2025-12-30"),
    ],
)
def test_the_day_so_many_months_later(day: str, by: int, later: str) -> None:
    assert after(date.fromisoformat(day), by) == date.fromisoformat(later)


@given(st.lists(st.tuples(days, months), min_size=1, max_size=20))
def test_many_days_at_once_are_each_what_plain_dates_give(pairs: list[tuple[date, int]]) -> None:
    numbers = np.array([day_number(day) for day, _ in pairs], np.int32)
    by = np.array([months for _, months in pairs])
    assert [day_date(int(n)) for n in months_before(numbers, by)] == [plain_months_before(d, m) for d, m in pairs]


@given(days, months)
def test_a_month_later_and_earlier_is_the_day_again_but_for_a_clipped_end(day: date, by: int) -> None:
    again = before(after(day, by), by)
    assert again == day or (day.day > 28 and again < day and (day - again).days <= 3)


@given(days, days, months)
def test_months_never_change_the_order_of_days(one: date, other: date, by: int) -> None:
    first, second = sorted((one, other))
    assert before(first, by) <= before(second, by)
