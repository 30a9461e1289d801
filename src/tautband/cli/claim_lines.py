"""Claim lines from a table (CSV or Parquet, one row a line) as claims and as history."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from tautband.cli.claim_forms import MOST_UNITS
from tautband.edits.line_columns import (
    IDENTIFIERS,
    charge_column,
    cut_short,
    day_written,
    delimiter_of,
    figures,
    recognised,
    uneven,
    zip_written,
)
from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.model.errors import InputError

SUFFIXES = (".csv", ".parquet")


def is_table(name: str) -> bool:
    """Whether a file's name says that it is a table of claim lines."""
    return Path(name).suffix.lower() in SUFFIXES


def claims_of_lines(name: str) -> Iterator[Claim]:
    """The claims of a table, in the order of their first lines. Rows of one claim id are one claim.

    Payer, state, place, date and clinician of a claim are those of its first line; a line of another day keeps its own.
    Raises InputError that names the row and the column.
    """
    by_claim: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    for number, row in _rows(name):
        _refuse_cut_short(name, number, row)
        by_claim.setdefault(_text(row, "claim_id") or f"row {number}", []).append((number, row))
    for claim_id, rows in by_claim.items():
        rows.sort(key=lambda item: _integer(item[1], "line_number") or 0)
        yield _claim(name, claim_id, rows)


def history_of_lines(name: str) -> Iterator[HistoryEntry]:
    """The rows of a table as earlier services."""
    for number, row in _rows(name, ("date_of_service", "code")):
        yield HistoryEntry(
            date_of_service=_day(name, number, row),
            code=_required(name, number, row, "code"),
            provider=_text(row, "rendering_npi"),
            group=_text(row, "billing_npi"),
            payer=_text(row, "payer"),
            claim_id=_text(row, "claim_id"),
            modifiers=_several(row, "modifiers", "modifier"),
        )


def _claim(name: str, claim_id: str, rows: list[tuple[int, Mapping[str, Any]]]) -> Claim:
    first_number, first = rows[0]
    day = _day(name, first_number, first)
    return Claim(
        claim_id=claim_id,
        patient_id=_text(first, "patient_id"),
        payer=_text(first, "payer"),
        state=_text(first, "state"),
        zip_code=zip_written(_text(first, "zip") or "") or None,
        date_of_service=day,
        place_of_service=_place(first),
        rendering_npi=_text(first, "rendering_npi"),
        billing_npi=_text(first, "billing_npi"),
        lines=tuple(_line(name, number, row, day) for number, row in rows),
    )


def _line(name: str, number: int, row: Mapping[str, Any], claim_day: date) -> ServiceLine:
    day = _day(name, number, row)
    units = _number(name, number, row, "units")
    if units is not None and not 0 < units <= MOST_UNITS:
        what = "not above zero" if units <= 0 else "more than a claim can hold"
        raise InputError(f"{name}: row {number}, units", what, "Give the units that were done.")
    return ServiceLine(
        code=_required(name, number, row, "code").upper(),
        modifiers=_several(row, "modifiers", "modifier"),
        units=Decimal(1) if units is None else units,
        charge=_number(name, number, row, "charge"),
        diagnoses=_several(row, "diagnoses", "diagnosis"),
        date_of_service=None if day == claim_day else day,
    )


def _rows(
    name: str, needed: tuple[str, ...] = ("claim_id", "date_of_service", "code")
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each row with its number from 1, its columns under our names."""
    columns, read = _parquet(name) if name.lower().endswith(".parquet") else _csv(name)
    found = recognised(columns, name, needed)
    if charge := charge_column(columns):
        found["charge"] = charge
    yield from enumerate(read(found), start=1)


Rows = Callable[[Mapping[str, str]], Iterable[Mapping[str, Any]]]
"""Reads the columns of a table that are asked for, ours by the file's own names: each row under ours."""


def _csv(name: str) -> tuple[list[str], Rows]:
    import csv
    import io

    from tautband.cli.inputs import read_text

    text = read_text(name)
    delimiter = delimiter_of(text.lstrip().partition("\n")[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header, *rows = [row for row in reader if row]
    except csv.Error as error:
        raise InputError(f"{name}: line {reader.line_num}", f"not CSV: {error}", "Save the table as CSV.") from error

    def read(found: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        at = {ours: header.index(theirs) for ours, theirs in found.items()}
        for number, row in enumerate(rows, start=1):
            if len(row) != len(header):
                raise uneven(name, number, len(row), len(header))
            yield {ours: row[place] for ours, place in at.items()}

    return header, read


def _parquet(name: str) -> tuple[list[str], Rows]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise InputError(name, "pyarrow is not installed", "Run: pip install 'tautband[audit]'") from error
    from tautband.edits.arrow_values import only_values, plain

    @contextmanager
    def readable() -> Iterator[None]:
        try:
            yield
        except (pa.ArrowException, OSError) as error:
            raise InputError(name, "not a Parquet file that can be read", "Write the file again.") from error

    def read(found: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        with readable():
            table = parquet.read_table(name, columns=list(found.values()))
        columns = []
        for ours, theirs in found.items():
            with only_values(f"{name}: {theirs}"):
                columns.append(plain(table.column(theirs), several=ours in ("modifiers", "diagnoses")))
        return (dict(zip(found, values, strict=True)) for values in zip(*columns, strict=True))

    with readable():
        return parquet.read_schema(name).names, read


def _refuse_cut_short(name: str, number: int, row: Mapping[str, Any]) -> None:
    """Raise InputError for an identifier that a spreadsheet cut short: claims or patients that differ would be one."""
    for column in IDENTIFIERS:
        if cut_short(_text(row, column) or ""):
            what = "a number that a spreadsheet cut short, such as 1.2E+09"
            raise InputError(f"{name}: row {number}, {column}", what, "Export the column as text.")


def _text(row: Mapping[str, Any], column: str) -> str | None:
    value = row.get(column)
    return str(value).strip() or None if value is not None else None


def _place(row: Mapping[str, Any]) -> str | None:
    """The place of service; a table that holds it as a number has lost the nought of 02."""
    text = _text(row, "place_of_service")
    return text and text.zfill(2)


def _required(name: str, number: int, row: Mapping[str, Any], column: str) -> str:
    if (text := _text(row, column)) is None:
        raise InputError(f"{name}: row {number}, {column}", "no value", "Give it.")
    return text


def _integer(row: Mapping[str, Any], column: str) -> int | None:
    text = _text(row, column)
    return int(text) if text and text.isdecimal() else None


def _day(name: str, number: int, row: Mapping[str, Any]) -> date:
    value = row.get("date_of_service")
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    text = _required(name, number, row, "date_of_service")
    if day := day_written(text):
        return day
    where = f"{name}: row {number}, date_of_service"
    raise InputError(where, "not a date", "Write it as YYYY-MM-DD or MM/DD/YYYY.")


def _number(name: str, number: int, row: Mapping[str, Any], column: str) -> Decimal | None:
    if (written := _text(row, column)) is None:
        return None
    try:
        found = Decimal(figures(written) or "NaN")
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise InputError(f"{name}: row {number}, {column}", "not a number", "Write figures alone, such as 1 or 95.00.")
    return found


def _several(row: Mapping[str, Any], together: str, single: str) -> tuple[str, ...]:
    """The first four of a list column, or of its text with commas; else the numbered columns, without the empty."""
    held = row.get(together)
    if isinstance(held, str):
        held = re.split(r"[,;|\s]+", held)
    values = held[:4] if held else [row.get(f"{single}_{position}") for position in range(1, 5)]
    return tuple(text for value in values if value is not None and (text := str(value).strip()))
