"""A first look at the files: the first date of the data, and whether any patient stands in two files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tautband.audit.pieces import Piece, tables
from tautband.edits.arrow_values import BAD_DAY, days, one_array, only_values, text_of
from tautband.edits.line_columns import recognised
from tautband.edits.text_hash import text_hash


@dataclass(frozen=True)
class Survey:
    """Of one file: its first day (None without any), its lines, and the hashes of its patients, ascending."""

    first_day: int | None
    lines: int
    patients: NDArray[np.uint64] | None


def survey(pieces: Sequence[Piece], with_patients: bool) -> Survey:
    """Look at the pieces of one file. Patients without id count as none."""
    first: int | None = None
    lines = 0
    patients = np.empty(0, np.uint64)
    wanted = ("date_of_service", "patient_id") if with_patients else ("date_of_service",)
    for piece in pieces:
        for read in tables(piece, wanted):
            table = read.lines
            names = _names(table, piece)
            lines += table.num_rows
            with only_values(piece.path):
                day = days(table.column(names["date_of_service"]))
                ids = _ids(table.column(names["patient_id"])) if with_patients else None
            day = day[day != BAD_DAY]
            if len(day):
                first = int(day.min()) if first is None else min(first, int(day.min()))
            if ids is not None:
                patients = _distinct(np.concatenate((patients, text_hash(ids))))
    return Survey(first, lines, patients if with_patients else None)


def _ids(column: Any) -> Any:
    """The ids of a column, each at least once, without null and blank."""
    array = one_array(column)
    ids = text_of(array.dictionary if pa.types.is_dictionary(array.type) else array)
    return ids.filter(pc.fill_null(pc.not_equal(ids, ""), False))


def _distinct(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    hashes.sort()
    first = np.ones(len(hashes), np.bool_)
    first[1:] = hashes[1:] != hashes[:-1]
    return hashes[first]


def _names(table: object, piece: Piece) -> dict[str, str]:
    own = table.schema.names  # type: ignore[attr-defined]
    return recognised(own, piece.path, needed=())


def disjoint(surveys: Sequence[Survey]) -> bool:
    """Whether no patient stands in two files. Two hashes that agree by chance only cost a needless repartition; so does
    an id that stands in a file's dictionary and on none of its lines.
    """
    known = [s.patients for s in surveys if s.patients is not None]
    if len(known) < len(surveys):
        return False
    together = np.concatenate([np.empty(0, np.uint64), *known])
    return len(_distinct(together)) == sum(map(len, known))
