"""NCCI procedure-to-procedure edits, practitioner and hospital, as text or workbook.

Seven columns divided by tabs under six lines of headings: column 1, column 2, `*` where the edit is older than 1996,
first day, last day or `*` for none, modifier indicator, reason. Indicator 9 marks an edit withdrawn as if never made.
A quarter is published in parts by column 1, and only all of them together say that a pair has no edit.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tautband.model.errors import InputError
from tautband.rulebook.official import cells, pair_arrays, period
from tautband.rulebook.official.faults import Report
from tautband.rulebook.official.formats.sample import Sample
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source
from tautband.rulebook.packed import NO_DATE, UNPACKABLE, day_number, pack_code

TITLE = "Procedure pairs that are not paid together (NCCI)"
PARTS = True
FIRST_DATE = date(1996, 1, 1)
"""NCCI began: a file names every edit since, with its days."""
PUBLISHED_PARTS = frozenset("1234")

_CODE = r"[0-9A-Z][0-9]{3}[0-9A-Z]"
_ROW = re.compile(rf"{_CODE}\t{_CODE}\t *\*? *\t\d{{8}} *\t *(?:\d{{8}}|\*) *\t[019] *(?:\t|$)")
_MOST_HEADINGS = 12
_WITHDRAWN = "9"
_INDICATORS = {"0": 0, "1": 1}


def table(sample: Sample) -> str | None:
    """The practitioner's pairs, or the hospital's; InputError for pairs of neither."""
    if not any(_ROW.match(line) for line in sample.lines[: _MOST_HEADINGS + 1]):
        return None
    words = f"{sample.name}\n{sample.joined()}".lower()
    if "ccipra" in words or "practitioner" in words:
        return "ncci_pairs"
    if "ccioph" in words or "hospital" in words:
        return "ncci_pairs_hospital"
    raise InputError(
        sample.shown, "pairs, but neither the file nor its name says of which setting",
        "Keep the published name: it begins with ccipra (practitioner) or ccioph (hospital).",
    )  # fmt: skip


def period_of(sample: Sample, quarter: str | None) -> Period:
    """From 1996 to the end of the quarter, since a file holds every earlier edit with its days."""
    named = period.of_quarter(period.required(quarter or period.in_name(sample.name), sample.shown))
    return Period(named.quarter, FIRST_DATE, named.covers_to)


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Compile the pairs of all parts."""
    _all_parts([source for source, _ in sources])
    columns = pair_arrays.Columns()
    for source, report in sources:
        _read(source, report, columns, day_number(period.covers_to))
    report = sources[0][1]
    if len(sources) == 1 and not _whole(columns.column1):
        raise InputError(
            report.file, "holds one part of the pairs only", "Give all parts of the quarter at once: f1 to f4."
        )
    return pair_arrays.save(columns, directory, report)


def _all_parts(sources: Sequence[Source]) -> None:
    """Parts are told by the published names, `...-f1` to `...-f4`."""
    found = [re.search(r"[-_]f(\d)(?!\d)", source.name, re.IGNORECASE) for source in sources]
    parts = [match[1] for match in found if match]
    if len(parts) != len(set(parts)):
        raise InputError(sources[0].shown, "the same part was given twice", "Give each part of the quarter once.")
    if parts and (missing := sorted(PUBLISHED_PARTS - set(parts))):
        named = ", ".join(f"f{part}" for part in missing)
        raise InputError(
            sources[0].shown, f"the pairs of a quarter come in four parts, and {named} is missing",
            "Give all four at once; a pair is free only when no part holds it.",
        )  # fmt: skip


def _whole(column1: array[int]) -> bool:
    """Whether column 1 begins with every digit that the published edits do, and with letters too."""
    bounds = [pack_code(f"{digit}0000") for digit in "123456789"] + [pack_code("A0000")]
    held = set(column1)
    return all(
        any(low <= code < high for code in held)
        for low, high in zip(bounds, [*bounds[1:], pack_code("ZZZZZ")], strict=True)
    )


def _read(source: Source, report: Report, columns: pair_arrays.Columns, last_day: int) -> None:
    codes: dict[str, int] = {}
    days: dict[str, int | None] = {"*": NO_DATE}
    add1, add2 = columns.column1.append, columns.column2.append
    add_begin, add_end = columns.begins.append, columns.ends.append
    add_indicator, add_reason = columns.indicator.append, columns.reason.append
    reasons, begun, number = columns.reasons, False, 0
    for number, cut in source.rows("\t"):
        if len(cut) < 6 or (one := _code(codes, cut[0])) == UNPACKABLE:
            if not any(cell.strip() for cell in cut):
                continue
            if begun:
                report.fault(number, f"a row of {len(cut)} cells, not the seven of a pair")
            elif number > _MOST_HEADINGS:
                report.fault(number, "no pair stands under the headings")
                report.settle()
            continue
        begun = True
        report.read += 1
        two, begins, ends = _code(codes, cut[1]), _day(days, cut[3]), _day(days, cut[4])
        indicator = cut[5].strip()
        if two == UNPACKABLE or begins is None or ends is None or begins == NO_DATE:
            report.fault(number, "a code or a day of the pair cannot be read")
        elif indicator == _WITHDRAWN:
            report.leave(number, "withdrawn as if never made (indicator 9)")
        elif indicator not in _INDICATORS:
            report.fault(number, f"the modifier indicator is {indicator[:10]!r}, not 0, 1 or 9")
        elif ends < begins:
            report.leave(number, "ends before it begins")
        elif begins > last_day:
            report.fault(number, "begins after the quarter: the file is of a later one")
        elif len(cut) < 7:
            report.fault(number, "the row is cut short: its reason is missing")
        else:
            add1(one)
            add2(two)
            add_begin(begins)
            add_end(ends)
            add_indicator(_INDICATORS[indicator])
            add_reason(reasons.setdefault(cut[6].strip(), len(reasons)))
            report.kept += 1
    if not begun:
        report.fault(number, "no pair stands in the file")
    report.settle()


def _code(known: dict[str, int], text: str) -> int:
    if text not in known:
        plain = text.strip()
        known[text] = pack_code(plain) if cells.is_code(plain) else UNPACKABLE
    return known[text]


def _day(known: dict[str, int | None], text: str) -> int | None:
    if text not in known:
        plain = text.strip()
        known[text] = NO_DATE if plain == "*" else cells.day(plain)
    return known[text]
