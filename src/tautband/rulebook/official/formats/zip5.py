"""CMS ZIP code to carrier locality file, five digits.

Fixed width: 1-2 state, 3-7 ZIP, 8-12 contractor, 13-14 locality, 15 rural (blank, R, B), 21 whether the ZIP+4 decides
(1); the last five characters are the year and quarter, such as 20264.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tautband.rulebook.official import period
from tautband.rulebook.official.faults import Report
from tautband.rulebook.official.formats.sample import Sample
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source
from tautband.rulebook.packed import pack
from tautband.rulebook.tables.stored import save

TITLE = "ZIP code to contractor and locality"
PARTS = False
_ROW = re.compile(r"([A-Z]{2})(\d{5})([0-9A-Z]{5})([0-9A-Z]{2})([ RB])(.{5})([01 ]).*(20\d\d[1-4])\s*")
_RURAL = {" ": 0, "R": 1, "B": 2}
SPLIT_STATES = {"EK": "KS", "WK": "KS", "EM": "MO", "WM": "MO"}
"""CMS's letters for the halves of Kansas and Missouri."""


def table(sample: Sample) -> str | None:
    """The table, known by the shape of its lines; those of the nine-digit file have four more digits."""
    five = any(_ROW.fullmatch(line) and not line[21:25].isdecimal() for line in sample.lines[:5])
    return "zip_locality" if five else None


def period_of(sample: Sample, quarter: str | None) -> Period:
    """The quarter that every line ends with."""
    match = next(found for line in sample.lines if (found := _ROW.fullmatch(line)))
    own = f"{match[8][:4]}Q{match[8][4]}"
    return period.of_quarter(period.required(quarter or own, sample.shown))


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Compile the table to sorted columns."""
    del period
    source, report = sources[0]
    rows: dict[int, tuple[int, int, int, int, bool]] = {}
    first_quarter = None
    for number, line in source.lines():
        if not line.strip():
            continue
        report.read += 1
        match = _ROW.fullmatch(line)
        if match is None:
            report.fault(number, "not a line of the ZIP file: state, ZIP, contractor, locality")
            continue
        state, zip5, mac, locality, rural, _, plus_four, quarter = match.groups()
        if quarter != (first_quarter := first_quarter or quarter):
            report.fault(number, f"is of {quarter[:4]}Q{quarter[4]}, the lines before it are not")
        elif not mac.isdecimal():
            report.leave(number, "has no contractor's number")
        else:
            place = pack(SPLIT_STATES.get(state, state), 2)
            row = (place, int(mac), pack(locality, 2), _RURAL[rural], plus_four == "1")
            if rows.setdefault(int(zip5), row) != row:
                report.fault(number, f"ZIP {zip5} stands twice, with different places")
    report.settle()
    report.kept = len(rows)
    ordered = sorted(rows)
    save(directory, "zips.zip5", np.array(ordered, np.int32))
    kinds = {"state": np.int16, "mac": np.int32, "locality": np.int16, "rural": np.int8, "needs_zip9": np.bool_}
    for at, (name, kind) in enumerate(kinds.items()):
        save(directory, f"zips.{name}", np.array([rows[zip5][at] for zip5 in ordered], kind))
    return len(rows)
