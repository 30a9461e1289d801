"""Findings as a table: what fired and what a person must decide, a row each, and a digest that no order changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tautband.edits.arrow_lines import NO_PATIENT, Lines
from tautband.edits.batch import ClaimBatch
from tautband.edits.run import Answers
from tautband.edits.text_hash import mix, text_hash
from tautband.edits.verdict import Outcome
from tautband.edits.words import SEVERITY_WORDS
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import unpack_code

_WORD = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        ("edit", _WORD),
        ("outcome", _WORD),
        ("severity", _WORD),
        ("claim_id", pa.string()),
        ("line_number", pa.int16()),
        ("patient_id", pa.string()),
        ("params", _WORD),
    ]
)
OUTCOME_WORDS = ["clear", "fire", "review", "not_evaluated"]
"""In the order of `edits.verdict.Outcome`."""
_NOTHING = -1


@dataclass(frozen=True)
class Told:
    """Findings of one kind in one batch as numbers; `line` is the place in the lines. Slots not used are NaN."""

    line: NDArray[np.intp]
    edit: NDArray[np.int32]
    outcome: NDArray[np.int8]
    severity: NDArray[np.int8]
    code: NDArray[np.int32]
    other_code: NDArray[np.int32]
    a: NDArray[np.float64]
    b: NDArray[np.float64]


def told(batch: ClaimBatch, answers: Answers) -> Told | None:
    """What of the answers is a finding: everything that fired or needs review."""
    at = ((answers.outcome >= Outcome.FIRE) & (answers.outcome <= Outcome.REVIEW)).nonzero()[0]
    if not len(at):
        return None
    rows = answers.rows[at]
    other = np.full(len(at), _NOTHING, np.int32)
    if answers.verdict.other is not None:
        beside = answers.verdict.other[at]
        other = np.where(beside >= 0, batch.code[beside], _NOTHING).astype(np.int32)
    return Told(
        batch.source[rows],
        answers.edits[at],
        answers.outcome[at],
        answers.severity[at],
        batch.code[rows],
        other,
        *(
            np.full(len(at), np.nan) if s is None else s[at].astype(np.float64)
            for s in (answers.verdict.a, answers.verdict.b)
        ),
    )


def findings_table(found: Sequence[Told], lines: Lines, rulebook: Rulebook) -> Any:
    """The findings with the ids of their claims, in the columns of SCHEMA.

    `params` is JSON: the line's code, the other line's code if another explains the finding, and the kind's two slots.
    """
    if not found:
        return SCHEMA.empty_table()
    columns = columns_of(found)
    line = pa.array(columns["line"])
    edits, edit_at = np.unique(columns["edit"], return_inverse=True)
    words, word_at = _params(columns)
    return pa.Table.from_arrays(
        [
            worded(edit_at, [rulebook.edit_id(int(edit)) for edit in edits]),
            worded(columns["outcome"], OUTCOME_WORDS),
            worded(columns["severity"], list(SEVERITY_WORDS)),
            lines.claim.take(line),
            pa.array(lines.line[columns["line"]]),
            shown_patients(lines, line),
            worded(word_at, words),
        ],
        schema=SCHEMA,
    )


def columns_of(found: Sequence[Told]) -> dict[str, NDArray[Any]]:
    """The findings of several batches, column by column."""
    return {name: np.concatenate([getattr(part, name) for part in found]) for name in Told.__dataclass_fields__}


def shown_patients(lines: Lines, at: Any) -> Any:
    """The patient ids of some lines as Arrow strings, null where the claim names no patient."""
    patient = lines.patient.take(at).dictionary_decode()
    unknown = pc.starts_with(patient, NO_PATIENT)
    return pc.if_else(unknown, None, patient) if pc.any(unknown).as_py() else patient


def worded(at: NDArray[Any], words: list[str], missing: NDArray[np.bool_] | None = None) -> Any:
    """The words with these numbers as an Arrow dictionary array, null where `missing`."""
    return pa.DictionaryArray.from_arrays(pa.array(at.astype(np.int32), mask=missing), pa.array(words, pa.string()))


def _params(columns: dict[str, NDArray[Any]]) -> tuple[list[str], NDArray[np.intp]]:
    """The distinct parameters as JSON, and which each finding has."""
    slots = [columns["a"].view(np.uint64), columns["b"].view(np.uint64)]
    key = mix(columns["code"].astype(np.uint64) << np.uint64(32) | columns["other_code"].view(np.uint32))
    for slot in slots:
        key = mix(key ^ slot)
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    parts = (columns[name][first].tolist() for name in ("code", "other_code", "a", "b"))
    words = [_json(c, o, a if a == a else None, b if b == b else None) for c, o, a, b in zip(*parts, strict=True)]
    return words, which


@lru_cache(maxsize=100_000)
def _json(code: int, other_code: int, a: float | None, b: float | None) -> str:
    """The parameters as JSON. A code has letters and digits only, so nothing needs an escape."""
    other = f',"other_code":"{_code(other_code)}"' if other_code != _NOTHING else ""
    slots = "".join(f',"{name}":{_number(value)}' for name, value in (("a", a), ("b", b)) if value is not None)
    return f'{{"code":"{_code(code)}"{other}{slots}}}'


_code = lru_cache(maxsize=100_000)(unpack_code)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def digest(table: Any) -> int:
    """A number modulo 2^64 for a table of findings: the sum over its rows of a number made of each row's values.

    Tables digested apart add up; the order of rows does not matter, a doubled row does.
    """
    if table.num_rows == 0:
        return 0
    state = np.zeros(table.num_rows, np.uint64)
    for name in SCHEMA.names:
        column = table.column(name).combine_chunks()
        if pa.types.is_dictionary(column.type):
            hashed = text_hash(column.dictionary)[column.indices.to_numpy()]
        elif name == "line_number":
            hashed = column.to_numpy().astype(np.uint64)
        else:
            hashed = text_hash(column.fill_null(NO_PATIENT))
        state = mix(state ^ hashed)
    return int(state.sum(dtype=np.uint64))
