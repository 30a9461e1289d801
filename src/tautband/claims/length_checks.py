"""Texts of a registration that are longer than a claim can carry: told, so that no writer need cut them."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from tautband.claims.fault import Fault
from tautband.model.registration import Registration

MOST = {
    "last_name": 60, "first_name": 35, "middle_name": 25, "suffix": 10, "name": 60, "street": 55, "street_2": 55,
    "city": 30, "payer_name": 60, "payer_id": 80, "group_number": 50, "claim_id": 38, "original_reference": 50,
    "number": 50, "referral": 50, "note": 80, "submitter_name": 60, "submitter_id": 15, "contact_name": 60,
    "receiver_name": 60, "receiver_id": 15,
}  # fmt: skip
"""Characters of each field by its name (005010X222A1, the lengths of its elements)."""
_KEPT_BY_X12 = "*:^~"
_EXACT = ("claim_id", "original_reference", "number", "referral", "payer_id")
"""Numbers that come back as they were sent: a character that a file cannot hold would be lost from them."""


def length_faults(desk: Registration) -> Iterator[Fault]:
    """Every text that is too long, and every number with a character that a claim file keeps for itself."""
    yield from _walked(desk, "")


def _walked(record: BaseModel, at: str) -> Iterator[Fault]:
    for name in type(record).model_fields:
        value, here = getattr(record, name), f"{at}{name}"
        if isinstance(value, str) and name in MOST:
            if len(value) > MOST[name]:
                yield Fault(here, f"more than {MOST[name]} characters", "shorten it")
            elif name in _EXACT and any(each in _KEPT_BY_X12 for each in value):
                yield Fault(here, f"one of the characters {_KEPT_BY_X12}", "write letters and figures")
        elif isinstance(value, BaseModel) and name != "decision":
            yield from _walked(value, f"{here}.")
        elif isinstance(value, tuple) and name != "history":
            for number, entry in enumerate(value, 1):
                if isinstance(entry, BaseModel):
                    yield from _walked(entry, f"{here}.{number}.")
