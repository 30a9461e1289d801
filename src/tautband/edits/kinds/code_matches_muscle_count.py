"""Kind `code_matches_muscle_count`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.asking_notes import number_in_note
from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import ABSENT, Asked, Kind, Parameters
from tautband.edits.shown import Shown, injected_words
from tautband.edits.verdict import Outcome, Reason, Verdict, first_of, without_notes
from tautband.model.encounter import Encounter
from tautband.model.evidence import Evidence
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet


class CodeMatchesMuscleCount(Kind):
    """The code stands for as many muscles as the note names.

    Muscles are counted once a side; parts of a muscle count as the muscle, needle sticks never. A group that is named
    without its muscles ("paraspinals") is at least one muscle, so it can leave the count open: then a person decides.

    Without a note nothing is evaluated.
    """

    name = "code_matches_muscle_count"
    says = "{code} stands for {muscles_span} muscles; the note shows {shown}"
    needs = frozenset({"note"})
    gives = frozenset({"fire", "clear", "review", "not_evaluated"})

    class Params(Parameters):
        """The fewest and the most muscles that `codes` stand for."""

        codes: CodeSet
        min_muscles: int
        max_muscles: int | None = None

    def words(self, asked: Asked) -> dict[str, str]:
        """What the code stands for and what the note shows, in words."""
        low, high = (getattr(asked.parameters, name) for name in ("min_muscles", "max_muscles"))
        span = f"{low} or more" if high is None else f"{low} to {high}"
        shown = f"{asked.a:g}" if asked.a == asked.b else f"at least {asked.a:g}"
        return {"muscles_span": span, "shown": shown}

    def evidence(self, encounter: Encounter) -> tuple[Evidence, ...]:
        """The words that name the muscles injected."""
        return tuple(e for i in encounter.injections if i.status == "performed" for e in i.evidence)

    def shown(self, asked: Asked, p: Any, encounter: Encounter | None) -> tuple[Shown, ...]:
        """The muscles injected, with the words that name them."""
        del p
        words = injected_words(encounter) if encounter else ()
        known = not np.isnan(asked.a)
        return (Shown("muscles injected", asked.holds, self.words(asked)["shown"] if known else "", words),)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where no count the note allows fits the code; review where only some do."""
        del rulebook
        if not len(batch.facts.present):
            return without_notes(len(rows))
        note = batch.encounter[rows]
        has_note = note >= 0
        low, high = number_in_note(batch, rows, "muscles")
        most = np.where(p.max_muscles == ABSENT, np.iinfo(np.int32).max, p.max_muscles)
        outcome = first_of(
            (~has_note, Outcome.NOT_EVALUATED),
            ((high < p.min_muscles) | (low > most), Outcome.FIRE),
            ((low < p.min_muscles) | (high > most), Outcome.REVIEW),
            otherwise=Outcome.CLEAR,
        )
        return Verdict(outcome, reason=np.where(has_note, Reason.NONE, Reason.NO_NOTE), a=low, b=high)
