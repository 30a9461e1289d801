"""The page `docs/tables.md`: every reference table, where it comes from and what it cannot say."""

from __future__ import annotations

from collections.abc import Iterable

from tautband.rulebook.tables.manifest import TableSource

_HEAD = """# Reference tables

Written by `python -m tautband.rulebook.tables` from `src/tautband/tables/manifest.toml`; do not edit.

CPT code numbers are the property of the American Medical Association; no descriptor stands in any table. A table speaks
about the dates it covers. Before and after them a look-up says so: a pair or a unit limit is carried forward from the
last quarter read and marked, and what began on a day nobody knows is for a person to decide.
"""


def render(sources: Iterable[TableSource]) -> str:
    """The page as Markdown."""
    return _HEAD + "".join(_section(source) for source in sources)


def _section(source: TableSource) -> str:
    covers = f"{source.covers_from} to {source.covers_to}" if source.covers_from else "not bound to dates"
    gaps = "; ".join(source.gaps) or "none known"
    link = f"[{source.source}]({source.url})" if source.url else source.source
    size = "" if source.rows is None else f", {source.rows:,} rows"
    return f"""
## {source.name}

{source.title}.

| | |
|---|---|
| File | `{source.file}`{size} |
| Source | {link}, {source.edition} |
| Read as of | {source.as_of} |
| Covers | {covers} |
| Evidence | {source.evidence} |
| Licence | {source.licence} |
| Gaps | {gaps} |
"""
