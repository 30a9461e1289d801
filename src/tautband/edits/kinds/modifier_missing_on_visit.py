"""Kind `modifier_missing_on_visit`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.day_pairs import day_pairs
from tautband.edits.kind import Kind, Parameters
from tautband.edits.same_day import same_day_any
from tautband.edits.settled import Settled
from tautband.edits.verdict import Outcome, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, ModifierSet
from tautband.rulebook.tables.pairs import PairState


class ModifierMissingOnVisit(Kind):
    """A visit on the day of a minor procedure, without the modifier that says it was significant and separate.

    The visit is inside the payment of the procedure unless the record shows other work. The modifier only claims that;
    whether the note bears it out is the question of other edits. Where no pair edit stands between the visit and any
    procedure of that day and clinician (new patients; January to September 2020) only the global surgery rule speaks,
    and the finding is one severity lower.
    """

    name = "modifier_missing_on_visit"
    says = "visit {code} on the day of {other_code} without modifier {modifiers}"
    needs = frozenset({"same_day"})

    class Params(Parameters):
        """`codes` are visits, `with_codes` minor procedures."""

        codes: CodeSet
        with_codes: CodeSet
        modifiers: ModifierSet

    def settled(self, batch: ClaimBatch, rulebook: Rulebook, columns: Any) -> Settled:
        """Only visits beside another line."""
        del rulebook, columns
        return Settled(batch.shared_visits)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where a procedure stands beside a visit that carries none of the modifiers."""
        other = same_day_any(batch, rulebook, rows, p.each("with_codes"))
        carried = np.zeros(len(rows), np.bool_)
        for number, chosen in p.each("modifiers"):
            carried[chosen] = batch.has_modifier(rows[chosen], rulebook.modifiers_of(number))
        outcome = first_of(((other >= 0) & ~carried, Outcome.FIRE), otherwise=Outcome.CLEAR)
        fires = np.flatnonzero(outcome)
        lowered = np.zeros(len(rows), np.bool_)
        if len(fires):
            lowered[fires] = True
            pairs = day_pairs(batch, rulebook)
            question, found = pairs.of_rows(rows[fires])
            procedure = pairs.first_row[found]
            stands = pairs.state[found] == PairState.IN_FORCE
            for number, chosen in p.each("with_codes"):
                among = rulebook.holds(number, batch.codes)[batch.code_at[procedure]]
                held = np.flatnonzero(stands & among & chosen[fires[question]])
                lowered[fires[question[held]]], other[fires[question[held]]] = False, procedure[held]
        return Verdict(outcome, other=other, lowered=lowered)
