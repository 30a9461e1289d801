"""Earlier services of each patient from the claims and payers' answers that came with the notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from tautband.formats.fhir.claim_reading import CLAIMS, claim_of, is_claim_to_judge
from tautband.formats.fhir.parties import identity_of
from tautband.formats.fhir.problem import ReadClaim
from tautband.formats.fhir.resources import Resources
from tautband.model.claim import HistoryEntry
from tautband.model.errors import InputError

Services = Mapping[str, list[HistoryEntry] | InputError]
"""The services of each patient by identity, or why a claim of theirs cannot be read."""


def services_by_patient(resources: Resources) -> Services:
    """Every line of every claim that stands, by patient.

    Claims without a patient do not count; neither do lines without a CPT or HCPCS code. That other services exist is
    never ruled out: what is here is a part of the history.
    """
    found: dict[str, list[HistoryEntry] | InputError] = {}
    for resource in resources.of(*CLAIMS):
        patient = identity_of(resources, resource.object("patient"))
        if patient is None or not is_claim_to_judge(resources, resource):
            continue
        held = found.setdefault(patient, [])
        try:
            if not isinstance(held, InputError):
                held.extend(_entries(claim_of(resources, resource)))
        except InputError as error:
            found[patient] = error
        resource.forget()
    return found


def earlier(services: Services, patient: str | None, before: date) -> tuple[HistoryEntry, ...]:
    """The services of a patient on days before `before`, the latest day first. InputError where one cannot be read."""
    held = services.get(patient, []) if patient is not None else []
    if isinstance(held, InputError):
        raise held
    chosen = (entry for entry in held if entry.date_of_service < before)
    return tuple(sorted(chosen, key=lambda entry: (entry.date_of_service, entry.code), reverse=True))


def _entries(read: ReadClaim) -> Iterator[HistoryEntry]:
    if (claim := read.claim) is None:
        return
    for line, outcome in zip(claim.lines, read.outcomes, strict=True):
        yield HistoryEntry(
            date_of_service=line.date_of_service or claim.date_of_service,
            code=line.code,
            claim_id=claim.claim_id,
            modifiers=line.modifiers,
            units=line.units,
            provider=claim.rendering_npi,
            group=claim.billing_npi,
            payer=claim.payer,
            outcome=outcome,
        )
