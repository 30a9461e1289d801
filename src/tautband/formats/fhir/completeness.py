"""What a claim and its registration lack before they can be said in FHIR, each in one line a biller can act on."""

from __future__ import annotations

from collections.abc import Iterator

from tautband.model.claim import Claim
from tautband.model.identifiers import is_national_provider_identifier, is_procedure_code
from tautband.model.registration import Registration


def missing_from(claim: Claim, desk: Registration) -> list[str]:
    """Everything that keeps a claim from being written; empty for one that is complete. No patient's value is named."""
    return [*_of_registration(desk), *_of_claim(claim)]


def _of_registration(desk: Registration) -> Iterator[str]:
    for name in ("patient", "billing", "claim_id"):
        if not getattr(desk, name):
            yield f"{name}: missing"
    if not desk.coverages:
        yield "coverages: missing"
    for number, coverage in enumerate(desk.coverages, 1):
        if not coverage.payer_name.strip() or not coverage.member_id.strip():
            yield f"coverages.{number}.payer_name and member_id: missing"
        if coverage.relation != "18" and coverage.subscriber is None:
            yield f"coverages.{number}.subscriber: missing where the patient is not the subscriber"
    for name in ("billing", "rendering", "facility", "referring", "ordering", "supervising"):
        provider = getattr(desk, name)
        if provider is not None and not is_national_provider_identifier(provider.npi):
            yield f"{name}.npi: not an NPI: ten figures, the last of which checks the others"


def _of_claim(claim: Claim) -> Iterator[str]:
    if not claim.lines:
        yield "lines: none to bill"
    if not claim.place_of_service:
        yield "place_of_service: missing"
    for number, line in enumerate(claim.lines, 1):
        if not is_procedure_code(line.code):
            yield f"lines.{number}.code: not a procedure code"
        if line.charge is None:
            yield f"charges: none for {line.code}, line {number}"
        if line.units <= 0:
            yield f"lines.{number}.units: at least one"
        if not line.diagnoses:
            yield f"lines.{number}.diagnoses: none for {line.code}"
