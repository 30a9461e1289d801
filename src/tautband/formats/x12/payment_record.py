"""A payment as its 835 tells it, in plain records that are fast to make. Amounts are cents, None where missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic_core import to_json

from tautband.formats.x12.problem import Problem

Adjusted = tuple[str, str, int, str]
"""Group, reason, cents, quantity as written."""


@dataclass(slots=True)
class PaidLine:
    """One service line: `procedure` and `submitted` are composites as written."""

    position: int
    procedure: str
    charge: int | None
    paid: int | None
    units_paid: str
    submitted: str
    units_submitted: str
    day: str = ""
    control: str = ""
    allowed: int | None = None
    adjustments: list[Adjusted] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class PaidClaim:
    """One claim of a payment."""

    position: int
    claim_id: str
    status: str
    charge: int | None
    paid: int | None
    patient_owes: int | None
    filing: str
    payer_claim_number: str
    place: str
    frequency: str
    member_id: str = ""
    rendering_npi: str = ""
    crossover: str = ""
    received: str = ""
    allowed: int | None = None
    adjustments: list[Adjusted] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    lines: list[PaidLine] = field(default_factory=list)
    balanced: bool | None = None


@dataclass(slots=True)
class PaymentRecord:
    """One transaction set: a payment, the claims it covers, and what is wrong with it."""

    position: int
    component: str
    amount: int | None = None
    method: str = ""
    paid_on: str = ""
    trace: str = ""
    payer_name: str = ""
    payer_id: str = ""
    payee_npi: str = ""
    payee_tax_id: str = ""
    claims: list[PaidClaim] = field(default_factory=list)
    moved: list[tuple[str, str, str, int]] = field(default_factory=list)
    """PLB: provider, reason, reference, cents; positive lowers the payment."""
    problems: list[Problem] = field(default_factory=list)
    balanced: bool | None = None

    def document(self) -> dict[str, Any]:
        """The payment as a JSON object: amounts in cents, texts as written."""
        return {
            "payer": {"name": self.payer_name, "id": self.payer_id},
            "payee": {"npi": self.payee_npi, "tax_id": self.payee_tax_id},
            "trace": self.trace, "paid_on": self.paid_on, "method": self.method, "amount": self.amount,
            "balanced": self.balanced, "moved": self.moved,
            "claims": [_claim_document(claim) for claim in self.claims],
            "problems": [problem.document() for problem in self.problems],
        }  # fmt: skip

    def json(self) -> bytes:
        """The document as JSON, written at the speed of reading."""
        return to_json(self.document())


def _claim_document(claim: PaidClaim) -> dict[str, Any]:
    return {
        "claim_id": claim.claim_id, "status": claim.status, "charge": claim.charge, "paid": claim.paid,
        "patient_owes": claim.patient_owes, "filing": claim.filing, "payer_claim_number": claim.payer_claim_number,
        "place": claim.place, "frequency": claim.frequency, "member_id": claim.member_id,
        "rendering_npi": claim.rendering_npi, "balanced": claim.balanced, "adjustments": claim.adjustments,
        "remarks": claim.remarks,
        "lines": [
            {"procedure": line.procedure, "charge": line.charge, "paid": line.paid, "units_paid": line.units_paid,
             "submitted": line.submitted, "units_submitted": line.units_submitted, "day": line.day,
             "control": line.control, "allowed": line.allowed, "adjustments": line.adjustments, "remarks": line.remarks}
            for line in claim.lines
        ],
    }  # fmt: skip
