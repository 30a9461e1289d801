"""Kind `waste_modifier`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.batch import ClaimBatch, Rows, Waste
from tautband.edits.kind import ABSENT, Kind, Parameters
from tautband.edits.same_day import same_code_with_modifier
from tautband.edits.shown import Shown
from tautband.edits.verdict import Outcome, Reason, Verdict, first_of
from tautband.model.encounter import Encounter
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, ModifierSet

_UNKNOWN = -1


class WasteModifier(Kind):
    """The lines of a drug say what became of the rest of its single-dose container.

    A discarded rest asks for a line with one of `discarded` beside the dose; nothing left asks for one of
    `nothing_left` on the dose; a multi-dose container takes neither. Without the container in the note nothing is
    evaluated.
    """

    name = "waste_modifier"
    says = "{code}: the note says {container}, the lines carry {carried}"
    needs = frozenset({"note", "same_day"})
    gives = frozenset({"fire", "clear", "not_evaluated"})

    class Params(Parameters):
        """`codes` are separately payable drugs; `nothing_left` None: nothing left asks for no modifier."""

        codes: CodeSet
        discarded: ModifierSet
        nothing_left: ModifierSet | None = None

    def words(self, asked: Any) -> dict[str, str]:
        """The container in words, and the modifiers on the line."""
        container = {
            Waste.NOTHING_LEFT: "that nothing was left of a single-dose container",
            Waste.DISCARDED: "that the rest of a single-dose container was discarded",
            Waste.MULTI_DOSE: "that the drug came from a multi-dose container",
        }
        said = container.get(Waste(int(asked.a)), "nothing of the container") if asked.a >= 0 else "nothing"
        return {"container": said, "carried": ", ".join(asked.carried()) or "no modifier"}

    def shown(self, asked: Any, p: Any, encounter: Encounter | None) -> tuple[Shown, ...]:
        """What the note says of the container, with the words of the drugs."""
        del p
        words = tuple(e for agent in encounter.agents for e in agent.evidence) if encounter else ()
        known = asked.a >= 0
        return (Shown("rest of the container", asked.holds, self.words(asked)["container"] if known else "", words),)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where the day's lines of the drug do not say what the note says."""
        n = len(rows)
        waste = np.full(n, _UNKNOWN, np.int8) if batch.waste is None else batch.waste[rows]
        carries = {name: np.zeros(n, np.bool_) for name in ("discarded", "nothing_left")}
        day_has = {name: np.zeros(n, np.bool_) for name in carries}
        for name in carries:
            for number, chosen in p.each(name):
                if number == ABSENT:
                    day_has[name][chosen] = True
                    continue
                modifiers = rulebook.modifiers_of(number)
                carries[name][chosen] = batch.has_modifier(rows[chosen], modifiers)
                day_has[name][chosen] = same_code_with_modifier(batch, rows[chosen], modifiers)
        no_note = batch.encounter[rows] < 0
        unknown = no_note | (waste == _UNKNOWN)
        wrong = first_of((waste == Waste.MULTI_DOSE, 0), (waste == Waste.DISCARDED, 1), otherwise=2)
        fires = np.choose(
            wrong,
            (
                carries["discarded"] | carries["nothing_left"],
                ~day_has["discarded"] | carries["nothing_left"],
                ~day_has["nothing_left"] | carries["discarded"],
            ),
        )
        outcome = first_of((unknown, Outcome.NOT_EVALUATED), (fires, Outcome.FIRE), otherwise=Outcome.CLEAR)
        reason = first_of((~unknown, Reason.NONE), (no_note, Reason.NO_NOTE), otherwise=Reason.NOTE_SILENT)
        return Verdict(outcome, reason=reason, a=waste.astype(np.float64))
