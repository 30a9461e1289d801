"""Coding + registration → Claim: the lines as they would be sent, with the history that frequency rules read."""

from tautband.claims.building import claim_of

__all__ = ["claim_of"]
