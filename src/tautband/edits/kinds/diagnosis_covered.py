"""Kind `diagnosis_covered`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import ABSENT, Asked, Kind, Parameters
from tautband.edits.pointed import pointed_diagnoses
from tautband.edits.shown import Shown, named_words
from tautband.edits.verdict import Outcome, Reason, Verdict, first_of
from tautband.model.encounter import Encounter
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import unpack_diagnosis
from tautband.rulebook.parameters import CodeSet, DiagnosisSet


class DiagnosisCovered(Kind):
    """At least one diagnosis that the line points to is on the policy's list of covered diagnoses.

    A policy whose list was not read says so by leaving `diagnoses` out: then nothing is evaluated, neither for nor
    against. Only the diagnoses a line points to count, not the others of the claim.
    """

    name = "diagnosis_covered"
    says = "no diagnosis of {code} is on the policy's list: {line_diagnoses}"
    gives = frozenset({"fire", "clear", "not_evaluated"})

    class Params(Parameters):
        """`diagnoses` is the whole list, a trailing `*` taking every code that begins so; None: list not known."""

        codes: CodeSet
        diagnoses: DiagnosisSet | None = None

    def words(self, asked: Asked) -> dict[str, str]:
        """The diagnoses the line points to."""
        pointed = pointed_diagnoses(asked.batch, asked.row)
        codes = [unpack_diagnosis(code) or "an unreadable code" for code in pointed]
        return {"line_diagnoses": ", ".join(codes) or "the line points to none"}

    def shown(self, asked: Asked, p: Any, encounter: Encounter | None) -> tuple[Shown, ...]:
        """The diagnoses the line points to, and the words of those the clinician assessed."""
        del p
        words = named_words("indication", encounter) if encounter else ()
        return (Shown("diagnosis of the line", asked.holds, self.words(asked)["line_diagnoses"], words, on_claim=True),)

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """Clear where any pointed diagnosis is listed."""
        covered = np.zeros(len(rows), np.bool_)
        for number, chosen in p.each("diagnoses"):
            if number != ABSENT and len(batch.diagnoses):
                listed = rulebook.lists(number, batch.diagnoses)
                pointed = batch.diagnosis_at.take(rows[chosen], axis=0)
                covered[chosen] = (listed[pointed] & (pointed >= 0)).any(axis=1)
        unknown = p.diagnoses == ABSENT
        outcome = first_of((unknown, Outcome.NOT_EVALUATED), (covered, Outcome.CLEAR), otherwise=Outcome.FIRE)
        return Verdict(outcome, reason=np.where(unknown, Reason.LIST_NOT_KNOWN, Reason.NONE))
