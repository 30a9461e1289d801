"""The claims of an input: every Claim and ExplanationOfBenefit that stands, read one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tautband.formats.fhir.claim_reading import CLAIMS, claim_of, is_claim_to_judge
from tautband.formats.fhir.documents import DOCUMENTS
from tautband.formats.fhir.problem import ReadClaim
from tautband.formats.fhir.resources import Resources
from tautband.model.errors import InputError
from tautband.rulebook.payers import PayerNames

_BESIDE = frozenset({
    *CLAIMS, "Patient", "Coverage", "Organization", "Practitioner", "PractitionerRole", "Location", "Condition",
    *DOCUMENTS, "Encounter", "Binary",
})  # fmt: skip


@dataclass(frozen=True)
class Unreadable:
    """A claim resource with a value of the wrong JSON type, and the error that says where."""

    where: str
    error: InputError


def read_claims(resources: Resources, payers: PayerNames | None = None) -> Iterator[ReadClaim | Unreadable]:
    """Each claim of the input in order. A withdrawn one, an enquiry, or a payer's answer to a claim of the same input
    is passed over (`passed_over` counts them).
    """
    for resource in resources.of(*CLAIMS):
        try:
            if is_claim_to_judge(resources, resource):
                yield claim_of(resources, resource, payers)
                resource.forget()
        except InputError as error:
            yield Unreadable(resource.path, error)


def passed_over(resources: Resources) -> dict[str, int]:
    """How many resources were not looked at, by type, and how many claims were passed over and why they may be."""
    counts = resources.kept_out(_BESIDE)
    skipped = 0
    for resource in resources.of(*CLAIMS):
        try:
            skipped += not is_claim_to_judge(resources, resource)
        except InputError:
            continue
    return {**counts, **({"claims withdrawn, enquiries, or answers to a claim here": skipped} if skipped else {})}
