"""NCCI add-on codes: which primary code must stand beside each.

Cells divided by tabs: add-on code, primary code (`CCCCC`: the contractor decides), edit type 1, 2 or 3, then dates as
YYYYMMDD, the last of them that of a deletion where one stands.
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
from tautband.rulebook.packed import day_number
from tautband.rulebook.tables.stored import save_records

TITLE = "Add-on codes (NCCI)"
PARTS = False
CONTRACTOR_DECIDES = "CCCCC"
_CODE = r"[0-9A-Z][0-9]{3}[0-9A-Z]"
_ROW = re.compile(rf"{_CODE}\t(?:{_CODE}|{CONTRACTOR_DECIDES})\t[123](?:\t *(?:\d{{8}} *)?(?:\t|$)|$)")


def table(sample: Sample) -> str | None:
    """The table, known by the shape of its rows."""
    return "addon_codes" if any(_ROW.match(line) for line in sample.lines[:20]) else None


def period_of(sample: Sample, quarter: str | None) -> Period:
    """The quarter in the name, which holds until the next edition."""
    return period.of_quarter(period.required(quarter or period.in_name(sample.name), sample.shown))


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Compile the primaries of each add-on code; a pair deleted before the quarter is left aside."""
    source, report = sources[0]
    first = day_number(period.covers_from)
    primaries: dict[str, list[str]] = {}
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
        dates = [cells.day(cell) for cell in plain[3:5] if cell and cell != "*"]
        if None in dates:
            report.fault(number, f"a date of {plain[0]} cannot be read")
        elif len(dates) == 2 and dates[1] is not None and dates[1] < first:
            report.leave(number, "deleted before the quarter")
        else:
            primaries.setdefault(plain[0], []).append("" if plain[1] == CONTRACTOR_DECIDES else plain[1])
            report.kept += 1
    report.settle()
    if len({code[0].isdigit() for code in primaries}) < 2:
        raise wrong(report.file, number, "the list ends early: published add-on codes reach HCPCS codes")
    save_records(directory, "addons", {code: primaries[code] for code in sorted(primaries)})
    return report.kept
