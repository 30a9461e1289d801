"""Claims as plain service lines, patient by patient: what the plain version of each kind reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from oracle.answer import Answer
from tautband.model.claim import Claim, HistoryEntry
from tautband.model.encounter import Encounter
from tautband.rulebook.tables import Tables

MOST_MODIFIERS = 4
MOST_DIAGNOSES = 4


@dataclass(frozen=True, eq=False)
class Line:
    """A service: a line of a claim, or an earlier service that its history tells of (`claim` None).

    `provider` and `patient` are only compared. `region` and `group` None are not known.
    """

    patient: object
    day: date
    provider: object
    code: str
    modifiers: tuple[str, ...] = ()
    units: float = 1.0
    diagnoses: tuple[str, ...] = ()
    region: str | None = None
    group: str | None = None
    claim: Claim | None = None
    claim_number: int = -1
    number: int = 0
    entry: HistoryEntry | None = None

    @property
    def note(self) -> Encounter | None:
        return self.claim.encounter if self.claim else None

    @property
    def billed_by(self) -> Claim:
        """The claim of a line that is judged."""
        assert self.claim is not None
        return self.claim


def history_is_known_on(claim: Claim, day: date) -> bool:
    """Whether the claim's history would tell of a service of that day."""
    if claim.history is None:
        return False
    return claim.history_from is None or claim.history_from <= day


def lines_of(claims: Sequence[Claim], tables: Tables) -> list[Line]:
    """Every line and every earlier service that counts.

    Denied services do not count, nor does an entry that repeats a line of a claim at hand and names no claim.
    """
    found: list[Line] = []
    for number, claim in enumerate(claims):
        patient = claim.patient_id or ("without a number", number)
        region = _region_of(claim.encounter, tables)
        for position, line in enumerate(claim.lines, start=1):
            found.append(
                Line(
                    patient=patient,
                    day=line.date_of_service or claim.date_of_service,
                    provider=claim.rendering_npi,
                    code=line.code,
                    modifiers=line.modifiers[:MOST_MODIFIERS],
                    units=float(line.units),
                    diagnoses=line.diagnoses[:MOST_DIAGNOSES],
                    region=region,
                    group=claim.billing_npi,
                    claim=claim,
                    claim_number=number,
                    number=position,
                )
            )
    billed = {(line.patient, line.day, line.code) for line in found}
    for number, claim in enumerate(claims):
        patient = claim.patient_id or ("without a number", number)
        for entry in claim.history or ():
            repeats = entry.claim_id is None and (patient, entry.date_of_service, entry.code) in billed
            if entry.outcome != "denied" and not repeats:
                found.append(_earlier(entry, claim, patient, tables))
    return found


def _earlier(entry: HistoryEntry, claim: Claim, patient: object, tables: Tables) -> Line:
    unnamed: object = claim.rendering_npi if claim.history_scope == "own_practice" else "someone"
    return Line(
        patient=patient,
        day=entry.date_of_service,
        provider=entry.provider or unnamed,
        code=entry.code,
        modifiers=entry.modifiers[:MOST_MODIFIERS],
        units=float(entry.units),
        region=_one_region(entry.region, entry.muscles, tables),
        group=entry.group,
        entry=entry,
    )


def _region_of(note: Encounter | None, tables: Tables) -> str | None:
    if note is None:
        return None
    return _one_region(None, [i.muscle for i in note.injections if i.status == "performed"], tables)


def _one_region(region: str | None, muscles: Iterable[str], tables: Tables) -> str | None:
    """The region named, else the one in which all the muscles lie; None where that is not a region of the table."""
    named = {region} if region else {tables.muscles.region(muscle) for muscle in muscles}
    return named.pop() if len(named) == 1 and named <= set(tables.muscles.regions) else None


def same_day(line: Line, others: Iterable[Line], same_provider: bool = True) -> list[Line]:
    """The other services of the line's patient and day, of the same clinician unless said otherwise."""
    return [
        other
        for other in others
        if other is not line
        and (other.patient, other.day) == (line.patient, line.day)
        and (other.provider == line.provider or not same_provider)
    ]


class Sets:
    """Names of code groups, read as their members."""

    def __init__(self, groups: dict[str, list[str]]) -> None:
        self._groups = groups

    def holds(self, entries: Iterable[str], code: str) -> bool:
        """Whether codes, ranges and group names take in a code."""
        for entry in entries:
            if entry in self._groups:
                if self.holds(self._groups[entry], code):
                    return True
            else:
                low, _, high = entry.partition("-")
                if low <= code <= (high or low):
                    return True
        return False


def is_listed(entries: Iterable[str], diagnosis: str) -> bool:
    """Whether a diagnosis is on a list; a trailing `*` takes every code that begins so, dots count for nothing."""
    plain = diagnosis.replace(".", "").upper()
    for entry in entries:
        wanted = entry.replace(".", "")
        if plain == wanted or (wanted.endswith("*") and plain.startswith(wanted[:-1])):
            return True
    return False


Judge = Callable[[Line, Sequence[Line], dict[str, Any], Sets, Tables], Answer | None]
"""The plain version of a kind: the line, all services of its patient, the edit's parameters. None: it asks nothing."""
