"""By when a corrected claim must reach the payer, as far as it is known."""

from __future__ import annotations

from datetime import date, timedelta

from tautband.model.denial import Deadline
from tautband.rulebook.tables import Tables


def corrected_by(payer: str | None, day: date, decided_on: date | None, tables: Tables) -> Deadline:
    """The last day for a corrected claim to a payer, by its id, and how it was counted.

    `day` is the date of service, `decided_on` that of the remittance. Contracts differ: the table is a setting, no law.
    The last day is None where the limit, or the day it counts from, is not known.
    """
    limit = tables.deadlines.filing(payer) if payer else None
    if limit is None or limit.corrected_days is None:
        return Deadline(last_day=None, counted="this payer's limit for corrected claims is not known")
    from_service = limit.corrected_from == "date_of_service"
    start = day if from_service else decided_on
    said = "the date of service" if from_service else "the remittance"
    if start is None:
        return Deadline(last_day=None, counted=f"{limit.corrected_days} days from {said}, whose day is not at hand")
    return Deadline(
        last_day=start + timedelta(days=limit.corrected_days),
        counted=f"{limit.corrected_days} days from {said}, {start}",
        evidence=limit.evidence,
    )
