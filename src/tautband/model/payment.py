"""What a claim is expected to pay, line by line, with every step that leads from the schedule to the dollars."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from tautband.model.evidence import Citation
from tautband.model.strict import Strict

AdjustmentKind = Literal["practitioner", "units", "bilateral", "multiple_procedure", "charge", "sequestration"]


class PaymentAdjustment(Strict):
    """One step away from the schedule's amount. `amount` is the change in dollars, negative where less is paid.

    All but `sequestration` change what is allowed; that one is taken from the plan's payment alone.
    """

    line: int
    kind: AdjustmentKind
    amount: Decimal
    says: str
    citation: Citation | None = None


class PricedLine(Strict):
    """One line's price, or `because`: why there is none.

    `schedule_amount` is the schedule's dollars for one unit before any adjustment, and `arithmetic` how it came about;
    both may be known where the price is not. `withheld` is what sequestration takes from the plan's payment.
    """

    line: int
    code: str
    modifiers: tuple[str, ...] = ()
    schedule_amount: Decimal | None = None
    arithmetic: str | None = None
    allowed: Decimal | None = None
    plan_pays: Decimal | None = None
    patient_owes: Decimal | None = None
    withheld: Decimal | None = None
    because: str | None = None


class ExpectedPayment(Strict):
    """What a claim pays if every line is covered and paid as billed: dollars and cents.

    The amounts are the sums over the lines that could be priced, None where none could; `complete` is False where a
    line could not be. `allowed` equals `plan_pays` plus `patient_owes` plus `withheld`. `basis` says how the amounts
    came about, or why there are none; `terms` is its part on schedule, place and factor, one text a date; `assumes`
    what was taken for granted.
    """

    allowed: Decimal | None = None
    plan_pays: Decimal | None = None
    patient_owes: Decimal | None = None
    withheld: Decimal | None = None
    complete: bool = False
    basis: str
    terms: tuple[str, ...] = ()
    assumes: tuple[str, ...] = ()
    adjustments: tuple[PaymentAdjustment, ...] = ()
    lines: tuple[PricedLine, ...] = ()
