"""Medicare Coverage Database export of local coverage determinations: when each began, was revised and was retired.

A zip (within it another, of CSV files), current or all versions: of its tables only `lcd` is read, its number, version,
title and dates. Texts are not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tautband.rulebook.official import cells, headed, period
from tautband.rulebook.official.faults import Report
from tautband.rulebook.official.formats.sample import Sample
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source
from tautband.rulebook.tables.stored import save_records

TITLE = "Local coverage determinations with their dates (Medicare Coverage Database export)"
PARTS = False
_DATES = {"first": "ORIGDETEFFDATE", "revised": "REVEFFDATE", "retired?": "DATERETIRED", "ended?": "REVENDDATE"}
_LCD: headed.Names = {
    "lcd": ("LCDID",), "version": ("LCDVERSION",), "title": ("TITLE",),
    **{name: (heading,) for name, heading in _DATES.items()},
}  # fmt: skip


def table(sample: Sample) -> str | None:
    """The export, known by the headings of its main table."""
    return "coverage_lcds" if headed.headings_in(sample.lines[:1], _LCD) else None


def period_of(sample: Sample, quarter: str | None) -> Period:
    """The quarter of the download, which is a label: each determination carries its days."""
    own = period.in_name(sample.name) or period.in_name(sample.shown)
    return period.of_quarter(period.required(quarter or own, sample.shown))


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Keep the versions of each determination with their days; the title is that of the last."""
    del period
    source, report = sources[0]
    held: dict[str, dict[int, dict[str, str | None]]] = {}
    number = 0
    for number, entry in headed.entries(source, report, _LCD):
        dates = {
            name: cells.date_of(entry[name]) for name in ("first", "revised", "retired", "ended") if entry.get(name)
        }
        if not entry["lcd"].isdecimal() or not entry["version"].isdecimal():
            report.fault(number, "a determination's number or version cannot be read")
        elif None in dates.values():
            report.fault(number, f"a date of L{entry['lcd']} cannot be read")
        elif not dates.keys() & {"first", "revised"}:
            report.leave(number, "has no day from which it holds")
        else:
            iso = {
                name: day.isoformat() if (day := dates.get(name)) else None for name in ("first", "revised", "retired")
            }
            held.setdefault(f"L{entry['lcd']}", {})[int(entry["version"])] = {"title": entry["title"], **iso}
            report.kept += 1
    if not report.kept:
        report.fault(number, "no determination stands under the headings")
    report.settle()
    save_records(directory, "lcds", held)
    return report.kept
