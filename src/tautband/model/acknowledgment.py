"""What became of a file that was sent: taken or refused as a whole (TA1), by its form (999), claim by claim (277CA)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from tautband.model.strict import Strict

Verdict = Literal["accepted", "accepted_with_errors", "rejected"]


class InterchangeAcknowledgment(Strict):
    """TA1: whether the interchange of a control number was taken. `note` is X12's reason number, 000 for none."""

    control_number: str
    verdict: Verdict | None
    note: str | None = None


class ElementError(Strict):
    """An element that a 999 finds fault with, by its place in the segment and X12's error number."""

    element: str
    error: str


class SegmentError(Strict):
    """A segment that a 999 finds fault with. `position` counts from ST, which is 1."""

    segment: str
    position: int | None
    loop: str | None = None
    error: str | None = None
    elements: tuple[ElementError, ...] = ()


class SetAcknowledgment(Strict):
    """999 on one transaction set: the verdict and each fault."""

    transaction: str
    control_number: str
    verdict: Verdict | None
    errors: tuple[SegmentError, ...] = ()


class GroupAcknowledgment(Strict):
    """999 on one group: the verdict, and how many sets were sent and taken."""

    control_number: str
    verdict: Verdict | None
    sent: int | None = None
    taken: int | None = None
    sets: tuple[SetAcknowledgment, ...] = ()


class ClaimAcknowledgment(Strict):
    """277CA on one claim: taken for adjudication or refused before it, and why.

    `category` is the status category (A1, A2 taken; A3, A6, A7, A8 refused), `status` the reason behind it.
    """

    claim_id: str | None
    verdict: Verdict | None
    category: str | None = None
    status: str | None = None
    payer_claim_number: str | None = None
    charge: Decimal | None = None
    decided_on: date | None = None
    date_of_service: date | None = None


class Acknowledgments(Strict):
    """All that one file of acknowledgments says."""

    interchanges: tuple[InterchangeAcknowledgment, ...] = ()
    groups: tuple[GroupAcknowledgment, ...] = ()
    claims: tuple[ClaimAcknowledgment, ...] = ()
