"""A deadline in words, with the days left."""

from __future__ import annotations

from datetime import date

from tautband.model.denial import Deadline


def by(deadline: Deadline, as_of: date) -> str:
    """The last day, how many are left on `as_of`, and how it was counted; or why it is not known."""
    if deadline.last_day is None:
        return deadline.counted
    left = (deadline.last_day - as_of).days
    days = "1 day" if abs(left) == 1 else f"{abs(left)} days"
    still = f"{days} left" if left >= 0 else f"over for {days}"
    grade = f", limit {deadline.evidence}" if deadline.evidence and deadline.evidence != "primary" else ""
    return f"{deadline.last_day}, {still} ({deadline.counted}{grade})"


def sentence(text: str) -> str:
    """A clause as a sentence."""
    return f"{text[:1].upper()}{text[1:]}."
