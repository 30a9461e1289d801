"""Compile every reference table from its CSV file."""

from __future__ import annotations

from pathlib import Path

from tautband.rulebook import packed
from tautband.rulebook.tables import (
    addons,
    codes,
    deadlines,
    denials,
    diagnoses,
    drugs,
    excludes,
    fees,
    icd9,
    jurisdictions,
    manifest,
    muscles,
    pairs,
    places,
    prices,
    source,
    units,
    zips,
)


def sources() -> list[Path]:
    """The files the compiled tables depend on: the tables themselves and the programs that compile them."""
    return [
        *source.FOLDER.iterdir(),
        *(path for path in Path(__file__).parent.iterdir() if path.suffix == ".py"),
        Path(packed.__file__),
    ]


def build(directory: Path) -> None:
    """Write every compiled table into an empty directory. Takes two seconds, most of it the diagnosis list."""
    manifest.build(directory)
    origins = manifest.open_manifest(directory)
    pairs.build(directory, origins["ncci_pairs"])
    excludes.build(directory, origins["icd10_excludes"])
    for table in (
        addons, codes, deadlines, denials, diagnoses, drugs, fees,
        icd9, jurisdictions, muscles, places, prices, units, zips,
    ):  # fmt: skip
        table.build(directory)
    source.rows.cache_clear()
