"""What the practice knows of a claim beside its note: enough to judge it, and far less than it takes to send it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from tautband.model.claim import HistoryEntry
from tautband.model.strict import Strict


class PracticeFacts(Strict):
    """The payer, place, charges and earlier services that the practice has on record. What is None here is taken from
    the note.

    `charges` are dollars by code for one unit. `history` None means that the practice's records were not asked; then
    the note's own history counts. `Registration` adds what only a claim sent out needs, which coding a note does not
    load.
    """

    patient_id: str | None = None
    payer: str | None = None
    state: str | None = None
    zip_code: str | None = None
    place_of_service: str | None = None
    rendering_npi: str | None = None
    billing_npi: str | None = None
    charges: Mapping[str, Decimal] = {}
    history: tuple[HistoryEntry, ...] | None = None
    history_scope: Literal["own_practice", "all"] = "own_practice"
    history_from: date | None = None
    criteria: tuple[str, ...] = ()
