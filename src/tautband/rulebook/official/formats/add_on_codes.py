"""NCCI add-on codes: which primary code must stand beside each.

Cells divided by tabs: add-on code, primary code (`CCCCC`: the contractor decides), edit type 1, 2 or 3, then dates as
YYYYMMDD, the last of them that of a deletion where one stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tautband.rulebook.official import cells, period
from tautband.rulebook.official.faults import Report, wrong
from tautband.rulebook.official.formats.sample import Sample
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source
from tautband.rulebook.tables.addons import Listed, save_entries

TITLE = "Add-on codes (NCCI)"
PARTS = False
CONTRACTOR_DECIDES = "CCCCC"
_OPEN = date.min
"""For a date that the file does not give, as against one that cannot be read."""
_CODE = r"[0-9A-Z][0-9]{3}[0-9A-Z]"
_ROW = re.compile(rf"{_CODE}\t(?:{_CODE}|{CONTRACTOR_DECIDES})\t[123](?:\t *(?:\d{{8}} *)?(?:\t|$)|$)")


def table(sample: Sample) -> str | None:
    """The table, known by the shape of its rows."""
    return "addon_codes" if any(_ROW.match(line) for line in sample.lines[:20]) else None


def period_of(sample: Sample, quarter: str | None) -> Period:
    """The quarter in the name, which holds until the next edition."""
    return period.of_quarter(period.required(quarter or period.in_name(sample.name), sample.shown))


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Compile the primary codes of each add-on code with the dates that the file gives them.

    An edition tells of pairs that have ended, too, and so answers for the days before its quarter.
    """
    source, report = sources[0]
    entries: list[Listed] = []
    begun, number = False, 0
    for number, row in source.rows("\t"):
        if not begun and not _ROW.match("\t".join(cell.strip() for cell in row)):
            continue
        if not any(cell.strip() for cell in row):
            continue
        begun = True
        report.read += 1
        plain = [cell.strip() for cell in row]
        if len(plain) < 3 or not cells.is_code(plain[0]) or plain[2] not in ("1", "2", "3"):
            report.fault(number, "not an add-on code with its primary code and type")
            continue
        if not cells.is_code(plain[1]) and plain[1] != CONTRACTOR_DECIDES:
            report.fault(number, f"the primary code of {plain[0]} cannot be read")
            continue
        dates = [cells.date_of(cell) if cell and cell != "*" else _OPEN for cell in (*plain[3:5], "", "")[:2]]
        if None in dates:
            report.fault(number, f"a date of {plain[0]} cannot be read")
        else:
            begins, ends = (None if day is _OPEN else day for day in dates)
            entries.append(Listed(plain[0], "" if plain[1] == CONTRACTOR_DECIDES else plain[1], begins, ends))
            report.kept += 1
    report.settle()
    if len({entry.add_on[0].isdigit() for entry in entries}) < 2:
        raise wrong(report.file, number, "the list ends early: published add-on codes reach HCPCS codes")
    save_entries(directory, entries, period.covers_from, period.covers_to)
    return report.kept
