"""Cost indices and conversion factors of the loaded releases, over the shipped ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tautband.rulebook.official.editions import Edition
from tautband.rulebook.tables.prices import ConversionFactor, CostIndices, Prices, Track
from tautband.rulebook.tables.stored import load_records


class LoadedPrices(Prices):
    """The questions of `Prices`. A loaded edition answers for the dates it covers, the shipped table for all others."""

    def __init__(self, shipped: Prices, indices: Sequence[Edition], factors: Sequence[Edition]) -> None:
        self._shipped = shipped
        self._held_indices = [(edition, load_records(edition.directory, "gpci")) for edition in reversed(indices)]
        self._held_factors = [
            (edition, *held)
            for edition in sorted(factors, key=lambda e: e.quarter, reverse=True)
            if (held := load_records(edition.directory, "factor"))
        ]

    def conversion_factor(self, day: date, track: Track) -> ConversionFactor | None:
        """The factor of a date and a clinician's track; None where no release was read."""
        for edition, held, amount in self._held_factors:
            if edition.covers_from <= day <= edition.covers_to and held in ("all", track):
                return ConversionFactor(
                    Decimal(amount), held, edition.covers_from, edition.covers_to, "official", _release(edition)
                )
        return self._shipped.conversion_factor(day, track)

    def tracks(self, day: date) -> tuple[str, ...]:
        """The tracks that differ on a date: `("all",)`, or both; empty where no release was read."""
        loaded = [held for edition, held, _ in self._held_factors if edition.covers_from <= day <= edition.covers_to]
        return tuple(dict.fromkeys((*self._shipped.tracks(day), *loaded)))

    def cost_indices(self, mac: str, locality: str, day: date) -> CostIndices | None:
        """The cost indices of one locality on a date; None where none were read."""
        for edition, held in self._held_indices:
            if edition.covers_from <= day <= edition.covers_to and (found := held.get(f"{mac}/{locality}")):
                state, work, expense, malpractice, name = found
                return CostIndices(
                    mac, locality, name, state, Decimal(work), Decimal(expense), Decimal(malpractice),
                    edition.covers_from, edition.covers_to, _release(edition), "official",
                )  # fmt: skip
        return self._shipped.cost_indices(mac, locality, day)


def _release(edition: Edition) -> str:
    return f"{edition.quarter}, loaded from {', '.join(edition.files)}"
