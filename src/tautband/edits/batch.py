"""Claim lines as columns: what every edit is written over, for one claim and for millions.

A row is a service line. Rows are grouped by patient, then day; a row is *judged* (it may get findings) or *context* (an
earlier or other service that frequency and same-day rules read). Codes and diagnoses are packed integers
(`rulebook.packed`), held once each in `codes` and `diagnoses` and pointed to, so that a set is tested on a few hundred
distinct codes and gathered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import MODIFIER_LENGTH
from tautband.rulebook.scope import Scope

Ints = NDArray[np.int32]
Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]

NO_MODIFIER = -2
"""No modifier in this position, as against UNPACKABLE: text that is no modifier."""
NOT_KNOWN = -1
_MODIFIER_VALUES = 37**MODIFIER_LENGTH + 2
"""Room for every packed modifier, and at the end for NO_MODIFIER and UNPACKABLE, which index from behind."""
HISTORY_UNKNOWN = np.iinfo(np.int32).max
HISTORY_COMPLETE = np.iinfo(np.int32).min


@dataclass(frozen=True)
class EncounterFacts:
    """The facts of the notes behind the claims, a row a note; a batch row points here or holds -1.

    `present` and `known` are bit masks over DOCUMENTATION_ELEMENTS. `low` and `high` have a column for each of
    NUMBERS_IN_NOTE: an interval where the note leaves room, NaN where it is silent. `named` has a layer for each of
    NAMED_IN_NOTE and holds positions in `names`, padded with -1.
    """

    present: NDArray[np.int64]
    known: NDArray[np.int64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    names: tuple[str, ...]
    named: NDArray[np.int16]


NumberInNote = Literal["muscles", "regions", "symptom_weeks", "care_weeks", "relief_percent", "relief_weeks"]
NUMBERS_IN_NOTE: tuple[NumberInNote, ...] = get_args(NumberInNote)
RELIEF: tuple[NumberInNote, NumberInNote] = ("relief_percent", "relief_weeks")
"""What a history may tell of a session, too, in the order of the columns of `ClaimBatch.relief`."""

NamedInNote = Literal["indication", "injectate", "performer"]
NAMED_IN_NOTE: tuple[NamedInNote, ...] = get_args(NamedInNote)

STATES_NAMED = 3
"""Who may name the state of a service: the claim, its ZIP code, the note."""

NO_FACTS = EncounterFacts(
    np.empty(0, np.int64),
    np.empty(0, np.int64),
    np.empty((0, len(NUMBERS_IN_NOTE))),
    np.empty((0, len(NUMBERS_IN_NOTE))),
    (),
    np.empty((0, len(NAMED_IN_NOTE), 0), np.int16),
)


class Waste(IntEnum):
    """What became of a drug's container."""

    NOTHING_LEFT = 0
    DISCARDED = 1
    MULTI_DOSE = 2


@dataclass(frozen=True)
class ClaimBatch:
    """Service lines in columns, rows ordered by patient, then day, then provider, then code.

    `patient`, `provider` and `claim` are group numbers within the batch (patients ascending). `day` counts from
    1970-01-01. `known_from` is the first day the patient's history is known (HISTORY_UNKNOWN, HISTORY_COMPLETE), and
    `all_providers` whether that history holds other practices' services too. `region` indexes anatomic regions, -1 when
    not known. `source` is the row's place in the input.

    Columns that may be None are not known for any row: `group` numbers the billing group (-1 not known), `filed` is the
    day the payer received the claim (-1 not yet), `global_days` the global period of an operation where the input gives
    one (-1 not given), `dose_units` the units of the line's drug that the note's dose comes to (NaN not known), and
    `waste` what the note says of a single-dose container's rest (a member of Waste, -1 not known). `relief` holds what
    the history tells of the relief after the session, a column for each of RELIEF (NaN not told). `states` holds the
    packed state that the claim names, the one its ZIP code lies in, and the one the note names where the practice gave
    another (-1 not known).
    """

    patient: Ints
    provider: Ints
    claim: NDArray[np.int32] | NDArray[np.int64]
    line: NDArray[np.int16]
    day: Ints
    code_at: Ints
    codes: Ints
    modifier_sets: NDArray[np.int16]
    modifier_at: Ints
    units: NDArray[np.float64]
    diagnosis_at: Ints
    diagnoses: NDArray[np.int64]
    place: NDArray[np.int16]
    scope_at: Ints
    scopes: tuple[Scope, ...]
    judged: Mask
    known_from: Ints
    all_providers: Mask
    region: NDArray[np.int16]
    encounter: Ints
    facts: EncounterFacts
    source: NDArray[np.int64]
    group: Ints | None = None
    filed: Ints | None = None
    global_days: NDArray[np.int16] | None = None
    dose_units: NDArray[np.float64] | None = None
    waste: NDArray[np.int8] | None = None
    relief: NDArray[np.float64] | None = None
    states: NDArray[np.int16] | None = None
    _memory: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def code(self) -> Ints:
        """The packed code of each row."""
        return self.codes[self.code_at]

    @cached_property
    def any_region(self) -> bool:
        """Whether the region of any row is known."""
        return bool((self.region >= 0).any())

    @cached_property
    def same_day(self) -> Ints:
        """A number for each row's patient and day; equal numbers are one patient-day. Rows of a day are adjacent."""
        return _numbered(len(self), _changes(self.patient) | _changes(self.day))

    @cached_property
    def same_visit(self) -> Ints:
        """A number for each row's patient, day and provider. Rows of a visit are adjacent."""
        return _numbered(len(self), _changes(self.same_day) | _changes(self.provider))

    @cached_property
    def visit_code(self) -> NDArray[np.int64]:
        """A number for each row's patient, day, provider and code."""
        return np.asarray(self.same_visit.astype(np.int64) * len(self.codes) + self.code_at, dtype=np.int64)

    @cached_property
    def visit_size(self) -> NDArray[np.intp]:
        """How many rows each row's visit has, the row itself included."""
        return np.bincount(self.same_visit)[self.same_visit] if len(self) else np.empty(0, np.intp)

    @cached_property
    def repeats(self) -> Rows:
        """The rows whose code stands on another row of the same visit, ordered by visit and code."""
        same = self.visit_code[1:] == self.visit_code[:-1]
        twin = np.zeros(len(self), np.bool_)
        twin[1:] |= same
        twin[:-1] |= same
        return twin.nonzero()[0]

    @cached_property
    def shared_visits(self) -> Rows:
        """The rows that are not the only line of their visit."""
        return (self.visit_size > 1).nonzero()[0]

    @cached_property
    def modified(self) -> Rows:
        """The rows with a modifier."""
        carries: Mask = np.asarray(self.modifier_sets.max(axis=1) >= 0)
        return carries[self.modifier_at].nonzero()[0]

    def rows_in(self, rulebook: Rulebook, number: int) -> Rows:
        """The rows whose code is in a code set, by the set's number. Remembered, since many edits ask for the same."""
        key = ("rows_in", number)
        if key not in self._memory:
            self._memory[key] = rulebook.holds(number, self.codes)[self.code_at].nonzero()[0]
        rows: Rows = self._memory[key]
        return rows

    def has_modifier(self, rows: Rows, modifiers: NDArray[np.int16]) -> Mask:
        """Whether each row carries any of `modifiers`."""
        if len(self.modifier_sets) == 1 and self.modifier_sets.max() < 0:
            return np.zeros(len(rows), np.bool_)
        wanted = np.zeros(_MODIFIER_VALUES, np.bool_)
        wanted[modifiers] = True
        carried: Mask = np.asarray(wanted[self.modifier_sets].any(axis=1))
        return carried[self.modifier_at[rows]]


def _changes(values: Ints) -> Mask:
    """Whether each value but the first differs from the one before."""
    return np.asarray(values[1:] != values[:-1])


def _numbered(n: int, begins: Mask) -> Ints:
    """Numbers of adjacent groups of n rows: `begins` says of each row but the first whether a new one begins."""
    number = np.zeros(n, np.int32)
    begins.cumsum(out=number[1:])
    return number
