"""Kind `global_period`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import Kind, Parameters
from tautband.edits.operations import recent_operations
from tautband.edits.verdict import Outcome, Reason, Verdict
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, ModifierSet


class GlobalPeriod(Kind):
    """A service inside the global period of an earlier operation of the same surgeon, whose payment includes it.

    The period is that of the fee schedule on the day of the operation (10 or 90 days after it), or the one the history
    gives. It binds the same clinician; another clinician of the same billing group may be of the same specialty, so a
    person must decide; a clinician of another group is free. A modifier of `unless` says that the service is
    unrelated or was planned.

    Cannot see operations that are neither in the batch nor in the history.
    """

    name = "global_period"
    says = "{code} {a} days after {other_code}, inside its global period of {b} days"
    needs = frozenset({"history"})
    gives = frozenset({"fire", "clear", "review", "not_evaluated"})

    class Params(Parameters):
        """The services judged, and the modifiers that take them out of the period."""

        codes: CodeSet
        unless: ModifierSet

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """The nearest operation whose period holds the day; the same clinician's before a colleague's."""
        n = len(rows)
        found = recent_operations(batch, rulebook, rows)
        unseen = batch.known_from[rows] > batch.day[rows] - found.longest
        if not len(found.question) and not unseen.any():
            return Verdict(np.zeros(n, np.int8))
        excused = np.zeros(n, np.bool_)
        for number, chosen in p.each("unless"):
            excused[chosen] = batch.has_modifier(rows[chosen], rulebook.modifiers_of(number))
        outcome, other = np.zeros(n, np.int8), np.full(n, -1, np.intp)
        a, b = np.full(n, np.nan), np.full(n, np.nan)
        for same_clinician, answer in ((False, Outcome.REVIEW), (True, Outcome.FIRE)):
            hit = (found.same_clinician if same_clinician else found.perhaps_same).nonzero()[0]
            at = found.question[hit]
            outcome[at], other[at] = answer, found.operation[hit]
            a[at] = batch.day[rows[at]] - batch.day[found.operation[hit]]
            b[at] = found.days[hit]
        outcome[unseen & (outcome == Outcome.CLEAR)] = Outcome.NOT_EVALUATED
        outcome[excused] = Outcome.CLEAR
        reason = np.where(outcome == Outcome.NOT_EVALUATED, Reason.NO_HISTORY, Reason.NONE)
        return Verdict(outcome, reason=reason, other=other, a=a, b=b)
