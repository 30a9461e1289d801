"""The ICD-10-CM order file: every code of a fiscal year, headings too.

Fixed width: 1-5 order number, 7-13 code without its dot, 15 whether it is billable (1) or a heading (0), 17-76 short
title, from 78 the long title. The order numbers ascend by one, so a missing line shows. The titles are in the public
domain and are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tautband.rulebook.official import diagnosis_arrays, period
from tautband.rulebook.official.faults import Report, wrong
from tautband.rulebook.official.formats.sample import Sample
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source
from tautband.rulebook.packed import pack_diagnosis

TITLE = "Diagnosis codes (ICD-10-CM)"
PARTS = False
_ROW = re.compile(r"\d{5} [A-Z][0-9A-Z]{2,6} {1,5}[01] .{60} \S")
_LAST_CHAPTER = "Z"


def table(sample: Sample) -> str | None:
    """The code list, known by the shape of its lines."""
    return "icd10cm" if any(_ROW.match(line) for line in sample.lines[:5]) else None


def period_of(sample: Sample, quarter: str | None) -> Period:
    """A fiscal year: from October before the year in the file's name (or April in it) to the end of September."""
    return fiscal_year(sample, quarter)


def fiscal_year(sample: Sample, quarter: str | None) -> Period:
    """The fiscal year of a code list. The release of October names the year that follows."""
    if quarter is None and (found := re.search(r"(?<!\d)(20\d\d)(?!\d)", sample.name)):
        year = int(found[1])
        quarter = f"{year}Q2" if "apr" in sample.name.lower() else f"{year - 1}Q4"
    named = period.of_quarter(period.required(quarter, sample.shown))
    first = named.covers_from
    return Period(named.quarter, first, date(first.year + (first.month >= 10), 9, 30))


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Compile the list."""
    del period
    source, report = sources[0]
    codes: dict[int, tuple[bool, str]] = {}
    expected, number, code = 1, 0, ""
    for number, line in source.lines():
        if not line.strip():
            continue
        report.read += 1
        if not _ROW.match(line):
            report.fault(number, "not a line of the order file: number, code, flag, titles")
            continue
        if int(line[:5]) != expected:
            report.fault(number, f"order number {line[:5]} where {expected:05d} was due: lines are missing")
            expected = int(line[:5])
        expected += 1
        code = line[6:13].strip()
        codes[pack_diagnosis(code)] = (line[14] == "1", line[77:].strip())
    report.settle()
    if not code.startswith(_LAST_CHAPTER):
        raise wrong(report.file, number, f"the list ends at {code}: chapters are missing")
    report.kept = len(codes)
    diagnosis_arrays.save_list(codes, directory)
    return len(codes)
