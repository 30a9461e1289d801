"""Kind `places_contradict`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.batch import NOT_KNOWN, ClaimBatch, Rows
from tautband.edits.kind import Asked, Kind, Parameters
from tautband.edits.verdict import Outcome, Verdict
from tautband.model.encounter import Encounter
from tautband.model.evidence import Evidence
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import unpack
from tautband.rulebook.parameters import CodeSet

_DECIDES = {
    True: "the ZIP code decided which Medicare contractor's policy was taken",
    False: "the state on the claim decided which policies were taken",
}


class PlacesContradict(Kind):
    """The claim, its ZIP code and the note name different states for the place where the service was given.

    The place decides the Medicare contractor, its policy and the price. The ZIP code counts before the state, and what
    the practice registered before what the note says; the finding says which was taken. No price is given while the
    state and the ZIP code of the claim differ. A ZIP code that is not in the table, and a state that is no two letters,
    say nothing. Cannot see which of them is right.
    """

    name = "places_contradict"
    says = "{named}; {decides}"

    class Params(Parameters):
        """`codes` are the services whose place matters."""

        codes: CodeSet

    def words(self, asked: Asked) -> dict[str, str]:
        """Each state named, by whom, and which of them decided."""
        assert asked.batch.states is not None
        on_claim, of_zip, in_note = (
            unpack(int(state), 2) if state != NOT_KNOWN else "" for state in asked.batch.states[asked.row]
        )
        told = (
            (on_claim, f"the claim names {on_claim}"),
            (of_zip, f"its ZIP code lies in {of_zip}" if on_claim else f"the claim's ZIP code lies in {of_zip}"),
            (in_note, f"the note names {in_note}"),
        )
        return {"named": ", ".join(says for state, says in told if state), "decides": _DECIDES[bool(of_zip)]}

    def evidence(self, encounter: Encounter) -> tuple[Evidence, ...]:
        """Where the note names its state or its ZIP code."""
        return (*encounter.evidence.get("state", ()), *encounter.evidence.get("zip_code", ()))

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where two of the states named differ."""
        del rulebook, p
        outcome = np.full(len(rows), Outcome.CLEAR, np.int8)
        if batch.states is not None:
            states = batch.states[rows]
            highest = states.max(axis=1)
            lowest = np.where(states == NOT_KNOWN, highest[:, None], states).min(axis=1)
            outcome[lowest != highest] = Outcome.FIRE
        return Verdict(outcome)
