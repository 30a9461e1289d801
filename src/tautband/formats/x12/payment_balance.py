"""The sums of a remittance: each line, each claim, and the payment. None is mended: that is the payer's to do."""

from __future__ import annotations

from tautband.formats.x12.amounts import written
from tautband.formats.x12.payment_record import PaidClaim, PaymentRecord
from tautband.formats.x12.problem import Problem

_FIX = "Ask the payer to explain or correct the remittance before it is posted."


def balance(payment: PaymentRecord) -> PaymentRecord:
    """Judge every sum of a payment, tell of each that does not agree, and mark what balances.

    A line's charge less its adjustments is its payment; a claim's charge less its own and its lines' adjustments is the
    claim's; the claims' payments less what PLB moved is the amount paid. A claim whose line is at fault is not told
    again. None: an amount is missing, and the sum was not judged.
    """
    at_fault = {problem.claim_id for problem in payment.problems if problem.segment in ("CLP", "SVC", "CAS")}
    total = 0
    known = payment.amount is not None
    for claim in payment.claims:
        if claim.paid is None:
            known = False
        else:
            total += claim.paid
        claim.balanced = None if at_fault and claim.claim_id in at_fault else _claim_balances(payment, claim)
    if not known:
        return payment
    expected = total - sum(amount for _, _, _, amount in payment.moved)
    payment.balanced = payment.amount == expected
    if not payment.balanced:
        says = f"BPR02: is not what the claims and the provider adjustments make, {written(expected)}"
        shown = written(payment.amount or 0)
        payment.problems.append(Problem(3, None, "HEADER", "BPR", payment.position + 1, "BPR02", shown, says, _FIX))
    return payment


def _claim_balances(payment: PaymentRecord, claim: PaidClaim) -> bool | None:
    adjusted = 0
    for adjustment in claim.adjustments:
        adjusted += adjustment[2]
    good = True
    for line in claim.lines:
        of_line = 0
        for adjustment in line.adjustments:
            of_line += adjustment[2]
        adjusted += of_line
        if line.charge is None or line.paid is None:
            return None
        if line.charge - of_line != line.paid:
            good = False
            says = f"SVC03: is not the charge less the adjustments, {written(line.charge - of_line)}"
            payment.problems.append(
                Problem(3, claim.claim_id, "2110", "SVC", line.position, "SVC03", written(line.paid), says, _FIX)
            )
    if claim.charge is None or claim.paid is None:
        return None
    if good and claim.charge - adjusted != claim.paid:
        good = False
        says = f"CLP04: is not the charge less the adjustments, {written(claim.charge - adjusted)}"
        payment.problems.append(
            Problem(3, claim.claim_id, "2100", "CLP", claim.position, "CLP04", written(claim.paid), says, _FIX)
        )
    return good
