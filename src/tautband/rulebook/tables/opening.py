"""All reference tables behind one door, each opened when it is first asked."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tautband.model.evidence import Citation
from tautband.rulebook.compiled import PACKAGE, artifact
from tautband.rulebook.tables.stored import load_records

if TYPE_CHECKING:
    from tautband.rulebook.official.editions import Loaded
    from tautband.rulebook.official.lookups.own import OwnTables
    from tautband.rulebook.tables.addons import AddOns
    from tautband.rulebook.tables.codes import Codes
    from tautband.rulebook.tables.deadlines import Deadlines
    from tautband.rulebook.tables.denials import Denials
    from tautband.rulebook.tables.diagnoses import Diagnoses
    from tautband.rulebook.tables.drugs import Drugs
    from tautband.rulebook.tables.excludes import Excludes
    from tautband.rulebook.tables.fees import Fees
    from tautband.rulebook.tables.icd9 import Icd9Map
    from tautband.rulebook.tables.jurisdictions import Jurisdictions
    from tautband.rulebook.tables.manifest import TableSource
    from tautband.rulebook.tables.muscles import Muscles
    from tautband.rulebook.tables.pairs import Pairs
    from tautband.rulebook.tables.payment_rules import PaymentRules
    from tautband.rulebook.tables.places import PlacesOfService
    from tautband.rulebook.tables.prices import Prices
    from tautband.rulebook.tables.recourse import Recourses
    from tautband.rulebook.tables.refusals import Refusals
    from tautband.rulebook.tables.units import Units
    from tautband.rulebook.tables.zips import Zips

FOLDER = PACKAGE / "tables"


class Tables:
    """The compiled reference tables of a directory. Opening costs a few milliseconds; arrays are memory-mapped."""

    loaded: Loaded | None = None
    """Official files of the user's own that lie over these tables."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def __reduce__(self) -> tuple[type[Tables], tuple[object, ...]]:
        """Cross to another process as a path, which is opened there."""
        return type(self), (self.directory,)

    @staticmethod
    @cache
    def open() -> Tables:
        """The tables this installation carries, under the official files the user loaded; one object for the whole
        process. Built first in a changed checkout.
        """
        from tautband.rulebook.official.editions import loaded

        directory = artifact("tables", _sources(), _build)
        if not (held := loaded()).editions:
            return Tables(directory)
        from tautband.rulebook.official.layering import LayeredTables

        return LayeredTables(directory, held)

    @cached_property
    def own(self) -> OwnTables | None:
        """The user's own fees, rates, descriptors and licensed codes; None where nothing was loaded."""
        return None

    def stamp(self, digest: str) -> str:
        """The digest of a rule book over these tables: its own, which holds that of every shipped table."""
        return digest

    @cached_property
    def pairs(self) -> Pairs:
        """Procedure pairs (NCCI), practitioner setting."""
        from tautband.rulebook.tables.pairs import Pairs

        return Pairs(self.directory)

    @cached_property
    def units(self) -> Units:
        """Unit limits (MUE)."""
        from tautband.rulebook.tables.units import Units

        return Units(self.directory)

    @cached_property
    def addons(self) -> AddOns:
        """Add-on codes."""
        from tautband.rulebook.tables.addons import AddOns

        return AddOns(self.directory)

    @cached_property
    def diagnoses(self) -> Diagnoses:
        """Diagnosis codes (ICD-10-CM)."""
        from tautband.rulebook.tables.diagnoses import Diagnoses

        return Diagnoses(self.directory)

    @cached_property
    def excludes(self) -> Excludes:
        """Diagnoses that exclude each other."""
        from tautband.rulebook.tables.excludes import Excludes

        return Excludes(self.directory)

    @cached_property
    def icd9(self) -> Icd9Map:
        """The map from ICD-9-CM."""
        from tautband.rulebook.tables.icd9 import Icd9Map

        return Icd9Map(self.directory)

    @cached_property
    def codes(self) -> Codes:
        """Procedure and supply codes by date."""
        from tautband.rulebook.tables.codes import Codes

        return Codes(self.directory)

    @cached_property
    def drugs(self) -> Drugs:
        """Drug codes and classes."""
        from tautband.rulebook.tables.drugs import Drugs

        return Drugs(self.directory)

    @cached_property
    def fees(self) -> Fees:
        """Relative values and payment indicators."""
        from tautband.rulebook.tables.fees import Fees

        return Fees(self.directory)

    @cached_property
    def prices(self) -> Prices:
        """Conversion factors and cost indices."""
        from tautband.rulebook.tables.prices import Prices

        return Prices(self.directory)

    @cached_property
    def payment_rules(self) -> PaymentRules:
        """What becomes of a fee."""
        from tautband.rulebook.tables.payment_rules import PaymentRules

        return PaymentRules(self.directory)

    @cached_property
    def zips(self) -> Zips:
        """ZIP codes."""
        from tautband.rulebook.tables.zips import Zips

        return Zips(self.directory)

    @cached_property
    def places(self) -> PlacesOfService:
        """Places of service."""
        from tautband.rulebook.tables.places import PlacesOfService

        return PlacesOfService(self.directory)

    @cached_property
    def jurisdictions(self) -> Jurisdictions:
        """Medicare contractors."""
        from tautband.rulebook.tables.jurisdictions import Jurisdictions

        return Jurisdictions(self.directory)

    @cached_property
    def muscles(self) -> Muscles:
        """Muscles."""
        from tautband.rulebook.tables.muscles import Muscles

        return Muscles(self.directory)

    @cached_property
    def denials(self) -> Denials:
        """Denial causes."""
        from tautband.rulebook.tables.denials import Denials

        return Denials(self.directory)

    @cached_property
    def recourse(self) -> Recourses:
        """Routes and appeal programs by kind of payer."""
        from tautband.rulebook.tables.recourse import Recourses

        return Recourses(self.directory)

    @cached_property
    def refusals(self) -> Refusals:
        """Why a claim is refused before it is decided."""
        from tautband.rulebook.tables.refusals import Refusals

        return Refusals(self.directory)

    @cached_property
    def deadlines(self) -> Deadlines:
        """Appeal levels and filing limits."""
        from tautband.rulebook.tables.deadlines import Deadlines

        return Deadlines(self.directory)

    @cached_property
    def sources(self) -> dict[str, TableSource]:
        """Where each table comes from, by its name (`ncci_pairs`, `mue`, ...)."""
        from tautband.rulebook.tables.manifest import open_manifest

        return open_manifest(self.directory)

    @cached_property
    def digest(self) -> str:
        """A hash over the text of every table: two installations with one digest hold the same tables."""
        held: str = load_records(self.directory, "digest")
        return held

    def citation(self, name: str) -> Citation:
        """The table `name` as a citation. KeyError for a table that is not shipped."""
        return self.sources[name].citation()


def _sources() -> list[Path]:
    """The files the compiled tables depend on: the tables themselves and the programs that compile them."""
    programs = (path for path in Path(__file__).parent.iterdir() if path.suffix == ".py")
    return [*FOLDER.iterdir(), *programs, PACKAGE / "rulebook" / "packed.py"]


def _build(directory: Path) -> None:
    from tautband.rulebook.tables.building import build

    build(directory)
