"""Kind `code_not_covered`."""

from __future__ import annotations

from typing import Any

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import ABSENT, Kind, Parameters
from tautband.edits.same_day import same_day_any
from tautband.edits.verdict import Outcome, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet


class CodeNotCovered(Kind):
    """A service that the policy does not cover, always or beside certain others.

    With `beside` the service is not covered only on a day with one of those lines: guidance beside a trigger point
    injection, a supply beside any procedure.
    """

    name = "code_not_covered"
    says = "{code} is not covered{beside_code}"
    needs = frozenset({"same_day"})

    class Params(Parameters):
        """`codes` is what is not covered; `beside` None: whatever else was done."""

        codes: CodeSet
        beside: CodeSet | None = None

    def words(self, asked: Any) -> dict[str, str]:
        """What stands beside it, where that matters."""
        other = asked.words()["other_code"]
        return {"beside_code": f" beside {other}" if other else ""}

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire always, or where one of the other lines is there that day."""
        other = same_day_any(batch, rulebook, rows, ((n, m) for n, m in p.each("beside") if n != ABSENT))
        fires = (p.beside == ABSENT) | (other >= 0)
        return Verdict(first_of((fires, Outcome.FIRE), otherwise=Outcome.CLEAR), other=other)
