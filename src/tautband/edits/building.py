"""Claims as a batch: each service line a judged row, each history entry a context row of the same patient."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from tautband.edits.batch import (
    HISTORY_COMPLETE,
    HISTORY_UNKNOWN,
    NO_FACTS,
    NO_MODIFIER,
    NOT_KNOWN,
    ClaimBatch,
    EncounterFacts,
)
from tautband.model.claim import Claim, HistoryEntry
from tautband.model.encounter import DOCUMENTATION_ELEMENTS, Encounter
from tautband.rulebook.book import Rulebook
from tautband.rulebook.counting import MANY, muscles_injected
from tautband.rulebook.packed import pack_code, pack_diagnosis, pack_modifier
from tautband.rulebook.scope import Scope

MODIFIERS = 4
DIAGNOSES = 4
NO_DIAGNOSIS = -2
"""No pointer, as against UNPACKABLE: a diagnosis that is no code at all."""
_EPOCH = date(1970, 1, 1).toordinal()


class _Row(NamedTuple):
    patient: int
    day: int
    provider: int
    claim: int
    line: int
    judged: bool
    code: int
    modifiers: tuple[int, ...]
    units: float
    diagnoses: tuple[int, ...]
    place: int
    scope: int
    known_from: int
    all_providers: bool
    region: int
    encounter: int


class _Numbers(dict[Any, int]):
    """Numbers given out in order of first sight."""

    def __missing__(self, key: Any) -> int:
        self[key] = len(self)
        return self[key]


def batch_of(claims: Sequence[Claim], rulebook: Rulebook) -> ClaimBatch:
    """The batch of these claims and their histories.

    Claims of one patient are context for each other; a history entry that repeats a line of another claim in the
    batch is dropped. Entries of denied services are dropped: payers count what they covered. `claim` numbers the
    claims as given and `line` their lines from 1. Lines carry at most four modifiers and four diagnoses; more are cut.
    """
    patients, providers, scopes = _Numbers(), _Numbers(), _Numbers()
    encounters: list[Encounter] = []
    rows: list[_Row] = []
    billed = {(claim.patient_id, line.date_of_service or claim.date_of_service, line.code)
              for claim in claims if claim.patient_id for line in claim.lines}  # fmt: skip
    for number, claim in enumerate(claims):
        patient = patients[claim.patient_id or ("claim", number)]
        scope = scopes[rulebook.scope(claim.payer, claim.state, claim.zip_code, claim.criteria)]
        provider = providers[claim.rendering_npi]
        place = _place(claim.place_of_service)
        known_from = _known_from(claim)
        everyone = claim.history_scope == "all"
        note = NOT_KNOWN
        region = NOT_KNOWN
        if claim.encounter is not None:
            note = len(encounters)
            encounters.append(claim.encounter)
            region = _region(claim.encounter, rulebook)
        for position, line in enumerate(claim.lines, start=1):
            day = (line.date_of_service or claim.date_of_service).toordinal() - _EPOCH
            rows.append(
                _Row(
                    patient,
                    day,
                    provider,
                    number,
                    position,
                    True,
                    pack_code(line.code),
                    tuple(pack_modifier(m) for m in line.modifiers),
                    float(line.units),
                    tuple(pack_diagnosis(d) for d in line.diagnoses),
                    place,
                    scope,
                    known_from,
                    everyone,
                    region,
                    note,
                )
            )
        for entry in claim.history or ():
            if entry.outcome == "denied" or (claim.patient_id, entry.date_of_service, entry.code) in billed:
                continue
            by = provider if entry.provider is None and not everyone else providers[entry.provider or "unknown"]
            rows.append(_context(entry, patient, by, scope, rulebook))
    rows.sort()
    return _columns(rows, tuple(scopes), _facts(encounters, rulebook))


def _context(entry: HistoryEntry, patient: int, provider: int, scope: int, rulebook: Rulebook) -> _Row:
    day = entry.date_of_service.toordinal() - _EPOCH
    region = rulebook.tables.muscles.region_number(entry.region, entry.muscles)
    return _Row(
        patient, day, provider, -1, 0, False, pack_code(entry.code), (), 1.0, (), NOT_KNOWN, scope, HISTORY_UNKNOWN,
        False, region, NOT_KNOWN,
    )  # fmt: skip


def _place(place: str | None) -> int:
    return int(place) if place and place.isdecimal() and len(place) == 2 else NOT_KNOWN


def _known_from(claim: Claim) -> int:
    if claim.history is None:
        return HISTORY_UNKNOWN
    return claim.history_from.toordinal() - _EPOCH if claim.history_from else HISTORY_COMPLETE


def _region(encounter: Encounter, rulebook: Rulebook) -> int:
    injected = [i.muscle for i in encounter.injections if i.status == "performed"]
    return rulebook.tables.muscles.region_number(None, injected)


def _facts(encounters: Sequence[Encounter], rulebook: Rulebook) -> EncounterFacts:
    if not encounters:
        return NO_FACTS
    members = rulebook.tables.muscles.members_by_group
    counts = [muscles_injected(encounter, members) or (0, MANY) for encounter in encounters]
    return EncounterFacts(
        np.array([_mask(e, lambda present: present is True) for e in encounters], np.int64),
        np.array([_mask(e, lambda present: present is not None) for e in encounters], np.int64),
        np.array([low for low, _ in counts], np.int32),
        np.array([high for _, high in counts], np.int32),
    )


def _mask(encounter: Encounter, holds: Callable[[bool | None], bool]) -> int:
    documentation = encounter.documentation
    return sum(
        1 << bit
        for bit, element in enumerate(DOCUMENTATION_ELEMENTS)
        if element in documentation and holds(documentation[element].present)
    )


def _columns(rows: Sequence[_Row], scopes: tuple[Scope, ...], facts: EncounterFacts) -> ClaimBatch:
    column = list(zip(*rows, strict=True)) if rows else [()] * len(_Row._fields)
    by_name = dict(zip(_Row._fields, column, strict=True))
    codes, code_at = np.unique(np.array(by_name["code"], np.int32), return_inverse=True)
    padded = np.array([_padded(d, DIAGNOSES, NO_DIAGNOSIS) for d in by_name["diagnoses"]], np.int64).reshape(
        -1, DIAGNOSES
    )
    diagnoses, diagnosis_at = np.unique(padded, return_inverse=True)
    diagnosis_at = diagnosis_at.reshape(padded.shape).astype(np.int32)
    return ClaimBatch(
        patient=np.array(by_name["patient"], np.int32),
        provider=np.array(by_name["provider"], np.int32),
        claim=np.array(by_name["claim"], np.int32),
        line=np.array(by_name["line"], np.int16),
        day=np.array(by_name["day"], np.int32),
        code_at=code_at.astype(np.int32),
        codes=codes,
        modifiers=np.array([_padded(m, MODIFIERS, NO_MODIFIER) for m in by_name["modifiers"]], np.int16).reshape(
            -1, MODIFIERS
        ),
        units=np.array(by_name["units"], np.float64),
        diagnosis_at=np.where(padded == NO_DIAGNOSIS, NOT_KNOWN, diagnosis_at).astype(np.int32),
        diagnoses=diagnoses,
        place=np.array(by_name["place"], np.int16),
        scope_at=np.array(by_name["scope"], np.int32),
        scopes=scopes,
        judged=np.array(by_name["judged"], np.bool_),
        known_from=np.array(by_name["known_from"], np.int32),
        all_providers=np.array(by_name["all_providers"], np.bool_),
        region=np.array(by_name["region"], np.int16),
        encounter=np.array(by_name["encounter"], np.int32),
        facts=facts,
        source=np.arange(len(rows), dtype=np.int64),
    )


def _padded(values: Iterable[int], width: int, filler: int) -> tuple[int, ...]:
    kept = tuple(values)[:width]
    return kept + (filler,) * (width - len(kept))
