"""Claim lines of an Arrow table as integers, in the table's order, and what could not be read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tautband.edits.arrow_lines import NO_PATIENT, PLACE_SEPARATOR, Coded, Lines
from tautband.edits.arrow_values import (
    BAD_DAY,
    days,
    distinct,
    encoded,
    mapped,
    numbers,
    one_array,
    only_values,
    text_of,
    texts_of,
)
from tautband.edits.batch import NO_MODIFIER, NOT_KNOWN
from tautband.edits.building import DIAGNOSES, MODIFIERS, NO_DIAGNOSIS
from tautband.edits.line_columns import CUT_SHORT, IDENTIFIERS, cut_short, recognised, zip_written
from tautband.edits.text_hash import text_hash
from tautband.rulebook.packed import pack_code, pack_diagnosis, pack_modifier

_LAST_LINE = np.iinfo(np.int16).max
MOST_ROWS_TOLD = 10
"""Row numbers that a summary tells of one fault."""


@dataclass(frozen=True)
class Problem:
    """Lines that are left out because one of their columns, or the row itself (`column` empty), could not be read: how
    many, and the first row numbers. `every` holds all row numbers, `spans` the lines of the file that each runs over.
    """

    column: str
    says: str
    count: int
    rows: tuple[int, ...]
    every: NDArray[np.int64] | None = field(default=None, compare=False, repr=False)
    spans: NDArray[np.int64] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, column: str, says: str, rows: NDArray[np.int64], spans: NDArray[np.int64] | None = None) -> Problem:
        """With the count of these rows; each runs over one line unless told."""
        first = tuple(rows[:MOST_ROWS_TOLD].tolist())
        return cls(column, says, len(rows) if spans is None else int(spans.sum()), first, rows, spans)


def packed(
    table: Any, where: str, rows: NDArray[np.int64] | None = None, payer: str | None = None
) -> tuple[Lines, list[Problem]]:
    """The lines of an Arrow table (or record batch) and the problems met; a line with a problem is left out.

    Columns are found by the names of `line_columns`. Units and modifiers that are absent are one and none; a claim
    without patient id is its own patient; `payer` stands on lines that name none. `where` opens the message of an
    InputError, `rows` are the row numbers of the lines (None: from 1).
    """
    names = recognised(table.schema.names, where)
    with only_values(where):
        column = {name: table.column(own) for name, own in names.items()}
        return _packed(column, table.num_rows, np.arange(1, table.num_rows + 1) if rows is None else rows, payer)


def _packed(column: dict[str, Any], n: int, rows: NDArray[np.int64], payer: str | None) -> tuple[Lines, list[Problem]]:
    claim = text_of(column["claim_id"])
    line = numbers(column["line_number"], np.nan)
    day = days(column["date_of_service"])
    units = numbers(column["units"], 1.0) if "units" in column else np.ones(n)
    whole = (line >= 1) & (line <= _LAST_LINE) & (line == np.floor(line))
    texts, at = distinct(column["code"])
    blank = np.array([not (text or "").strip() for text in texts] + [True])
    faults = [
        ("code", "missing", blank[at]),
        ("claim_id", "missing", pc.is_null(claim).to_numpy(zero_copy_only=False)),
        ("line_number", "missing, or no whole number from 1 to 32767", ~whole),
        ("date_of_service", "missing, or no date from 1900 to 2199", day == BAD_DAY),
        ("units", "not a number", np.isnan(units)),
        *_cut_short(column),
    ]
    bad = [(name, says, fault.nonzero()[0]) for name, says, fault in faults]
    problems = [Problem.of(name, says, rows[at]) for name, says, at in bad if len(at)]
    claim = claim.fill_null("") if claim.null_count else claim
    places, place_key = _places(column, n, payer)
    lines = Lines(
        patient=_patients(column["patient_id"], claim),
        claim=claim,
        line=(line if whole.all() else np.where(whole, line, 0)).astype(np.int16),
        day=day,
        clinician=_identifiers(column.get("rendering_npi"), n),
        group=_identifiers(column.get("billing_npi"), n),
        code=Coded.of(np.array([pack_code(text or "") for text in (*texts, "")], np.int32), at),
        modifiers=_modifiers(column, n),
        units=units,
        diagnoses=_diagnoses(column, n),
        place=_place_numbers(column.get("place_of_service"), n),
        place_keys=places,
        place_key=place_key,
    )
    if problems:
        lines = lines.of_rows(np.setdiff1d(np.arange(n), np.concatenate([at for _, _, at in bad])))
    return lines, problems


def _cut_short(column: dict[str, Any]) -> Iterator[tuple[str, str, NDArray[np.bool_]]]:
    """The rows with an identifier that a spreadsheet cut short, by column."""
    for name in IDENTIFIERS:
        if name not in column:
            continue
        array = one_array(column[name])
        texts = array.dictionary if pa.types.is_dictionary(array.type) else array
        if pa.types.is_string(texts.type) and pc.any(pc.match_substring(texts, "E+")).as_py():
            values, at = distinct(array)
            yield name, CUT_SHORT, np.array([*(bool(value) and cut_short(value or "") for value in values), False])[at]


def _patients(column: Any, claim: Any) -> Any:
    """The ids, each distinct one once; a stand-in of the claim where there is none."""
    column = one_array(column)
    if not pa.types.is_dictionary(column.type):
        column = text_of(column).dictionary_encode()
    each = text_of(column.dictionary).dictionary_encode()  # a dictionary of another's making may hold a text twice
    if not column.null_count and not each.null_count and not pc.any(pc.equal(each.dictionary, "")).as_py():
        return pa.DictionaryArray.from_arrays(each.indices.take(column.indices), each.dictionary)
    patient = text_of(column)
    known = pc.fill_null(pc.not_equal(patient, ""), False)
    return pc.if_else(known, patient, pc.binary_join_element_wise(NO_PATIENT, claim, "")).dictionary_encode()


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
        told = ((v or "").strip() for v in values)
        texts.append([*(((zip_written(v) if name == "zip" else v) or otherwise) for v in told), otherwise])
        held.append(at)
    members, which = _together(held, [len(some) for some in texts])
    keys = [PLACE_SEPARATOR.join(some[at] for some, at in zip(texts, key, strict=True)) for key in members.tolist()]
    return tuple(keys), which


def _modifiers(column: dict[str, Any], n: int) -> Coded:
    """The four modifiers of each row as one number."""
    codes, held = [], []
    for values in _four(column, "modifier", "modifiers", MODIFIERS):
        texts, at = distinct(values) if values is not None else ([], np.full(n, -1, np.int32))
        codes.append(np.array([*map(_modifier, texts), NO_MODIFIER], np.int16))
        held.append(at)
    members, which = _together(held, list(map(len, codes)))
    sets = np.stack([some[at] for some, at in zip(codes, members.T, strict=True)], axis=1)
    return Coded.of(sets.view(np.int64)[:, 0], which)


@lru_cache(maxsize=10_000)
def _modifier(text: str | None) -> int:
    return pack_modifier(text) if text and text.strip() else NO_MODIFIER


def _together(columns: Sequence[NDArray[np.int32]], sizes: Sequence[int]) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """The distinct rows of several columns of numbers (each below its size, -1 standing for the last), a row each, and
    which of them each row is; without a sort where there are few possible ones.
    """
    possible = math.prod(sizes)
    if possible >= 2**63:
        held = [np.where(at < 0, size - 1, at) for at, size in zip(columns, sizes, strict=True)]
        distinct_rows, at_row = np.unique(np.stack(held, axis=1), axis=0, return_inverse=True)
        return distinct_rows.astype(np.intp), at_row.astype(np.int32)
    key: NDArray[Any] = np.zeros(len(columns[0]), np.int32 if possible < 2**31 else np.int64)
    for at, size in zip(columns, sizes, strict=True):
        if size > 1:
            key *= size
            key += np.where(at < 0, size - 1, at)
    present, which = _present(key, possible)
    members = np.empty((len(present), len(sizes)), np.intp)
    for position in range(len(sizes) - 1, -1, -1):
        present, members[:, position] = np.divmod(present, sizes[position])
    return members, which


def _present(key: NDArray[Any], possible: int) -> tuple[NDArray[Any], NDArray[np.int32]]:
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


def _diagnoses(column: dict[str, Any], n: int) -> Coded:
    """The four pointers of each row; the columns share most of their texts, so each text is read once for all."""
    held = [encoded(c) if c is not None else None for c in _four(column, "diagnosis", "diagnoses", DIAGNOSES)]
    given = [h for h in held if h is not None]
    together = pa.concat_arrays([texts for texts, _ in given] or [pa.array([], pa.string())]).dictionary_encode()
    codes = np.array([*map(_diagnosis, texts_of(together.dictionary)), NO_DIAGNOSIS], np.int64)
    values = np.unique(codes[codes != NO_DIAGNOSIS])
    place = np.where(codes == NO_DIAGNOSIS, NOT_KNOWN, np.searchsorted(values, codes)).astype(np.int32)
    of_text = place[pc.fill_null(together.indices, len(codes) - 1).to_numpy()]
    at = np.full((n, DIAGNOSES), NOT_KNOWN, np.int32)
    begin = 0
    for position, h in enumerate(held):
        if h is not None:
            texts, which = h
            at[:, position] = np.append(of_text[begin : begin + len(texts)], NOT_KNOWN)[which]
            begin += len(texts)
    return Coded(values, at)


@lru_cache(maxsize=200_000)  # every code list there is, and as many misspellings again
def _diagnosis(text: str | None) -> int:
    return pack_diagnosis(text) if text and text.strip() else NO_DIAGNOSIS
