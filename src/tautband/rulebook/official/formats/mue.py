"""NCCI medically unlikely edits: the most units of a code, by setting and quarter.

CSV. The first record is one quoted cell of several lines (a copyright notice); the heading of the first column is
broken over two lines. Columns: code, units, adjudication indicator such as `2 Date of Service Edit: Policy`, reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tautband.rulebook.official import cells, period
from tautband.rulebook.official.faults import Report, wrong
from tautband.rulebook.official.formats.sample import Sample
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source
from tautband.rulebook.packed import pack_code, unpack_code
from tautband.rulebook.tables.keys import Keys
from tautband.rulebook.tables.stored import save

TITLE = "Most units of a code (MUE)"
PARTS = False
_SETTINGS = {
    "PRACTITIONERSERVICESMUEVALUES": "mue_practitioner",
    "OUTPATIENTHOSPITALSERVICESMUEVALUES": "mue_outpatient_hospital",
    "DMESUPPLIERSERVICESMUEVALUES": "mue_supplier",
}
_MOST_UNITS = 10**8


def table(sample: Sample) -> str | None:
    """The limits of one setting, named in the second heading."""
    text = cells.heading(sample.joined())
    if "MUEADJUDICATIONINDICATOR" not in text:
        return None
    return next((name for words, name in _SETTINGS.items() if words in text), None)


def period_of(sample: Sample, quarter: str | None) -> Period:
    """The quarter of the date the limits take effect, which stands in the file's name."""
    return period.of_quarter(period.required(quarter or period.in_name(sample.name), sample.shown))


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Compile the limits."""
    del period
    source, report = sources[0]
    limits: dict[int, tuple[int, int]] = {}
    begun, number = False, 0
    for number, row in source.rows(","):
        if not begun:
            begun = len(row) > 2 and cells.heading(row[1]) in _SETTINGS
            continue
        if not any(cell.strip() for cell in row):
            continue
        report.read += 1
        code = row[0].strip()
        if len(row) < 4 or not cells.is_code(code):
            report.fault(number, f"a row of {len(row)} cells, not a code with its limit")
            continue
        units, mai = row[1].strip(), row[2].strip()[:1]
        if not units.isdecimal() or int(units) > _MOST_UNITS or mai not in ("1", "2", "3"):
            report.fault(number, f"the limit of {code} or its indicator cannot be read")
        elif limits.setdefault(pack_code(code), (int(units), int(mai))) != (int(units), int(mai)):
            report.fault(number, f"{code} stands twice, with different limits")
    report.settle()
    if len({unpack_code(code)[0].isdigit() for code in limits}) < 2:
        raise wrong(report.file, number, "the list ends early: published limits hold CPT and HCPCS codes")
    report.kept = len(limits)
    ordered = sorted(limits)
    Keys.of(np.array(ordered, np.int64)).save(directory, "units")
    save(directory, "units.limit", np.array([limits[code][0] for code in ordered], np.int32))
    save(directory, "units.mai", np.array([limits[code][1] for code in ordered], np.int8))
    return len(limits)
