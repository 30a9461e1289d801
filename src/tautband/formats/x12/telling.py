"""Problems told of one claim."""

from __future__ import annotations

from tautband.formats.x12.problem import Problem
from tautband.formats.x12.professional_claim import ProfessionalClaim


def tell(
    claim: ProfessionalClaim,
    snip: int,
    loop: str,
    segment: str,
    position: int,
    element: str | None,
    value: str | None,
    says: str,
    fix: str,
) -> Problem:
    """A problem of one claim, its words beginning with the element where one is meant."""
    return Problem(
        snip, claim.claim_id, loop, segment, position, element, value, f"{element}: {says}" if element else says, fix
    )
