"""Kind `documented`."""

from __future__ import annotations

import math
from typing import Any, Literal, Self

import numpy as np
from pydantic import model_validator

from tautband.edits.batch import ClaimBatch, Mask, Rows
from tautband.edits.kind import Asked, Kind, Parameters
from tautband.edits.sessions_so_far import binds
from tautband.edits.shown import NAMES, Shown, element_shown
from tautband.edits.verdict import Outcome, Reason, Verdict, first_of, without_notes
from tautband.model.encounter import DOCUMENTATION_ELEMENTS, Encounter
from tautband.model.evidence import Evidence
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, ElementSet


class Documented(Kind):
    """The note states what the policy asks it to state.

    `all_of` lists the elements that must all be there; `at_least` of `any_of` must be there besides. With `when` first
    or repeat the edit binds only the patient's first session or only later ones.

    Judges the note's words, not what was done: an element said to be absent is missing all the same. Without a note
    nothing is evaluated.
    """

    name = "documented"
    says = "the note does not show {missing}"
    needs = frozenset({"note", "history"})
    gives = frozenset({"fire", "clear", "not_evaluated"})

    class Params(Parameters):
        """Elements are those of the documentation checklist (`model.encounter.DOCUMENTATION_ELEMENTS`)."""

        codes: CodeSet
        all_of: ElementSet = ()
        at_least: int = 0
        any_of: ElementSet = ()
        when: Literal["always", "first", "repeat"] = "always"

        @model_validator(mode="after")
        def _asks_for_something(self) -> Self:
            if not self.all_of and not 0 < self.at_least <= len(self.any_of):
                raise ValueError("give all_of, or any_of with at_least from 1 to its length")
            return self

    def words(self, asked: Asked) -> dict[str, str]:
        """The missing elements in words."""
        bits = 0 if math.isnan(asked.a) else int(asked.a)
        missing = [element for bit, element in enumerate(DOCUMENTATION_ELEMENTS) if bits >> bit & 1]
        return {"missing": ", ".join(NAMES[element] for element in missing)}

    def evidence(self, encounter: Encounter) -> tuple[Evidence, ...]:
        """What the note does show of the checklist is shown with the coding; what is missing has no words."""
        return encounter.performed_evidence

    def applies(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Mask:
        """Whether the session may be of the sort it binds."""
        return binds(batch, rulebook, rows, p)[1]

    def shown(self, asked: Asked, p: Any, encounter: Encounter | None) -> tuple[Shown, ...]:
        """Each element of `all_of`; of `any_of` those that are there, or all of them where too few are."""
        del p
        every, some, least = (getattr(asked.parameters, name) for name in ("all_of", "any_of", "at_least"))
        if encounter is None:
            return tuple(Shown(NAMES[element], None) for element in (*every, *some))
        chosen = [element_shown(element, encounter) for element in some]
        there = [part for part in chosen if part.holds]
        return (*(element_shown(e, encounter) for e in every), *(there if len(there) >= least else chosen))

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire what is required, known and not present; not evaluated what is required and not known."""
        surely, possibly, unsure_because = binds(batch, rulebook, rows, p)
        if not len(batch.facts.present):
            return without_notes(len(rows), unless=~possibly)
        note = batch.encounter[rows]
        has_note = note >= 0
        present, known = (np.where(has_note, column[note], 0) for column in (batch.facts.present, batch.facts.known))
        absent = p.all_of & known & ~present
        too_few = np.bitwise_count(p.any_of & (present | ~known)) < p.at_least
        enough = np.bitwise_count(p.any_of & present) >= p.at_least
        missing = absent | np.where(too_few, p.any_of & ~present, 0)
        complete = (p.all_of & ~present == 0) & enough
        outcome = first_of(
            (~possibly | (has_note & complete), Outcome.CLEAR),
            (~has_note | ~surely, Outcome.NOT_EVALUATED),
            (missing != 0, Outcome.FIRE),
            otherwise=Outcome.NOT_EVALUATED,
        )
        reason = first_of(
            (outcome != Outcome.NOT_EVALUATED, Reason.NONE), (~has_note, Reason.NO_NOTE), otherwise=Reason.NOTE_SILENT
        )
        reason = np.where(~surely & (reason == Reason.NOTE_SILENT), unsure_because, reason)
        return Verdict(outcome, reason=reason, a=missing)
