"""What a claim and its registration lack before they can be printed, each in one line a biller can act on."""

from __future__ import annotations

from collections.abc import Iterator

from tautband.formats.lines_to_bill import missing_from_lines
from tautband.model.claim import Claim
from tautband.model.registration import Registration

_REPLACES = ("7", "8")


def missing_from(claim: Claim, desk: Registration) -> list[str]:
    """Everything that keeps a claim from being printed; empty for one that is complete. No value is named."""
    return [*_of_registration(desk), *_of_claim(claim, desk)]


def _of_registration(desk: Registration) -> Iterator[str]:
    for name in ("patient", "billing"):
        if getattr(desk, name) is None:
            yield f"{name}: missing"
    if not desk.coverages:
        yield "coverages: missing"
    if not desk.claim_id:
        yield "claim_id: missing"
    if (patient := desk.patient) and (patient.born is None or patient.sex is None or patient.address is None):
        yield "patient: birth date, sex or address missing"
    if billing := desk.billing:
        if not billing.tax_id:
            yield "billing.tax_id: missing"
        if billing.address is None:
            yield "billing.address: missing"
    if desk.facility and desk.facility.address is None:
        yield "facility.address: missing"
    for number, coverage in enumerate(desk.coverages, 1):
        if coverage.relation != "18" and coverage.subscriber is None:
            yield f"coverages.{number}.subscriber: missing where the patient is not the subscriber"
    if desk.frequency in _REPLACES and not desk.original_reference:
        yield "original_reference: missing: a corrected or void claim names the payer's number of the first one"
    if desk.accident and desk.accident.cause == "AA" and not desk.accident.state:
        yield "accident.state: missing for a car accident"


def _of_claim(claim: Claim, desk: Registration) -> Iterator[str]:
    if not claim.lines:
        yield "lines: none to bill"
    if not claim.place_of_service:
        yield "place_of_service: missing"
    yield from missing_from_lines(claim, desk)
