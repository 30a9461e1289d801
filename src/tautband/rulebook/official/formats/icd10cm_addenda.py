"""The ICD-10-CM order file's addenda: what a fiscal year adds, deletes and revises.

Each line is one of the order file behind `Add:`, `Delete:`, `Revise from:` or `Revise to:`, or `No change:`. Laid over
the list in force on the day before, shipped or loaded, it gives the year's own list. A code deleted that was not there,
or added that was, means that the addenda do not follow that list: then nothing is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from tautband.model.errors import InputError
from tautband.rulebook.official import diagnosis_arrays
from tautband.rulebook.official.editions import loaded
from tautband.rulebook.official.faults import Report, wrong
from tautband.rulebook.official.formats.icd10cm_order import fiscal_year
from tautband.rulebook.official.formats.sample import Sample
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source
from tautband.rulebook.packed import day_number, pack_diagnosis, unpack_diagnosis
from tautband.rulebook.tables.diagnoses import Diagnoses, DiagnosisStatus
from tautband.rulebook.tables.opening import Tables

TITLE = "What a fiscal year adds to and takes from ICD-10-CM (addenda)"
PARTS = False
_ROW = re.compile(
    r"(?P<what>Add|Delete|Revise from|Revise to|No change):\s+(?:\d{5}\s+)?(?P<code>[A-Z][0-9A-Z]{2,6})\s+"
    r"(?P<flag>[01])\s(?P<titles>.*)",
    re.IGNORECASE,
)
_SHORT_TITLE = 60


def table(sample: Sample) -> str | None:
    """Addenda to the code list, known by the shape of their lines."""
    return "icd10cm" if any(_ROW.match(line) for line in sample.lines[:20]) else None


def period_of(sample: Sample, quarter: str | None) -> Period:
    """The fiscal year in the file's name, from October or April."""
    return fiscal_year(sample, quarter)


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Compile the list that follows from the one before."""
    source, report = sources[0]
    codes = _list_before(period, report)
    changed, number = 0, 0
    for number, line in source.lines():
        if not line.strip():
            continue
        match = _ROW.match(line)
        if match is None:
            if changed:
                report.fault(number, "not a line of the addenda: what is done, code, flag, titles")
            else:
                report.leave(number, "a heading")
            continue
        report.read += 1
        changed += 1
        what, code = match["what"].lower(), pack_diagnosis(match["code"])
        title = match["titles"][_SHORT_TITLE:].strip() or match["titles"].strip()
        if what == "add":
            if code in codes:
                report.fault(number, f"adds {unpack_diagnosis(code)}, which the list before already has")
            codes[code] = (match["flag"] == "1", title)
        elif what in ("delete", "revise from"):
            if codes.pop(code, None) is None:
                report.fault(number, f"{what}s {unpack_diagnosis(code)}, which the list before lacks")
        elif what == "revise to":
            codes[code] = (match["flag"] == "1", title)
    report.settle()
    if not changed:
        raise wrong(report.file, number, "no change stands in the file")
    report.kept = changed
    report.says.append(f"laid over the list in force on {period.covers_from - timedelta(1)}")
    diagnosis_arrays.save_list(codes, directory)
    return len(codes)


def _list_before(period: Period, report: Report) -> dict[int, tuple[bool, str]]:
    """The codes in force on the day before, with their titles. InputError where some are not known for sure."""
    diagnoses = _diagnoses()
    day = day_number(period.covers_from) - 1
    keys = diagnoses.keys
    status = diagnoses.lookup(keys, day)
    if doubtful := int((status == DiagnosisStatus.INEXACT).sum()):
        raise InputError(
            report.file, f"{doubtful} codes of the list before are not known for sure", "Load the year's order file."
        )
    held: dict[int, tuple[bool, str]] = {}
    for key, state in zip(keys.tolist(), status.tolist(), strict=True):
        if state in (DiagnosisStatus.BILLABLE, DiagnosisStatus.HEADER):
            title = diagnoses.title(unpack_diagnosis(key)) or ""
            held[key] = (state == DiagnosisStatus.BILLABLE, title)
    return held


def _diagnoses() -> Diagnoses:
    from tautband.rulebook.official.layering import LayeredTables

    return LayeredTables(Tables.open().directory, loaded()).diagnoses
