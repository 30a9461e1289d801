"""Kind `same_day_required`."""

from __future__ import annotations

from typing import Any

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import Asked, Kind, Parameters
from tautband.edits.same_day import same_day_any
from tautband.edits.verdict import Outcome, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet


class SameDayRequired(Kind):
    """A service that the policy takes only with another on the same day, such as the injection with its drug.

    Any line of the patient's day and clinician counts, whatever claim it is on. Cannot see lines that are neither in
    the batch nor in the history.
    """

    name = "same_day_required"
    says = "no line of {wanted} beside {code} that day; the policy asks for one"
    needs = frozenset({"same_day"})

    class Params(Parameters):
        """`codes` is the service judged, `with_codes` what must stand beside it."""

        codes: CodeSet
        with_codes: CodeSet

    def words(self, asked: Asked) -> dict[str, str]:
        """What must stand beside it: a set by its name, or the codes."""
        wanted: tuple[str, ...] = getattr(asked.parameters, "with_codes", ())
        return {"wanted": " or ".join(name.replace("_", " ") for name in wanted)}

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where nothing of the set is there that day."""
        other = same_day_any(batch, rulebook, rows, p.each("with_codes"))
        return Verdict(first_of((other < 0, Outcome.FIRE), otherwise=Outcome.CLEAR))
