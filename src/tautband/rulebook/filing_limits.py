"""By when a first or a corrected claim must reach the payer: by the contract, else by the table of filing limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tautband.model.denial import Deadline
from tautband.model.desk import ContractTerms
from tautband.model.policy import Payer
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.deadlines import FilingLimit
from tautband.rulebook.time_limits import NOTICE, counted, unknown

OWN = "own"
"""The grade of a limit that stands in the practice's contract."""
_SERVICE = "the date of service"


@dataclass(frozen=True)
class Days:
    """The days that limits are counted from; None for one not known."""

    service: date | None
    notice: date | None
    received: date | None = None
    """The day the remittance came, where that can be shown."""


def first_claim(payer: Payer | None, days: Days, tables: Tables, terms: ContractTerms | None) -> Deadline:
    """By when a first claim must reach the payer: counted from the date of service."""
    if terms and (terms.original_days or terms.original_months):
        return counted(days.service, terms.original_days, terms.original_months, _SERVICE, OWN)
    limit = _limit(payer, tables)
    if limit is None or (limit.original_days is None and limit.original_months is None):
        return unknown(f"the filing limit of {named(payer)} is not held")
    told = counted(days.service, limit.original_days, limit.original_months, _SERVICE, limit.evidence)
    if limit.nonparticipating_days is None:
        return told
    return told.model_copy(update={"counted": f"{told.counted}; as a participating provider"})


def corrected_claim(payer: Payer | None, days: Days, tables: Tables, terms: ContractTerms | None) -> Deadline:
    """By when a corrected claim must reach the payer: counted from the date of service or from the remittance.

    Whether the payer takes one at all is another question, of the table of recourse.
    """
    limit = _limit(payer, tables)
    for known, grade in ((terms, OWN), (limit, limit.evidence if limit else None)):
        if known and known.corrected_days and known.corrected_from:
            of_service = known.corrected_from == "date_of_service"
            event = _SERVICE if of_service else NOTICE
            return counted(days.service if of_service else days.notice, known.corrected_days, None, event, grade)
    return unknown(f"the limit of {named(payer)} for corrected claims is not held")


def named(payer: Payer | None) -> str:
    """The payer's name, or that nobody here knows it."""
    return payer.name if payer else "a payer that is not in the rule book"


def _limit(payer: Payer | None, tables: Tables) -> FilingLimit | None:
    if payer is None:
        return None
    program = tables.recourse.program(payer.kind)
    return tables.deadlines.filing((program and program.filing_as) or payer.id)
