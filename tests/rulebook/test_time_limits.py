from __future__ import annotations

from datetime import date

import pytest

from tautband.model.denial import Deadline
from tautband.rulebook.time_limits import after, counted, span


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-11-30", 1, "2024-12-30"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2024-12-31", 12, "2025-12-31"),
        ("2024-08-31", 0, "2024-08-31"),
        ("2024-03-31", 3, "2024-06-30"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(day: str, months: int, last: str) -> None:
    assert after(date.fromisoformat(day), None, months) == date.fromisoformat(last)
    assert after(date.fromisoformat(day), 5, months) == date.fromisoformat(last)


def test_days_are_counted_from_the_day_of_the_event_as_zero() -> None:
    assert [after(date(2024, 2, 28), days, None) for days in (0, 1, 2)] == [
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2024, 3, 1),
    ]


def test_no_limit_and_a_limit_past_the_calendar_have_no_last_day() -> None:
    assert after(date(2024, 1, 1), None, None) is None
    assert after(date(9999, 12, 1), None, 1) is None
    assert after(date(9999, 12, 1), 31, None) is None
    assert after(date(9999, 11, 30), None, 1) == date(9999, 12, 30)


def test_spans_are_told_in_words() -> None:
    assert [span(1, None), span(120, None), span(None, 1), span(None, 12), span(0, None)] == [
        "1 day", "120 days", "1 month", "12 months", "0 days",
    ]  # fmt: skip


def test_a_deadline_says_how_it_was_counted_or_why_it_is_not_known() -> None:
    event = "the date of the remittance, as the payer sent it"
    assert counted(date(2024, 1, 1), 120, None, event, "A") == Deadline(
        last_day=date(2024, 4, 30), counted=f"120 days from {event} (2024-01-01)", evidence="A"
    )
    assert counted(None, None, 6, event, "A") == Deadline(
        last_day=None, counted="not known: 6 months from the date of the remittance, whose day is not known"
    )
    assert counted(date(9999, 12, 31), 1, None, event, "A") == Deadline(
        last_day=None, counted="not known: the calendar ends before it"
    )
