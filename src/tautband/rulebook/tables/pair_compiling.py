"""Compile the NCCI pair table: for each two codes the days on which their state changes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from tautband.rulebook.packed import NO_DATE, day_number, pack_code
from tautband.rulebook.tables.keys import ABSENT, Keys
from tautband.rulebook.tables.manifest import TableSource
from tautband.rulebook.tables.pairs import PairState, Scope
from tautband.rulebook.tables.source import NO_DAY, first_day, last_day, rows
from tautband.rulebook.tables.stored import save, save_records
from tautband.rulebook.tables.timeline import Step, Timeline

WITHDRAWN = "9"
"""The indicator of an edit that counts as never made."""


def build(directory: Path, source: TableSource) -> None:
    """Write the pair table's arrays and the words of its rows."""
    first_read, last_read = (day_number(day) for day in source.covered_dates())
    scopes = {pack_code(entry["code"]): Scope[entry["scope"].upper()] for entry in rows("ncci_coverage")}
    place = {code: number for number, code in enumerate(sorted(scopes))}
    records: list[list[Any]] = []
    by_pair: dict[tuple[int, int], list[tuple[int, list[Any]]]] = {}
    for entry in rows("ncci_pairs"):
        if entry["indicator"] == WITHDRAWN:
            continue
        record = [
            entry["column1"],
            entry["column2"],
            int(entry["indicator"]),
            first_day(entry["effective_from"]),
            last_day(entry["deleted_on"]),
            entry["start_evidence"],
            entry["basis"],
        ]
        low, high = sorted((place[pack_code(entry["column1"])], place[pack_code(entry["column2"])]))
        by_pair.setdefault((low, high), []).append((len(records), record))
        records.append(record)
    matrix = np.full((len(place), len(place)), ABSENT, np.int16)
    for number, (low, high) in enumerate(sorted(by_pair)):
        matrix[low, high] = matrix[high, low] = number
    steps = {low * len(place) + high: _steps(held, first_read, last_read) for (low, high), held in by_pair.items()}
    Timeline.of(steps, {"state": "i1", "row": "i4"}).save(directory, "pairs")
    Keys.of(np.array(sorted(scopes), np.int64)).save(directory, "pair_codes")
    save(directory, "pair_codes.scope", np.array([scopes[code] for code in sorted(scopes)], np.int8))
    save(directory, "pairs.matrix", matrix)
    save(directory, "pairs.column1", np.array([place[pack_code(record[0])] for record in records], np.int32))
    save(directory, "pairs.indicator", np.array([record[2] for record in records], np.int8))
    save_records(directory, "pair_rows", records)
    save_records(directory, "pair_dates", [first_read, last_read])


def _steps(held: Iterable[tuple[int, list[Any]]], first_read: int, last_read: int) -> Iterable[Step]:
    """The changes of one unordered pair.

    Edits of one pair follow each other, in either direction, so an edit without a known start cannot have begun
    before the one that ended earlier was over.
    """
    free_from = NO_DAY
    for row, (_, _, _, begins, ends, _, _) in sorted(held, key=lambda item: item[1][4]):
        if free_from == NO_DATE:
            raise ValueError(f"pair row {row} overlaps another of the same pair")
        if begins != NO_DAY:
            if begins < free_from:
                raise ValueError(f"pair row {row} overlaps another of the same pair")
            yield (free_from, PairState.NO_EDIT, ABSENT)
            yield (begins, PairState.IN_FORCE, row)
        else:
            yield (free_from, PairState.START_UNKNOWN, row)
            if first_read <= ends:
                yield (max(free_from, first_read), PairState.IN_FORCE, row)
        if ends == NO_DATE:
            yield (max(begins, last_read + 1), PairState.IN_FORCE_CARRIED, row)
            free_from = NO_DATE
        else:
            free_from = ends + 1
    if free_from != NO_DATE:
        yield (free_from, PairState.NO_EDIT, ABSENT)
        yield (max(free_from, last_read + 1), PairState.NO_EDIT_CARRIED, ABSENT)
