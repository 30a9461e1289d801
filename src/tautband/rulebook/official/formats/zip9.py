"""CMS ZIP code to carrier locality file, nine digits: the ZIP codes of which five digits do not settle the locality.

Fixed width as the file of five digits (`zip5.py`), with 21 whether the ZIP+4 decides (1) and 22-25 the four digits; the
last five characters are the year and quarter. Positions as other readers of the published file state them.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tautband.rulebook.official import period
from tautband.rulebook.official.faults import Report
from tautband.rulebook.official.formats.sample import Sample
from tautband.rulebook.official.formats.zip5 import SPLIT_STATES
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source
from tautband.rulebook.packed import pack
from tautband.rulebook.tables.stored import save

TITLE = "ZIP+4 code to contractor and locality, where five digits do not settle it"
PARTS = False
_ROW = re.compile(r"([A-Z]{2})(\d{5})([0-9A-Z]{5})([0-9A-Z]{2})[ RB].{5}([01])(\d{4}).*(20\d\d[1-4])\s*")


def table(sample: Sample) -> str | None:
    """The table, known by the shape of its lines."""
    return "zip9_locality" if any(_ROW.fullmatch(line) for line in sample.lines[:5]) else None


def period_of(sample: Sample, quarter: str | None) -> Period:
    """The quarter that every line ends with."""
    match = next(found for line in sample.lines if (found := _ROW.fullmatch(line)))
    own = f"{match[7][:4]}Q{match[7][4]}"
    return period.of_quarter(period.required(quarter or own, sample.shown))


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Compile the ZIP+4 codes to sorted columns: state, contractor and locality of each."""
    del period
    source, report = sources[0]
    packed: dict[tuple[str, str, str], int] = {}
    places: list[tuple[int, int, int]] = []
    numbers, at, lines = array("i"), array("i"), array("i")
    first_quarter = None
    for number, line in source.lines():
        if not line.strip():
            continue
        report.read += 1
        if (match := _ROW.fullmatch(line)) is None:
            report.fault(number, "not a line of the ZIP+4 file: state, ZIP, contractor, locality, four digits")
            continue
        state, zip5, mac, locality, decides, four, quarter = match.groups()
        if quarter != (first_quarter := first_quarter or quarter):
            report.fault(number, f"is of {quarter[:4]}Q{quarter[4]}, the lines before it are not")
        elif decides == "0":
            report.leave(number, "is settled by its five digits")
        elif not mac.isdecimal():
            report.leave(number, "has no contractor's number")
        else:
            place = packed.setdefault((state, mac, locality), len(places))
            if place == len(places):
                places.append((pack(SPLIT_STATES.get(state, state), 2), int(mac), pack(locality, 2)))
            numbers.append(int(zip5 + four))
            at.append(place)
            lines.append(number)
    zip9, place_of, line_of = (np.frombuffer(column, np.int32) for column in (numbers, at, lines))
    order = np.argsort(zip9, kind="stable")
    zip9, place_of = zip9[order], place_of[order]
    _refuse_two_places(report, zip9, place_of, line_of[order])
    report.settle()
    kept = np.flatnonzero(np.diff(zip9, prepend=np.int32(-1)) != 0)
    report.kept = len(kept)
    held = np.array(places, np.int32).reshape(-1, 3)[place_of[kept]]
    save(directory, "zip9.number", zip9[kept])
    for column, (name, kind) in enumerate({"state": np.int16, "mac": np.int32, "locality": np.int16}.items()):
        save(directory, f"zip9.{name}", held[:, column].astype(kind))
    return len(kept)


def _refuse_two_places(
    report: Report, zip9: NDArray[np.int32], places: NDArray[np.int32], lines: NDArray[np.int32]
) -> None:
    """A fault for each code that stands twice with different places."""
    twice = np.flatnonzero((np.diff(zip9) == 0) & (np.diff(places) != 0)) + 1
    for row in twice.tolist():
        code = f"{zip9[row]:09d}"
        report.fault(int(lines[row]), f"ZIP {code[:5]}-{code[5:]} stands twice, with different places")
