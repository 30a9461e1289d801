"""From a professional claim as its file tells it to the claim that the edits judge."""

from __future__ import annotations

import csv
import hashlib
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from tautband.formats.x12.amounts import dollars
from tautband.formats.x12.professional_claim import Line, ProfessionalClaim
from tautband.model.claim import Claim, ServiceLine
from tautband.rulebook.payers import PayerNames


def to_claim(record: ProfessionalClaim, payers: PayerNames | None = None) -> Claim | None:
    """The claim of a record; None where a date of service or a procedure code is missing or at fault.

    The place is that of the service facility, else of the billing provider. The payer is the one its name means; where
    the kind of payer (SBR09) says Medicare, Medicaid, TRICARE or workers' compensation, only a payer of that kind. A
    line's diagnoses are those it points to. What the claim has no room for (names, addresses, other payers, drugs)
    stays in the record.
    """
    day = record.first_day
    if day is None or not record.lines or record.claim_id is None:
        return None
    lines = [_line(record, line, day) for line in record.lines]
    if any(line is None for line in lines):
        return None
    head = record.header
    facility = record.named("77")
    place = facility if facility and facility.state else head.billing
    rendering = record.named("82") or next(
        (name for line in record.lines for name in line.names if name.qualifier == "82"), None
    )
    state = place.state if place else None
    return Claim(
        claim_id=record.claim_id,
        patient_id=_patient(record),
        payer=_payer(record, payers, state),
        state=state,
        zip_code=place.zip_code if place else None,
        date_of_service=day,
        place_of_service=record.place,
        rendering_npi=rendering.id if rendering else head.billing.id if head.billing else None,
        billing_npi=head.billing.id if head.billing else None,
        lines=tuple(line for line in lines if line is not None),
    )


def _line(record: ProfessionalClaim, line: Line, day: date) -> ServiceLine | None:
    if line.code is None or line.first_day is None:
        return None
    try:
        units = Decimal(line.units) if line.units else Decimal(1)
    except InvalidOperation:
        return None
    pointed = [int(pointer) for pointer in line.pointers if pointer.isdigit()]
    codes = [record.diagnoses[at - 1][1] for at in pointed if 0 < at <= len(record.diagnoses)]
    return ServiceLine(
        code=line.code,
        modifiers=line.modifiers,
        units=units,
        charge=None if line.charge is None else dollars(line.charge),
        diagnoses=tuple(code for code in codes if code is not None),
        date_of_service=line.first_day if line.first_day != day else None,
    )


def _patient(record: ProfessionalClaim) -> str | None:
    """The member number, with a mark that tells dependants of one number apart and tells nothing of them."""
    subscriber, patient = record.header.subscriber, record.header.patient
    member = subscriber.member_id if subscriber else None
    if member is None or not record.header.patient_separate or patient is None:
        return member
    mark = hashlib.blake2b("\0".join(patient.identity).encode("utf-8"), digest_size=6).hexdigest()
    return f"{member}-{mark}"


def _payer(record: ProfessionalClaim, payers: PayerNames | None, state: str | None) -> str | None:
    coverage, payer = record.header.coverage, record.header.payer
    return payer_of(coverage.filing if coverage else None, payer.name if payer else None, state, payers)


def payer_of(filing: str | None, name: str | None, state: str | None, payers: PayerNames | None) -> str | None:
    """The payer that a claim filing indicator and a payer's name mean; the name itself for one nobody knows."""
    found = payers.resolve(name, state) if payers and name else None
    of_kind = _filing_payers().get(filing or "")
    if of_kind and (found is None or found.kind != of_kind[1]):
        kindred = payers.resolve(of_kind[0], state) if payers else None
        return kindred.id if kindred else of_kind[0]
    return found.id if found else name


@cache
def _filing_payers() -> dict[str, tuple[str, str]]:
    """The payer, and its kind, that a claim filing indicator names whatever the payer calls itself."""
    with (Path(__file__).parent / "filing_payers.csv").open(newline="", encoding="ascii") as table:
        return {row["filing"]: (row["payer"], row["kind"]) for row in csv.DictReader(table)}
