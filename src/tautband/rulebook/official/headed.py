"""Tables with one row of headings, as practices and licensors export them: columns are found by name, in any order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tautband.rulebook.official import cells
from tautband.rulebook.official.faults import Report
from tautband.rulebook.official.source import Source

_MOST_ABOVE = 15
"""Titles and notices that may stand above the headings."""

Names = Mapping[str, Sequence[str]]
"""For each column the headings it may have, in capitals and digits alone; a name that ends in `?` is not needed."""


def places(row: Sequence[str], names: Names) -> dict[str, int] | None:
    """Where each column stands in a row of headings; None for a row that lacks one that is needed."""
    headings = [cells.heading(cell) for cell in row]
    found: dict[str, int] = {}
    for name, spellings in names.items():
        at = next((headings.index(spelling) for spelling in spellings if spelling in headings), None)
        if at is not None:
            found[name.rstrip("?")] = at
        elif not name.endswith("?"):
            return None
    return found


def delimiter(line: str) -> str:
    """What divides the cells of a line."""
    return max(",\t;|", key=line.count)


def headings_in(lines: Sequence[str], names: Names) -> bool:
    """Whether one of the first lines is a row of the headings."""
    return any(places(line.split(delimiter(line)), names) is not None for line in lines[:_MOST_ABOVE])


def entries(source: Source, report: Report, names: Names) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row under the headings by column, with its line. A row too short for its columns is a fault."""
    head = source.head()[:_MOST_ABOVE]
    found = next((line for line in head if places(line.split(delimiter(line)), names) is not None), head[0])
    columns: dict[str, int] | None = None
    for number, row in source.rows(delimiter(found)):
        if columns is None:
            columns = places(row, names)
        elif any(cell.strip() for cell in row):
            report.read += 1
            if len(row) <= max(columns.values()):
                report.fault(number, f"the row is cut short at {len(row)} cells")
            else:
                yield number, {name: row[at].strip() for name, at in columns.items()}
