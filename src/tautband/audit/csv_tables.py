"""Claim lines of a CSV file as tables; rows that cannot be read stop it, or are set aside with what is wrong."""

from __future__ import annotations

import codecs
import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from tautband.audit.table import Table, numbered
from tautband.edits.arrow_packing import Problem
from tautband.edits.line_columns import cells_counted, delimiter_of, recognised, uneven
from tautband.model.errors import InputError

PIECE = 500_000
"""Lines read at once."""
_BLOCK = 32 << 20
MOST_BEFORE_ONE_IS_EVEN = 1_000_000
"""Uneven rows before the first even one, beyond which it is the header that is wrong."""
_FEW_BYTES = 256 << 10
"""They stay in the processor's cache: counting line ends then costs a hundredth of the reading, else a twentieth."""
_LINE_FEED = ord("\n")
_NOT_UTF8 = "not UTF-8 text"


def csv_header(path: Path) -> tuple[str, list[str]]:
    """What parts the columns of a CSV file, and their names. InputError where its first line tells neither."""
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


def csv_tables(path: Path, wanted: Callable[[dict[str, str]], dict[str, str]]) -> Iterator[Table]:
    """The tables of a CSV file, of the columns recognised those `wanted`. InputError at the first uneven row."""
    delimiter, header = csv_header(path)
    names = wanted(recognised(header, str(path)))
    options = pacsv.ReadOptions(use_threads=False, block_size=_BLOCK)
    first_row = 1
    with _rows_counted(str(path)):
        for table in _together(_batches(path, delimiter, header, names.values(), options)):
            yield numbered(table, first_row)
            first_row += table.num_rows
    yield _last(path, names, first_row - 1)


def csv_tables_set_aside(path: Path, wanted: Callable[[dict[str, str]], dict[str, str]]) -> Iterator[Table]:
    """The same without the rows that cannot be read as cells of text; each table tells those met before its end.

    The file is read as if each byte were a character, so that no row stops the reading for its bytes; text that is not
    plain ASCII is then read as the UTF-8 it should be. Arrow parses ahead of what it gives: a row's place among those
    set aside, and not the time it is met, numbers the rows that stay.
    """
    delimiter, header = csv_header(path)
    names = wanted(recognised(header, str(path)))
    met: list[tuple[int, int, int]] = []  # row, cells, lines it runs over
    last_row = lines = 0

    def skip(row: Any) -> str:
        met.append((row.number - 1, row.actual_columns, len(re.split("\r\n|\r|\n", row.text.strip("\r\n")))))
        return "error" if not last_row and len(met) > MOST_BEFORE_ONE_IS_EVEN else "skip"

    options = pacsv.ReadOptions(
        use_threads=False, block_size=_BLOCK, encoding="latin-1", column_names=header, skip_rows=1
    )
    ours = {own: name for name, own in names.items()}
    try:
        for batch in _batches(path, delimiter, header, names.values(), options, skip):
            gone = np.array([row for row, _, _ in met], np.int64)
            rows = _numbered(last_row, batch.num_rows, gone)
            last_row, passed = _passed(int(rows[-1]) if len(rows) else last_row, gone)
            aside = tuple(_uneven(met[:passed], len(header)))
            lines += len(rows) + sum(problem.count for problem in aside)
            del met[:passed]
            table, rows, faults = _as_utf8(pa.Table.from_batches([batch]), rows, ours)
            yield Table(table, rows, (*aside, *faults))
    except pa.ArrowInvalid as error:
        if len(met) <= MOST_BEFORE_ONE_IS_EVEN:
            raise
        what = f"none of the first {MOST_BEFORE_ONE_IS_EVEN:,} rows has the {len(header)} cells that the header names"
        raise InputError(str(path), what, "Give the file the header of its columns.") from error
    rest = tuple(_uneven(met, len(header)))
    yield _last(path, names, lines + sum(problem.count for problem in rest), rest)


def _last(path: Path, names: Mapping[str, str], lines: int, aside: tuple[Problem, ...] = ()) -> Table:
    """A table without lines for what is known at the end of a file in whose rows so many lines stand."""
    nothing = pa.table({own: pa.array([], pa.string()) for own in names.values()})
    return Table(nothing, np.empty(0, np.int64), aside, _in_quotes(path, lines))


def _in_quotes(path: Path, lines: int) -> int:
    """The lines of a file below its header, empty ones aside, beyond those that are known."""
    with path.open("rb") as file:
        blocks = iter(lambda: file.read(_FEW_BYTES), b"")
        ends = sum(np.count_nonzero(np.frombuffer(block, np.uint8) == _LINE_FEED) for block in blocks)
        if ends <= lines + 1:
            return 0
        file.seek(0)
        held = sum(1 for line in file if line.strip(b"\r\n"))
    return max(0, held - 1 - lines)


def _batches(
    path: Path,
    delimiter: str,
    header: list[str],
    columns: Iterable[str],
    read: Any,
    otherwise: Callable[[Any], str] | None = None,
) -> Iterator[Any]:
    convert = pacsv.ConvertOptions(
        include_columns=list(columns),
        column_types={own: pa.string() for own in header},
        strings_can_be_null=True,
        null_values=[""],
        quoted_strings_can_be_null=True,
    )
    parse = pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=otherwise)
    try:
        with pacsv.open_csv(path, read_options=read, parse_options=parse, convert_options=convert) as reader:
            yield from reader
    except pa.ArrowInvalid as error:
        if "straddling" in str(error):
            what = "a value in quotes runs over more than 32 MB"
            raise InputError(
                str(path), what, "Close the quote that opens it, or double a quote that is meant."
            ) from error
        raise


def _together(batches: Iterable[Any]) -> Iterator[Any]:
    """Tables of at least PIECE lines, the last aside."""
    held, lines = [], 0
    for batch in batches:
        held.append(batch)
        lines += batch.num_rows
        if lines >= PIECE:
            yield pa.Table.from_batches(held)
            held, lines = [], 0
    if held:
        yield pa.Table.from_batches(held)


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
            refusal = uneven(where, row - 1, cells, named)
            do = f"{refusal.do} Or leave such rows out, listed with the reason: --set-aside."
            raise InputError(refusal.where, refusal.what, do) from error
        raise


def _numbered(last_row: int, count: int, aside: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of the next rows after the last one, those set aside passed over."""
    numbers = np.arange(last_row + 1, last_row + 1 + count + len(aside))
    return np.setdiff1d(numbers, aside, assume_unique=True)[:count]


def _passed(last_row: int, aside: NDArray[np.int64]) -> tuple[int, int]:
    """The last row behind us, and how many of those set aside are: all before the last row given, and those that follow
    it without a gap. Others belong to lines that Arrow has parsed and not yet given.
    """
    before = int(np.searchsorted(aside, last_row))
    following = aside[before:] == np.arange(last_row + 1, last_row + 1 + len(aside) - before)
    run = len(following) if following.all() else int(following.argmin())
    return last_row + run, before + run


def _uneven(met: Iterable[tuple[int, int, int]], named: int) -> Iterator[Problem]:
    """Uneven rows as problems, by the number of their cells."""
    by_cells: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, cells, lines in met:
        by_cells[cells].append((row, lines))
    for cells, rows in sorted(by_cells.items()):
        numbers, lines = np.array(rows, np.int64).T
        yield Problem.of("", cells_counted(cells, named), numbers, lines)


def _as_utf8(
    table: Any, rows: NDArray[np.int64], ours: Mapping[str, str]
) -> tuple[Any, NDArray[np.int64], list[Problem]]:
    """The table with its bytes read as UTF-8, without the rows where that cannot be done."""
    bad = np.zeros(table.num_rows, np.bool_)
    faults = []
    for at, own in enumerate(table.schema.names):
        column = table.column(at)
        if pc.all(pc.string_is_ascii(column)).as_py() in (True, None):
            continue
        texts = column.combine_chunks().dictionary_encode()
        read = [None if text is None else _utf8(text) for text in texts.dictionary.to_pylist()]
        broken = np.array([text is None for text in read], np.bool_)[texts.indices.fill_null(0).to_numpy()]
        broken &= column.is_valid().to_numpy()
        if broken.any():
            faults.append(Problem.of(ours[own], _NOT_UTF8, rows[broken]))
            bad |= broken
        table = table.set_column(at, own, pa.DictionaryArray.from_arrays(texts.indices, pa.array(read, pa.string())))
    return (table.filter(pa.array(~bad)), rows[~bad], faults) if bad.any() else (table, rows, faults)


def _utf8(text: str) -> str | None:
    try:
        return text.encode("latin-1").decode()
    except UnicodeDecodeError:
        return None
