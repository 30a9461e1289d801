"""Earlier services of the patient from the claims and payers' answers that came with the note."""

from __future__ import annotations

from datetime import date

from tautband.formats.fhir.claim_reading import claim_of, is_claim_to_judge
from tautband.formats.fhir.parties import identity_of
from tautband.formats.fhir.resources import Resources
from tautband.model.claim import HistoryEntry


def earlier_services(resources: Resources, patient: str | None, before: date) -> tuple[HistoryEntry, ...]:
    """The lines of this patient's claims of days before `before`, the latest day first.

    Claims without a patient, of others, withdrawn or never sent as a claim do not count; neither do lines without a
    CPT or HCPCS code. That other services exist is never ruled out: what is here is a part of the history.
    """
    found: list[HistoryEntry] = []
    for resource in resources.of("Claim", "ExplanationOfBenefit"):
        theirs = identity_of(resources, resource.object("patient"))
        if patient is None or theirs != patient or not is_claim_to_judge(resources, resource):
            continue
        read = claim_of(resources, resource)
        if (claim := read.claim) is None:
            continue
        for line in claim.lines:
            day = line.date_of_service or claim.date_of_service
            if day < before:
                found.append(
                    HistoryEntry(
                        date_of_service=day,
                        code=line.code,
                        claim_id=claim.claim_id,
                        modifiers=line.modifiers,
                        units=line.units,
                        provider=claim.rendering_npi,
                        group=claim.billing_npi,
                        payer=claim.payer,
                    )
                )
    return tuple(sorted(found, key=lambda entry: (entry.date_of_service, entry.code), reverse=True))
