"""Findings in words, joined at the door: the sentence, the citation, the remedy and the words of the note."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from numpy.typing import NDArray

from tautband.edits.batch import ClaimBatch
from tautband.edits.kind import Asked
from tautband.edits.run import Answers
from tautband.edits.verdict import Outcome
from tautband.model.claim import Claim
from tautband.model.finding import Finding, NotEvaluatedReason, Remedy, Severity
from tautband.rulebook.book import Rulebook
from tautband.rulebook.scope import Cell

SEVERITY_WORDS: tuple[Severity, ...] = tuple(reversed(get_args(Severity)))
REASON_WORDS: tuple[NotEvaluatedReason, ...] = get_args(NotEvaluatedReason)

NO_POLICY = "coverage/no-policy-of-the-payer"
"""The id under which a claim is told that no policy of its payer was checked."""

_TO_EVALUATE: dict[NotEvaluatedReason, str] = {
    "no history": "Give the patient's earlier services, or an empty history if there were none.",
    "other providers' history": "Say that the history holds all practices' services, if it does.",
    "list not known": "Load the official table or policy, or look it up by hand.",
    "table out of date": "Load the release that holds the date of service.",
    "payer not covered": "Look up the payer's own policy.",
    "no note": "Give the note with the claim.",
    "note silent": "Ask the author.",
}


def finding(
    answers: Answers, question: int, batch: ClaimBatch, rulebook: Rulebook, claim: Claim, cell: Cell
) -> Finding:
    """One answer that fired or needs review, in words."""
    number = int(answers.edits[question])
    row = int(answers.rows[question])
    edit = rulebook.edit(number)
    outcome = int(answers.outcome[question])
    asked = asked_of(answers, question, batch, rulebook)
    return Finding(
        edit=rulebook.edit_id(number),
        revision=rulebook.revision_of(number)["date"],
        lcd=cell.lcds.get(number),
        outcome="fire" if outcome == Outcome.FIRE else "review",
        severity=SEVERITY_WORDS[int(answers.severity[question])],
        line=int(batch.line[row]),
        says=answers.kind.says.format_map({**asked.words(), **answers.kind.words(asked)}),
        remedy=edit.remedy,
        group=edit.group,
        carc=edit.carc,
        rarc=edit.rarc,
        liability="provider" if edit.liability == "patient_with_notice" and not cell.takes_notices else edit.liability,
        appealable=edit.appealable,
        evidence_grade=rulebook.grade_of(number),
        citation=edit.citation,
        evidence=answers.kind.evidence(claim.encounter) if claim.encounter else (),
    )


def asked_of(answers: Answers, question: int, batch: ClaimBatch, rulebook: Rulebook) -> Asked:
    """One question as its kind puts it into words."""
    verdict = answers.verdict
    return Asked(
        batch,
        rulebook,
        int(answers.rows[question]),
        int(_at(verdict.other, question, -1)),
        _at(verdict.a, question, math.nan),
        _at(verdict.b, question, math.nan),
        int(answers.outcome[question]),
        answers.kind.Params.model_validate(rulebook.edit(int(answers.edits[question])).with_),
    )


def _at(column: NDArray[Any] | None, question: int, otherwise: float) -> float:
    return otherwise if column is None else float(column[question])


def not_evaluated(reason: NotEvaluatedReason, edits: Sequence[str], severity: int, because: str) -> Finding:
    """One finding for every edit left open for one reason; `because` says more of it."""
    named = [edit for edit in edits if edit != NO_POLICY]
    open_ = f"; left open: {', '.join(named)}" if named else ""
    return Finding(
        edit=edits[0],
        outcome="not_evaluated",
        reason=reason,
        edits=tuple(edits),
        severity=SEVERITY_WORDS[severity],
        says=f"not evaluated: {because}{open_}",
        remedy=Remedy(kind="query_author" if reason == "note silent" else "clerical", says=_TO_EVALUATE[reason]),
    )


def in_reading_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What denies first, then what warns, then what could not be evaluated; by line within."""
    outcomes = ("fire", "review", "not_evaluated")
    severities = ("deny", "warn", "info")
    return tuple(
        sorted(
            findings,
            key=lambda f: (outcomes.index(f.outcome), severities.index(f.severity), f.line or 0, f.edit),
        )
    )
