"""Kind `code_valid_on_date`."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch, Rows
from tautband.edits.kind import Asked, Kind, Parameters
from tautband.edits.settled import Settled
from tautband.edits.verdict import Outcome, Reason, Verdict
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import day_date, pack_diagnosis, unpack_code, unpack_diagnosis
from tautband.rulebook.tables.codes import CodeStatus
from tautband.rulebook.tables.diagnoses import FIRST_ICD10_DAY, DiagnosisStatus

_PROCEDURE = np.zeros(len(CodeStatus), np.int8)
_PROCEDURE[CodeStatus.UNKNOWN] = Outcome.NOT_EVALUATED
_PROCEDURE[[CodeStatus.NOT_YET, CodeStatus.ENDED, CodeStatus.DEAD]] = Outcome.FIRE

_DIAGNOSIS = np.full(len(DiagnosisStatus), Outcome.FIRE, np.int8)
_DIAGNOSIS[DiagnosisStatus.BILLABLE] = Outcome.CLEAR
_DIAGNOSIS[DiagnosisStatus.INEXACT] = Outcome.REVIEW
_DIAGNOSIS[DiagnosisStatus.ICD9_ERA] = Outcome.CLEAR

_PROCEDURE_WHY: dict[int, str] = {
    CodeStatus.NOT_YET: ": not yet in force",
    CodeStatus.ENDED: ": it had ended before",
    CodeStatus.DEAD: ": it had ended long before",
}
_DIAGNOSIS_WHY: dict[int, str] = {
    DiagnosisStatus.UNKNOWN: ": in no code list",
    DiagnosisStatus.HEADER: ": a heading that needs more characters",
    DiagnosisStatus.NOT_YET: ": not yet in force",
    DiagnosisStatus.ENDED: ": it had ended before",
    DiagnosisStatus.INEXACT: ": it changed about then",
    DiagnosisStatus.ICD9_ERA: ": ICD-9-CM was the code set that day",
}
_RANK = np.array([0, 3, 2, 1], np.int8)
_FIRST_LETTER_OF_ICD10 = pack_diagnosis("A00")
_LETTERS_OF_BOTH = tuple((pack_diagnosis(f"{letter}00"), pack_diagnosis(f"{letter}ZZZZZZ")) for letter in "EV")


class CodeValidOnDate(Kind):
    """The code was in force on the date of service: not yet to come, not ended, and with all its characters.

    Of `procedure`, the line's own code; a code whose dates are in no table read is not evaluated. Of `diagnosis`, every
    diagnosis the line points to, the worst one told. Before 2015-10-01 only codes that cannot be ICD-9-CM are wrong:
    one that begins with a letter other than E or V.

    Where a date decides that was inferred and not read, a person must decide.
    """

    name = "code_valid_on_date"
    says = "{invalid} is not valid on {date}{why}"
    gives = frozenset({"fire", "clear", "review", "not_evaluated"})

    class Params(Parameters):
        """Which code of the line is judged."""

        of: Literal["procedure", "diagnosis"]

    def words(self, asked: Asked) -> dict[str, str]:
        """The code, the date and the reason."""
        if np.isnan(asked.a):
            return {"invalid": "", "date": "", "why": ""}
        of_procedure = getattr(asked.parameters, "of", "") == "procedure"
        code = (unpack_code if of_procedure else unpack_diagnosis)(int(asked.a)) or "a code that is none"
        status = (_PROCEDURE_WHY if of_procedure else _DIAGNOSIS_WHY).get(int(asked.b), "")
        return {"invalid": code, "date": str(day_date(int(asked.batch.day[asked.row]))), "why": status}

    def touched(self, rulebook: Rulebook, columns: Any, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Every line has codes."""
        del rulebook
        return np.ones((len(columns["of"]), len(codes)), np.bool_)

    def settled(self, batch: ClaimBatch, rulebook: Rulebook, columns: Any) -> Settled:
        """Only lines with a code that is not in force, or ceases or begins to be, within the days of the batch."""
        first_day, last_day = _day_range(batch.day)
        codes = rulebook.tables.codes
        status = codes.lookup(batch.codes, first_day).status
        told = _PROCEDURE[status] == Outcome.FIRE
        if first_day != last_day:
            told |= codes.changes(batch.codes, first_day, last_day)
        look = told[batch.code_at]
        suspect = _suspects(batch, rulebook, first_day, last_day)
        if suspect.any():
            look[_pointing_to(batch.diagnosis_at, suspect)[0]] = True
        of_procedure = (columns["of"] == 0)[:, None]
        return Settled(look.nonzero()[0], of_procedure & (status == CodeStatus.UNKNOWN))

    def judge(self, batch: ClaimBatch, rulebook: Rulebook, rows: Rows, p: Any) -> Verdict:
        """The status of the code, or of the worst diagnosis. Slot `a` is the packed code, `b` its status."""
        n = len(rows)
        outcome, reason = np.zeros(n, np.int8), np.full(n, Reason.NONE, np.int8)
        a, b = np.full(n, np.nan), np.full(n, np.nan)
        for number, chosen in p.each("of"):
            at = chosen.nonzero()[0]
            judged = _procedures if number == 0 else _diagnoses
            outcome[at], told, a_told, b_told = judged(batch, rulebook, rows[at])
            a[at[told]], b[at[told]] = a_told, b_told
        reason[outcome == Outcome.NOT_EVALUATED] = Reason.LIST_NOT_KNOWN
        return Verdict(outcome, reason=reason, a=a, b=b)


_Judged = tuple[NDArray[np.int8], Rows, NDArray[Any], NDArray[Any]]
"""The outcomes, where something is to tell, and there the packed code and its status."""


def _procedures(batch: ClaimBatch, rulebook: Rulebook, rows: Rows) -> _Judged:
    """Judged on the distinct codes of the batch at the first day; only codes that change after it are looked up line by
    line.
    """
    codes = rulebook.tables.codes
    first_day, last_day = _day_range(batch.day[rows])
    first = codes.lookup(batch.codes, first_day)
    at_code = batch.code_at[rows]
    status, inferred = first.status[at_code], first.inferred[at_code]
    if first_day != last_day:
        at = codes.changes(batch.codes, first_day, last_day)[at_code].nonzero()[0]
        found = codes.lookup(batch.code[rows[at]], batch.day[rows[at]])
        status[at], inferred[at] = found.status, found.inferred
    outcome = _PROCEDURE[status]
    outcome[(outcome == Outcome.FIRE) & inferred & (status != CodeStatus.DEAD)] = Outcome.REVIEW
    told = outcome.nonzero()[0]
    return outcome, told, batch.codes[at_code[told]], status[told]


def _diagnoses(batch: ClaimBatch, rulebook: Rulebook, rows: Rows) -> _Judged:
    """As for procedures: the status of each distinct diagnosis is looked up once, line by line only where it
    changes.
    """
    worst, nothing = np.zeros(len(rows), np.int8), np.empty(0, np.intp)
    if len(batch.diagnoses) == 0:
        return worst, nothing, nothing, nothing
    first_day, last_day = _day_range(batch.day[rows])
    suspect = _suspects(batch, rulebook, first_day, last_day)
    if not suspect.any():
        return worst, nothing, nothing, nothing
    question, pointed = _pointing_to(batch.diagnosis_at.take(rows, axis=0), suspect)
    hits = np.arange(len(question))
    table = rulebook.tables.diagnoses
    wrong_in_icd9 = _cannot_be_icd9(batch.diagnoses) if first_day < FIRST_ICD10_DAY else None
    status = table.lookup(batch.diagnoses[pointed], batch.day[rows[question]])
    outcome = _DIAGNOSIS[status]
    if wrong_in_icd9 is not None:
        outcome[(status == DiagnosisStatus.ICD9_ERA) & wrong_in_icd9[pointed]] = Outcome.FIRE
    order = np.lexsort((hits, -_RANK[outcome], question))
    order = order[np.diff(question[order], prepend=-1) != 0]
    order = order[outcome[order] != Outcome.CLEAR]
    at = question[order]
    worst[at] = outcome[order]
    return worst, at, batch.diagnoses[pointed[order]], status[order]


def _suspects(batch: ClaimBatch, rulebook: Rulebook, first_day: int, last_day: int) -> NDArray[np.bool_]:
    """Which of the distinct diagnoses are not valid, or not always, between two days."""
    table = rulebook.tables.diagnoses
    suspect: NDArray[np.bool_] = np.asarray(_DIAGNOSIS[table.lookup(batch.diagnoses, first_day)] != Outcome.CLEAR)
    if first_day != last_day:
        suspect |= table.changes(batch.diagnoses, first_day, last_day)
    if first_day < FIRST_ICD10_DAY:
        suspect |= _cannot_be_icd9(batch.diagnoses)
    return suspect


def _pointing_to(
    diagnosis_at: NDArray[np.int32], wanted: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """The position of each pointer to a wanted diagnosis: its row, ascending, and the diagnosis."""
    pointers = diagnosis_at.ravel()
    hits = np.append(wanted, False)[pointers].nonzero()[0]
    return hits // diagnosis_at.shape[1], pointers[hits]


def _day_range(days: NDArray[np.int32]) -> tuple[int, int]:
    return int(days.min()), int(days.max())


def _cannot_be_icd9(diagnoses: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Codes that begin with a letter other than E or V, which ICD-9-CM uses too."""
    letter = diagnoses >= _FIRST_LETTER_OF_ICD10
    for low, high in _LETTERS_OF_BOTH:
        letter &= ~((diagnoses >= low) & (diagnoses <= high))
    return letter
