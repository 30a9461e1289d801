"""Claims as a batch: each service line a judged row, each history entry a context row of the same patient."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import (
    HISTORY_COMPLETE,
    HISTORY_UNKNOWN,
    NO_MODIFIER,
    NOT_KNOWN,
    ClaimBatch,
    EncounterFacts,
)
from tautband.edits.note_facts import DrugLines, facts_of
from tautband.edits.states_named import UNNAMED, States, states_named
from tautband.model.claim import Claim
from tautband.model.encounter import Encounter
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import pack_code, pack_diagnosis, pack_modifier
from tautband.rulebook.scope import Scope

MODIFIERS = 4
DIAGNOSES = 4
NO_DIAGNOSIS = -2
"""No pointer, as against UNPACKABLE: a diagnosis that is no code at all."""
_EPOCH = date(1970, 1, 1).toordinal()


_UNTOLD = (math.nan, math.nan)


class _Row(NamedTuple):
    """One row of the batch; what stands behind `code` is given to a line of a claim, and to history as far as known."""

    patient: int
    day: int
    provider: int
    code: int
    modifiers: tuple[int, ...] = ()
    claim: int = NOT_KNOWN
    line: int = 0
    judged: bool = False
    units: float = 0.0
    diagnoses: tuple[int, ...] = ()
    place: int = NOT_KNOWN
    scope: int = NOT_KNOWN
    known_from: int = HISTORY_UNKNOWN
    all_providers: bool = False
    region: int = NOT_KNOWN
    encounter: int = NOT_KNOWN
    group: int = NOT_KNOWN
    filed: int = NOT_KNOWN
    global_days: int = NOT_KNOWN
    dose_units: float = math.nan
    waste: int = NOT_KNOWN
    relief: tuple[float, float] = _UNTOLD
    states: States = UNNAMED


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
    gathered = _Gathered(claims, rulebook)
    rows: list[_Row] = []
    for number, claim in enumerate(claims):
        scope = gathered.scope_of(claim)
        rows += gathered.lines_of(number, claim, scope)
        if claim.history:
            rows += gathered.history_of(number, claim, scope)
    rows.sort()
    return _columns(rows, tuple(gathered.scopes), facts_of(gathered.encounters, rulebook))


class _Gathered:
    """What the rows of some claims name by number: patients, clinicians, groups, payers at their places, notes."""

    def __init__(self, claims: Sequence[Claim], rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.scopes, self.groups = _Numbers(), _Numbers()
        self.providers = _provider_numbers(claims)
        self.encounters: list[Encounter] = []
        patients = _Numbers()
        self.patients = [patients[claim.patient_id or ("claim", number)] for number, claim in enumerate(claims)]
        self.billed = {
            (patient, line.date_of_service or claim.date_of_service, line.code)
            for patient, claim in zip(self.patients, claims, strict=True)
            for line in claim.lines
        }

    def lines_of(self, number: int, claim: Claim, scope: int) -> list[_Row]:
        """A judged row for each line of a claim."""
        encounter, note, region = claim.encounter, NOT_KNOWN, NOT_KNOWN
        if encounter is not None:
            note, region = len(self.encounters), _region(encounter, self.rulebook)
            self.encounters.append(encounter)
        drugs = DrugLines(encounter, self.rulebook) if encounter and encounter.agents else None
        provider, place = self.providers[claim.rendering_npi or ""], _place(claim.place_of_service)
        group = self.groups[claim.billing_npi] if claim.billing_npi else NOT_KNOWN
        filed = claim.filed_on.toordinal() - _EPOCH if claim.filed_on else NOT_KNOWN
        states = self.states_of(claim)
        rows: list[_Row] = []
        for position, line in enumerate(claim.lines, start=1):
            code = pack_code(line.code)
            row = _Row(
                patient=self.patients[number],
                day=(line.date_of_service or claim.date_of_service).toordinal() - _EPOCH,
                provider=provider,
                code=code,
                modifiers=tuple(pack_modifier(m) for m in line.modifiers),
                claim=number,
                line=position,
                judged=True,
                units=float(line.units),
                diagnoses=tuple(pack_diagnosis(d) for d in line.diagnoses),
                place=place,
                scope=scope,
                known_from=_known_from(claim),
                all_providers=claim.history_scope == "all",
                region=region,
                encounter=note,
                group=group,
                filed=filed,
                dose_units=drugs.dose_units(code) if drugs else math.nan,
                waste=drugs.waste(code) if drugs else NOT_KNOWN,
                states=states,
            )
            rows.append(row)
        return rows

    def history_of(self, number: int, claim: Claim, scope: int) -> list[_Row]:
        """A context row for each entry of a claim's history that a payer counts."""
        rows: list[_Row] = []
        patient, everyone = self.patients[number], claim.history_scope == "all"
        for entry in claim.history or ():
            repeats = (patient, entry.date_of_service, entry.code) in self.billed and entry.claim_id is None
            if entry.outcome == "denied" or repeats:
                continue
            own = entry.provider is None and not everyone
            by = claim.rendering_npi or "" if own else entry.provider or _UNKNOWN_PROVIDER
            row = _Row(
                patient=patient,
                day=entry.date_of_service.toordinal() - _EPOCH,
                provider=self.providers[by],
                code=pack_code(entry.code),
                modifiers=tuple(pack_modifier(m) for m in entry.modifiers),
                units=float(entry.units),
                scope=scope,
                region=self.rulebook.tables.muscles.region_number(entry.region, entry.muscles),
                group=self.groups[entry.group] if entry.group else NOT_KNOWN,
                global_days=_global_days(entry.global_days),
                relief=(_number(entry.relief_percent), _number(entry.relief_weeks)),
            )
            rows.append(row)
        return rows

    def states_of(self, claim: Claim) -> States:
        """The states named for the place of service, where two could be."""
        in_note = claim.encounter.stated_state if claim.encounter else None
        if not (claim.zip_code or in_note):
            return UNNAMED
        return states_named(claim.state, claim.zip_code, in_note, self.rulebook.tables.zips)

    def scope_of(self, claim: Claim) -> int:
        """The number of the payer of a claim at its place, whose edits bind it."""
        return self.scopes[self.rulebook.scope(claim.payer, claim.state, claim.zip_code, claim.criteria)]


def _number(told: float | None) -> float:
    return math.nan if told is None else told


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
        relief=_relief(by_name["relief"]),
        states=_states(by_name["states"]),
    )


def _states(named: Sequence[States]) -> NDArray[np.int16] | None:
    """The states named for each row, None where no two could differ."""
    return None if all(states == UNNAMED for states in named) else np.array(named, np.int16)


def _relief(told: Sequence[tuple[float, float]]) -> NDArray[np.float64] | None:
    """The relief of each row, None where the history of no claim tells of any."""
    return None if all(map(math.isnan, chain.from_iterable(told))) else np.array(told, np.float64)


def _numbered(values: Sequence[int]) -> tuple[list[int], list[int]]:
    """The distinct values in order, and the place of each value among them; for a few, faster than an array's sort."""
    distinct = sorted(set(values))
    place = {value: at for at, value in enumerate(distinct)}
    return distinct, [place[value] for value in values]


def _padded(values: Iterable[int], width: int, filler: int) -> tuple[int, ...]:
    kept = tuple(values)[:width]
    return kept + (filler,) * (width - len(kept))
