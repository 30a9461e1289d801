"""Claim lines from Arrow tables as batches: the second builder beside `building`, for lines by the million.

    table ──arrow_packing──▶ Lines (integers, in the table's order) ──batches──▶ ClaimBatch, ClaimBatch, ...

Every line is judged and is context for the others of its patient.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tautband.edits.arrow_lines import PLACE_SEPARATOR, Lines
from tautband.edits.batch import NO_FACTS, NOT_KNOWN, ClaimBatch
from tautband.edits.states_named import states_named
from tautband.rulebook.book import Rulebook
from tautband.rulebook.scope import Scope

CHUNK = 250_000
"""Lines of a batch; more where one patient has more."""
HistoryScope = Literal["own_practice", "all"]


def batches(
    lines: Lines,
    rulebook: Rulebook,
    *,
    known_from: int | None = None,
    history_scope: HistoryScope = "own_practice",
    chunk: int = CHUNK,
) -> Iterator[ClaimBatch]:
    """The lines in batches of whole patients. `source` of a batch row is its place in `lines`.

    `known_from` is the first day (day number) of which the data know anything; None: the first day of these lines.
    `history_scope` says whose services the lines hold: `all` only where they are all of the patients' claims.
    """
    if not len(lines):
        return
    patient = lines.patient.indices.to_numpy()
    order = _ordered(lines, patient)
    scopes, scope_of_place = _scopes(lines, rulebook)
    states = _states(lines, rulebook)
    first_day = int(lines.day.min()) if known_from is None else known_from
    ends = np.bincount(patient).cumsum()
    begin = 0
    while begin < len(order):
        end = int(ends[np.searchsorted(ends, min(begin + chunk, len(order)))])
        rows = order[begin:end]
        begin = end
        n = len(rows)
        yield ClaimBatch(
            patient=patient[rows],
            provider=lines.clinician.at[rows],
            claim=lines.claim_hash[rows],
            line=lines.line[rows],
            day=lines.day[rows],
            code_at=lines.code.at[rows],
            codes=lines.code.values,
            modifier_sets=lines.modifier_sets,
            modifier_at=lines.modifiers.at[rows],
            units=lines.units[rows],
            diagnosis_at=lines.diagnoses.at.take(rows, axis=0),
            diagnoses=lines.diagnoses.values,
            place=lines.place[rows],
            scope_at=scope_of_place[lines.place_key[rows]],
            scopes=scopes,
            judged=np.broadcast_to(True, n),
            known_from=np.broadcast_to(np.int32(first_day), n),
            all_providers=np.broadcast_to(np.bool_(history_scope == "all"), n),
            region=np.broadcast_to(np.int16(NOT_KNOWN), n),
            encounter=np.broadcast_to(np.int32(NOT_KNOWN), n),
            facts=NO_FACTS,
            source=rows,
            group=lines.group_number[rows],
            states=None if states is None else states[lines.place_key[rows]],
        )


def under(batch: ClaimBatch, lines: Lines, rulebook: Rulebook) -> ClaimBatch:
    """A batch of `lines` under another rule book over the same tables."""
    scopes, scope_of_place = _scopes(lines, rulebook)
    return replace(batch, scopes=scopes, scope_at=scope_of_place[lines.place_key[batch.source]], _memory={})


def _ordered(lines: Lines, patient: NDArray[np.int32]) -> NDArray[np.intp]:
    """The rows by patient, day, clinician, code, modifiers, claim and line: an order that the values alone decide."""
    day = lines.day.astype(np.int64) - int(lines.day.min())
    parts: list[tuple[NDArray[Any], int]] = [(patient, int(patient.max()) + 1), (day, int(day.max()) + 1)]
    parts += [(coded.at, len(coded.values)) for coded in (lines.clinician, lines.code)]
    room = 1
    for _, size in parts:
        room *= size
    if room >= 2**63:
        modifiers = lines.modifier_sets[lines.modifiers.at].T[::-1]
        return np.lexsort((lines.line, lines.claim_hash, *modifiers, *(part for part, _ in parts[::-1])))
    key = np.zeros(len(lines), np.int64)
    for part, size in parts:
        key *= size
        key += part
    order = np.argsort(key)
    sorted_key = key[order]
    same = sorted_key[1:] == sorted_key[:-1]
    if same.any():
        tied = np.zeros(len(order), np.bool_)
        tied[1:] |= same
        tied[:-1] |= same
        at = np.flatnonzero(tied)
        rows = order[at]
        modifiers = lines.modifier_sets[lines.modifiers.at[rows]].T[::-1]
        order[at] = rows[np.lexsort((lines.line[rows], lines.claim_hash[rows], *modifiers, key[rows]))]
    return order


def _states(lines: Lines, rulebook: Rulebook) -> NDArray[np.int16] | None:
    """The states named at each place key, None where no two differ."""
    zips = rulebook.tables.zips
    places = (key.split(PLACE_SEPARATOR) for key in lines.place_keys)
    named = [states_named(state, zip_code, None, zips) for _, state, zip_code in places]
    differ = any(NOT_KNOWN != one != other != NOT_KNOWN for one, other, _ in named)
    return np.array(named, np.int16) if differ else None


def _scopes(lines: Lines, rulebook: Rulebook) -> tuple[tuple[Scope, ...], NDArray[np.int32]]:
    """The distinct scopes, and which each place key has. Keys are taken in the order of their text: shares of the same
    places then have the same scopes in the same order, and with them the same remembered plans.
    """
    found: dict[Scope, int] = {}
    at = np.empty(len(lines.place_keys), np.int32)
    for number, key in sorted(enumerate(lines.place_keys), key=lambda numbered: numbered[1]):
        payer, state, zip_code = (part or None for part in key.split(PLACE_SEPARATOR))
        place = rulebook.tables.zips.place(zip_code) if zip_code else None
        if place and not (state and state.isalpha()):
            state = place.state
        at[number] = found.setdefault(rulebook.scope(payer, state, zip_code), len(found))
    return tuple(found), at
