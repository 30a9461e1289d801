"""Files of claim lines, cut into pieces that fit in memory, and read with only the columns that edits ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tautband.audit.csv_tables import PIECE, csv_header, csv_tables, csv_tables_set_aside
from tautband.audit.table import Table, numbered
from tautband.edits.line_columns import recognised
from tautband.model.errors import InputError

SUFFIXES = (".parquet", ".csv")
_MANY_DISTINCT = ("claim_id",)


@dataclass(frozen=True)
class Piece:
    """Row groups of a Parquet file, or a whole CSV file (`groups` None). `lines` of a CSV file is an estimate; its rows
    that cannot be read stop the reading, or are `set_aside`.
    """

    path: str
    lines: int
    first_row: int = 1
    groups: tuple[int, ...] | None = None
    set_aside: bool = False


def files_of(given: Iterable[str | Path]) -> list[Path]:
    """The Parquet and CSV files given, folders opened, in order of path. InputError where there is none."""
    found: list[Path] = []
    for name in given:
        path = Path(name)
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            if not inside:
                raise InputError(str(path), "no Parquet or CSV file in this folder", "Give a folder that holds one.")
            found.extend(inside)
        elif not path.is_file():
            raise InputError(str(path), "no such file", "Check the path.")
        elif path.suffix.lower() not in SUFFIXES:
            raise InputError(str(path), "neither .parquet nor .csv", "Give claim lines as Parquet or CSV.")
        else:
            found.append(path)
    if not found:
        raise InputError("audit", "no file given", "Give Parquet or CSV files of claim lines, or their folder.")
    return list(dict.fromkeys(found))


def pieces_of(path: Path, set_aside: bool = False) -> list[Piece]:
    """The pieces of one file. InputError for a file that cannot be read or lacks a column."""
    if path.suffix.lower() == ".csv":
        recognised(csv_header(path)[1], str(path))
        return [Piece(str(path), max(1, path.stat().st_size // 100), set_aside=set_aside)]
    try:
        parquet = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise InputError(str(path), "not a readable Parquet file", "Write it again.") from error
    recognised(parquet.schema_arrow.names, str(path))
    pieces: list[Piece] = []
    groups: list[int] = []
    lines, first_row = 0, 1
    for group in range(parquet.num_row_groups):
        rows = parquet.metadata.row_group(group).num_rows
        if groups and lines + rows > PIECE:
            pieces.append(Piece(str(path), lines, first_row, tuple(groups)))
            first_row, lines, groups = first_row + lines, 0, []
        groups.append(group)
        lines += rows
    return [*pieces, Piece(str(path), lines, first_row, tuple(groups))]


def joined(pieces: Sequence[Piece]) -> Piece:
    """The pieces of one file, in order, as one."""
    if len(pieces) == 1:
        return pieces[0]
    groups = tuple(group for piece in pieces for group in piece.groups or ())
    return Piece(pieces[0].path, sum(piece.lines for piece in pieces), pieces[0].first_row, groups)


def tables(piece: Piece, only: Iterable[str] | None = None) -> Iterator[Table]:
    """The tables of a piece. `only` names the columns to read, by our own names; the table keeps the file's names."""
    path = Path(piece.path)

    def wanted(names: dict[str, str]) -> dict[str, str]:
        return names if only is None else {name: names[name] for name in only if name in names}

    read_csv = csv_tables_set_aside if piece.set_aside else csv_tables
    try:
        yield from read_csv(path, wanted) if piece.groups is None else _parquet_tables(path, piece, wanted)
    except (pa.ArrowException, OSError) as error:
        if piece.groups is None and "UTF8" in str(error):
            do = "Save the table as UTF-8. Or leave such rows out, listed with the reason: --set-aside."
            raise InputError(piece.path, "a value is not UTF-8 text", do) from error
        raise InputError(piece.path, "damaged, or not what its name says", "Write the file again.") from error


def _parquet_tables(path: Path, piece: Piece, wanted: Callable[[dict[str, str]], dict[str, str]]) -> Iterator[Table]:
    assert piece.groups is not None
    schema = pq.read_schema(path)
    names = wanted(recognised(schema.names, piece.path))
    texts = [
        own for name, own in names.items() if name not in _MANY_DISTINCT and pa.types.is_string(schema.field(own).type)
    ]
    with pq.ParquetFile(path, read_dictionary=texts) as parquet:
        first_row, columns = piece.first_row, list(names.values())
        if piece.lines <= 2 * PIECE:
            yield numbered(parquet.read_row_groups(piece.groups, columns=columns, use_threads=False), first_row)
            return
        for batch in parquet.iter_batches(PIECE, piece.groups, columns, use_threads=False):
            yield numbered(pa.Table.from_batches([batch]), first_row)
            first_row += batch.num_rows
