"""CMS HCPCS quarterly file (the contractors' file, ANWEB): when each level II code was added and when it ends.

Fixed width: 1-5 code, 6-10 sequence, 11 kind of record (3 is the first of a code, 4 goes on; 7 and 8 are modifiers),
269-276 date added, 277-284 date of the last change, 285-292 date of termination, each YYYYMMDD. Or a workbook with the
headings HCPC, SEQNUM, RECID ... ADD DT, ACT EFF DT, TERM DT. Texts are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from tautband.rulebook.official import cells, headed, period
from tautband.rulebook.official.faults import Report, wrong
from tautband.rulebook.official.formats.sample import Sample
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source
from tautband.rulebook.packed import NO_DATE, pack_code, unpack_code
from tautband.rulebook.tables.keys import Keys
from tautband.rulebook.tables.stored import save

TITLE = "Supply and drug codes with their dates (HCPCS)"
PARTS = False
FIRST_DATE = date(1983, 1, 1)
"""HCPCS began: a file names each code's dates since."""
_RECORD = re.compile(r"[A-Z][0-9]{4}[0-9 ]{5}[34].{257}(?:\d{8}| {8})(?:\d{8}| {8})(?:\d{8}| {0,8})", re.DOTALL)
_MODIFIER = re.compile(r" {3}[0-9A-Z]{2}[0-9 ]{5}[78]")
_HEADINGS: headed.Names = {
    "code": ("HCPC", "HCPCS", "HCPCSCODE"), "record": ("RECID", "RECORDID"), "added": ("ADDDT", "CODEADDEDDATE"),
    "ended": ("TERMDT", "TERMINATIONDATE"),
}  # fmt: skip
_FIRST_RECORD = "3"


def table(sample: Sample) -> str | None:
    """The code list, known by its records or headings."""
    if headed.headings_in(sample.lines, _HEADINGS):
        return "hcpcs"
    return "hcpcs" if any(_RECORD.match(line) for line in sample.lines[:20]) else None


def period_of(sample: Sample, quarter: str | None) -> Period:
    """From the beginning of HCPCS to the end of the quarter, since each code carries its dates."""
    named = period.of_quarter(period.required(quarter or period.in_name(sample.name), sample.shown))
    return Period(named.quarter, FIRST_DATE, named.covers_to)


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Compile first and last day of each code."""
    del period
    source, report = sources[0]
    spans: dict[int, tuple[int, int]] = {}
    number = 0
    for number, code, added, ended in _codes(source, report):
        begins = cells.day(added)
        ends = cells.day(ended) if ended.strip() else NO_DATE
        if not cells.is_code(code) or code[0].isdigit():
            report.leave(number, "not a code of level II")
        elif begins is None or ends is None:
            report.fault(number, f"a date of {code} cannot be read")
        elif spans.setdefault(pack_code(code), (begins, ends)) != (begins, ends):
            report.fault(number, f"{code} stands twice, with different dates")
    report.settle()
    if len({unpack_code(code)[0] for code in spans}) < 3:
        raise wrong(report.file, number, "the list ends early: published codes run from A to V")
    report.kept = len(spans)
    ordered = sorted(spans)
    Keys.of(np.array(ordered, np.int64)).save(directory, "hcpcs")
    save(directory, "hcpcs.begin", np.array([spans[code][0] for code in ordered], np.int32))
    save(directory, "hcpcs.end", np.array([spans[code][1] for code in ordered], np.int32))
    return len(spans)


def _codes(source: Source, report: Report) -> Iterator[tuple[int, str, str, str]]:
    """Line, code, date added and date of termination of each code's first record."""
    if source.is_workbook or headed.headings_in(source.head(), _HEADINGS):
        for number, entry in headed.entries(source, report, _HEADINGS):
            if entry["record"] == _FIRST_RECORD:
                yield number, entry["code"], entry["added"], entry["ended"]
        return
    for number, line in source.lines():
        if not line.strip():
            continue
        report.read += 1
        if _MODIFIER.match(line):
            report.leave(number, "a modifier")
        elif not _RECORD.match(line):
            report.fault(number, "not a record of the contractors' file")
        elif line[10] == _FIRST_RECORD:
            yield number, line[:5], line[268:276], line[284:292]
