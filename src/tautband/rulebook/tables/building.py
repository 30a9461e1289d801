"""Compile every reference table from its CSV file."""

from __future__ import annotations

import hashlib
from pathlib import Path

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
    pair_compiling,
    payment_rules,
    places,
    prices,
    recourse,
    refusals,
    source,
    units,
    zips,
)
from tautband.rulebook.tables.stored import save_records


def build(directory: Path) -> None:
    """Write every compiled table into an empty directory. Takes two seconds, most of it the diagnosis list."""
    manifest.build(directory)
    origins = manifest.open_manifest(directory)
    pair_compiling.build(directory, origins["ncci_pairs"])
    excludes.build(directory, origins["icd10_excludes"])
    for table in (
        addons, codes, deadlines, denials, diagnoses, drugs, fees,
        icd9, jurisdictions, muscles, payment_rules, places, prices, recourse, refusals, units,
        zips,
    ):  # fmt: skip
        table.build(directory)
    save_records(directory, "digest", digest())
    source.rows.cache_clear()


def digest() -> str:
    """A hash over every file of the tables by name and text, line ends and compression aside."""
    total = hashlib.sha256()
    for path in sorted(source.FOLDER.iterdir()):
        text = source.text_of_file(path).replace("\r\n", "\n").encode("utf-8")
        total.update(f"{path.name.removesuffix('.gz')}\0{len(text)}\0".encode() + text)
    return total.hexdigest()
