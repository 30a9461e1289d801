"""A claim to price, and the reason why a line of it has no price."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tautband.claims import schedule_payment
from tautband.model.claim import Claim, ServiceLine
from tautband.model.payment import ExpectedPayment
from tautband.rulebook.tables import Tables

OHIO = "15202/00"


def line(text: str, units: int | str = 1, charge: str | None = None, day: date | None = None) -> ServiceLine:
    """A line written `CODE` or `CODE-MODIFIER,MODIFIER`."""
    code, _, modifiers = text.partition("-")
    return ServiceLine(
        code=code, modifiers=tuple(modifiers.split(",")) if modifiers else (), units=Decimal(units),
        charge=None if charge is None else Decimal(charge), date_of_service=day,
    )  # fmt: skip


def claim(*lines: ServiceLine | str, day: date = date(2026, 3, 2), pos: str | None = "11", **more: Any) -> Claim:
    """A claim of these lines in an office on 2 March 2026, place unknown unless given."""
    made = tuple(line(entry) if isinstance(entry, str) else entry for entry in lines)
    return Claim(claim_id="1", date_of_service=day, place_of_service=pos, lines=made, **more)


def price(priced: Claim, locality: str | None = OHIO, **more: Any) -> ExpectedPayment:
    """What the schedule pays for a claim, in Ohio unless told otherwise."""
    return schedule_payment(priced, Tables.open(), locality=locality, **more)


def allowed(*lines: ServiceLine | str, **more: Any) -> list[str | None]:
    """What is allowed for each line of a claim in Ohio."""
    return [str(p.allowed) if p.allowed is not None else p.because for p in price(claim(*lines, **more)).lines]
