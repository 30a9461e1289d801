"""The quarter a file was published for, and the dates it speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tautband.model.errors import InputError
from tautband.rulebook.tables.quarters import quarter_dates

_QUARTER = re.compile(r"(19|20)\d\d[Qq][1-4]")


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter written `2026Q3`, with the first and last date of service that the file speaks of."""

    quarter: str
    covers_from: date
    covers_to: date


def of_quarter(quarter: str) -> Period:
    """A quarter's own dates."""
    first, last = quarter_dates(quarter)
    return Period(quarter, first, last)


def to_year_end(quarter: str) -> Period:
    """From the quarter's first day to the end of its calendar year, as for what is published once a year."""
    first, _ = quarter_dates(quarter)
    return Period(quarter, first, date(first.year, 12, 31))


def of_date(day: date) -> str:
    """The quarter of a day."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def asked(text: str | None) -> str | None:
    """A quarter as typed after `--quarter`, in capitals. InputError for any other text."""
    if text is None:
        return None
    if not _QUARTER.fullmatch(text):
        raise InputError("--quarter", f"{text!r} is not a quarter", "Write the year and the quarter, such as 2026Q3.")
    return text.upper()


def required(quarter: str | None, file: str) -> str:
    """The quarter. InputError where neither the file, nor its name, nor the command says it."""
    if quarter is None:
        raise InputError(
            file, "neither the file nor its name says its quarter", "Add --quarter, such as --quarter 2026Q3."
        )
    return quarter


def in_name(name: str) -> str | None:
    """The quarter in a file's name, as the publishers write it; None where it is not there.

    NCCI versions count years from 1994: `v322r0` is the third release of 2026. `RVU26C` is the third of its year.
    """
    if found := re.search(r"v(\d\d)([0-3])r\d", name, re.IGNORECASE):
        return f"{1994 + int(found[1])}Q{int(found[2]) + 1}"
    if found := re.search(r"(?<!\d)(0[1-9]|1[0-2])[-_]?([0-3]\d)[-_]?(20\d\d)(?!\d)", name):
        return f"{found[3]}Q{(int(found[1]) + 2) // 3}"
    if found := re.search(r"(20\d\d)[-_ ]?q([1-4])(?!\d)", name, re.IGNORECASE):
        return f"{found[1]}Q{found[2]}"
    if found := re.search(r"rvu(\d\d)([a-d])(?![a-z])", name, re.IGNORECASE):
        return f"20{found[1]}Q{'abcd'.index(found[2].lower()) + 1}"
    year, month = re.search(r"(?<!\d)(20\d\d)(?!\d)", name), _MONTH.search(name)
    if year and month:
        return f"{year[1]}Q{_MONTHS.index(month[1].lower()) // 3 + 1}"
    return None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"(?<![a-z])({'|'.join(_MONTHS)})", re.IGNORECASE)
