"""Files of claim lines, cut into pieces that fit in memory, and read with only the columns that edits ask for."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from tautband.edits.line_columns import delimiter_of, recognised, uneven
from tautband.model.errors import InputError

PIECE = 500_000
"""Lines read at once."""
SUFFIXES = (".parquet", ".csv")
_MANY_DISTINCT = ("claim_id",)
_CSV_BLOCK = 32 << 20


@dataclass(frozen=True)
class Piece:
    """Row groups of a Parquet file, or a whole CSV file (`groups` None). `lines` of a CSV file is an estimate."""

    path: str
    lines: int
    first_row: int = 1
    groups: tuple[int, ...] | None = None


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


def pieces_of(path: Path) -> list[Piece]:
    """The pieces of one file. InputError for a file that cannot be read or lacks a column."""
    if path.suffix.lower() == ".csv":
        recognised(_csv_header(path)[1], str(path))
        return [Piece(str(path), max(1, path.stat().st_size // 100))]
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


def tables(piece: Piece, only: Iterable[str] | None = None) -> Iterator[tuple[int, Any]]:
    """The tables of a piece, each with the row number of its first line. `only` names the columns to read, by our own
    names; the table keeps the file's names.
    """
    path = Path(piece.path)
    try:
        yield from _csv_tables(path, only) if piece.groups is None else _parquet_tables(path, piece, only)
    except (pa.ArrowException, OSError) as error:
        if piece.groups is None and "UTF8" in str(error):
            raise InputError(piece.path, "a value is not UTF-8 text", "Save the table as UTF-8.") from error
        raise InputError(piece.path, "damaged, or not what its name says", "Write the file again.") from error


def _parquet_tables(path: Path, piece: Piece, only: Iterable[str] | None) -> Iterator[tuple[int, Any]]:
    assert piece.groups is not None
    schema = pq.read_schema(path)
    names = _wanted(recognised(schema.names, piece.path), only)
    texts = [
        own for name, own in names.items() if name not in _MANY_DISTINCT and pa.types.is_string(schema.field(own).type)
    ]
    with pq.ParquetFile(path, read_dictionary=texts) as parquet:
        first_row, columns = piece.first_row, list(names.values())
        if piece.lines <= 2 * PIECE:
            yield first_row, parquet.read_row_groups(piece.groups, columns=columns, use_threads=False)
            return
        for batch in parquet.iter_batches(PIECE, piece.groups, columns, use_threads=False):
            yield first_row, pa.Table.from_batches([batch])
            first_row += batch.num_rows


def _csv_tables(path: Path, only: Iterable[str] | None) -> Iterator[tuple[int, Any]]:
    delimiter, header = _csv_header(path)
    names = _wanted(recognised(header, str(path)), only)
    convert = pacsv.ConvertOptions(
        include_columns=list(names.values()),
        column_types={own: pa.string() for own in header},
        strings_can_be_null=True,
        null_values=[""],
        quoted_strings_can_be_null=True,
    )
    first_row, held, lines = 1, [], 0
    parse = pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True)
    read = pacsv.ReadOptions(use_threads=False, block_size=_CSV_BLOCK)
    with (
        _rows_counted(str(path)),
        pacsv.open_csv(path, read_options=read, parse_options=parse, convert_options=convert) as reader,
    ):
        for batch in reader:
            held.append(batch)
            lines += batch.num_rows
            if lines >= PIECE:
                yield first_row, pa.Table.from_batches(held)
                first_row, held, lines = first_row + lines, [], 0
    if held:
        yield first_row, pa.Table.from_batches(held)


@contextmanager
def _rows_counted(where: str) -> Iterator[None]:
    """Name the row whose cells are too many or too few, where that is what stopped the reading. Arrow counts the header
    as row 1 and shows the row itself, which is not repeated.
    """
    try:
        yield
    except pa.ArrowInvalid as error:
        if told := re.search(r"Row #(\d+): Expected (\d+) columns, got (\d+)", str(error)):
            row, named, cells = map(int, told.groups())
            raise uneven(where, row - 1, cells, named) from error
        raise


def _wanted(names: dict[str, str], only: Iterable[str] | None) -> dict[str, str]:
    return names if only is None else {name: names[name] for name in only if name in names}


def _csv_header(path: Path) -> tuple[str, list[str]]:
    with path.open("rb") as file:
        first = file.readline(1 << 20)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError(str(path), "UTF-16 text, not UTF-8", "Save the table as UTF-8.")
    line = re.split("[\r\n]", first.decode("utf-8-sig", "replace"), maxsplit=1)[0]
    if not line.strip():
        raise InputError(str(path), "no header in its first line", "Give a table whose first line names its columns.")
    delimiter = delimiter_of(line)
    try:
        return delimiter, next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error as error:
        raise InputError(str(path), f"its first line is not CSV: {error}", "Save the table as CSV.") from error
