"""Kind `named_in_note`."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from pydantic import model_validator

from tautband.edits.asking_notes import named_in_note
from tautband.edits.batch import NAMED_IN_NOTE, ClaimBatch, NamedInNote, Rows
from tautband.edits.kind import ABSENT, Asked, Kind, Parameters
from tautband.edits.shown import Shown, named_words
from tautband.edits.verdict import Outcome, Reason, Verdict, first_of, without_notes
from tautband.model.encounter import Encounter
from tautband.model.evidence import Evidence
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, NameSet, given

_SORTS: dict[str, str] = {
    "indication": "what was treated",
    "injectate": "what was injected",
    "performer": "who injected it",
}


class NamedInNoteKind(Kind):
    """The note names something the policy does not cover: an indication, an injected substance, a performer.

    `any_of` fires where one of its names stands in the note, whatever stands beside it; `nothing_but` where everything
    named belongs to it, such as saline alone. Indications are the diagnoses assessed at the encounter, by concept;
    injectates the classes of what went into the muscle, a drug of no listed class by its name; performers the
    credential of who did it.

    A note that names no injectate or no performer is not evaluated; one without an indication of the list is clear.
    """

    name = "named_in_note"
    says = "the note names {named}, which the policy does not cover"
    needs = frozenset({"note"})
    gives = frozenset({"fire", "clear", "not_evaluated"})

    class Params(Parameters):
        """Names are those of the tables: diagnosis concepts, drug classes, credentials."""

        codes: CodeSet
        fact: NamedInNote
        any_of: NameSet | None = None
        nothing_but: NameSet | None = None

        @model_validator(mode="after")
        def _some_list(self) -> Self:
            if not given(self, "any_of", "nothing_but"):
                raise ValueError("give any_of or nothing_but")
            return self

    def words(self, asked: Asked) -> dict[str, str]:
        """What the note names of the list."""
        batch, parameters = asked.batch, asked.parameters
        note = int(batch.encounter[asked.row])
        if note < 0:
            return {"named": ""}
        layer = batch.facts.named[note, NAMED_IN_NOTE.index(getattr(parameters, "fact", "indication"))]
        listed = {*(getattr(parameters, "any_of", None) or ()), *(getattr(parameters, "nothing_but", None) or ())}
        named = [batch.facts.names[at] for at in layer.tolist() if at >= 0 and batch.facts.names[at] in listed]
        return {"named": ", ".join(name.replace("_", " ") for name in named)}

    def evidence(self, encounter: Encounter) -> tuple[Evidence, ...]:
        """The words of the diagnoses assessed."""
        return tuple(e for d in encounter.diagnoses if d.status == "assessed" for e in d.evidence)

    def shown(self, asked: Asked, p: Any, encounter: Encounter | None) -> tuple[Shown, ...]:
        """What the note names of this sort, with its words; it holds where none of it is left out of cover."""
        del p
        fact = getattr(asked.parameters, "fact", "indication")
        note = int(asked.batch.encounter[asked.row])
        if encounter is None or note < 0:
            return (Shown(_SORTS[fact], None),)
        layer = asked.batch.facts.named[note, NAMED_IN_NOTE.index(fact)]
        named = ", ".join(asked.batch.facts.names[at].replace("_", " ") for at in layer.tolist() if at >= 0)
        return (Shown(_SORTS[fact], asked.holds, named or "none named", named_words(fact, encounter)),)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire by what is named; not evaluated where something must be named and is not."""
        n = len(rows)
        if not len(batch.facts.present):
            return without_notes(n)
        silent, fires = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
        for number, of_fact in p.each("fact"):
            fact = NAMED_IN_NOTE[number]
            for column, all_of_it in (("any_of", False), ("nothing_but", True)):
                for names, chosen in p.each(column):
                    asked = (of_fact & chosen).nonzero()[0]
                    if names == ABSENT or not len(asked):
                        continue
                    anything, listed, other = named_in_note(batch, rows[asked], fact, rulebook.names_of(names))
                    fires[asked] |= listed & ~other if all_of_it else listed
                    if fact != "indication":
                        silent[asked] |= ~anything
        has_note = batch.encounter[rows] >= 0
        outcome = first_of((~has_note | silent, Outcome.NOT_EVALUATED), (fires, Outcome.FIRE), otherwise=Outcome.CLEAR)
        reason = first_of((~has_note, Reason.NO_NOTE), (silent, Reason.NOTE_SILENT), otherwise=Reason.NONE)
        return Verdict(outcome, reason=reason)
