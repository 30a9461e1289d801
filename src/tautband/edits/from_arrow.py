"""Claim lines from Arrow tables as batches: the second builder beside `building`, for lines by the million.

    table ──packed──▶ Lines (integers, in the table's order) ──batches──▶ ClaimBatch, ClaimBatch, ...

Every line is judged and is context for the others of its patient.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tautband.edits.arrow_values import BAD_DAY, days, distinct, mapped, numbers, one_array, text_of
from tautband.edits.batch import NO_FACTS, NO_MODIFIER, NOT_KNOWN, ClaimBatch
from tautband.edits.building import DIAGNOSES, MODIFIERS, NO_DIAGNOSIS
from tautband.edits.line_columns import recognised
from tautband.edits.text_hash import text_hash
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import pack_code, pack_diagnosis, pack_modifier
from tautband.rulebook.scope import Scope

CHUNK = 250_000
"""Lines of a batch, more where one patient has more."""
NO_PATIENT = "\0"
"""What the stand-in id of a claim without patient begins with: such a claim is its own patient."""
_PLACE_SEPARATOR = "\x1f"
_MOST_ROWS_TOLD = 10


@dataclass(frozen=True)
class Problem:
    """Lines that could not be read and are left out, of one column: how many, and the first of their row numbers."""

    column: str
    says: str
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Lines:
    """Claim lines as integers, in the order they came. `row` is the line's place in its file, from 1.

    `clinician` and `group` hold a number for each identifier (its decimal value, or a hash of text), NOT_KNOWN for
    none. `place_key` is payer, state and ZIP code joined, as text.
    """

    patient: Any
    claim: Any
    line: NDArray[np.int16]
    day: NDArray[np.int32]
    clinician: NDArray[np.int64]
    group: NDArray[np.int64]
    code: NDArray[np.int32]
    modifiers: NDArray[np.int16]
    units: NDArray[np.float64]
    diagnoses: NDArray[np.int64]
    place: NDArray[np.int16]
    place_key: Any
    row: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def claim_hash(self) -> NDArray[np.int64]:
        """A number for each claim; the same wherever the claim is read."""
        return text_hash(self.claim).view(np.int64)
