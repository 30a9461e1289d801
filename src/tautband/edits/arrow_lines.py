"""Claim lines as columns of integers: what Arrow tables are packed into, and batches are cut from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tautband.edits.batch import NOT_KNOWN
from tautband.edits.text_hash import text_hash

NO_PATIENT = "\0"
"""What the stand-in id of a claim without patient begins with: such a claim is its own patient."""
PLACE_SEPARATOR = "\x1f"


@dataclass(frozen=True)
class Coded:
    """A column as its distinct values, ascending, and which of them each row has; NOT_KNOWN in `at` is none."""

    values: NDArray[Any]
    at: NDArray[np.int32]

    @classmethod
    def of(cls, values: NDArray[Any], at: NDArray[Any]) -> Coded:
        """From values that may repeat and be in any order."""
        ascending, place = np.unique(values, return_inverse=True)
        return cls(ascending, place.astype(np.int32)[at])

    @classmethod
    def joined(cls, parts: Sequence[Coded]) -> Coded:
        """The rows of several columns, one after the other."""
        values = np.unique(np.concatenate([part.values for part in parts]))
        return cls(values, np.concatenate([part.pointing_to(values) for part in parts]))

    def pointing_to(self, values: NDArray[Any]) -> NDArray[np.int32]:
        """The place of each row's value in `values`, which are ascending and hold them all."""
        if len(values) == len(self.values):
            return self.at
        place = np.append(np.searchsorted(values, self.values), NOT_KNOWN).astype(np.int32)
        return place[self.at]


@dataclass(frozen=True)
class Lines:
    """Claim lines in columns.

    `patient` is an Arrow dictionary array of strings, and `claim` one of strings, both without nulls. `clinician` and
    `group` hold a number for each identifier (its decimal value, or a hash of text), NOT_KNOWN for none. `modifiers`
    holds four packed modifiers in one number (`modifier_sets` has them apart); `diagnoses.at` has a column for each of
    the four pointers. `place_keys` are payer, state and ZIP code joined.
    """

    patient: Any
    claim: Any
    line: NDArray[np.int16]
    day: NDArray[np.int32]
    clinician: Coded
    group: Coded
    code: Coded
    modifiers: Coded
    units: NDArray[np.float64]
    diagnoses: Coded
    place: NDArray[np.int16]
    place_keys: tuple[str, ...]
    place_key: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def modifier_sets(self) -> NDArray[np.int16]:
        """The distinct sets of modifiers, a row of four each, NO_MODIFIER where there is none."""
        return self.modifiers.values.view(np.int16).reshape(-1, 4)

    @cached_property
    def claim_hash(self) -> NDArray[np.int64]:
        """A number for each claim; the same wherever the claim is read."""
        return text_hash(self.claim).view(np.int64)

    @cached_property
    def patient_hash(self) -> NDArray[np.uint64]:
        """A number for each line's patient; the same wherever the patient is read."""
        at: NDArray[np.int32] = self.patient.indices.to_numpy()
        return text_hash(self.patient.dictionary)[at]

    @cached_property
    def group_number(self) -> NDArray[np.int32]:
        """A number for each billing group, NOT_KNOWN where there is none."""
        numbers = np.arange(len(self.group.values), dtype=np.int32)
        numbers[self.group.values == NOT_KNOWN] = NOT_KNOWN
        return numbers[self.group.at]

    def with_codes(self, codes: NDArray[np.int32]) -> Lines:
        """The same lines with more distinct codes to point to: batches that share theirs share all that is worked out
        for codes alone.
        """
        values = np.union1d(self.code.values, codes)
        return replace(self, code=Coded(values, self.code.pointing_to(values)))

    def of_rows(self, rows: NDArray[Any]) -> Lines:
        """Some of the lines."""
        taken: dict[str, Any] = {}
        for column in fields(self):
            value = getattr(self, column.name)
            if isinstance(value, Coded):
                taken[column.name] = Coded(value.values, value.at[rows])
            elif isinstance(value, pa.Array):
                taken[column.name] = value.take(pa.array(rows))
            elif column.name != "place_keys":
                taken[column.name] = value[rows]
        return replace(self, **taken)

    @classmethod
    def joined(cls, parts: Sequence[Lines]) -> Lines:
        """All lines of several, one after the other."""
        if len(parts) == 1:
            return parts[0]
        keys = tuple(dict.fromkeys(key for part in parts for key in part.place_keys))
        number = {key: at for at, key in enumerate(keys)}
        places = [np.array([number[key] for key in part.place_keys], np.int32)[part.place_key] for part in parts]
        taken: dict[str, Any] = {"place_keys": keys, "place_key": np.concatenate(places)}
        for column in fields(cls):
            values = [getattr(part, column.name) for part in parts]
            if column.name in taken:
                continue
            if isinstance(values[0], Coded):
                taken[column.name] = Coded.joined(values)
            elif isinstance(values[0], pa.Array):
                taken[column.name] = pa.chunked_array(values).unify_dictionaries().combine_chunks()
            else:
                taken[column.name] = np.concatenate(values)
        return cls(**taken)
