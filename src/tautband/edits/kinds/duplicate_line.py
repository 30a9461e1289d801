"""Kind `duplicate_line`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import Kind, Parameters
from tautband.edits.same_day import earlier_same_line
from tautband.edits.settled import Settled
from tautband.edits.verdict import Outcome, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, ModifierSet


class DuplicateLine(Kind):
    """The same service of the same patient, day and clinician billed before, on this claim or another.

    The finding stands on the later line. A modifier of `unless` on it says that the service was done again or
    elsewhere. Lines that differ in code are no duplicates, whatever else they share.
    """

    name = "duplicate_line"
    says = "{code} stands twice for this patient, day and clinician"
    needs = frozenset({"same_day"})

    class Params(Parameters):
        """`codes` None judges every code."""

        codes: CodeSet | None = None
        unless: ModifierSet

    def settled(self, batch: ClaimBatch, rulebook: Rulebook, columns: Any) -> Settled:
        """Only a code that a visit has twice can be a duplicate."""
        del rulebook, columns
        return Settled(batch.repeats)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where an earlier line says the same."""
        other = earlier_same_line(batch, rows)
        if other.max() < 0:
            return Verdict(np.zeros(len(rows), np.int8))
        excused = np.zeros(len(rows), np.bool_)
        for number, chosen in p.each("unless"):
            excused[chosen] = batch.has_modifier(rows[chosen], rulebook.modifiers_of(number))
        fires = (other >= 0) & ~excused
        return Verdict(first_of((fires, Outcome.FIRE), otherwise=Outcome.CLEAR), other=other)
