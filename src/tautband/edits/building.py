"""Claims as a batch: each service line a judged row, each history entry a context row of the same patient."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from tautband.edits.batch import (
    HISTORY_COMPLETE,
    HISTORY_UNKNOWN,
    NO_MODIFIER,
    NOT_KNOWN,
    ClaimBatch,
    EncounterFacts,
)
from tautband.edits.note_facts import DrugLines, facts_of
from tautband.model.claim import Claim, HistoryEntry
from tautband.model.encounter import Encounter
from tautband.rulebook.book import Rulebook
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
    code: int
    modifiers: tuple[int, ...]
    claim: int
    line: int
    judged: bool
    units: float
    diagnoses: tuple[int, ...]
    place: int
    scope: int
    known_from: int
    all_providers: bool
    region: int
    encounter: int
    group: int
    filed: int
    global_days: int
    dose_units: float
    waste: int


class _Numbers(dict[Any, int]):
    """Numbers given out in order of first sight."""

    def __missing__(self, key: Any) -> int:
        self[key] = len(self)
        return self[key]


def batch_of(claims: Sequence[Claim], rulebook: Rulebook) -> ClaimBatch:
    """The batch of these claims and their histories.

    Claims of one patient are context for each other; a history entry that repeats a line of a claim in the batch
    is dropped, unless it names its claim. Entries of denied services are dropped: payers count what they covered.
    `claim` numbers the claims as given and `line` their lines from 1. Lines carry at most four modifiers and four
    diagnoses; more are cut.
    """
    patients, scopes, groups = _Numbers(), _Numbers(), _Numbers()
    providers = _provider_numbers(claims)
    encounters: list[Encounter] = []
    rows: list[_Row] = []
    patient_of = [patients[claim.patient_id or ("claim", number)] for number, claim in enumerate(claims)]
    billed = {(patient, line.date_of_service or claim.date_of_service, line.code)
              for patient, claim in zip(patient_of, claims, strict=True) for line in claim.lines}  # fmt: skip
    for number, claim in enumerate(claims):
        patient = patient_of[number]
        scope = scopes[rulebook.scope(claim.payer, claim.state, claim.zip_code, claim.criteria)]
        provider = providers[claim.rendering_npi or ""]
        place = _place(claim.place_of_service)
        known_from = _known_from(claim)
        everyone = claim.history_scope == "all"
        group = groups[claim.billing_npi] if claim.billing_npi else NOT_KNOWN
        filed = claim.filed_on.toordinal() - _EPOCH if claim.filed_on else NOT_KNOWN
        drugs = DrugLines(claim.encounter, rulebook) if claim.encounter and claim.encounter.agents else None
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
                    pack_code(line.code),
                    tuple(pack_modifier(m) for m in line.modifiers),
                    number,
                    position,
                    True,
                    float(line.units),
                    tuple(pack_diagnosis(d) for d in line.diagnoses),
                    place,
                    scope,
                    known_from,
                    everyone,
                    region,
                    note,
                    group,
                    filed,
                    NOT_KNOWN,
                    drugs.dose_units(pack_code(line.code)) if drugs else math.nan,
                    drugs.waste(pack_code(line.code)) if drugs else NOT_KNOWN,
                )
            )
        for entry in claim.history or ():
            repeats = (patient, entry.date_of_service, entry.code) in billed and entry.claim_id is None
            if entry.outcome == "denied" or repeats:
                continue
            by = provider if entry.provider is None and not everyone else providers[entry.provider or _UNKNOWN_PROVIDER]
            rows.append(
                _context(entry, patient, by, groups[entry.group] if entry.group else NOT_KNOWN, scope, rulebook)
            )
    rows.sort()
    return _columns(rows, tuple(scopes), facts_of(encounters, rulebook))


def _context(entry: HistoryEntry, patient: int, provider: int, group: int, scope: int, rulebook: Rulebook) -> _Row:
    return _Row(
        patient=patient,
        day=entry.date_of_service.toordinal() - _EPOCH,
        provider=provider,
        claim=NOT_KNOWN,
        line=0,
        judged=False,
        code=pack_code(entry.code),
        modifiers=tuple(pack_modifier(m) for m in entry.modifiers),
        units=float(entry.units),
        diagnoses=(),
        place=NOT_KNOWN,
        scope=scope,
        known_from=HISTORY_UNKNOWN,
        all_providers=False,
        region=rulebook.tables.muscles.region_number(entry.region, entry.muscles),
        encounter=NOT_KNOWN,
        group=group,
        filed=NOT_KNOWN,
        global_days=_global_days(entry.global_days),
        dose_units=math.nan,
        waste=NOT_KNOWN,
    )


def _global_days(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= 3 else NOT_KNOWN


_UNKNOWN_PROVIDER = "unknown"
"""The clinician of a history entry of all practices that names none: nobody on the claims."""


def _provider_numbers(claims: Sequence[Claim]) -> dict[str, int]:
    """Clinicians numbered by NPI, so that the order of rows does not hang on which claim came first."""
    named = {claim.rendering_npi or "" for claim in claims}
    named |= {entry.provider or _UNKNOWN_PROVIDER for claim in claims for entry in claim.history or ()}
    return {npi: number for number, npi in enumerate(sorted(named))}


def _place(place: str | None) -> int:
    return int(place) if place and place.isdecimal() and len(place) == 2 else NOT_KNOWN


def _known_from(claim: Claim) -> int:
    if claim.history is None:
        return HISTORY_UNKNOWN
    return claim.history_from.toordinal() - _EPOCH if claim.history_from else HISTORY_COMPLETE


def _region(encounter: Encounter, rulebook: Rulebook) -> int:
    injected = [i.muscle for i in encounter.injections if i.status == "performed"]
    return rulebook.tables.muscles.region_number(None, injected)


def _columns(rows: Sequence[_Row], scopes: tuple[Scope, ...], facts: EncounterFacts) -> ClaimBatch:
    column = list(zip(*rows, strict=True)) if rows else [()] * len(_Row._fields)
    by_name = dict(zip(_Row._fields, column, strict=True))
    codes, code_at = _numbered(by_name["code"])
    padded = np.array([_padded(d, DIAGNOSES, NO_DIAGNOSIS) for d in by_name["diagnoses"]], np.int64).reshape(
        -1, DIAGNOSES
    )
    diagnoses, diagnosis_at = _numbered(padded.ravel().tolist())
    return ClaimBatch(
        patient=np.array(by_name["patient"], np.int32),
        provider=np.array(by_name["provider"], np.int32),
        claim=np.array(by_name["claim"], np.int32),
        line=np.array(by_name["line"], np.int16),
        day=np.array(by_name["day"], np.int32),
        code_at=np.array(code_at, np.int32),
        codes=np.array(codes, np.int32),
        modifier_sets=np.array([_padded(m, MODIFIERS, NO_MODIFIER) for m in by_name["modifiers"]], np.int16).reshape(
            -1, MODIFIERS
        ),
        modifier_at=np.arange(len(rows), dtype=np.int32),
        units=np.array(by_name["units"], np.float64),
        diagnosis_at=np.where(
            padded == NO_DIAGNOSIS, NOT_KNOWN, np.array(diagnosis_at, np.int32).reshape(padded.shape)
        ).astype(np.int32),
        diagnoses=np.array(diagnoses, np.int64),
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
        group=np.array(by_name["group"], np.int32),
        filed=np.array(by_name["filed"], np.int32),
        global_days=np.array(by_name["global_days"], np.int16),
        dose_units=np.array(by_name["dose_units"], np.float64),
        waste=np.array(by_name["waste"], np.int8),
    )


def _numbered(values: Sequence[int]) -> tuple[list[int], list[int]]:
    """The distinct values in order, and the place of each value among them; for a few, faster than an array's sort."""
    distinct = sorted(set(values))
    place = {value: at for at, value in enumerate(distinct)}
    return distinct, [place[value] for value in values]


def _padded(values: Iterable[int], width: int, filler: int) -> tuple[int, ...]:
    kept = tuple(values)[:width]
    return kept + (filler,) * (width - len(kept))
