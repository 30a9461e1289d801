"""What a claim is expected to pay by the contract rates that the practice loaded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tautband.claims.fees import to_cents
from tautband.model.claim import Claim, ServiceLine
from tautband.model.payment import AdjustmentKind, ExpectedPayment, PaymentAdjustment, PricedLine
from tautband.model.policy import Payer
from tautband.rulebook.tables import Tables

ASSUMES = (
    "no reduction for several procedures of one day: the table of rates does not say how the contract ranks them",
    "what of the allowed amount the plan pays and what the patient: the table of rates does not say",
)

Rate = Callable[[str, date, str], Decimal | None]


def contract_payment(claim: Claim, payer: Payer, tables: Tables) -> ExpectedPayment | None:
    """What the lines are allowed by the rates loaded for this payer, or None where there is no rate for any of them.

    The table names the payer by its id, its name, a name in use, or as the claim does. A rate with one of the line's
    modifiers goes before the rate without. A line is allowed its rate times its units, at most its charge.
    """
    if tables.own is None:
        return None
    names = dict.fromkeys(name for name in (claim.payer, payer.id, payer.name, *payer.aliases) if name)
    own = tables.own

    def rate(code: str, day: date, modifier: str) -> Decimal | None:
        found = (own.contract_rate(name, code, day, modifier) for name in names)
        return next((amount for amount in found if amount is not None), None)

    steps: list[PaymentAdjustment] = []
    lines = tuple(_priced(number, line, claim, rate, steps) for number, line in enumerate(claim.lines, 1))
    priced = [line.allowed for line in lines if line.allowed is not None]
    if not priced:
        return None
    return ExpectedPayment(
        allowed=sum(priced, Decimal(0)),
        complete=len(priced) == len(lines),
        basis=f"The contract rates you loaded for {payer.name}.",
        assumes=ASSUMES,
        adjustments=tuple(steps),
        lines=lines,
    )


def _priced(number: int, line: ServiceLine, claim: Claim, rate: Rate, steps: list[PaymentAdjustment]) -> PricedLine:
    day = line.date_of_service or claim.date_of_service
    rates = ((modifier, rate(line.code, day, modifier)) for modifier in (*line.modifiers, ""))
    modifier, amount = next(((m, found) for m, found in rates if found is not None), ("", None))
    if amount is None:
        because = f"no rate of the contract was loaded for {line.code} on {day}"
        return PricedLine(line=number, code=line.code, modifiers=line.modifiers, because=because)
    allowed = to_cents(amount * line.units)
    steps.extend(_step(number, "units", allowed - amount, f"{line.units:f} units"))
    if line.charge is not None and line.charge < allowed:
        steps.extend(_step(number, "charge", line.charge - allowed, "the charge is lower than the rate"))
        allowed = to_cents(line.charge)
    told = f"rate of the contract for {line.code}{f' with {modifier}' if modifier else ''}: {amount}"
    return PricedLine(
        line=number, code=line.code, modifiers=line.modifiers, schedule_amount=amount, arithmetic=told, allowed=allowed
    )  # fmt: skip


def _step(line: int, kind: AdjustmentKind, amount: Decimal, says: str) -> list[PaymentAdjustment]:
    return [PaymentAdjustment(line=line, kind=kind, amount=amount, says=says)] if amount else []
