"""Kind `units_over_limit`."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import Kind, Parameters
from tautband.edits.same_day import last_of_code_in_day, same_day_units
from tautband.edits.settled import Settled
from tautband.edits.verdict import Outcome, Reason, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.tables.units import SETTINGS, UnitBasis


class UnitsOverLimit(Kind):
    """No more units of a code than its published limit, by line or by day as the table says.

    By day, the units of all lines of the code count, of one patient and clinician, whatever their modifiers; the
    finding stands on the claim's last line of the code that day. By line, each line answers for itself. Between two
    quarters that differ, and before the first quarter read, a person must decide; after the last quarter read the limit
    is carried forward one severity lower. A code whose limit is not published has none; a code for which the table was
    not read is not evaluated.
    """

    name = "units_over_limit"
    says = "{a} units of {code} that day; the limit is {b}"
    needs = frozenset({"same_day"})
    gives = frozenset({"fire", "clear", "review", "not_evaluated"})

    class Params(Parameters):
        """Which of the published tables."""

        setting: Literal["practitioner", "outpatient_hospital"] = "practitioner"

    def touched(self, rulebook: Rulebook, columns: Any, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Every line has units."""
        del rulebook
        return np.ones((len(columns["setting"]), len(codes)), np.bool_)

    def settled(self, batch: ClaimBatch, rulebook: Rulebook, columns: Any) -> Settled:
        """Only lines with more units than the least limit their code ever had, and codes that a visit has twice."""
        least = np.array([rulebook.tables.units.least(batch.codes, setting) for setting in SETTINGS])
        unread = np.isnan(least)
        many = batch.units > np.fmin.reduce(least)[batch.code_at]
        many[batch.repeats] = True
        return Settled(many.nonzero()[0], unread[columns["setting"]])

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Over the limit, within it, or not known."""
        n = len(rows)
        day_total = same_day_units(batch, rows)
        units, low, high = np.zeros(n), np.zeros(n), np.zeros(n)
        basis, by_line = np.zeros(n, np.int8), np.zeros(n, np.bool_)
        for number, chosen in p.each("setting"):
            at = rows[chosen]
            found = rulebook.tables.units.lookup_each(batch.codes, batch.code_at[at], batch.day[at], SETTINGS[number])
            by_line[chosen] = found.mai == 1
            units[chosen] = np.where(found.mai == 1, batch.units[at], day_total[chosen])
            low[chosen], high[chosen], basis[chosen] = found.low, found.high, found.basis
        uncovered = basis == UnitBasis.NOT_COVERED
        within = units <= low
        outcome = first_of(
            (uncovered, Outcome.NOT_EVALUATED),
            (within, Outcome.CLEAR),
            ((units <= high) | (basis == UnitBasis.EARLIER), Outcome.REVIEW),
            otherwise=Outcome.FIRE,
        )
        told = (outcome == Outcome.FIRE) | (outcome == Outcome.REVIEW)
        if told.any():
            told[told] = by_line[told] | last_of_code_in_day(batch, rows[told])
            outcome[~told & ~uncovered] = Outcome.CLEAR
        return Verdict(
            outcome,
            reason=np.where(uncovered, np.int8(Reason.LIST_NOT_KNOWN), np.int8(Reason.NONE)),
            a=units,
            b=low,
            lowered=told & (basis == UnitBasis.CARRIED),
        )
