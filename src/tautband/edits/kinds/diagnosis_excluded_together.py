"""Kind `diagnosis_excluded_together`."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import Asked, Kind, Parameters
from tautband.edits.verdict import Outcome, Verdict
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import unpack_diagnosis
from tautband.rulebook.parameters import CodeSet
from tautband.rulebook.tables.excludes import ExcludesState


class DiagnosisExcludedTogether(Kind):
    """Two diagnoses of one line that the code set does not let stand together (an Excludes1 note).

    Notes at a heading bind every code beneath it. Only the families whose notes were read are judged; two codes outside
    them are clear, since no note of theirs is known. A note of another year's edition needs a person.
    """

    name = "diagnosis_excluded_together"
    says = "{first} and {second} exclude each other"
    gives = frozenset({"fire", "clear", "review"})

    class Params(Parameters):
        """The lines judged."""

        codes: CodeSet

    def words(self, asked: Asked) -> dict[str, str]:
        """The two diagnoses."""
        first, second = (unpack_diagnosis(int(np.nan_to_num(slot, nan=-1.0))) for slot in (asked.a, asked.b))
        return {"first": first, "second": second}

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """The first two pointed diagnoses that exclude each other."""
        del p
        n = len(rows)
        outcome, a, b = np.zeros(n, np.int8), np.full(n, np.nan), np.full(n, np.nan)
        pointed = batch.diagnosis_at.take(rows, axis=0)
        if pointed[:, 1:].max() < 0:
            return Verdict(outcome)
        for one, two in combinations(range(pointed.shape[1]), 2):
            at = ((pointed[:, one] >= 0) & (pointed[:, two] >= 0) & (outcome != Outcome.FIRE)).nonzero()[0]
            if not len(at):
                continue
            first, second = batch.diagnoses[pointed[at, one]], batch.diagnoses[pointed[at, two]]
            state = rulebook.tables.excludes.lookup(first, second, batch.day[rows[at]])
            fires, perhaps = state == ExcludesState.CONFLICT, state == ExcludesState.CONFLICT_OTHER_YEAR
            found = fires | (perhaps & (outcome[at] == Outcome.CLEAR))
            outcome[at[found]] = np.where(fires[found], Outcome.FIRE, Outcome.REVIEW)
            a[at[found]], b[at[found]] = first[found], second[found]
        return Verdict(outcome, a=a, b=b)
