"""The names that claim line files give their columns: this project's own, Tuva's `medical_claim`, CMS carrier files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from tautband.model.errors import InputError

_DATE_FORMS = ("%Y%m%d", "%d-%b-%Y", "%m/%d/%Y", "%d%b%Y")
_CUT_SHORT = re.compile(r"[0-9](?:[.,][0-9]+)?[Ee]\+[0-9]{1,3}")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""The first and last day that is read as a date."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "claim_id": ("claim_id", "clm_id"),
    "line_number": ("line_number", "claim_line_number", "line_num"),
    "patient_id": ("patient_id", "person_id", "bene_id", "desy_sort_key"),
    "rendering_npi": ("rendering_npi", "rendering_id", "prf_physn_npi"),
    "billing_npi": ("billing_npi", "billing_id", "org_npi_num"),
    "payer": ("payer",),
    "state": ("state", "prvdr_state_cd"),
    "zip": ("zip", "zip_code", "prvdr_zip"),
    "date_of_service": ("date_of_service", "claim_line_start_date", "line_1st_expns_dt", "claim_start_date"),
    "place_of_service": ("place_of_service", "place_of_service_code", "line_place_of_srvc_cd"),
    "code": ("code", "hcpcs_code", "hcpcs_cd"),
    "modifier_1": ("modifier_1", "hcpcs_modifier_1", "hcpcs_1st_mdfr_cd"),
    "modifier_2": ("modifier_2", "hcpcs_modifier_2", "hcpcs_2nd_mdfr_cd"),
    "modifier_3": ("modifier_3", "hcpcs_modifier_3", "hcpcs_3rd_mdfr_cd"),
    "modifier_4": ("modifier_4", "hcpcs_modifier_4", "hcpcs_4th_mdfr_cd"),
    "modifiers": ("modifiers",),
    "units": ("units", "service_unit_quantity", "line_srvc_cnt"),
    "diagnosis_1": ("diagnosis_1", "diagnosis_code_1", "line_icd_dgns_cd"),
    "diagnosis_2": ("diagnosis_2", "diagnosis_code_2"),
    "diagnosis_3": ("diagnosis_3", "diagnosis_code_3"),
    "diagnosis_4": ("diagnosis_4", "diagnosis_code_4"),
    "diagnoses": ("diagnoses",),
}
"""Each column and the names it is known by, in lower case; the first name present counts.

Tuva's diagnoses are those of the claim and not of the line; the first four stand for each line. Payments and the other
columns of the files are not read: no edit asks for them.
"""

CHARGE = ("charge", "charge_amount", "line_sbmtd_chrg_amt")
"""The names of a line's charge, which no edit asks for: `audit` leaves it unread."""
IDENTIFIERS = ("claim_id", "patient_id", "rendering_npi", "billing_npi")
"""The columns that tell claims, patients and clinicians apart."""
CUT_SHORT = "cut short by a spreadsheet, such as 1.2E+09; such columns are exported as text"
DELIMITERS = ",|\t;"
"""What may part the columns of a CSV file; the one that stands most often in its first line does."""

REQUIRED = ("claim_id", "line_number", "patient_id", "date_of_service", "code")


def recognised(columns: Iterable[str], where: str, needed: Iterable[str] = REQUIRED) -> dict[str, str]:
    """The file's own name for each column it holds. InputError where one of `needed` is missing.

    Letter case does not matter, nor whether a blank, a hyphen or an underscore parts two words. `modifiers` and
    `diagnoses` are lists, and stand for the four columns of each. A column that stands twice is refused too: nobody
    could say which of the two is meant.
    """
    columns = tuple(columns)
    by_lower = {_plain(name): name for name in columns}
    found = {
        column: next(by_lower[name] for name in names if name in by_lower)
        for column, names in NAMES.items()
        if any(name in by_lower for name in names)
    }
    if missing := [column for column in needed if column not in found]:
        known = "; ".join(" or ".join(NAMES[column]) for column in missing)
        raise InputError(where, f"no column {', '.join(missing)}", f"Name it {known}.")
    read = {_plain(own) for own in found.values()} | {_plain(charge_column(columns) or "")}
    again = Counter(map(_plain, columns))
    if twice := [name for name, count in again.items() if count > 1 and name in read]:
        raise InputError(where, f"column {twice[0]} stands {again[twice[0]]} times", "Keep the one that is meant.")
    return found


def uneven(where: str, row: int, cells: int, named: int) -> InputError:
    """The refusal of a row of a CSV file that has more or fewer cells than the header names; rows count from 1."""
    do = "Put a value that holds the delimiter in quotes, and keep the delimiters of empty cells."
    return InputError(f"{where}: row {row}", cells_counted(cells, named), do)


def cells_counted(cells: int, named: int) -> str:
    """What is wrong with a row of a CSV file that has more or fewer cells than the header names."""
    return f"{cells} cells where the header names {named} columns"


def delimiter_of(header: str) -> str:
    """What parts the columns of a CSV file, by its first line."""
    return max(DELIMITERS, key=header.count)


def figures(text: str) -> str | None:
    """A number as a table writes it, in figures and a point alone: `$1,234.50` is 1234.50. None where its commas part
    no thousands, for then one of them may be a decimal point.
    """
    text = text.strip().removeprefix("$")
    if "," in text and not _THOUSANDS.fullmatch(text):
        return None
    return text.replace(",", "")


def charge_column(columns: Iterable[str]) -> str | None:
    """The file's own name for the charge of a line; None where it holds none."""
    by_lower = {_plain(name): name for name in columns}
    return next((by_lower[name] for name in CHARGE if name in by_lower), None)


def _plain(name: str) -> str:
    """A column's name as the names known are written: `Claim ID` is claim_id."""
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def zip_written(text: str) -> str:
    """A ZIP code with the noughts that a spreadsheet took off its front: 2115 is 02115, and 21151234 is 021151234."""
    text = text.strip()
    short = text.isascii() and text.isdecimal() and len(text) in (3, 4, 7, 8)
    return text.zfill(5 if len(text) < 5 else 9) if short else text


def cut_short(identifier: str) -> bool:
    """Whether a spreadsheet has made a number of an identifier and kept its first figures alone: 1.23457E+09.

    Identifiers that differ then look the same: two patients would be one.
    """
    return _CUT_SHORT.fullmatch(identifier.strip()) is not None


def day_written(text: str) -> date | None:
    """The day that a file of claim lines writes, a time of day left off.

    Read are 2024-03-05, 20240305, 05-Mar-2024, 3/5/2024 and 05MAR2024. None for any other text
    and for days outside the years 1900 to 2199.
    """
    text = text.strip().partition("T")[0].partition(" ")[0]
    try:
        day = date.fromisoformat(text)
    except ValueError:
        found = (_day_in_form(text, form) for form in _DATE_FORMS)
        day = next((each for each in found if each is not None), date.min)
    return day if EARLIEST <= day <= LATEST else None


def _day_in_form(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 (a date has no time zone)
    except ValueError:
        return None
