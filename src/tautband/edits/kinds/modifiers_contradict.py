"""Kind `modifiers_contradict`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import Asked, Kind, Parameters
from tautband.edits.settled import Settled
from tautband.edits.verdict import Outcome, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, ModifierSet


class ModifiersContradict(Kind):
    """Two modifiers on one line that cannot both be true, such as a notice given and no notice given."""

    name = "modifiers_contradict"
    says = "{code} carries {carried}, which contradict each other"

    class Params(Parameters):
        """At most one of `modifiers` may stand on a line."""

        codes: CodeSet
        modifiers: ModifierSet

    def words(self, asked: Asked) -> dict[str, str]:
        """The modifiers of the line that contradict each other."""
        among = set(getattr(asked.parameters, "modifiers", ()))
        return {"carried": " and ".join(m for m in asked.carried() if m in among)}

    def settled(self, batch: ClaimBatch, rulebook: Rulebook, columns: Any) -> Settled:
        """Only lines with modifiers."""
        del rulebook, columns
        return Settled(batch.modified)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where two different ones of the set stand on one line."""
        several = np.zeros(len(rows), np.bool_)
        for number, chosen in p.each("modifiers"):
            found = [batch.has_modifier(rows[chosen], np.array([m])) for m in rulebook.modifiers_of(number)]
            several[chosen] = np.sum(found, axis=0) > 1
        return Verdict(first_of((several, Outcome.FIRE), otherwise=Outcome.CLEAR))
