"""By when a step must be taken. A limit that nobody knows is said to be not known, and no other is put in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tautband.model.denial import Deadline, Route
from tautband.model.desk import ContractTerms
from tautband.model.policy import Payer
from tautband.remits.counting import after, span
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.deadlines import AppealLevel, FilingLimit

OWN = "own"
"""The grade of a limit that stands in the practice's contract."""
NO_STEP = Deadline(last_day=None, counted="no step is due")


@dataclass(frozen=True)
class Days:
    """The days that limits are counted from; None for one not known."""

    service: date | None
    notice: date | None
    received: date | None = None
    """The day the remittance came, where that can be shown."""


def deadline(
    route: Route | None, payer: Payer | None, days: Days, tables: Tables, terms: ContractTerms | None
) -> Deadline:
    """The deadline of a route other than an appeal."""
    if route == "new_claim":
        return filing(payer, days, tables, terms)
    if route == "corrected_claim":
        return _corrected(payer, days, tables, terms)
    if route == "reopening":
        return _reopening(payer, days, tables)
    if route == "rebill_other_payer":
        return unknown("the other payer's limit counts, and which payer that is stands nowhere")
    return NO_STEP


def filing(payer: Payer | None, days: Days, tables: Tables, terms: ContractTerms | None) -> Deadline:
    """By when a first claim must reach the payer: counted from the date of service."""
    if terms and (terms.original_days or terms.original_months):
        return _counted(days.service, terms.original_days, terms.original_months, _SERVICE, OWN)
    limit = _limit(payer, tables)
    if limit is None or (limit.original_days is None and limit.original_months is None):
        return unknown(f"the filing limit of {_named(payer)} is not held")
    told = _counted(days.service, limit.original_days, limit.original_months, _SERVICE, limit.evidence)
    if limit.nonparticipating_days is None:
        return told
    return told.model_copy(update={"counted": f"{told.counted}; as a participating provider"})


def _corrected(payer: Payer | None, days: Days, tables: Tables, terms: ContractTerms | None) -> Deadline:
    limit = _limit(payer, tables)
    for known, grade in ((terms, OWN), (limit, limit.evidence if limit else None)):
        if known and known.corrected_days and known.corrected_from:
            of_service = known.corrected_from == "date_of_service"
            event = _SERVICE if of_service else _NOTICE
            return _counted(days.service if of_service else days.notice, known.corrected_days, None, event, grade)
    return unknown(f"the limit of {_named(payer)} for corrected claims is not held")


def _reopening(payer: Payer | None, days: Days, tables: Tables) -> Deadline:
    program = tables.recourse.program(payer.kind) if payer else None
    level = tables.deadlines.appeal(program.reopening, 0, date.max) if program and program.reopening else None
    if level is None:
        return unknown(f"the limit of {_named(payer)} for mending a decided claim is not held")
    return _counted(days.notice, level.file_within_days, level.file_within_months, "the first decision", level.evidence)


def of_level(level: AppealLevel, notice: date | None, received: date | None) -> Deadline:
    """The deadline of one level of appeal: from the day the notice came, or is presumed to have come."""
    if received and notice and received < notice:
        return unknown("the day of receipt given lies before the notice")
    presumed = level.presumed_receipt_days
    within, grade = (level.file_within_days, level.file_within_months), level.evidence
    if presumed is None:
        return _counted(notice, *within, _NOTICE, grade)
    if received:
        return _counted(received, *within, "its receipt", grade)
    came = after(notice, presumed, None) if notice else None
    return _counted(came, *within, f"its receipt, presumed {span(presumed, None)} after {notice}", grade)


def unknown(because: str) -> Deadline:
    """A deadline that nobody here knows."""
    return Deadline(last_day=None, counted=f"not known: {because}")


_SERVICE, _NOTICE = "the date of service", "the date of the remittance"


def _counted(start: date | None, days: int | None, months: int | None, event: str, grade: str | None) -> Deadline:
    if start is None:
        return unknown(f"{span(days, months)} from {event.split(',')[0]}, whose day is not known")
    last = after(start, days, months)
    if last is None:
        return unknown("the calendar ends before it")
    return Deadline(last_day=last, counted=f"{span(days, months)} from {event} ({start})", evidence=grade)


def _limit(payer: Payer | None, tables: Tables) -> FilingLimit | None:
    if payer is None:
        return None
    program = tables.recourse.program(payer.kind)
    return tables.deadlines.filing((program and program.filing_as) or payer.id)


def _named(payer: Payer | None) -> str:
    return payer.name if payer else "a payer that is not in the rule book"
