"""The shipped tables with loaded editions laid over them, by the rule of `calendar.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tautband.rulebook.official.editions import Edition, Loaded
from tautband.rulebook.official.sources import with_loaded
from tautband.rulebook.tables import manifest
from tautband.rulebook.tables.addons import AddOns
from tautband.rulebook.tables.codes import Codes
from tautband.rulebook.tables.diagnoses import Diagnoses
from tautband.rulebook.tables.fees import Fees
from tautband.rulebook.tables.opening import Tables
from tautband.rulebook.tables.pairs import Pairs
from tautband.rulebook.tables.prices import Prices
from tautband.rulebook.tables.units import SETTINGS, Units
from tautband.rulebook.tables.zips import Zips

if TYPE_CHECKING:
    from tautband.rulebook.official.lookups.own import OwnTables

T = TypeVar("T")


class LayeredTables(Tables):
    """`Tables` whose questions the loaded editions answer for the dates they cover, and the shipped tables for others.

    Tables without dates (ZIP codes, add-on codes) are the newest edition's alone.
    """

    def __init__(self, directory: Path, loaded: Loaded) -> None:
        super().__init__(directory)
        self.loaded: Loaded = loaded

    def __reduce__(self) -> tuple[type[Tables], tuple[object, ...]]:
        """Cross to another process as paths, which are opened there."""
        return type(self), (self.directory, self.loaded)

    def stamp(self, digest: str) -> str:
        """Another digest for other editions."""
        return self.loaded.stamp(digest)

    def _over(self, shipped: T, table: str, layered: Callable[[T, Sequence[Edition], tuple[date, date]], T]) -> T:
        held = self.loaded.of(table)
        return layered(shipped, held, self._shipped_sources[table].covered_dates()) if held else shipped

    def _newest(self, table: str) -> Path:
        found = self.loaded.newest(table)
        return found.directory if found else self.directory

    @cached_property
    def pairs(self) -> Pairs:
        """Procedure pairs (NCCI), practitioner setting."""
        from tautband.rulebook.official.lookups.pairs import LoadedPairs

        return self._over(Pairs(self.directory), "ncci_pairs", LoadedPairs)

    @cached_property
    def units(self) -> Units:
        """Unit limits (MUE)."""
        from tautband.rulebook.official.lookups.units import LoadedUnits

        held = {setting: found for setting in SETTINGS if (found := self.loaded.of(f"mue_{setting}"))}
        shipped = Units(self.directory)
        return LoadedUnits(shipped, held, self._shipped_sources["mue"].covered_dates()) if held else shipped

    @cached_property
    def addons(self) -> AddOns:
        """Add-on codes."""
        return AddOns(self._newest("addon_codes"))

    @cached_property
    def diagnoses(self) -> Diagnoses:
        """Diagnosis codes (ICD-10-CM)."""
        from tautband.rulebook.official.lookups.diagnoses import LoadedDiagnoses

        return self._over(Diagnoses(self.directory), "icd10cm", LoadedDiagnoses)

    @cached_property
    def codes(self) -> Codes:
        """Procedure and supply codes by date."""
        from tautband.rulebook.official.lookups.codes import LoadedCodes

        return LoadedCodes(Codes(self.directory), self.loaded.of("hcpcs"), self.loaded.of("fee_schedule"))

    @cached_property
    def own(self) -> OwnTables:
        """The user's own fees, rates, descriptors and licensed codes."""
        from tautband.rulebook.official.lookups.own import OwnTables

        return OwnTables(self.loaded)

    @cached_property
    def fees(self) -> Fees:
        """Relative values and payment indicators."""
        from tautband.rulebook.official.lookups.fees import LoadedFees

        return self._over(Fees(self.directory), "fee_schedule", LoadedFees)

    @cached_property
    def prices(self) -> Prices:
        """Conversion factors and cost indices."""
        from tautband.rulebook.official.lookups.prices import LoadedPrices

        factors = (*self.loaded.of("fee_schedule"), *self.loaded.of("fee_schedule_qp"))
        return LoadedPrices(Prices(self.directory), self.loaded.of("gpci"), factors)

    @cached_property
    def zips(self) -> Zips:
        """ZIP codes."""
        from tautband.rulebook.official.lookups.zips import LoadedZips

        five, nine = self._newest("zip_locality"), self.loaded.newest("zip9_locality")
        return LoadedZips(five, nine.directory) if nine else Zips(five)

    @cached_property
    def _shipped_sources(self) -> dict[str, manifest.TableSource]:
        return manifest.open_manifest(self.directory)

    @cached_property
    def sources(self) -> dict[str, manifest.TableSource]:
        """Where each table comes from, the loaded editions named beside what is shipped."""
        return with_loaded(self._shipped_sources, self.loaded)
