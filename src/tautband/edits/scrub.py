"""Claims scrubbed: what fired, what a person must decide, and what could not be evaluated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from tautband.edits.building import batch_of
from tautband.edits.run import in_force, judge
from tautband.edits.verdict import Outcome
from tautband.edits.words import NO_POLICY, REASON_WORDS, finding, in_reading_order, not_evaluated
from tautband.model.claim import Claim
from tautband.model.finding import ClaimOutcome, Finding, NotEvaluatedReason, ScrubResult
from tautband.rulebook.book import Rulebook
from tautband.rulebook.scope import Cell

NO_POLICY_KNOWN = "no policy of this payer for these services on this date is known"
POLICED = "policed_by_payers"


def scrub(claims: Sequence[Claim], rulebook: Rulebook) -> list[ScrubResult]:
    """Judge each claim by every edit in force for its payer, place and date.

    Claims of one patient are context for each other. A result is clean only when nothing fired and nothing was left
    unchecked; `evaluated` names the edits that gave an answer.
    """
    batch = batch_of(claims, rulebook)
    force = in_force(batch)
    cell_of = {int(row): force.cells[int(at)] for row, at in zip(force.rows, force.cell_at, strict=True)}
    findings: defaultdict[int, list[Finding]] = defaultdict(list)
    evaluated: defaultdict[int, set[str]] = defaultdict(set)
    open_: defaultdict[int, defaultdict[NotEvaluatedReason, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for answers in judge(batch, rulebook, force):
        claim_at = batch.claim[answers.rows].tolist()
        edits = answers.edits.tolist()
        for question, outcome in enumerate(answers.outcome.tolist()):
            number = claim_at[question]
            if outcome == Outcome.NOT_EVALUATED:
                assert answers.verdict.reason is not None
                reason = REASON_WORDS[int(answers.verdict.reason[question])]
                open_[number][reason][rulebook.edit_id(edits[question])] = int(answers.severity[question])
                continue
            evaluated[number].add(rulebook.edit_id(edits[question]))
            if outcome != Outcome.CLEAR:
                cell = cell_of[int(answers.rows[question])]
                findings[number].append(finding(answers, question, batch, rulebook, claims[number], cell))
    because: dict[tuple[int, NotEvaluatedReason], str] = {}
    for number, cell in _unpoliced(batch.rows_in(rulebook, rulebook.groups[POLICED]), batch.claim, cell_of).items():
        unpoliced: NotEvaluatedReason = "list not known" if cell.gap else "payer not covered"
        open_[number][unpoliced][NO_POLICY] = 1
        because[number, unpoliced] = cell.gap or NO_POLICY_KNOWN
    results = []
    for number, claim in enumerate(claims):
        for reason, edits_left in open_[number].items():
            why = because.get((number, reason), reason)
            findings[number].append(not_evaluated(reason, sorted(edits_left), max(edits_left.values()), why))
        told = in_reading_order(findings[number])
        results.append(
            ScrubResult(
                claim_id=claim.claim_id,
                outcome=outcome_of(told),
                findings=told,
                evaluated=tuple(sorted(evaluated[number])),
            )
        )
    return results


def _unpoliced(rows: np.ndarray, claim: np.ndarray, cell_of: dict[int, Cell]) -> dict[int, Cell]:
    """The claims with a line that only a payer's own policy could judge, where no such policy is known."""
    return {int(claim[row]): cell_of[row] for row in rows.tolist() if row in cell_of and not cell_of[row].covered}


def outcome_of(findings: Sequence[Finding]) -> ClaimOutcome:
    """`findings` with a deny or a review, else `incomplete` with anything not evaluated, else `clean` (warnings
    included).
    """
    if any(f.outcome == "review" or (f.outcome == "fire" and f.severity == "deny") for f in findings):
        return "findings"
    return "incomplete" if any(f.outcome == "not_evaluated" for f in findings) else "clean"
