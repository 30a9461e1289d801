"""All reference tables behind one door, each opened when it is first asked."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from tautband.model.evidence import Citation
from tautband.rulebook.compiled import artifact
from tautband.rulebook.tables import (
    addons,
    building,
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
    payment_rules,
    places,
    prices,
    units,
    zips,
)
from tautband.rulebook.tables.stored import load_records


class Tables:
    """The compiled reference tables of a directory. Opening costs a few milliseconds; arrays are memory-mapped."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    @staticmethod
    @cache
    def open() -> Tables:
        """The tables this installation carries, one object for the whole process; built first in a changed checkout."""
        return Tables(artifact("tables", building.sources(), building.build))

    @cached_property
    def pairs(self) -> pairs.Pairs:
        """Procedure pairs (NCCI), practitioner setting."""
        return pairs.Pairs(self.directory)

    @cached_property
    def units(self) -> units.Units:
        """Unit limits (MUE)."""
        return units.Units(self.directory)

    @cached_property
    def addons(self) -> addons.AddOns:
        """Add-on codes."""
        return addons.AddOns(self.directory)

    @cached_property
    def diagnoses(self) -> diagnoses.Diagnoses:
        """Diagnosis codes (ICD-10-CM)."""
        return diagnoses.Diagnoses(self.directory)

    @cached_property
    def excludes(self) -> excludes.Excludes:
        """Diagnoses that exclude each other."""
        return excludes.Excludes(self.directory)

    @cached_property
    def icd9(self) -> icd9.Icd9Map:
        """The map from ICD-9-CM."""
        return icd9.Icd9Map(self.directory)

    @cached_property
    def codes(self) -> codes.Codes:
        """Procedure and supply codes by date."""
        return codes.Codes(self.directory)

    @cached_property
    def drugs(self) -> drugs.Drugs:
        """Drug codes and classes."""
        return drugs.Drugs(self.directory)

    @cached_property
    def fees(self) -> fees.Fees:
        """Relative values and payment indicators."""
        return fees.Fees(self.directory)

    @cached_property
    def prices(self) -> prices.Prices:
        """Conversion factors and cost indices."""
        return prices.Prices(self.directory)

    @cached_property
    def payment_rules(self) -> payment_rules.PaymentRules:
        """What becomes of a fee."""
        return payment_rules.PaymentRules(self.directory)

    @cached_property
    def zips(self) -> zips.Zips:
        """ZIP codes."""
        return zips.Zips(self.directory)

    @cached_property
    def places(self) -> places.PlacesOfService:
        """Places of service."""
        return places.PlacesOfService(self.directory)

    @cached_property
    def jurisdictions(self) -> jurisdictions.Jurisdictions:
        """Medicare contractors."""
        return jurisdictions.Jurisdictions(self.directory)

    @cached_property
    def muscles(self) -> muscles.Muscles:
        """Muscles."""
        return muscles.Muscles(self.directory)

    @cached_property
    def denials(self) -> denials.Denials:
        """Denial causes."""
        return denials.Denials(self.directory)

    @cached_property
    def deadlines(self) -> deadlines.Deadlines:
        """Appeal levels and filing limits."""
        return deadlines.Deadlines(self.directory)

    @cached_property
    def sources(self) -> dict[str, manifest.TableSource]:
        """Where each table comes from, by its name (`ncci_pairs`, `mue`, ...)."""
        return manifest.open_manifest(self.directory)

    @cached_property
    def digest(self) -> str:
        """A hash over the text of every table: two installations with one digest hold the same tables."""
        held: str = load_records(self.directory, "digest")
        return held

    def citation(self, name: str) -> Citation:
        """The table `name` as a citation. KeyError for a table that is not shipped."""
        return self.sources[name].citation()
