"""Days counted as a deadline counts them: the day of the event is day zero, and a month ends where its month does."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from tautband.model.denial import Deadline

NOTICE = "the date of the remittance"
"""The event that most limits of a decided claim run from."""


def after(day: date, days: int | None, months: int | None) -> date | None:
    """The last day in time, so many months after a day, or so many days where no months are given.

    A month later is the same day of the month, or its last where it is shorter: one month after 31 January is 28 or 29
    February, twelve after 29 February 2024 are 28 February 2025. None where neither is given, or past the year 9999.
    """
    try:
        if months is not None:
            whole = day.year * 12 + day.month - 1 + months
            year, month = divmod(whole, 12)
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        return None if days is None else day + timedelta(days=days)
    except (ValueError, OverflowError):
        return None


def span(days: int | None, months: int | None) -> str:
    """A limit in words: `120 days`, `12 months`."""
    if months is not None:
        return "1 month" if months == 1 else f"{months} months"
    return "1 day" if days == 1 else f"{days} days"


def counted(start: date | None, days: int | None, months: int | None, event: str, grade: str | None) -> Deadline:
    """The deadline so long after an event, with the words of how it was counted; not known without the event's day."""
    if start is None:
        return unknown(f"{span(days, months)} from {event.split(',')[0]}, whose day is not known")
    last = after(start, days, months)
    if last is None:
        return unknown("the calendar ends before it")
    return Deadline(last_day=last, counted=f"{span(days, months)} from {event} ({start})", evidence=grade)


def unknown(because: str) -> Deadline:
    """A deadline that nobody here knows."""
    return Deadline(last_day=None, counted=f"not known: {because}")
