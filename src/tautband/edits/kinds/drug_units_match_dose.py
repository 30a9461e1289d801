"""Kind `drug_units_match_dose`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import Kind, Parameters
from tautband.edits.shown import Shown
from tautband.edits.verdict import Outcome, Reason, Verdict, first_of, without_notes
from tautband.model.encounter import Encounter
from tautband.model.evidence import Evidence
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, ModifierSet


class DrugUnitsMatchDose(Kind):
    """The units of a drug line come to the dose in the note, part units rounded up.

    Volume times strength gives the mass, the mass over the code's unit the units. A line for the discarded rest is not
    judged here. Where the note does not allow the sum, or the drug is not in it, nothing is evaluated.
    """

    name = "drug_units_match_dose"
    says = "{units} units of {code}; the dose in the note comes to {a}"
    needs = frozenset({"note"})
    gives = frozenset({"fire", "clear", "not_evaluated"})

    class Params(Parameters):
        """`codes` are drug codes; a line with one of `leave_out` (discarded drug) is not judged."""

        codes: CodeSet
        leave_out: ModifierSet

    def words(self, asked: Any) -> dict[str, str]:
        """The units billed."""
        return {"units": f"{asked.batch.units[asked.row]:g}"}

    def evidence(self, encounter: Encounter) -> tuple[Evidence, ...]:
        """The words of the drugs and doses."""
        return tuple(e for agent in encounter.agents for e in agent.evidence)

    def shown(self, asked: Any, p: Any, encounter: Encounter | None) -> tuple[Shown, ...]:
        """The units billed and those the dose comes to, with the words of the drugs."""
        del p
        billed = self.words(asked)["units"]
        says = billed + (" billed" if np.isnan(asked.a) else f" billed, {asked.a:g} by the dose")
        return (Shown("units of the drug", asked.holds, says, self.evidence(encounter) if encounter else ()),)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where billed and given units differ."""
        n = len(rows)
        if not len(batch.facts.present) and not len(batch.modified):
            return without_notes(n)
        given = np.full(n, np.nan) if batch.dose_units is None else batch.dose_units[rows]
        left_out = np.zeros(n, np.bool_)
        for number, chosen in p.each("leave_out"):
            left_out[chosen] = batch.has_modifier(rows[chosen], rulebook.modifiers_of(number))
        no_note = batch.encounter[rows] < 0
        unknown = ~left_out & (no_note | np.isnan(given))
        outcome = first_of(
            (left_out, Outcome.CLEAR),
            (unknown, Outcome.NOT_EVALUATED),
            (batch.units[rows] != given, Outcome.FIRE),
            otherwise=Outcome.CLEAR,
        )
        reason = first_of((~unknown, Reason.NONE), (no_note, Reason.NO_NOTE), otherwise=Reason.NOTE_SILENT)
        return Verdict(outcome, reason=reason, a=given)
