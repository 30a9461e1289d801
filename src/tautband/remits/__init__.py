"""Remittances in, the denials desk's work list out: cause, route, deadline, liability and worth of each denial."""

from tautband.remits.adjusted import Sent
from tautband.remits.desk import Desk
from tautband.remits.joining import SentClaims
from tautband.remits.of_case import desk_of
from tautband.remits.rejections import Answered, SentSet, rejections, sent_sets

__all__ = ["Answered", "Desk", "Sent", "SentClaims", "SentSet", "desk_of", "rejections", "sent_sets"]
