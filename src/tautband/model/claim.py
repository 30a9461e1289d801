"""A claim and its service lines, as sent or about to be sent, and the history that frequency rules read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from tautband.model.encounter import Encounter, Side
from tautband.model.strict import Strict


class ServiceLine(Strict):
    """One line of a claim. `diagnoses` are the codes the line points to, first pointer first, with or without the
    dot.
    """

    code: str
    modifiers: tuple[str, ...] = ()
    units: Decimal = Decimal(1)
    charge: Decimal | None = None
    diagnoses: tuple[str, ...] = ()
    date_of_service: date | None = None
    """Only where the line's date differs from the claim's."""


class HistoryEntry(Strict):
    """An earlier service of the same patient.

    `region` is an `anatomic_region` of the muscles table, None when not known. `global_days` is given for operations.
    `claim_id` is the claim it was billed on, where that is another one than the claim it is history of.
    """

    date_of_service: date
    code: str
    claim_id: str | None = None
    modifiers: tuple[str, ...] = ()
    units: Decimal = Decimal(1)
    region: str | None = None
    muscles: tuple[str, ...] = ()
    side: Side = "unspecified"
    provider: str | None = None
    group: str | None = None
    specialty: str | None = None
    payer: str | None = None
    outcome: Literal["paid", "denied", "pending"] | None = None
    relief_percent: float | None = None
    relief_weeks: float | None = None
    global_days: str | None = None


class Claim(Strict):
    """One claim: who was treated, where and when, by whom, for which payer, and the lines.

    `history` None means that nothing is known of earlier services; an empty tuple means there were none.
    `history_scope` says whose services the history holds. `encounter` is the note behind the claim, when there is one.
    """

    claim_id: str
    patient_id: str | None = None
    payer: str | None = None
    state: str | None = None
    zip_code: str | None = None
    date_of_service: date
    place_of_service: str | None = None
    rendering_npi: str | None = None
    billing_npi: str | None = None
    lines: tuple[ServiceLine, ...]
    history: tuple[HistoryEntry, ...] | None = None
    history_scope: Literal["own_practice", "all"] = "own_practice"
    history_from: date | None = None
    """First day the history covers; None with a history given means that it is complete."""
    filed_on: date | None = None
    """The day the payer received the claim; None for one not filed yet."""
    criteria: tuple[str, ...] = ()
    encounter: Encounter | None = None
