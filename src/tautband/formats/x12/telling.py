"""Problems told of one claim."""

from __future__ import annotations

from typing import NamedTuple

from tautband.formats.x12.problem import Problem
from tautband.formats.x12.professional_claim import ProfessionalClaim


class Spot(NamedTuple):
    """Where in its file a problem stands: loop, segment, the segment's position, and the element where one is meant."""

    loop: str
    segment: str
    position: int
    element: str | None = None


def tell(claim: ProfessionalClaim, snip: int, spot: Spot, says: str, fix: str, *, value: str | None = None) -> Problem:
    """A problem of one claim, its words beginning with the element where one is meant. `value` is what stands there."""
    loop, segment, position, element = spot
    told = f"{element}: {says}" if element else says
    return Problem(snip, claim.claim_id, loop, segment, position, element, value, told, fix)
