"""Kind `diagnosis_unspecific`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import Kind, Parameters
from tautband.edits.pointed import pointed_diagnoses
from tautband.edits.verdict import Outcome, Verdict, first_of
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import unpack_diagnosis
from tautband.rulebook.parameters import CodeSet, DiagnosisSet


class DiagnosisUnspecific(Kind):
    """Every diagnosis of the line is one that says too little: a site not named, pain without a kind.

    One specific diagnosis among those pointed to clears the line. A line that points to none is not judged here.
    """

    name = "diagnosis_unspecific"
    says = "{code} points only to unspecific diagnoses: {line_diagnoses}"

    class Params(Parameters):
        """`diagnoses` are the codes that say too little."""

        codes: CodeSet
        diagnoses: DiagnosisSet

    def words(self, asked: Any) -> dict[str, str]:
        """The diagnoses the line points to."""
        codes = [unpack_diagnosis(code) for code in pointed_diagnoses(asked.batch, asked.row)]
        return {"line_diagnoses": ", ".join(codes)}

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where all of at least one pointed diagnosis are in the set."""
        fires = np.zeros(len(rows), np.bool_)
        for number, chosen in p.each("diagnoses"):
            if len(batch.diagnoses):
                vague = rulebook.lists(number, batch.diagnoses)
                pointed = batch.diagnosis_at.take(rows[chosen], axis=0)
                there = pointed >= 0
                fires[chosen] = there.any(axis=1) & (vague[pointed] | ~there).all(axis=1)
        return Verdict(first_of((fires, Outcome.FIRE), otherwise=Outcome.CLEAR))
