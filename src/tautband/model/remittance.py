"""What a payer decided: the payment, each claim in it, each line, and why less was paid than charged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tautband.model.strict import Strict


class Adjustment(Strict):
    """One reason (CARC) why less, or more, was paid. `amount` is dollars taken off; negative gives back.

    `group` says who bears it: CO the provider by contract, PR the patient, OA another, PI the payer's own choice, CR a
    correction; as the payer wrote it, also where it is none of these.
    """

    group: str
    carc: str
    amount: Decimal
    quantity: Decimal | None = None


class RemittedLine(Strict):
    """One service line as decided. `submitted_code` is given where the payer decided on another code than was sent."""

    code: str | None
    modifiers: tuple[str, ...] = ()
    submitted_code: str | None = None
    charge: Decimal | None = None
    paid: Decimal | None = None
    units_paid: Decimal | None = None
    units_submitted: Decimal | None = None
    allowed: Decimal | None = None
    date_of_service: date | None = None
    control_number: str | None = None
    adjustments: tuple[Adjustment, ...] = ()
    rarcs: tuple[str, ...] = ()


class RemittedClaim(Strict):
    """One claim as decided.

    `status` is CLP02: 1 to 3 paid as primary, secondary or tertiary, 4 denied, 19 to 21 forwarded, 22 a reversal of an
    earlier payment, 23 not a claim of this payer, 25 a predetermination. `payer_claim_number` is what a corrected claim
    must name. `balanced`: charge less adjustments is the payment, on the claim and on each line; None where an amount
    is missing.
    """

    claim_id: str | None
    status: str | None
    charge: Decimal | None = None
    paid: Decimal | None = None
    patient_owes: Decimal | None = None
    filing: str | None = None
    payer_claim_number: str | None = None
    place_of_service: str | None = None
    frequency: str | None = None
    member_id: str | None = None
    rendering_npi: str | None = None
    crossover_payer: str | None = None
    received_on: date | None = None
    allowed: Decimal | None = None
    adjustments: tuple[Adjustment, ...] = ()
    rarcs: tuple[str, ...] = ()
    lines: tuple[RemittedLine, ...] = ()
    balanced: bool | None = None

    @property
    def reversal(self) -> bool:
        """Whether this takes back what an earlier remittance paid."""
        return self.status == "22"

    @property
    def sent_on(self) -> bool:
        """Whether the payer sent the claim on to another payer by itself, paid or not."""
        return self.status in ("19", "20", "21", "23")

    @property
    def not_this_payers(self) -> bool:
        """Whether the payer is not responsible and sent the claim on, deciding nothing."""
        return self.status == "23"

    @property
    def advice_only(self) -> bool:
        """Whether this tells what would be paid, and nothing was billed."""
        return self.status == "25"


class ProviderAdjustment(Strict):
    """Money moved for no claim of this payment (PLB): interest, recoupment. Positive lowers the payment."""

    provider: str | None
    reason: str
    reference: str | None = None
    amount: Decimal


class Remittance(Strict):
    """One payment of one payer to one payee, and the claims it covers."""

    payer_name: str | None = None
    payer_id: str | None = None
    payee_npi: str | None = None
    payee_tax_id: str | None = None
    trace_number: str | None = None
    paid_on: date | None = None
    method: str | None = None
    amount: Decimal | None = None
    claims: tuple[RemittedClaim, ...] = ()
    provider_adjustments: tuple[ProviderAdjustment, ...] = ()
    balanced: bool | None = None
