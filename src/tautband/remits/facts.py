"""What was taken off, or given back, though nothing was denied."""

from __future__ import annotations

from tautband.model.work_list import PaymentFact
from tautband.remits.adjusted import Adjusted


def fact_of(adjusted: Adjusted) -> PaymentFact:
    """An adjustment that is no denial, for posting."""
    if adjusted.adjustment.amount < 0:
        says = "given back"
    else:
        says = adjusted.cause.cause.says if adjusted.cause else "The table of causes does not hold this reason code"
    return PaymentFact(
        claim_id=adjusted.decided.claim.claim_id,
        line=adjusted.line,
        code=adjusted.code,
        group=adjusted.adjustment.group,
        carc=adjusted.adjustment.carc,
        amount=adjusted.adjustment.amount,
        says=says,
    )
