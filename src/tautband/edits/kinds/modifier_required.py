"""Kind `modifier_required`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import Kind, Parameters
from tautband.edits.verdict import Outcome, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, ModifierSet


class ModifierRequired(Kind):
    """The payer takes the code only with one of certain modifiers.

    Whether the modifier is true is a question to the record, not to this edit.
    """

    name = "modifier_required"
    says = "{code} lacks modifier {modifiers}"

    class Params(Parameters):
        """One of `modifiers` must stand on each line of `codes`."""

        codes: CodeSet
        modifiers: ModifierSet

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where none of them is there."""
        carried = np.zeros(len(rows), np.bool_)
        for number, chosen in p.each("modifiers"):
            carried[chosen] = batch.has_modifier(rows[chosen], rulebook.modifiers_of(number))
        return Verdict(first_of((~carried, Outcome.FIRE), otherwise=Outcome.CLEAR))
