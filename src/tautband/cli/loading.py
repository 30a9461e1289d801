"""What a load did, in plain sentences and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tautband.rulebook.official.loading import Load, LoadedTable


def told(done: Load) -> dict[str, list[str]]:
    """For each edition loaded, by folder, what is worth knowing beside its counts."""
    return {table.edition.folder: _says(table) + confirmed(table.edition.table) for table in done.tables}


def confirmed(table: str) -> list[str]:
    """What the loaded articles or determinations confirm or correct, a sentence each; nothing for another table."""
    from tautband.shipped import confirmations, lcd_comparisons

    if table == "coverage_articles":
        return [comparison.says() for comparison in confirmations()]
    return [comparison.says for comparison in lcd_comparisons()] if table == "coverage_lcds" else []


def document(done: Load, said: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The JSON of a load."""
    return {
        "schema": 1,
        "loaded": [_table(table, said[table.edition.folder]) for table in done.tables],
        "ignored": list(done.ignored),
    }


def _says(table: LoadedTable) -> list[str]:
    lines = []
    for report in table.reports:
        for why, (count, first) in report.aside.items():
            lines.append(f"{count:,} left aside, {why} (first at line {first:,} of {report.file})")
        lines += report.says
    return lines


def _table(table: LoadedTable, says: Sequence[str]) -> dict[str, Any]:
    edition = table.edition
    return {
        "table": edition.table,
        "quarter": edition.quarter,
        "covers_from": edition.covers_from.isoformat(),
        "covers_to": edition.covers_to.isoformat(),
        "rows": edition.rows,
        "sha256": edition.sha256,
        "files": [
            {
                "file": report.file,
                "read": report.read,
                "kept": report.kept,
                "left_aside": [
                    {"why": why, "lines": count, "first_line": first} for why, (count, first) in report.aside.items()
                ],
            }
            for report in table.reports
        ],
        "says": list(says),
    }
