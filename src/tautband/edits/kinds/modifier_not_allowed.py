"""Kind `modifier_not_allowed`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import ABSENT, Asked, Kind, Parameters
from tautband.edits.settled import Settled
from tautband.edits.verdict import Outcome, Reason, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, ModifierSet
from tautband.rulebook.tables.fees import UNKNOWN


class ModifierNotAllowed(Kind):
    """A modifier that the code does not take.

    With `bilateral` the modifiers are wrong only where the fee schedule's indicator for two sides has that value on the
    date of service; where no indicator was read for the date, nothing is evaluated. Without `bilateral` they are
    wrong on every line of `codes`.
    """

    name = "modifier_not_allowed"
    says = "{code} does not take modifier {carried}"
    gives = frozenset({"fire", "clear", "not_evaluated"})

    class Params(Parameters):
        """`bilateral` is the fee schedule indicator under which `modifiers` are wrong."""

        codes: CodeSet
        modifiers: ModifierSet
        bilateral: int | None = None

    def words(self, asked: Asked) -> dict[str, str]:
        """The modifiers of the line that are wrong."""
        wrong = set(getattr(asked.parameters, "modifiers", ()))
        return {"carried": ", ".join(m for m in asked.carried() if m in wrong)}

    def settled(self, batch: ClaimBatch, rulebook: Rulebook, columns: Any) -> Settled:
        """Only lines with modifiers."""
        del rulebook, columns
        return Settled(batch.modified)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where a line carries one of the modifiers and the indicator, if asked, says so."""
        carried = np.zeros(len(rows), np.bool_)
        for number, chosen in p.each("modifiers"):
            carried[chosen] = batch.has_modifier(rows[chosen], rulebook.modifiers_of(number))
        indicator = np.full(len(rows), ABSENT)
        asked = np.flatnonzero(carried & (p.bilateral != ABSENT))
        if len(asked):
            fees = rulebook.tables.fees
            found = fees.find(batch.code[rows[asked]], batch.day[rows[asked]])
            indicator[asked] = fees.column("bilateral", found)
        unread = carried & (p.bilateral != ABSENT) & (indicator == UNKNOWN)
        wrong = carried & ((p.bilateral == ABSENT) | (indicator == p.bilateral))
        outcome = first_of((unread, Outcome.NOT_EVALUATED), (wrong, Outcome.FIRE), otherwise=Outcome.CLEAR)
        return Verdict(outcome, reason=np.where(unread, Reason.TABLE_OUT_OF_DATE, Reason.NONE))
