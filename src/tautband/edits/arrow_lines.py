"""Claim lines of an Arrow table as integers, in the table's order, and what could not be read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tautband.edits.arrow_values import BAD_DAY, days, distinct, mapped, numbers, one_array, text_of
from tautband.edits.batch import NO_MODIFIER, NOT_KNOWN
from tautband.edits.building import DIAGNOSES, MODIFIERS, NO_DIAGNOSIS
from tautband.edits.line_columns import recognised
from tautband.edits.text_hash import text_hash
from tautband.model.errors import InputError
from tautband.rulebook.packed import pack_code, pack_diagnosis, pack_modifier

NO_PATIENT = "\0"
"""What the stand-in id of a claim without patient begins with: such a claim is its own patient."""
PLACE_SEPARATOR = "\x1f"
_LAST_LINE = np.iinfo(np.int16).max
_MOST_ROWS_TOLD = 10


@dataclass(frozen=True)
class Problem:
    """Lines that are left out because one of their columns could not be read: how many, and the first row numbers."""

    column: str
    says: str
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Coded:
    """A column as its distinct values, ascending, and which of them each row has."""

    values: NDArray[Any]
    at: NDArray[np.int32]

    @classmethod
    def of(cls, values: NDArray[Any], at: NDArray[Any]) -> Coded:
        """From values that may repeat and be in any order."""
        ascending, place = np.unique(values, return_inverse=True)
        return cls(ascending, place.astype(np.int32)[at])


@dataclass(frozen=True)
class Lines:
    """Claim lines in columns. `row` is the line's place in its file, from 1.

    `patient` and `claim` are Arrow strings without nulls. `clinician` and `group` hold a number for each identifier
    (its decimal value, or a hash of text), NOT_KNOWN for none. `place_keys` are payer, state and ZIP code joined.
    """

    patient: Any
    claim: Any
    line: NDArray[np.int16]
    day: NDArray[np.int32]
    clinician: Coded
    group: Coded
    code: Coded
    modifier_sets: NDArray[np.int16]
    modifier_at: NDArray[np.int32]
    units: NDArray[np.float64]
    diagnoses: NDArray[np.int64]
    diagnosis_at: NDArray[np.int32]
    place: NDArray[np.int16]
    place_keys: tuple[str, ...]
    place_key: NDArray[np.int32]
    row: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def claim_hash(self) -> NDArray[np.int64]:
        """A number for each claim; the same wherever the claim is read."""
        return text_hash(self.claim).view(np.int64)

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
        return replace(
            self, code=Coded(values, np.searchsorted(values, self.code.values).astype(np.int32)[self.code.at])
        )

    def of_rows(self, rows: NDArray[Any]) -> Lines:
        """Some of the lines."""
        taken: dict[str, Any] = {}
        for column in fields(self):
            value = getattr(self, column.name)
            if isinstance(value, Coded):
                taken[column.name] = Coded(value.values, value.at[rows])
            elif isinstance(value, pa.Array):
                taken[column.name] = value.take(pa.array(rows))
            elif column.name not in ("diagnoses", "place_keys", "modifier_sets"):
                taken[column.name] = value[rows]
        return replace(self, **taken)


def packed(table: Any, where: str, first_row: int = 1, payer: str | None = None) -> tuple[Lines, list[Problem]]:
    """The lines of an Arrow table (or record batch) and the problems met; a line with a problem is left out.

    Columns are found by the names of `line_columns`. Units and modifiers that are absent are one and none; a claim
    without patient id is its own patient; `payer` stands on lines that name none. `where` opens the message of an
    InputError, `first_row` is the row number of the first line.
    """
    names = recognised(table.schema.names, where)
    column = {name: one_array(table.column(own)) for name, own in names.items()}
    try:
        return _packed(column, table.num_rows, first_row, payer)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError) as error:
        raise InputError(where, "a column of a type that holds no text, number or date", "Convert it.") from error


def _packed(column: dict[str, Any], n: int, first_row: int, payer: str | None) -> tuple[Lines, list[Problem]]:
    claim = text_of(column["claim_id"])
    line = numbers(column["line_number"], np.nan)
    day = days(column["date_of_service"])
    units = numbers(column["units"], 1.0) if "units" in column else np.ones(n)
    faults = {
        "claim_id": ("missing", pc.is_null(claim).to_numpy(zero_copy_only=False)),
        "line_number": ("missing, or no whole number from 1 to 32767", ~_whole(line)),
        "date_of_service": ("missing, or no date from 1900 to 2199", day == BAD_DAY),
        "units": ("not a number", np.isnan(units)),
    }
    claim = claim.fill_null("")
    places, place_key = _places(column, n, payer)
    diagnoses, diagnosis_at = _diagnoses(column, n)
    modifier_sets, modifier_at = _modifiers(column, n)
    texts, at = distinct(column["code"])
    lines = Lines(
        patient=_patients(column["patient_id"], claim),
        claim=claim,
        line=np.where(_whole(line), line, 0).astype(np.int16),
        day=day,
        clinician=_identifiers(column.get("rendering_npi"), n),
        group=_identifiers(column.get("billing_npi"), n),
        code=Coded.of(np.array([pack_code(text or "") for text in (*texts, "")], np.int32), at),
        modifier_sets=modifier_sets,
        modifier_at=modifier_at,
        units=units,
        diagnoses=diagnoses,
        diagnosis_at=diagnosis_at,
        place=_place_numbers(column.get("place_of_service"), n),
        place_keys=places,
        place_key=place_key,
        row=np.arange(first_row, first_row + n),
    )
    problems = [_problem(name, says, lines.row[bad]) for name, (says, bad) in faults.items() if bad.any()]
    if problems:
        lines = lines.of_rows(np.flatnonzero(~np.logical_or.reduce([bad for _, bad in faults.values()])))
    return lines, problems


def _problem(column: str, says: str, rows: NDArray[np.int64]) -> Problem:
    return Problem(column, says, len(rows), tuple(rows[:_MOST_ROWS_TOLD].tolist()))


def _whole(line: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray((line >= 1) & (line <= _LAST_LINE) & (line == np.floor(line)), np.bool_)


def _patients(column: Any, claim: Any) -> Any:
    patient = text_of(column)
    unknown = pc.or_kleene(pc.is_null(patient), pc.equal(patient, ""))
    if not pc.any(unknown).as_py():
        return patient
    return pc.if_else(pc.fill_null(unknown, True), pc.binary_join_element_wise(NO_PATIENT, claim, ""), patient)


def _identifiers(column: Any, n: int) -> Coded:
    """A number for each identifier: its value where it is at most 18 digits, else its hash with the sign set."""
    if column is None:
        return Coded(np.array([NOT_KNOWN], np.int64), np.zeros(n, np.int32))
    texts, at = distinct(column)
    return Coded.of(np.array([*map(_identifier, texts), NOT_KNOWN], np.int64), at)


@lru_cache(maxsize=200_000)
def _identifier(text: str | None) -> int:
    text = (text or "").strip()
    if not text:
        return NOT_KNOWN
    if len(text) <= 18 and text.isascii() and text.isdecimal():
        return int(text)
    return int(text_hash(pa.array([text]))[0] >> np.uint64(1)) - 2**63


def _place_numbers(column: Any, n: int) -> NDArray[np.int16]:
    return np.full(n, NOT_KNOWN, np.int16) if column is None else mapped(column, _place_number, NOT_KNOWN, np.int16)


def _place_number(text: str) -> int:
    text = text.strip().zfill(2)
    return int(text) if len(text) == 2 and text.isascii() and text.isdecimal() else NOT_KNOWN


def _places(column: dict[str, Any], n: int, payer: str | None) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Payer, state and ZIP code as one key: the distinct keys and which each row has."""
    texts, held = [], []
    for name, otherwise in (("payer", payer or ""), ("state", ""), ("zip", "")):
        values, at = distinct(column[name]) if name in column else ([], np.full(n, -1, np.int32))
        texts.append([*((v or "").strip() or otherwise for v in values), otherwise])
        held.append(at)
    members, which = _together(held, [len(some) for some in texts])
    keys = [PLACE_SEPARATOR.join(some[at] for some, at in zip(texts, key, strict=True)) for key in members.tolist()]
    return tuple(keys), which


def _modifiers(column: dict[str, Any], n: int) -> tuple[NDArray[np.int16], NDArray[np.int32]]:
    """The distinct sets of four modifiers, and which each row has."""
    codes, held = [], []
    for values in _four(column, "modifier", "modifiers", MODIFIERS):
        texts, at = distinct(values) if values is not None else ([], np.full(n, -1, np.int32))
        codes.append(np.array([*map(_modifier, texts), NO_MODIFIER], np.int16))
        held.append(at)
    members, which = _together(held, list(map(len, codes)))
    return np.stack([some[at] for some, at in zip(codes, members.T, strict=True)], axis=1), which


@lru_cache(maxsize=10_000)
def _modifier(text: str | None) -> int:
    return pack_modifier(text) if text and text.strip() else NO_MODIFIER


def _together(columns: Sequence[NDArray[np.int32]], sizes: Sequence[int]) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """The distinct rows of several columns of numbers (each below its size, -1 standing for the last), a row each, and
    which of them each row is; without a sort where there are few possible ones.
    """
    held = [np.where(at < 0, size - 1, at) for at, size in zip(columns, sizes, strict=True)]
    possible = math.prod(sizes)
    if possible >= 2**63:
        members, at = np.unique(np.stack(held, axis=1), axis=0, return_inverse=True)
        return members, at.astype(np.int32)
    key = np.zeros(len(held[0]), np.int64)
    for at, size in zip(held, sizes, strict=True):
        key *= size
        key += at
    present, which = _present(key, possible)
    members = np.empty((len(present), len(sizes)), np.intp)
    for position in range(len(sizes) - 1, -1, -1):
        present, members[:, position] = np.divmod(present, sizes[position])
    return members, which


def _present(key: NDArray[np.int64], possible: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    if possible > 4 * len(key) + 1_000_000:
        present, which = np.unique(key, return_inverse=True)
        return present, which.astype(np.int32)
    seen = np.zeros(possible, np.bool_)
    seen[key] = True
    present = np.flatnonzero(seen)
    place = np.zeros(possible, np.int32)
    place[present] = np.arange(len(present), dtype=np.int32)
    return present, place[key]


def _four(column: dict[str, Any], single: str, many: str, most: int) -> Sequence[Any]:
    """The columns `single`_1 to `single`_4, or the first four members of the lists (or of the text with commas)
    in `many`."""
    if many not in column:
        return [column.get(f"{single}_{position}") for position in range(1, most + 1)]
    lists = column[many]
    if pa.types.is_null(lists.type):
        return [None] * most
    if not (pa.types.is_list(lists.type) or pa.types.is_large_list(lists.type)):
        lists = pc.split_pattern_regex(text_of(lists), r"[,;|\s]+")
    padded = pc.list_slice(lists, 0, most, return_fixed_size_list=True)
    return [pc.list_element(padded, position) for position in range(most)]


def _diagnoses(column: dict[str, Any], n: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    held = [distinct(c) if c is not None else None for c in _four(column, "diagnosis", "diagnoses", DIAGNOSES)]
    codes = [np.array([*map(_diagnosis, h[0] if h else ()), NO_DIAGNOSIS], np.int64) for h in held]
    values = np.unique(np.concatenate(codes))
    values = values[values != NO_DIAGNOSIS]
    at = np.full((n, DIAGNOSES), NOT_KNOWN, np.int32)
    for position, (some, h) in enumerate(zip(codes, held, strict=True)):
        if h:
            place = np.where(some == NO_DIAGNOSIS, NOT_KNOWN, np.searchsorted(values, some)).astype(np.int32)
            at[:, position] = place[h[1]]
    return values, at


@lru_cache(maxsize=200_000)  # every code list there is, and as many misspellings again
def _diagnosis(text: str | None) -> int:
    return pack_diagnosis(text) if text and text.strip() else NO_DIAGNOSIS
