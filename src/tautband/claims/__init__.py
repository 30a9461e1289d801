"""Coding + registration → Claim: the lines as they would be sent, with the history that frequency rules read.

And Claim → ExpectedPayment: what those lines pay by the fee schedule.
"""

from tautband.claims.building import claim_of
from tautband.claims.corrected_by import corrected_by
from tautband.claims.payment import expected_payment, schedule_payment

__all__ = ["claim_of", "corrected_by", "expected_payment", "schedule_payment"]
