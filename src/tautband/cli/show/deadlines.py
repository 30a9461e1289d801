"""A deadline in words, with the days left."""

from __future__ import annotations

from datetime import date

from tautband.model.denial import Deadline

_KNOWN_BY = {
    "secondary": "by a secondary source",
    "tracker": "by a tracker of policies",
    "unverified": "not verified",
    "own": "by your contract",
}
"""What stands behind a limit that was not read in the original."""


def by(deadline: Deadline, as_of: date) -> str:
    """The last day, how many are left on `as_of`, and how it was counted; or why it is not known."""
    if deadline.last_day is None:
        return deadline.counted
    left = (deadline.last_day - as_of).days
    days = "1 day" if abs(left) == 1 else f"{abs(left)} days"
    still = "today" if left == 0 else f"{days} left" if left > 0 else f"over for {days}"
    known_by = f"; {_KNOWN_BY[deadline.evidence]}" if deadline.evidence in _KNOWN_BY else ""
    return f"{deadline.last_day}, {still} ({deadline.counted}{known_by})"


def sentence(text: str) -> str:
    """A clause as a sentence."""
    return f"{text[:1].upper()}{text[1:]}."
