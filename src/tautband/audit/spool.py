"""Lines on disk by patient: what puts a patient's lines together when they are spread over the input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tautband.edits.arrow_lines import Coded, Lines
from tautband.edits.batch import NOT_KNOWN

_DIAGNOSES = ("diagnosis_1", "diagnosis_2", "diagnosis_3", "diagnosis_4")
_NO_DIAGNOSIS = -2
_CODED = ("clinician", "group", "code", "modifiers")


def table_of(lines: Lines) -> Any:
    """The lines as an Arrow table of plain numbers and text columns, from which `lines_of` makes them again."""
    diagnoses = np.append(lines.diagnoses.values, _NO_DIAGNOSIS)
    return pa.table(
        {
            "patient": lines.patient.dictionary_decode(),
            "claim": lines.claim,
            "line": lines.line,
            "day": lines.day,
            **{name: _values(getattr(lines, name)) for name in _CODED},
            "units": lines.units,
            **{name: diagnoses[lines.diagnoses.at[:, i]] for i, name in enumerate(_DIAGNOSES)},
            "place": lines.place,
            "place_key": pa.DictionaryArray.from_arrays(lines.place_key, list(lines.place_keys)).dictionary_decode(),
        }
    )


def lines_of(table: Any) -> Lines:
    """The lines of a table that `table_of` made."""
    column = {name: table.column(name).combine_chunks() for name in table.schema.names}
    keys = column["place_key"].dictionary_encode()
    held = [_coded(column[name]) for name in _DIAGNOSES]
    diagnoses = np.unique(np.concatenate([coded.values for coded in held]))
    diagnoses = diagnoses[diagnoses != _NO_DIAGNOSIS]
    at = np.empty((table.num_rows, len(held)), np.int32)
    for position, coded in enumerate(held):
        place = np.searchsorted(diagnoses, coded.values).astype(np.int32)
        place[coded.values == _NO_DIAGNOSIS] = NOT_KNOWN
        at[:, position] = place[coded.at]
    return Lines(
        patient=column["patient"].dictionary_encode(),
        claim=column["claim"],
        line=column["line"].to_numpy(),
        day=column["day"].to_numpy(),
        **{name: _coded(column[name]) for name in _CODED},
        units=column["units"].to_numpy(),
        diagnoses=Coded(diagnoses, at),
        place=column["place"].to_numpy(),
        place_keys=tuple(keys.dictionary.to_pylist()),
        place_key=keys.indices.to_numpy(),
    )


def _values(coded: Coded) -> Any:
    return coded.values[coded.at]


def _coded(array: Any) -> Coded:
    encoded = array.dictionary_encode()
    return Coded.of(encoded.dictionary.to_numpy(), encoded.indices.to_numpy())


def spread(lines: Lines, shares: int, folder: Path, writer: str) -> None:
    """Append the lines to the share files of one writer: `folder/<share>/<writer>`. All lines of a patient belong to
    one share, wherever the patient is met.
    """
    share = (lines.patient_hash % np.uint64(shares)).astype(np.uint16)
    order = np.argsort(share, kind="stable")
    table = pc.take(table_of(lines), pa.array(order)).combine_chunks()
    ends = np.cumsum(np.bincount(share, minlength=shares))
    begin = 0
    for number, end in enumerate(ends.tolist()):
        if end > begin:
            place = folder / str(number)
            place.mkdir(exist_ok=True)
            with (place / writer).open("ab") as file, pa.ipc.new_stream(file, table.schema) as stream:
                stream.write_table(table.slice(begin, end - begin))
        begin = end


def gathered(files: Iterable[Path]) -> Lines:
    """All lines of the files of one share."""
    return lines_of(pa.concat_tables([table for file in files for table in _streams(file)]))


def _streams(file: Path) -> Iterator[Any]:
    with pa.memory_map(str(file)) as source:
        while source.tell() < source.size():
            yield pa.ipc.open_stream(source).read_all()
