"""The first draft of a policy file: the policy's last revision carried to a new day, or an empty form."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

FORM = Path(__file__).with_name("new_policy.toml")
_EXAMPLE_CLAIM = re.compile(r"^(\s*claim\s*=\s*\{)(.*)$", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SERVICE_DATE = re.compile(r"\bdate\s*=\s*(\d{4}-\d{2}-\d{2})")
_ENDS = re.compile(r"^(?:retired|perhaps_from)\s*=.*\n", re.MULTILINE)


def carried_to(text: str, first: date) -> str:
    """The text of a revision as the draft of the next, whose first service date is `first`.

    Every example keeps its months and days and moves by whole years until its date of service lies within the new
    revision, so that each window and interval it shows stays as long as it was. The end and the doubtful start of the
    old revision are left out. What the new document says differently is for its author to change.
    """
    return _EXAMPLE_CLAIM.sub(lambda found: found[1] + _moved(found[2], first), _ENDS.sub("", text))


def empty_form(first: date) -> str:
    """A policy file to fill in, with a word on every key."""
    return FORM.read_text(encoding="utf-8").replace("FIRST-DAY", first.isoformat())


def _moved(claim: str, first: date) -> str:
    """The shorthand of an example's claim with all its days moved by the fewest whole years that are enough."""
    service = _SERVICE_DATE.search(claim)
    if service is None:
        return claim
    years = max(0, first.year - date.fromisoformat(service[1]).year)
    while (moved := _days_moved(claim, years)) is None or _service_date(moved) < first:
        years += 1
    return moved


def _days_moved(claim: str, years: int) -> str | None:
    """The same days so many years later, or None where one of them is a 29 February that year lacks."""
    try:
        return _DAY.sub(lambda day: _later(date.fromisoformat(day[0]), years), claim)
    except ValueError:
        return None


def _later(day: date, years: int) -> str:
    return day.replace(year=day.year + years).isoformat()


def _service_date(claim: str) -> date:
    found = _SERVICE_DATE.search(claim)
    assert found is not None
    return date.fromisoformat(found[1])
