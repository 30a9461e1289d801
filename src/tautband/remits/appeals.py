"""The level of appeal that is open next: who decides, by when, and the least amount it takes in the year of filing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tautband.model.case import AppealFiled
from tautband.model.denial import AppealStep, Deadline
from tautband.model.desk import ContractTerms
from tautband.model.policy import Payer
from tautband.remits.deadlines import of_level
from tautband.rulebook.filing_limits import OWN, Days
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.deadlines import AppealLevel
from tautband.rulebook.tables.recourse import AppealProgram
from tautband.rulebook.time_limits import NOTICE, counted, span, unknown

NOT_HELD = "not held"
"""The program of a level of appeal that no table tells of."""


def appeal_step(
    payer: Payer | None,
    days: Days,
    tables: Tables,
    terms: ContractTerms | None,
    filed: AppealFiled | None,
    as_of: date,
    in_controversy: Decimal | None,
    at_most: Decimal | None,
) -> AppealStep | None:
    """The next level; None where the last one there is has been used up.

    `filed` is the last appeal of the same matter, which was lost. `in_controversy` is what the line puts into it, and
    `at_most` what it cannot exceed where that is not known. The amount is that of the year in which `as_of` falls, for
    a request filed then.
    """
    number = 1
    if filed is not None:
        number, days = filed.level + 1, Days(days.service, filed.decided_on, filed.received_on)
    program = tables.recourse.program(payer.kind) if payer else None
    if program and number > program.levels:
        return None
    level = _level(tables, program.program, number, days.notice) if program else None
    if payer is None or program is None or level is None:
        return _unknown(payer, number, terms, days, tables)
    needed, year, says = _amount(tables, level, as_of)
    return AppealStep(
        program=program.program,
        level=number,
        name=level.name,
        decided_by=level.decided_by,
        deadline=_deadline(level, program, payer, days, tables, terms),
        amount_in_controversy=needed,
        amount_for_year=year,
        amount_says=says,
        in_controversy=in_controversy,
        reached=_reached(needed, in_controversy, at_most),
    )


def _level(tables: Tables, program: str, number: int, notice: date | None) -> AppealLevel | None:
    """The level in its newest row; None where its row was not in force yet on the day of the notice."""
    level = tables.deadlines.appeal(program, number, date.max)
    dated = level is not None and level.since is not None and level.amount_usd is None
    return None if level and dated and notice and level.since and notice < level.since else level


def _amount(tables: Tables, level: AppealLevel, as_of: date) -> tuple[Decimal | None, int | None, str | None]:
    """The amount of the year of filing. It is set anew each year, so another year's is never carried."""
    if level.amount_usd is None:
        return None, None, None
    held = tables.deadlines.appeal(level.program, level.level, as_of)
    if held is None or held.since is None or held.amount_usd is None or held.since.year != as_of.year:
        return None, as_of.year, f"an amount is asked for; that of {as_of.year} is not held"
    return Decimal(held.amount_usd), as_of.year, f"for requests filed in {as_of.year}"


def _reached(needed: Decimal | None, amount: Decimal | None, at_most: Decimal | None) -> bool | None:
    if needed is None:
        return None
    if amount is not None:
        return amount >= needed
    return False if at_most is not None and at_most < needed else None


def _deadline(
    level: AppealLevel,
    program: AppealProgram,
    payer: Payer,
    days: Days,
    tables: Tables,
    terms: ContractTerms | None,
) -> Deadline:
    """The contract's limit for a first appeal, then the payer's own where it is held, then the program's."""
    if level.level == 1 and (own := _own(payer, terms, days, tables)):
        return own
    told = of_level(level, days.notice, days.received)
    if program.whose == "member":
        last = f", until {told.last_day}" if told.last_day else ""
        limit = span(level.file_within_days, level.file_within_months)
        return unknown(f"the contract's limit is not at hand; a member's own has {limit}{last} ({level.evidence})")
    if program.says and told.last_day:
        return told.model_copy(update={"counted": f"{told.counted}; {program.says}"})
    return told


def _own(payer: Payer, terms: ContractTerms | None, days: Days, tables: Tables) -> Deadline | None:
    limit = tables.deadlines.filing(payer.id)
    for known, grade in ((terms, OWN), (limit, limit.evidence if limit else None)):
        if known and (known.appeal_days or known.appeal_months):
            return counted(days.notice, known.appeal_days, known.appeal_months, NOTICE, grade)
    return None


def _unknown(payer: Payer | None, number: int, terms: ContractTerms | None, days: Days, tables: Tables) -> AppealStep:
    """A level of appeal that is not held: only a contract can tell its deadline, and only for the first."""
    named = payer.name if payer else "a payer that is not in the rule book"
    own = _own(payer, terms, days, tables) if payer and number == 1 else None
    return AppealStep(
        program=NOT_HELD,
        level=number,
        name="First appeal" if number == 1 else f"Appeal of level {number}",
        decided_by="not known",
        deadline=own or unknown(f"the appeals of {named} are not held at level {number}"),
    )
