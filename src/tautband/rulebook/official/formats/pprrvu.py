"""CMS physician fee schedule relative values (PPRRVU), with the conversion factor each row carries.

CSV under ten rows of preamble. A heading is broken over up to five rows; columns are found by the joined heading, since
the release of 2026 has one more. In 2026 a release comes twice, for qualifying participants (QPP) and for others.
Descriptors are not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from tautband.rulebook.official import cells, period
from tautband.rulebook.official.faults import Report, wrong
from tautband.rulebook.official.formats.sample import Sample
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source
from tautband.rulebook.packed import MODIFIER_LENGTH, pack, pack_code
from tautband.rulebook.tables.fees import GLOBAL_DAYS, INDICATORS, MODIFIERS, UNKNOWN
from tautband.rulebook.tables.keys import Keys
from tautband.rulebook.tables.stored import save, save_records

TITLE = "Relative values and payment indicators (PPRRVU), with the conversion factor"
PARTS = False
_FIRST_HEADINGS = ("HCPCS", "MOD", "DESCRIPTION")
_MOST_PREAMBLE = 30
_COLUMNS = {
    "status": "STATUSCODE",
    "work_rvu": "WORKRVU",
    "pe_nonfacility": "NONFACPERVU",
    "pe_facility": "FACILITYPERVU",
    "mp_rvu": "MPRVU",
    "pctc": "PCTCIND",
    "global_days": "GLOBDAYS",
    "multiple_procedure": "MULTPROC",
    "bilateral": "BILATSURG",
    "assistant": "ASSTSURG",
    "factor": "CONVFACTOR",
}
_FLAGS = {"pe_nonfacility_na": "NONFACNA", "pe_facility_na": "FACILITYNA"}
_AMOUNTS = ("work_rvu", "pe_nonfacility", "pe_facility", "mp_rvu")
_QPP = re.compile(r"(?<!NON)(?<!NON[-_ ])QPP?\b|QUALIFYING APM", re.IGNORECASE)


def table(sample: Sample) -> str | None:
    """The relative values; those of qualifying participants are a table of their own."""
    last = _last_heading(sample)
    if last is None or "WORKRVU" not in _joined([_cut(line) for line in sample.lines[: last + 1]]):
        return None
    return "fee_schedule_qp" if _track(sample) == "qp" else "fee_schedule"


def period_of(sample: Sample, quarter: str | None) -> Period:
    """The quarter of the release, by the month or letter in its name or title."""
    title = " ".join(sample.lines[:2])
    found = quarter or period.in_name(sample.name) or period.in_name(sample.shown) or period.in_name(title)
    return period.of_quarter(period.required(found, sample.shown))


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Compile the rows by code and modifier."""
    source, report = sources[0]
    rows: dict[int, dict[str, str]] = {}
    factors: dict[Decimal, int] = {}
    preamble: list[Sequence[str]] = []
    columns: dict[str, int] = {}
    number = 0
    for number, row in source.rows(","):
        if not columns:
            preamble.append(row)
            if _is_last_heading(row):
                columns = _places(preamble, report.file, number)
            elif len(preamble) > _MOST_PREAMBLE:
                raise wrong(report.file, number, "the headings of the columns are missing")
            continue
        if not any(cell.strip() for cell in row):
            continue
        report.read += 1
        entry = _entry(row, columns, number, report)
        if entry is None:
            continue
        key = pack_code(entry["code"]) * MODIFIERS + max(pack(entry["modifier"], MODIFIER_LENGTH), 0)
        if key in rows:
            report.fault(number, f"{entry['code']} stands twice with the same modifier")
        factor = Decimal(entry.pop("factor"))
        factors[factor] = factors.get(factor, 0) + (factor > 0)
        rows[key] = entry
    report.settle()
    if len({entry["code"][0].isdigit() for entry in rows.values()}) < 2:
        raise wrong(report.file, number, "the list ends early: a release holds CPT and HCPCS codes")
    report.kept = len(rows)
    _save(rows, directory)
    amount = max(factors, key=lambda factor: factors[factor])
    track = _track_of(source.name, period)
    save_records(directory, "factor", [track, str(amount)] if amount > 0 else None)
    report.says.append(f"conversion factor {amount} ({track})")
    return len(rows)


def _entry(row: Sequence[str], columns: dict[str, int], number: int, report: Report) -> dict[str, str] | None:
    if len(row) <= max(columns.values()):
        report.fault(number, f"the row is cut short at {len(row)} cells")
        return None
    entry = {name: row[at].strip() for name, at in columns.items()}
    entry["code"], entry["modifier"] = row[0].strip(), row[1].strip()
    if not cells.is_code(entry["code"]) or (entry["modifier"] and pack(entry["modifier"], MODIFIER_LENGTH) < 0):
        report.fault(number, "the code or its modifier cannot be read")
        return None
    for name in _FLAGS:
        entry[name] = "1" if entry[name] else ""
    unread = [name for name in (*_AMOUNTS, "factor") if cells.number(entry[name]) is None]
    odd = [name for name in INDICATORS if not entry[name].isdecimal() or len(entry[name]) > 2]
    if unread or odd or entry["global_days"] not in GLOBAL_DAYS:
        named = (unread + odd + ["global_days"])[0].replace("_", " ")
        report.fault(number, f"the {named} of {entry['code']} cannot be read")
        return None
    return entry


def _save(rows: dict[int, dict[str, str]], directory: Path) -> None:
    ordered = sorted(rows)
    entries = [rows[key] for key in ordered]
    Keys.of(np.array(ordered, np.int64)).save(directory, "fees")
    columns: dict[str, list[Any]] = {
        "status": [ord(e["status"][0]) if e["status"] else UNKNOWN for e in entries],
        "global_days": [GLOBAL_DAYS[e["global_days"]] for e in entries],
        **{name: [int(e[name]) for e in entries] for name in INDICATORS},
    }
    for name, values in columns.items():
        save(directory, f"fees.{name}", np.array(values, np.int8))
    save_records(directory, "fee_rows", entries)


def _places(preamble: Sequence[Sequence[str]], file: str, number: int) -> dict[str, int]:
    """The place of each column by its joined heading. InputError names a heading that is missing."""
    width = len(preamble[-1])
    headings = [_heading(preamble, at) for at in range(width)]
    found: dict[str, int] = {}
    for name, wanted in _COLUMNS.items():
        places = [at for at, heading in enumerate(headings) if heading.endswith(wanted)]
        if name in ("pe_facility", "pe_nonfacility"):
            places = [at for at in places if headings[at].startswith("NONFAC") == (name == "pe_nonfacility")]
        if not places:
            raise wrong(file, number, f"no column is headed {wanted}")
        found[name] = places[0]
    for name, of in (("pe_nonfacility_na", "pe_nonfacility"), ("pe_facility_na", "pe_facility")):
        found[name] = found[of] + 1
        if "NA" not in headings[found[name]] or "IND" not in headings[found[name]]:
            raise wrong(file, number, "the flag for not applicable does not follow its practice expense")
    return found


def _heading(preamble: Sequence[Sequence[str]], at: int) -> str:
    """The heading of one column from the rows that hold headings: those as wide as the last, titles left out."""
    rows = preamble[-5:]
    return cells.heading("".join(row[at] for row in rows if at < len(row) and not _is_title(row)))


def _is_title(row: Sequence[str]) -> bool:
    return sum(1 for cell in row if cell.strip()) < 2


def _joined(rows: Sequence[Sequence[str]]) -> str:
    return " ".join(_heading(rows, at) for at in range(len(rows[-1])))


def _is_last_heading(row: Sequence[str]) -> bool:
    return tuple(cells.heading(cell) for cell in row[:3]) == _FIRST_HEADINGS


def _last_heading(sample: Sample) -> int | None:
    for at, line in enumerate(sample.lines[:_MOST_PREAMBLE]):
        if _is_last_heading(_cut(line)):
            return at
    return None


def _cut(line: str) -> list[str]:
    return line.split("\t") if "\t" in line else line.split(",")


def _track(sample: Sample) -> str:
    return "qp" if _QPP.search(sample.name) else "other"


def _track_of(name: str, period: Period) -> str:
    """Before 2026 one factor held for all (42 CFR 414.20); since then there are two."""
    if period.covers_from.year < 2026:
        return "all"
    return "qp" if _QPP.search(name) else "nonqp"
