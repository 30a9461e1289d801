"""Services that were paid already: what a denial for a duplicate is looked up in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tautband.remits.adjusted import DUPLICATES, Adjusted, Decided

_Service = tuple[str, str, date]


class PaidBefore:
    """The services that stand as paid, by the patient's member number or the claim's number, code and day."""

    def __init__(self, decisions: Iterable[Decided]) -> None:
        self._paid: dict[_Service, Decided] = {}
        for decided in decisions:
            for line in decided.claim.lines:
                if line.paid and line.paid > 0 and line.code:
                    for key in _keys(decided, line.submitted_code or line.code, line.date_of_service or decided.day):
                        self._paid.setdefault(key, decided)

    def of(self, adjusted: Adjusted) -> Decided | None:
        """The decision that paid the service which this line was denied as a duplicate of; None where none is known."""
        if adjusted.check != DUPLICATES or not adjusted.code:
            return None
        found = (self._paid.get(key) for key in _keys(adjusted.decided, adjusted.code, adjusted.day))
        return next((decided for decided in found if decided), None)


def _keys(decided: Decided, code: str, day: date | None) -> list[_Service]:
    known = (decided.claim.member_id, decided.claim.claim_id)
    return [(f"{place} {number}", code, day) for place, number in zip("mc", known, strict=True) if number and day]
