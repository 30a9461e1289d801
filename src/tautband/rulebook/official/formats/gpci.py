"""CMS geographic practice cost indices: what work, practice expense and malpractice cost in each locality.

CSV under a title and an empty row: contractor, state, locality number, locality name, then the indices of work (with
the floor of 1.0, where a year has both), practice expense and malpractice. Notes follow the last locality.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from tautband.rulebook.official import cells, period
from tautband.rulebook.official.faults import Report, wrong
from tautband.rulebook.official.formats.sample import Sample
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source
from tautband.rulebook.tables.stored import save_records

TITLE = "Cost indices by locality (GPCI)"
PARTS = False
_CONTRACTOR = "MEDICAREADMINISTRATIVECONTRACTOR"
_YEAR = re.compile(r"(20\d\d)\s+(?:PW|WORK)\s+GPCI", re.IGNORECASE)


def table(sample: Sample) -> str | None:
    """The indices, known by the headings of the first twenty lines."""
    text = cells.heading("\n".join(sample.lines[:20]))
    return "gpci" if _CONTRACTOR in text and "PWGPCI" in text and "LOCALITYNUMBER" in text else None


def period_of(sample: Sample, quarter: str | None) -> Period:
    """The calendar year in the headings."""
    found = _YEAR.search(" ".join(sample.joined().split()))
    own = f"{found[1]}Q1" if found else period.in_name(sample.name)
    return period.to_year_end(period.required(quarter or own, sample.shown))


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Compile the indices by contractor and locality."""
    del period
    source, report = sources[0]
    indices: dict[str, list[str]] = {}
    columns: dict[str, int] = {}
    number = 0
    for number, row in source.rows(","):
        if not columns:
            columns = _columns(row)
            continue
        mac = row[columns["mac"]].strip() if len(row) > columns["mac"] else ""
        if not mac.isdecimal():
            if any(cell.strip() for cell in row):
                report.leave(number, "a note, not a locality")
            continue
        report.read += 1
        if len(row) <= max(columns.values()):
            report.fault(number, f"the row is cut short at {len(row)} cells")
            continue
        values = [row[columns[name]].strip() for name in ("work", "pe", "mp")]
        locality, state = row[columns["locality"]].strip().zfill(2), row[columns["state"]].strip().upper()
        if len(mac) > 5 or len(locality) != 2 or len(state) != 2 or any(not cells.number(value) for value in values):
            report.fault(number, "a contractor, locality or index cannot be read")
            continue
        name = row[columns["name"]].replace("*", "").strip()
        indices[f"{mac.zfill(5)}/{locality}"] = [state, *values, name]
    if not indices:
        report.fault(number, "no locality stands in the file")
    report.settle()
    if len({key[:2] for key in indices}) < 2:
        raise wrong(report.file, number, "the list ends early: localities of one jurisdiction only")
    report.kept = len(indices)
    save_records(directory, "gpci", indices)
    return len(indices)


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Where each column stands, by its heading; empty for a row that is not the headings."""
    headings = [cells.heading(cell) for cell in row]
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        if _CONTRACTOR in heading:
            found["mac"] = at
        elif heading == "STATE":
            found["state"] = at
        elif heading.startswith("LOCALITYNUMBER"):
            found["locality"] = at
        elif heading.startswith("LOCALITYNAME"):
            found["name"] = at
        elif "PWGPCI" in heading and ("work" not in found or "WITHOUT" not in heading):
            found["work"] = at
        elif "PEGPCI" in heading:
            found["pe"] = at
        elif "MPGPCI" in heading:
            found["mp"] = at
    return found if len(found) == 7 else {}
