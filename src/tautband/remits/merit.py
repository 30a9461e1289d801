"""When an appeal cannot succeed by rule: nothing was decided, or the edit yields to no modifier and no appeal."""

from __future__ import annotations

from tautband.model.policy import Payer
from tautband.remits.adjusted import PAIRS, UNITS, Adjusted
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.pairs import PairState
from tautband.rulebook.tables.recourse import Recourse
from tautband.rulebook.tables.units import UnitBasis

BY_RULE = 2
"""The unit limits' indicator of those set by rule: no modifier and no appeal lifts them."""


def without_merit(adjusted: Adjusted, instead: Recourse | None, tables: Tables) -> str | None:
    """Why an appeal has no merit; None where no such rule is known."""
    if adjusted.unprocessable:
        return adjusted.unprocessable.says
    if partner := absolute_partner(adjusted, tables):
        return (
            f"{adjusted.code} is never paid beside {partner} on one day: the pair has indicator 0, which neither a "
            "modifier nor the record lifts"
        )
    if adjusted.check == UNITS and (limit := limit_by_rule(adjusted, tables)) is not None:
        return (
            f"the limit of {limit} a day for {adjusted.code} is set by rule (indicator 2): no modifier and no appeal "
            "lifts it; only a unit that was mis-keyed can be corrected"
        )
    if instead and instead.closed:
        return instead.says
    return None


def absolute_partner(adjusted: Adjusted, tables: Tables) -> str | None:
    """The code beside which the denied one is never paid that day; None where there is none or NCCI does not bind."""
    if adjusted.check != PAIRS or adjusted.code is None or adjusted.day is None or not bound(adjusted.decided.payer):
        return None
    for other in dict.fromkeys(_other_codes(adjusted)):
        pair = tables.pairs.pair(adjusted.code, other, adjusted.day)
        if pair.in_force and pair.indicator == 0 and pair.column2 == adjusted.code:
            return other
    return None


def without_pair(adjusted: Adjusted, tables: Tables) -> bool:
    """Whether the pair table was read for the denied code and every other code of the claim's day, and joins it to
    none: then no modifier parts it from what was paid. False without another code, or where NCCI does not bind.
    """
    if adjusted.check != PAIRS or adjusted.code is None or adjusted.day is None or not bound(adjusted.decided.payer):
        return False
    others = dict.fromkeys(_other_codes(adjusted))
    states = [tables.pairs.pair(adjusted.code, other, adjusted.day).state for other in others]
    return bool(states) and all(state in (PairState.NO_EDIT, PairState.NO_EDIT_CARRIED) for state in states)


def limit_by_rule(adjusted: Adjusted, tables: Tables) -> int | None:
    """The unit limit of the denied code that yields to nothing; None for another limit, or one not known that day."""
    if adjusted.code is None or adjusted.day is None or not bound(adjusted.decided.payer):
        return None
    limit = tables.units.limit(adjusted.code, adjusted.day)
    known = limit.basis in (UnitBasis.READ, UnitBasis.BETWEEN, UnitBasis.CARRIED)
    return limit.high if known and limit.mai == BY_RULE else None


def bound(payer: Payer | None) -> bool:
    """Whether Medicare's pairs and unit limits are known to bind a payer."""
    return payer is not None and payer.bound_by_ncci is True


def _other_codes(adjusted: Adjusted) -> list[str]:
    """The other codes of the day, as they were decided and as they were sent."""
    day = adjusted.day
    codes = [
        line.submitted_code or line.code
        for line in adjusted.decided.claim.lines
        if line is not adjusted.remitted and line.date_of_service in (None, day)
    ]
    if sent := adjusted.decided.sent:
        codes += [
            line.code
            for at, line in enumerate(sent.claim.lines, 1)
            if at != adjusted.sent_line and (line.date_of_service or sent.claim.date_of_service) == day
        ]
    return [code for code in codes if code and code != adjusted.code]
