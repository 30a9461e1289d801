"""From a payment as its 835 tells it to the remittance that the denials desk works with."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from tautband.formats.x12.amounts import day, dollars
from tautband.formats.x12.payment_record import Adjusted, PaidClaim, PaidLine, PaymentRecord
from tautband.model.remittance import Adjustment, ProviderAdjustment, Remittance, RemittedClaim, RemittedLine


def to_remittance(record: PaymentRecord) -> Remittance:
    """The remittance of a record: dollars for cents, dates for texts, None for what is missing."""
    return Remittance(
        payer_name=record.payer_name or None,
        payer_id=record.payer_id or None,
        payee_npi=record.payee_npi or None,
        payee_tax_id=record.payee_tax_id or None,
        trace_number=record.trace or None,
        paid_on=day(record.paid_on),
        method=record.method or None,
        amount=_dollars(record.amount),
        claims=tuple(_claim(claim, record.component) for claim in record.claims),
        provider_adjustments=tuple(
            ProviderAdjustment(provider=who or None, reason=why, reference=reference or None, amount=dollars(amount))
            for who, why, reference, amount in record.moved
        ),
        balanced=record.balanced,
    )


def _claim(claim: PaidClaim, component: str) -> RemittedClaim:
    return RemittedClaim(
        claim_id=claim.claim_id or None,
        status=claim.status or None,
        charge=_dollars(claim.charge),
        paid=_dollars(claim.paid),
        patient_owes=_dollars(claim.patient_owes),
        filing=claim.filing or None,
        payer_claim_number=claim.payer_claim_number or None,
        place_of_service=claim.place or None,
        frequency=claim.frequency or None,
        member_id=claim.member_id or None,
        rendering_npi=claim.rendering_npi or None,
        crossover_payer=claim.crossover or None,
        received_on=day(claim.received),
        allowed=_dollars(claim.allowed),
        adjustments=tuple(map(_adjustment, claim.adjustments)),
        rarcs=tuple(claim.remarks),
        lines=tuple(_line(line, component) for line in claim.lines),
        balanced=claim.balanced,
    )


def _line(line: PaidLine, component: str) -> RemittedLine:
    procedure = line.procedure.split(component)
    submitted = line.submitted.split(component)
    return RemittedLine(
        code=(procedure[1] if len(procedure) > 1 else "") or None,
        modifiers=tuple(part for part in procedure[2:6] if part),
        submitted_code=(submitted[1] if len(submitted) > 1 else "") or None,
        charge=_dollars(line.charge),
        paid=_dollars(line.paid),
        units_paid=_number(line.units_paid),
        units_submitted=_number(line.units_submitted),
        allowed=_dollars(line.allowed),
        date_of_service=day(line.day),
        control_number=line.control or None,
        adjustments=tuple(map(_adjustment, line.adjustments)),
        rarcs=tuple(line.remarks),
    )


def _adjustment(adjusted: Adjusted) -> Adjustment:
    group, reason, amount, quantity = adjusted
    return Adjustment(group=group, carc=reason, amount=dollars(amount), quantity=_number(quantity))


def _dollars(amount: int | None) -> Decimal | None:
    return None if amount is None else dollars(amount)


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return value if value is None or value.is_finite() else None
