"""What the edits say of a claim."""

from __future__ import annotations

from typing import Literal

from tautband.model.evidence import Citation, Evidence, EvidenceGrade
from tautband.model.strict import Strict

Outcome = Literal["clear", "fire", "review", "not_evaluated"]
"""`review`: a person must decide. `not_evaluated`: something the edit needs is not known."""

Severity = Literal["deny", "warn", "info"]

NotEvaluatedReason = Literal[
    "no history",
    "other providers' history",
    "list not known",
    "table out of date",
    "payer not covered",
    "no note",
    "note silent",
]
"""The closed list of reasons why an edit could not be evaluated."""

ClaimOutcome = Literal["clean", "findings", "incomplete"]

RemedyKind = Literal["in_record", "clerical", "query_author", "cannot_be_mended", "future_session"]


class Remedy(Strict):
    """What would mend a finding, if anything would. No remedy alters the record."""

    kind: RemedyKind
    says: str


class Finding(Strict):
    """One answer of one edit about one claim or line.

    `line` counts from 1 and is None for a finding about the whole claim. A `not_evaluated` finding names in `edits`
    every edit left open for the same `reason`.
    """

    edit: str
    revision: str | None = None
    lcd: str | None = None
    outcome: Literal["fire", "review", "not_evaluated"]
    reason: NotEvaluatedReason | None = None
    edits: tuple[str, ...] = ()
    severity: Severity
    line: int | None = None
    says: str
    remedy: Remedy | None = None
    group: str | None = None
    carc: str | None = None
    rarc: str | None = None
    liability: Literal["provider", "patient_with_notice", "patient"] | None = None
    appealable: bool | None = None
    evidence_grade: EvidenceGrade | None = None
    citation: Citation | None = None
    evidence: tuple[Evidence, ...] = ()


class ScrubResult(Strict):
    """The answer for one claim: clean only when nothing fired and nothing was left unchecked."""

    claim_id: str
    outcome: ClaimOutcome
    findings: tuple[Finding, ...] = ()
    evaluated: tuple[str, ...] = ()
