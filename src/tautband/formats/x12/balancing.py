"""Sums that must agree in a professional claim: lines with the claim, other payers' payments with the charges."""

from __future__ import annotations

from collections.abc import Iterator

from tautband.formats.x12.amounts import written
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.professional_claim import LinePayment, OtherPayer, ProfessionalClaim


def balance_problems(claim: ProfessionalClaim) -> Iterator[Problem]:
    """Every sum that does not agree. A sum with a part that is not known is not judged."""
    total = _total(claim)
    if total is not None and claim.charge is not None and total != claim.charge:
        says = f"CLM02 (total charge): is not the sum of the line charges, {written(total)}"
        yield Problem(
            3,
            claim.claim_id,
            "2300",
            "CLM",
            claim.position,
            "CLM02",
            written(claim.charge),
            says,
            "Correct the total or the line that is wrong.",
        )
        return
    if claim.others and all(other.id_known for other in claim.others):
        yield from _coordination(claim)


def _total(claim: ProfessionalClaim) -> int | None:
    """The sum of the lines' charges; None where one is not known, or there is no line."""
    total = 0
    for line in claim.lines:
        if line.charge is None:
            return None
        total += line.charge
    return total if claim.lines else None


def _coordination(claim: ProfessionalClaim) -> Iterator[Problem]:
    payers = {other.id: other for other in claim.others}
    decided: dict[str | None, list[LinePayment]] = {}
    for line in claim.lines:
        for payment in line.payments:
            decided.setdefault(payment.payer_id, []).append(payment)
            if payment.payer_id is not None and payment.payer_id not in payers:
                yield Problem(
                    4,
                    claim.claim_id,
                    "2430",
                    "SVD",
                    payment.position,
                    "SVD01",
                    payment.payer_id,
                    "SVD01: names no other payer of this claim",
                    "Write the identifier of 2330B NM109.",
                )
                return
            if payment.sums_known and payment.paid is not None and line.charge is not None:
                accounted = payment.paid + payment.adjusted
                if accounted != line.charge:
                    yield Problem(
                        3,
                        claim.claim_id,
                        "2430",
                        "SVD",
                        payment.position,
                        "SVD02",
                        written(payment.paid),
                        f"SVD02 (other payer line paid): with its adjustments makes {written(accounted)}, "
                        f"and the line's charge is {written(line.charge)}",
                        "Copy payment and adjustments from the other payer's remittance.",
                    )
                    return
    for identifier, other in payers.items():
        yield from _claim_level(claim, other, decided.get(identifier, []))


def _claim_level(claim: ProfessionalClaim, other: OtherPayer, lines: list[LinePayment]) -> Iterator[Problem]:
    """The claim's payment: the sum of the lines', or else the charge, less the claim's own adjustments."""
    if other.paid is None or not other.sums_known:
        return
    if lines:
        if len(lines) < len(claim.lines) or any(payment.paid is None for payment in lines):
            return
        expected = sum(payment.paid or 0 for payment in lines) - other.adjusted
    elif claim.charge is not None and other.adjusted:
        expected = claim.charge - other.adjusted
    else:
        return
    if other.paid != expected:
        yield Problem(
            3,
            claim.claim_id,
            "2320",
            "AMT",
            other.coverage.position,
            "AMT02",
            written(other.paid),
            f"AMT02 (other payer paid): is not what the other payer's lines and adjustments make, {written(expected)}",
            "Copy payment and adjustments from the other payer's remittance.",
        )
