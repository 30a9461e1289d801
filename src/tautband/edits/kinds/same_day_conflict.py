"""Kind `same_day_conflict`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import ABSENT, Kind
from tautband.edits.same_day import same_day_any
from tautband.edits.verdict import Outcome, Verdict, first_of
from tautband.model.strict import Strict
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, ModifierSet


class SameDayConflict(Kind):
    """Two services that the policy does not cover on one day, such as a nerve block in the session of a trigger point
    injection.

    The finding stands on the line of `codes`; the line of `with_codes` explains it. A modifier of `unless`, on either
    line, clears it. With `same_provider` false, another practice's service that day counts too.

    Cannot see services on claims that are neither in the batch nor in the history.
    """

    name = "same_day_conflict"
    says = "{code} on the same day as {other_code}, which the policy does not cover together"
    needs = frozenset({"same_day"})

    class Params(Strict):
        """`codes` is the service judged, `with_codes` what it may not stand beside."""

        codes: CodeSet
        with_codes: CodeSet
        unless: ModifierSet | None = None
        same_provider: bool = True

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where the other service is there that day."""
        other = np.full(len(rows), -1, np.intp)
        for same_provider, chosen in p.each("same_provider"):
            found = same_day_any(batch, rulebook, rows, p.each("with_codes"), bool(same_provider))
            other[chosen] = found[chosen]
        if other.max() < 0:
            return Verdict(np.zeros(len(rows), np.int8))
        excused = np.zeros(len(rows), np.bool_)
        for number, asked in p.each("unless"):
            if number == ABSENT:
                continue
            chosen = asked & (other >= 0)
            modifiers = rulebook.modifiers_of(number)
            excused[chosen] = batch.has_modifier(rows[chosen], modifiers) | batch.has_modifier(other[chosen], modifiers)
        outcome = first_of(((other >= 0) & ~excused, Outcome.FIRE), otherwise=Outcome.CLEAR)
        return Verdict(outcome, other=other)
