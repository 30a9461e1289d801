"""Claim adjustment reason codes (CARC) and remittance advice remark codes (RARC): a user's licensed copy, as CSV.

The wording is X12's and is kept in the user's own data directory alone. Headings: code, text, start, last modified,
stop, notes, in any order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from tautband.rulebook.official import cells, headed, period
from tautband.rulebook.official.faults import Report
from tautband.rulebook.official.formats.sample import Sample
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source
from tautband.rulebook.tables.stored import save_records

TITLE = "Reason and remark codes (X12 CARC, RARC), your licensed copy"
PARTS = False
_NAMES: headed.Names = {
    "code": ("CODE", "CARC", "RARC", "REASONCODE", "REMARKCODE"),
    "text": ("TEXT", "DESCRIPTION", "NARRATIVE"),
    "start": ("START", "STARTDATE", "EFFECTIVEDATE"),
    "stop?": ("STOP", "STOPDATE", "DEACTIVATIONDATE", "ENDDATE"),
    "modified?": ("LASTMODIFIED", "MODIFIED", "LASTMODIFIEDDATE"),
    "notes?": ("NOTES", "NOTE"),
}
_CODE = re.compile(r"[A-Z]{0,2}[0-9]{1,4}")
_REMARK = re.compile(r"(?:MA?|N)[0-9]{1,4}")


def table(sample: Sample) -> str | None:
    """Reason or remark codes, told by the codes themselves."""
    if not headed.headings_in(sample.lines, _NAMES):
        return None
    cut = [line.split(headed.delimiter(line)) for line in sample.lines]
    found = [cell.strip().strip('"') for row in cut for cell in row[:1]]
    held = [code for code in found if _CODE.fullmatch(code)]
    remarks = sum(1 for code in held if _REMARK.fullmatch(code))
    return "rarc" if remarks * 2 > len(held) else "carc"


def period_of(sample: Sample, quarter: str | None) -> Period:
    """The quarter the copy was taken in: by its name, or by the latest date in its first lines."""
    own = period.in_name(sample.name)
    if quarter is None and own is None:
        dates = [day for line in sample.lines for cell in re.split(r"[,;\t|\"]", line) if (day := cells.date_of(cell))]
        own = period.of_date(max(dates)) if dates else None
    return period.of_quarter(period.required(quarter or own, sample.shown))


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Keep each code with its words and dates."""
    del period
    source, report = sources[0]
    codes: dict[str, dict[str, str | None]] = {}
    number = 0
    for number, entry in headed.entries(source, report, _NAMES):
        code = entry["code"].upper()
        dates = {name: cells.date_of(entry[name]) for name in ("start", "stop", "modified") if entry.get(name)}
        if not _CODE.fullmatch(code) or not entry["text"]:
            report.fault(number, "not a code with its text")
        elif None in dates.values():
            report.fault(number, f"a date of {code} cannot be read")
        elif code in codes:
            report.fault(number, f"{code} stands twice")
        else:
            iso = {name: day.isoformat() if (day := dates.get(name)) else None for name in ("start", "stop")}
            codes[code] = {"text": entry["text"], "notes": entry.get("notes", ""), **iso}
    if not codes:
        report.fault(number, "no code stands under the headings")
    report.settle()
    report.kept = len(codes)
    save_records(directory, "reason_codes", codes)
    return len(codes)
