"""The schedule's amount for one code: relative values times the locality's cost indices times the conversion factor.

    (work x work index + practice expense x its index + malpractice x its index) x conversion factor

The sum is exact and rounded once, at the end, half a cent up: so the official locality prices come out to the cent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tautband.claims.place_of_price import Unpriced
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.fees import FeeRow
from tautband.rulebook.tables.prices import ConversionFactor, CostIndices

CENT = Decimal("0.01")


def to_cents(amount: Decimal) -> Decimal:
    """Dollars to the cent, half a cent up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class FeeTerms:
    """What prices every code of one day at one place: the indices, the conversion factor and the setting.

    `other` is the factor of the other track where two differ that day and nobody said which the clinician is on.
    """

    day: date
    place_of_service: str
    facility: bool
    indices: CostIndices
    factor: ConversionFactor
    other: ConversionFactor | None = None


def fee_terms(
    tables: Tables, day: date, place_of_service: str | None, indices: CostIndices, qp: bool | None
) -> FeeTerms | Unpriced:
    """The terms of a day and place of service. `qp` None: the clinician's track is not known, and is taken as nonqp."""
    if not place_of_service:
        return Unpriced("the place of service code is not known: it decides between office and facility rate")
    place = tables.places.get(place_of_service)
    if place is None:
        return Unpriced(f"place of service {place_of_service} is not in the table")
    if apart := tables.payment_rules.on("place", place.code, day):
        return Unpriced(f"place of service {place.code}: {apart.says}")
    factor = tables.prices.conversion_factor(day, "qp" if qp else "nonqp")
    if factor is None:
        return Unpriced(f"no conversion factor of {day} was read")
    both = qp is None and len(tables.prices.tracks(day)) > 1
    other = tables.prices.conversion_factor(day, "qp") if both else None
    return FeeTerms(day, place.code, place.facility, indices, factor, other)


def practice_expense(row: FeeRow, facility: bool) -> Decimal | None:
    """The practice expense units of the setting; None where the schedule has none there."""
    return row.pe_facility if facility else row.pe_nonfacility


def schedule_amount(row: FeeRow, expense: Decimal, indices: CostIndices, factor: Decimal) -> Decimal:
    """The dollars of one unit, to the cent."""
    units = row.work * indices.work + expense * indices.practice_expense + row.malpractice * indices.malpractice
    return to_cents(units * factor)


def arithmetic(row: FeeRow, expense: Decimal, terms: FeeTerms) -> str:
    """The sum written out, for a person with a calculator."""
    i = terms.indices
    parts = ((row.work, i.work), (expense, i.practice_expense), (row.malpractice, i.malpractice))
    products = " + ".join(f"{units} \N{MULTIPLICATION SIGN} {index}" for units, index in parts)
    amount = schedule_amount(row, expense, i, terms.factor.amount)
    return f"({products}) \N{MULTIPLICATION SIGN} {terms.factor.amount} = {amount}"
