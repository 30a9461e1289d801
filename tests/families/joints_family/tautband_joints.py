"""An example family: injections of large joints, brought by another package with its own kind, policies and coding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import Kind
from tautband.edits.verdict import Outcome, Verdict, first_of
from tautband.model.coding import CodedLine, Coding, Reason
from tautband.model.encounter import Encounter
from tautband.model.strict import Strict
from tautband.rulebook.book import Rulebook
from tautband.rulebook.parameters import CodeSet

POLICIES = Path(__file__).parent / "policies"


class MostDiagnoses(Kind):
    """A line points to no more diagnoses than the plan takes for a joint."""

    name = "most_diagnoses"
    says = "{code} points to {a} diagnoses; the plan takes {most}"

    class Params(Strict):
        """The most diagnoses a line may point to."""

        codes: CodeSet
        most: int

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Fire where more are pointed to."""
        del rulebook
        pointed = (batch.diagnosis_at[rows] >= 0).sum(axis=1)
        fires = np.asarray(pointed > p.most)
        return Verdict(first_of((fires, Outcome.FIRE), otherwise=Outcome.CLEAR), a=pointed)


def code(encounter: Encounter, rulebook: Any) -> Coding:
    """A line for a shoulder injection that the note names, whoever else codes it."""
    del rulebook
    done = [s for s in encounter.services if s.kind == "joint_injection" and s.status == "performed"]
    lines = tuple(
        CodedLine(code="20610", why=(Reason(says="a large joint was injected", evidence=service.evidence),))
        for service in done[:1]
    )
    return Coding(status="coded" if lines else "nothing_to_bill", muscle_count=None, lines=lines)
