"""Medicare Coverage Database export of articles: which diagnoses each billing article lists as covered.

A zip (within it another, of CSV files): `article` with versions and dates, `article_x_icd10_covered` with the listed
codes by group, `article_related_documents` with the LCD an article belongs to. Texts are not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tautband.model.errors import InputError
from tautband.rulebook.official import cells, headed, period
from tautband.rulebook.official.faults import Report
from tautband.rulebook.official.formats.sample import Sample
from tautband.rulebook.official.period import Period
from tautband.rulebook.official.source import Source
from tautband.rulebook.packed import UNPACKABLE, pack_diagnosis
from tautband.rulebook.tables.stored import save, save_records

TITLE = "Covered diagnoses by article (Medicare Coverage Database export)"
PARTS = True
_COVERED: headed.Names = {
    "article": ("ARTICLEID",), "version": ("ARTICLEVERSION",), "code": ("ICD10CODEID", "ICD10CODE"),
    "group": ("ICD10COVEREDGROUP",),
}  # fmt: skip
_ARTICLE: headed.Names = {
    "article": ("ARTICLEID",), "version": ("ARTICLEVERSION",), "title": ("TITLE",),
    "from": ("ARTICLEREVEFFDATE", "REVEFFDATE", "ARTICLEEFFDATE", "EFFECTIVEDATE", "EFFDATE"),
}  # fmt: skip
_RELATED: headed.Names = {"article": ("ARTICLEID",), "lcd": ("RLCDID",)}
Articles = dict[int, dict[str, object]]
"""By number, what is kept of an article."""
_KINDS = {"covered": _COVERED, "article": _ARTICLE, "related": _RELATED}


def table(sample: Sample) -> str | None:
    """The export, known by the headings of any of its three tables."""
    return "coverage_articles" if _kind(sample.lines) else None


def period_of(sample: Sample, quarter: str | None) -> Period:
    """The quarter of the download, which is a label: each article carries the day its version took effect."""
    own = period.in_name(sample.name) or period.in_name(sample.shown)
    return period.of_quarter(period.required(quarter or own, sample.shown))


def build(sources: Sequence[tuple[Source, Report]], period: Period, directory: Path) -> int:
    """Keep the listed codes of the last version of each article, with its first day, groups and LCDs."""
    del period
    by_kind = {_kind(source.head()): (source, report) for source, report in sources}
    if missing := [kind for kind in _KINDS if kind not in by_kind]:
        raise InputError(
            sources[0][0].shown, f"the export lacks its table of {', '.join(missing)}", "Give the zip as published."
        )
    articles = _last_versions(*by_kind["article"])
    lcds = _lcds(*by_kind["related"])
    listed, groups = _listed(*by_kind["covered"], articles)
    for number, article in articles.items():
        article["lcds"], article["groups"] = sorted(lcds.get(number, ())), len(groups.get(number, ()))
    ordered = sorted(listed)
    save(directory, "covered.article", np.array([article for article, _ in ordered], np.int32))
    save(directory, "covered.diagnosis", np.array([code for _, code in ordered], np.int64))
    save_records(directory, "articles", {str(number): article for number, article in articles.items()})
    return len(ordered)


def _last_versions(source: Source, report: Report) -> Articles:
    """The last version of each article, with its first day."""
    articles: Articles = {}
    for number, entry in headed.entries(source, report, _ARTICLE):
        begins = cells.date_of(entry["from"])
        if not entry["article"].isdecimal() or not entry["version"].isdecimal():
            report.fault(number, "an article's number or version cannot be read")
        elif begins is None:
            report.leave(number, "has no day from which it holds")
        elif int(entry["version"]) >= int(str(articles.get(int(entry["article"]), {"version": -1})["version"])):
            articles[int(entry["article"])] = {
                "version": int(entry["version"]), "from": begins.isoformat(), "lcds": [], "groups": [],
            }  # fmt: skip
            report.kept += 1
    report.settle()
    return articles


def _lcds(source: Source, report: Report) -> dict[int, set[int]]:
    """The LCDs that each article belongs to."""
    lcds: dict[int, set[int]] = {}
    for number, entry in headed.entries(source, report, _RELATED):
        if not entry["article"].isdecimal() or (entry["lcd"] and not entry["lcd"].isdecimal()):
            report.fault(number, "the number of an article or LCD cannot be read")
        elif entry["lcd"] and int(entry["lcd"]):
            lcds.setdefault(int(entry["article"]), set()).add(int(entry["lcd"]))
            report.kept += 1
    report.settle()
    return lcds


def _listed(source: Source, report: Report, articles: Articles) -> tuple[set[tuple[int, int]], dict[int, set[str]]]:
    """The articles and packed diagnoses that the versions kept list, and each article's groups of them."""
    listed: set[tuple[int, int]] = set()
    groups: dict[int, set[str]] = {}
    for number, entry in headed.entries(source, report, _COVERED):
        code = pack_diagnosis(entry["code"])
        if not entry["article"].isdecimal() or not entry["version"].isdecimal() or code == UNPACKABLE:
            report.fault(number, "an article's number, version or diagnosis cannot be read")
            continue
        article = articles.get(int(entry["article"]))
        if article is None or article["version"] != int(entry["version"]):
            report.leave(number, "of an article or version that the export does not describe")
            continue
        listed.add((int(entry["article"]), code))
        groups.setdefault(int(entry["article"]), set()).add(entry["group"])
        report.kept += 1
    report.settle()
    return listed, groups


def _kind(lines: Sequence[str]) -> str | None:
    return next((kind for kind, names in _KINDS.items() if headed.headings_in(lines[:1], names)), None)
