"""Kind `same_day_conflict`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import ABSENT, Asked, Kind, Parameters
from tautband.edits.same_day import same_day_any
from tautband.edits.shown import Shown
from tautband.edits.verdict import Outcome, Verdict, first_of
from tautband.model.encounter import Encounter
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import unpack_code
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

    class Params(Parameters):
        """`codes` is the service judged, `with_codes` what it may not stand beside."""

        codes: CodeSet
        with_codes: CodeSet
        unless: ModifierSet | None = None
        same_provider: bool = True

    def shown(self, asked: Asked, p: Any, encounter: Encounter | None) -> tuple[Shown, ...]:
        """The other services of the day, as billed."""
        del p, encounter
        day = asked.batch.same_day
        codes = {unpack_code(int(asked.batch.code[row])) for row in (day == day[asked.row]).nonzero()[0]}
        billed = ", ".join(sorted(codes))
        return (Shown("services of the day", asked.outcome == Outcome.CLEAR, billed, on_claim=True),)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where the other service is there that day."""
        other = np.full(len(rows), -1, np.intp)
        for number, asked in p.each("unless"):
            excuses = None if number == ABSENT else rulebook.modifiers_of(number)
            for same_provider, chosen in p.each("same_provider"):
                here = asked & chosen
                sets = ((with_codes, wanted & here) for with_codes, wanted in p.each("with_codes"))
                found = same_day_any(batch, rulebook, rows, sets, bool(same_provider), excuses)
                other[here] = found[here]
            if excuses is not None:
                other[asked & batch.has_modifier(rows, excuses)] = -1
        return Verdict(first_of((other >= 0, Outcome.FIRE), otherwise=Outcome.CLEAR), other=other)
