"""Edits as the revisions of the rule book state them, and which of them a code or a day picks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from tautband.edits.kinds import all_kinds
from tautband.model.finding import Severity
from tautband.model.policy import Edit
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import NO_DATE, day_date, day_number, pack_code
from tautband.rulebook.severity import why_capped

NO_CODE = "ZZZZZ"
"""No code: an edit that judges a line with it judges every line."""


@dataclass(frozen=True)
class Stated:
    """An edit as one revision states it. `first` is a date or `undated`; `last` is None while it is in force.

    `severity` is what a finding of it has, `why_capped` why that is less than its author gave it.
    """

    edit_id: str
    first: str
    last: date | None
    edit: Edit
    severity: Severity
    why_capped: str | None

    def document(self) -> dict[str, Any]:
        """The statement as a JSON object, as its author wrote it, with the severity that binds beside it."""
        return {
            "edit": self.edit_id,
            "from": self.first,
            "to": self.last and self.last.isoformat(),
            **self.edit.model_dump(mode="json", by_alias=True, exclude={"id"}),
            "capped_severity": self.severity,
            "capped_because": self.why_capped,
        }


def statements(rulebook: Rulebook, wanted: Callable[[int], bool]) -> tuple[Stated, ...]:
    """The statements of the edits whose numbers are wanted, policy by policy in order of date."""
    found = []
    for number, edit_id in enumerate(rulebook.edit_ids()):
        if wanted(number):
            revision, edit = rulebook.revision_of(number), rulebook.edit(number)
            last = None if revision["last_day"] >= NO_DATE - 1 else day_date(revision["last_day"])
            why = why_capped(edit.severity, rulebook.grade_of(number), dated=revision["date"] != "undated")
            found.append(Stated(edit_id, revision["date"], last, edit, rulebook.severity_of(number), why))
    return tuple(found)


def in_force(rulebook: Rulebook, day: date) -> list[int]:
    """The numbers of the edits whose revision is in force on a day, whomever they bind."""
    at = day_number(day)
    revisions = (rulebook.revision_of(number) for number in range(len(rulebook)))
    return [n for n, revision in enumerate(revisions) if revision["first_day"] <= at <= revision["last_day"]]


def touching(rulebook: Rulebook, code: str, day: date) -> tuple[set[int], set[int]]:
    """The edits in force that judge lines with this code and not all others, and those that judge every line."""
    live = set(in_force(rulebook, day))
    both = np.array([pack_code(code), pack_code(NO_CODE)], dtype=np.int32)
    named: set[int] = set()
    every: set[int] = set()
    for kind, held in rulebook.kinds.items():
        touched = all_kinds()[kind].touched(rulebook, held.columns, both)
        for number, (this, any_code) in zip(held.edits.tolist(), touched.tolist(), strict=True):
            if this and number in live:
                (every if any_code else named).add(number)
    return named, every
