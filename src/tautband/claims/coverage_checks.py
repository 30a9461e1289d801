"""Whether the coverages of a registration can be: member numbers, subscribers, and who pays before whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tautband.claims.fault import Fault
from tautband.model.identifiers import is_medicare_number
from tautband.model.registration import Coverage, Registration
from tautband.model.remittance import RemittedClaim

FILINGS = frozenset(
    ("11", "12", "13", "14", "15", "16", "17", "AM", "BL", "CH", "CI", "DS",
     "FI", "HM", "LM", "MA", "MB", "MC", "OF", "TV", "VA", "WC", "ZZ")
)  # fmt: skip
"""Claim filing indicators (SBR09 of 005010X222A1)."""
ORIGINAL_MEDICARE = ("MB", "MA")
"""Claim filing indicators of Medicare Parts B and A, whose member numbers have a form of their own."""
_MEMBER_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z .\-]*[0-9A-Za-z]")


def coverage_faults(desk: Registration) -> Iterator[Fault]:
    """The faults of the coverages, each by itself and then their order."""
    for number, coverage in enumerate(desk.coverages, 1):
        yield from _faults(coverage, f"coverages.{number}", desk)
    sequences = [coverage.sequence for coverage in desk.coverages]
    if len(set(sequences)) < len(sequences):
        yield Fault("coverages", "two of one sequence", "give each payer its own of P, S and T")
    if not desk.coverages:
        return
    billed = desk.coverages[0]
    if billed.decision is not None:
        yield Fault(
            "coverages.1.decision", "a decision of the payer that is billed", "leave it to the payers before it"
        )
    earlier = [each for each in desk.coverages[1:] if each.sequence < billed.sequence]
    if billed.sequence != "P" and not earlier:
        yield Fault("coverages", "none that pays before the one billed", "add the first payer with its decision")
    for number, coverage in enumerate(desk.coverages, 1):
        if coverage in earlier and coverage.decision is None:
            yield Fault(
                f"coverages.{number}.decision",
                "missing for a payer that pays first",
                "bill that payer first, then add what its remittance decided",
            )


def _faults(coverage: Coverage, at: str, desk: Registration) -> Iterator[Fault]:
    member = coverage.member_id.strip()
    if coverage.filing in ORIGINAL_MEDICARE:
        if not is_medicare_number(member):
            yield Fault(
                f"{at}.member_id", "not of the form of a Medicare number", "copy the eleven characters from the card"
            )
    elif not (2 <= len(member) <= 80 and _MEMBER_ID.fullmatch(member)):
        yield Fault(f"{at}.member_id", "not a member number", "copy its letters and figures from the card")
    if coverage.filing not in FILINGS:
        yield Fault(f"{at}.filing", "not a claim filing indicator", f"give one of {', '.join(sorted(FILINGS))}")
    for name in ("payer_name", "payer_id"):
        if not getattr(coverage, name).strip():
            yield Fault(f"{at}.{name}", "empty", "write it")
    if coverage.relation != "18" and coverage.subscriber is None:
        yield Fault(f"{at}.subscriber", "missing where the patient is not the subscriber", "add the subscriber")
    if coverage.relation == "18" and coverage.subscriber not in (None, desk.patient):
        yield Fault(f"{at}.subscriber", "another person than the patient, though the relation is 18", "correct one")
    if coverage.filing in ORIGINAL_MEDICARE and coverage.sequence != "P" and coverage.medicare_secondary is None:
        yield Fault(f"{at}.medicare_secondary", "missing where Medicare pays after another", "say why it pays second")
    if coverage.decision is not None:
        yield from _decision(coverage.decision, coverage, at)


def _decision(decided: RemittedClaim, coverage: Coverage, at: str) -> Iterator[Fault]:
    if coverage.decided_on is None:
        yield Fault(f"{at}.decided_on", "missing beside a decision", "write the day of the remittance")
    if decided.paid is None:
        yield Fault(f"{at}.decision.paid", "missing", "write what the payer paid, 0 for nothing")
    for number, line in enumerate(decided.lines, 1):
        taken = sum(adjustment.amount for adjustment in line.adjustments)
        if line.charge is not None and line.paid is not None and line.charge - taken != line.paid:
            yield Fault(
                f"{at}.decision.lines.{number}",
                "charge less adjustments is not the payment",
                "copy the remittance again",
            )
