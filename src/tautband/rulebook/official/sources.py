"""Where a table comes from once editions are loaded over it: what citations and pages then name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tautband.rulebook.official.editions import Loaded
from tautband.rulebook.tables.manifest import TableSource

_SHIPPED_NAMES = {"mue_practitioner": "mue", "mue_outpatient_hospital": "mue", "hcpcs": "code_validity"}
WITHOUT_DATES = ("zip_locality", "addon_codes")


def with_loaded(shipped: Mapping[str, TableSource], loaded: Loaded) -> dict[str, TableSource]:
    """The sources, each with the loaded editions named beside what is shipped."""
    sources = dict(shipped)
    for table in dict.fromkeys(edition.table for edition in loaded.editions):
        name = shipped_name(table)
        if name not in sources:
            continue
        held = loaded.of(table)
        source = sources[name]
        quarters = ", ".join(edition.quarter for edition in held)
        edition = held[-1].quarter if table in WITHOUT_DATES else f"{source.edition}; loaded: {quarters}"
        last = max((e.covers_to for e in held), default=None)
        covers_to = max(last, source.covers_to) if last and source.covers_to else source.covers_to
        sources[name] = replace(
            source, edition=edition, as_of=max(source.as_of, held[-1].covers_from), covers_to=covers_to
        )
    return sources


def shipped_name(table: str) -> str:
    """The shipped table that a loaded one is laid over; its own name where none is."""
    return _SHIPPED_NAMES.get(table, table)
