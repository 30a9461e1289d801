"""Kind `place_not_allowed`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.batch import NOT_KNOWN, ClaimBatch, Rows
from tautband.edits.kind import Kind, Parameters
from tautband.edits.verdict import Outcome, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet, PlaceSet

_PLACES = 101
"""Room for every two-digit place, and at the end for one not known, which indexes from behind."""


class PlaceNotAllowed(Kind):
    """The service cannot have been given, or is not billed by the clinician, at this place of service.

    A needle is not given by telehealth; a drug in a facility is the facility's to bill. A claim without a place of
    service leaves it to a person.
    """

    name = "place_not_allowed"
    says = "{code} at place of service {place}"
    gives = frozenset({"fire", "clear", "review"})

    class Params(Parameters):
        """`places` where `codes` cannot stand."""

        codes: CodeSet
        places: PlaceSet

    def words(self, asked: Any) -> dict[str, str]:
        """The place."""
        place = int(asked.batch.place[asked.row])
        return {"place": f"{place:02}" if place >= 0 else "not given"}

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where the place is one of the set."""
        place = batch.place[rows]
        wrong = np.zeros(len(rows), np.bool_)
        for number, chosen in p.each("places"):
            there = np.zeros(_PLACES, np.bool_)
            there[rulebook.places_of(number)] = True
            wrong[chosen] = there[place[chosen]]
        outcome = first_of((place == NOT_KNOWN, Outcome.REVIEW), (wrong, Outcome.FIRE), otherwise=Outcome.CLEAR)
        return Verdict(outcome)
