"""Kind `diagnosis_unspecific`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import Kind, Parameters
from tautband.edits.pointed import pointed_diagnoses
from tautband.edits.verdict import Outcome, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import unpack_diagnosis
from tautband.rulebook.parameters import CodeSet, DiagnosisSet


class DiagnosisUnspecific(Kind):
    """No diagnosis of the line says enough: each leaves the site or the kind of pain unnamed, or there is none.

    One specific diagnosis among those pointed to clears the line.
    """

    name = "diagnosis_unspecific"
    says = "{code} points to no diagnosis that says enough: {line_diagnoses}"

    class Params(Parameters):
        """`diagnoses` are the codes that say too little."""

        codes: CodeSet
        diagnoses: DiagnosisSet

    def words(self, asked: Any) -> dict[str, str]:
        """The diagnoses the line points to."""
        codes = [unpack_diagnosis(code) for code in pointed_diagnoses(asked.batch, asked.row)]
        return {"line_diagnoses": ", ".join(codes) or "none"}

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where every pointed diagnosis is in the set."""
        pointed = batch.diagnosis_at.take(rows, axis=0)
        there = pointed >= 0
        fires: NDArray[np.bool_] = np.logical_not(there.any(axis=1))
        for number, chosen in p.each("diagnoses"):
            if len(batch.diagnoses):
                vague = rulebook.lists(number, batch.diagnoses)
                fires[chosen] = (vague[pointed[chosen]] | ~there[chosen]).all(axis=1)
        return Verdict(first_of((fires, Outcome.FIRE), otherwise=Outcome.CLEAR))
