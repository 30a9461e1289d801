"""Coding + registration → Claim: the lines as they would be sent, with the history that frequency rules read.

And Claim → ExpectedPayment: what those lines pay by the fee schedule.
"""

from tautband.claims.building import claim_of
from tautband.claims.payment import expected_payment, schedule_payment

__all__ = ["claim_of", "expected_payment", "schedule_payment"]
