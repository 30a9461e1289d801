"""What a claim and its registration lack before they can be sent, each in one line a biller can act on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tautband.formats.lines_to_bill import missing_from_lines
from tautband.formats.x12.addresses import is_box
from tautband.formats.x12.guide import professional_guide
from tautband.formats.x12.npi import is_npi
from tautband.model.claim import Claim
from tautband.model.identifiers import (
    is_medicare_number,
    is_tax_number,
    is_taxonomy,
    is_zip,
    is_zip_plus_four,
    plain_diagnosis,
)
from tautband.model.registration import Address, Coverage, Person, Provider, Registration
from tautband.rulebook.states import STATE_NAMES

MOST_DIAGNOSES, MOST_LINES = 12, 50
_PART_B = "MB"
_REPLACES = ("7", "8")


def missing_from(claim: Claim, registration: Registration) -> list[str]:
    """Everything that keeps a claim from being sent; empty for one that is complete. No value of a patient is named."""
    return [*_of_registration(registration), *_of_claim(claim, registration)]


def _of_registration(desk: Registration) -> Iterator[str]:
    for name in ("patient", "billing", "submission"):
        if getattr(desk, name) is None:
            yield f"{name}: missing"
    if not desk.coverages:
        yield "coverages: missing"
    if not desk.claim_id:
        yield "claim_id: missing"
    for name in ("billing", "rendering", "facility", "referring", "supervising"):
        if provider := getattr(desk, name):
            yield from _of_provider(provider, name)
    for number, coverage in enumerate(desk.coverages, 1):
        yield from _of_coverage(coverage, f"coverages.{number}", desk.patient)
    if desk.patient:
        yield from _of_person(desk.patient, "patient", whole=True)
    for number, paper in enumerate(desk.attachments, 1):
        if paper.kind not in _papers():
            yield f"attachments.{number}.kind: not a code of the guide for what is attached"
        if paper.sent != "AA" and not 2 <= len((paper.control_number or "").strip()) <= 80:
            yield f"attachments.{number}.control_number: missing: it is sent apart, and cannot be matched without"
    if desk.frequency in _REPLACES and not desk.original_reference:
        yield "original_reference: missing: a corrected or void claim names the payer's number of the first one"
    if desk.frequency in _REPLACES and desk.coverages and desk.coverages[0].filing == _PART_B:
        yield "frequency: Medicare Part B takes no corrected or void claim"
    if desk.accident and desk.accident.cause == "AA" and not desk.accident.state:
        yield "accident.state: missing for a car accident"


def _of_provider(provider: Provider, at: str) -> Iterator[str]:
    if not is_npi(provider.npi):
        yield f"{at}.npi: not an NPI: ten figures, the last of which checks the others"
    if provider.taxonomy is not None and not is_taxonomy(provider.taxonomy):
        yield f"{at}.taxonomy: not a taxonomy code: ten characters, the last an X"
    if at == "billing":
        if not provider.tax_id or not is_tax_number(provider.tax_id):
            yield "billing.tax_id: nine figures, without a hyphen"
        if provider.address is None:
            yield "billing.address: missing"
        elif is_box(provider.address.street) or is_box(provider.address.street_2):
            yield "billing.address.street: a box; the billing street must be a place one can go to"
    if at == "facility" and provider.address is None:
        yield "facility.address: missing"
    if at in ("billing", "facility") and provider.address:
        if not is_zip_plus_four(provider.address.zip_code):
            yield f"{at}.address.zip_code: nine figures, ZIP+4"
        yield from _of_state(provider.address, at)


def _of_coverage(coverage: Coverage, at: str, patient: Person | None) -> Iterator[str]:
    if not 2 <= len(coverage.member_id.strip()) <= 80:
        yield f"{at}.member_id: two characters or more"
    elif coverage.filing == _PART_B and not is_medicare_number(coverage.member_id):
        yield f"{at}.member_id: not of the form of a Medicare number"
    if not coverage.payer_id.strip() or not coverage.payer_name.strip():
        yield f"{at}.payer_id and payer_name: missing"
    if coverage.relation != "18" and coverage.subscriber is None:
        yield f"{at}.subscriber: missing where the patient is not the subscriber"
    if coverage.relation == "18" and coverage.subscriber not in (None, patient):
        yield f"{at}.subscriber: another person, though the relation 18 says that it is the patient"


def _of_person(person: Person, at: str, *, whole: bool) -> Iterator[str]:
    if whole and (person.born is None or person.sex is None or person.address is None):
        yield f"{at}: birth date, sex or address missing"
    if person.address:
        if not is_zip(person.address.zip_code):
            yield f"{at}.address.zip_code: five or nine figures"
        yield from _of_state(person.address, at)


def _of_state(address: Address, at: str) -> Iterator[str]:
    if address.state not in STATE_NAMES:
        yield f"{at}.address.state: not the two letters of a state"


def _of_claim(claim: Claim, desk: Registration) -> Iterator[str]:
    if not claim.lines:
        yield "lines: none to bill"
    if len(claim.lines) > MOST_LINES:
        yield f"lines: {len(claim.lines)}, and a claim holds {MOST_LINES}"
    if not claim.place_of_service:
        yield "place_of_service: missing"
    diagnoses = diagnoses_of(claim)
    if len(diagnoses) > MOST_DIAGNOSES:
        yield f"diagnoses: {len(diagnoses)}, and a claim holds {MOST_DIAGNOSES}"
    yield from missing_from_lines(claim, desk)


@cache
def _papers() -> frozenset[str]:
    """The guide's codes for what is attached to a claim."""
    rules = professional_guide().loops["2300"].segments
    return next(rule.elements[0].codes or frozenset() for rule in rules if rule.segment == "PWK")


def diagnoses_of(claim: Claim) -> list[str]:
    """The diagnoses of a claim, without dots, in the order the lines first point to them."""
    return list(dict.fromkeys(plain_diagnosis(code) for line in claim.lines for code in line.diagnoses))
