"""What turns relative values into dollars: the conversion factor and the locality's cost indices, by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load_records, save_records

Track = Literal["qp", "nonqp"]


@dataclass(frozen=True, slots=True)
class ConversionFactor:
    """Dollars for one relative value unit. `track` is `all`, or whether the clinician is a qualifying participant."""

    amount: Decimal
    track: str
    effective_from: date
    effective_to: date
    evidence: str
    release: str


@dataclass(frozen=True, slots=True)
class CostIndices:
    """The cost indices of a locality: work, practice expense, malpractice. `evidence` derived: computed from prices."""

    mac: str
    locality: str
    name: str
    state: str
    work: Decimal
    practice_expense: Decimal
    malpractice: Decimal
    effective_from: date
    effective_to: date
    release: str
    evidence: str


class Prices:
    """Conversion factors and cost indices."""

    def __init__(self, directory: Path) -> None:
        held = load_records(directory, "prices")
        self._factors: list[list[str]] = held["factors"]
        self._indices: dict[str, list[list[str]]] = held["indices"]

    def conversion_factor(self, day: date, track: Track) -> ConversionFactor | None:
        """The factor of a date and a clinician's track (one for all before 2026); None where no release was read."""
        text = day.isoformat()
        for begins, ends, held, amount, evidence, release in self._factors:
            if begins <= text <= ends and held in ("all", track):
                return ConversionFactor(
                    Decimal(amount), held, date.fromisoformat(begins), date.fromisoformat(ends), evidence, release
                )
        return None

    def tracks(self, day: date) -> tuple[str, ...]:
        """The tracks that differ on a date: `("all",)`, or both; empty where no release was read."""
        text = day.isoformat()
        return tuple(held for begins, ends, held, *_ in self._factors if begins <= text <= ends)

    def cost_indices(self, mac: str, locality: str, day: date) -> CostIndices | None:
        """The cost indices of one locality on a date; None where none were read."""
        text = day.isoformat()
        for state, begins, ends, work, expense, malpractice, name, release, evidence in self._indices.get(
            f"{mac}/{locality}", ()
        ):
            if begins <= text <= ends:
                return CostIndices(
                    mac,
                    locality,
                    name,
                    state,
                    Decimal(work),
                    Decimal(expense),
                    Decimal(malpractice),
                    date.fromisoformat(begins),
                    date.fromisoformat(ends),
                    release,
                    evidence,
                )
        return None


def build(directory: Path) -> None:
    """Compile both tables."""
    factors = [
        [entry[column] for column in ("effective_from", "effective_to", "track", "cf", "evidence", "source_release")]
        for entry in rows("conversion_factors")
    ]
    columns = (
        "state", "effective_from", "effective_to", "work", "pe", "mp", "locality_name", "source_release", "evidence",
    )  # fmt: skip
    indices: dict[str, list[list[str]]] = {}
    for entry in rows("gpci"):
        indices.setdefault(f"{entry['mac']}/{entry['locality']}", []).append([entry[column] for column in columns])
    save_records(directory, "prices", {"factors": factors, "indices": indices})
