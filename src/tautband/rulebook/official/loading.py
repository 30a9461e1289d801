"""Loading official files: all of one command, or none.

Every file is recognised and read into a scratch directory first. Only when the last line of the last file was found
right are the editions put in place, in one step; so a wrong or truncated file, or a process killed on the way, leaves
what served before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tautband.model.errors import InputError
from tautband.rulebook.official import placing
from tautband.rulebook.official.editions import Edition, loaded, tables_directory
from tautband.rulebook.official.faults import Report
from tautband.rulebook.official.recognising import Recognised, known_titles, recognise
from tautband.rulebook.official.source import intact, sources

_LEAST_SHARE = 0.8
"""An edition with fewer rows than this share of the one before it is taken for one cut short."""


@dataclass(frozen=True)
class LoadedTable:
    """One edition that was put in place, with what became of each file's lines."""

    edition: Edition
    reports: tuple[Report, ...]


@dataclass(frozen=True)
class Load:
    """What one command loaded, and the files inside its zips that hold no table."""

    tables: tuple[LoadedTable, ...]
    ignored: tuple[str, ...]


def load(paths: Sequence[Path], today: date, quarter: str | None = None, smaller: bool = False) -> Load:
    """Load official files. `quarter` is for files that do not tell theirs; `smaller` lets an edition shrink.

    Raises InputError, and has then loaded nothing, for a file that cannot be read, is of no known format, or has a
    wrong line, which it names.
    """
    with placing.writing() as scratch:
        found, ignored = _recognised(paths, quarter)
        made: list[tuple[Path, LoadedTable]] = []
        for number, group in enumerate(_editions(found)):
            directory = scratch / str(number)
            directory.mkdir()
            made.append((directory, _build(group, directory, today, smaller)))
        placing.put([(directory, table.edition) for directory, table in made])
    return Load(tuple(table for _, table in made), tuple(ignored))


def _recognised(paths: Sequence[Path], quarter: str | None) -> tuple[list[Recognised], list[str]]:
    found: list[Recognised] = []
    ignored: list[str] = []
    for path in dict.fromkeys(paths):
        inside = sources(path)
        here = []
        for source in inside:
            with intact(source.shown):
                known = recognise(source, quarter)
            if known is None:
                ignored.append(source.shown)
            else:
                here.append(known)
        if not here:
            listing = "; ".join(known_titles())
            raise InputError(str(path), "is of no format that can be loaded", f"What can be loaded: {listing}.")
        found += here
    return found, ignored


def _editions(found: Sequence[Recognised]) -> list[list[Recognised]]:
    """The files of each edition together. A workbook beside the text of the same part is left out."""
    grouped: dict[tuple[str, str], list[Recognised]] = {}
    for known in found:
        grouped.setdefault((known.table, known.period.quarter), []).append(known)
    for group in grouped.values():
        texts = {Path(k.source.name).stem.lower() for k in group if not k.source.is_workbook}
        group[:] = [k for k in group if not k.source.is_workbook or Path(k.source.name).stem.lower() not in texts]
        if len(group) > 1 and not group[0].format.PARTS:
            raise InputError(
                group[1].source.shown, f"is the same table and quarter as {group[0].source.shown}", "Load one of them."
            )
    return list(grouped.values())


def _build(group: Sequence[Recognised], directory: Path, today: date, smaller: bool) -> LoadedTable:
    first = group[0]
    parts = [(known.source, Report(known.source.shown)) for known in group]
    with intact(first.source.shown):
        rows = first.format.build(parts, first.period, directory)
    digest = hashlib.sha256("\n".join(sorted(known.source.sha256 for known in group)).encode()).hexdigest()
    if len(group) == 1:
        digest = first.source.sha256
    folder = f"{first.period.quarter}-{digest[:12]}"
    edition = Edition(
        first.table, first.period.quarter, first.period.covers_from, first.period.covers_to, rows,
        tuple(dict.fromkeys(known.source.shown for known in group)), digest, today,
        tables_directory() / first.table / folder,
    )  # fmt: skip
    if not smaller:
        _not_cut_short(edition)
    return LoadedTable(edition, tuple(report for _, report in parts))


def _not_cut_short(edition: Edition) -> None:
    before = [e for e in loaded().of(edition.table) if e.quarter != edition.quarter]
    if before and edition.rows < before[-1].rows * _LEAST_SHARE:
        raise InputError(
            edition.files[0],
            f"holds {edition.rows:,} rows, {before[-1].quarter} held {before[-1].rows:,}: it looks cut short",
            "Nothing was loaded. If it is whole, load it again with --smaller.",
        )
