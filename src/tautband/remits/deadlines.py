"""By when a step must be taken. A limit that nobody knows is said to be not known, and no other is put in its place."""

from __future__ import annotations

from datetime import date

from tautband.model.denial import Deadline, Route
from tautband.model.desk import ContractTerms
from tautband.model.policy import Payer
from tautband.rulebook.filing_limits import Days, corrected_claim, first_claim, named
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.deadlines import AppealLevel
from tautband.rulebook.time_limits import NOTICE, after, counted, span, unknown

NO_STEP = Deadline(last_day=None, counted="no step is due")


def deadline(
    route: Route | None, payer: Payer | None, days: Days, tables: Tables, terms: ContractTerms | None
) -> Deadline:
    """The deadline of a route other than an appeal."""
    if route == "new_claim":
        return first_claim(payer, days, tables, terms)
    if route == "corrected_claim":
        return corrected_claim(payer, days, tables, terms)
    if route == "reopening":
        return _reopening(payer, days, tables)
    if route == "rebill_other_payer":
        return unknown("the other payer's limit counts, and which payer that is stands nowhere")
    return NO_STEP


def _reopening(payer: Payer | None, days: Days, tables: Tables) -> Deadline:
    program = tables.recourse.program(payer.kind) if payer else None
    level = tables.deadlines.appeal(program.reopening, 0, date.max) if program and program.reopening else None
    if level is None:
        return unknown(f"the limit of {named(payer)} for mending a decided claim is not held")
    return counted(days.notice, level.file_within_days, level.file_within_months, "the first decision", level.evidence)


def of_level(level: AppealLevel, notice: date | None, received: date | None) -> Deadline:
    """The deadline of one level of appeal: from the day the notice came, or is presumed to have come."""
    if received and notice and received < notice:
        return unknown("the day of receipt given lies before the notice")
    presumed = level.presumed_receipt_days
    within, grade = (level.file_within_days, level.file_within_months), level.evidence
    if presumed is None:
        return counted(notice, *within, NOTICE, grade)
    if received:
        return counted(received, *within, "the receipt of the decision", grade)
    came = after(notice, presumed, None) if notice else None
    return counted(came, *within, f"the receipt of the decision, presumed {span(presumed, None)} after {notice}", grade)
