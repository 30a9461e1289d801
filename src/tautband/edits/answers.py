"""Every answer of the edits to one claim, the clear ones included, with the words of the record they went by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tautband.edits.building import batch_of
from tautband.edits.kind import Columns, Gathered
from tautband.edits.run import Answers, in_force, judge
from tautband.edits.shown import Shown
from tautband.edits.verdict import Outcome, Reason
from tautband.edits.words import REASON_WORDS, SEVERITY_WORDS, asked_of
from tautband.model.claim import Claim
from tautband.model.finding import NotEvaluatedReason, Severity
from tautband.model.finding import Outcome as OutcomeWord
from tautband.model.policy import Edit
from tautband.rulebook.book import Rulebook

_OUTCOMES: dict[int, OutcomeWord] = {
    Outcome.CLEAR: "clear",
    Outcome.FIRE: "fire",
    Outcome.REVIEW: "review",
    Outcome.NOT_EVALUATED: "not_evaluated",
}


@dataclass(frozen=True)
class Answer:
    """What one edit answers for one line (from 1), and what of the record it went by.

    `applies` False: the edit is clear because it asks nothing of this session (a rule for repeats, say). `number` is
    the edit's place in the rule book, `lcd` the contractor's own number of an adopted policy. `shown` is empty for an
    edit that reads the codes of the claim alone.
    """

    edit: str
    number: int
    kind: str
    lcd: str | None
    line: int
    outcome: OutcomeWord
    reason: NotEvaluatedReason | None
    severity: Severity
    applies: bool
    shown: tuple[Shown, ...]
    written: Edit
    """The edit as its author wrote it, with citation, codes of denial and remedy."""


def answers_of(claim: Claim, rulebook: Rulebook) -> list[Answer]:
    """What every edit in force answers to a claim, by the order of the rule book and then by line.

    The claim stands alone: earlier services are those of its history. The outcomes are those of `scrub`.
    """
    batch = batch_of([claim], rulebook)
    force = in_force(batch)
    cell_of = {int(row): force.cells[int(at)] for row, at in zip(force.rows, force.cell_at, strict=True)}
    found = []
    for answers in judge(batch, rulebook, force):
        for question in range(len(answers.rows)):
            row, number = int(answers.rows[question]), int(answers.edits[question])
            edit = rulebook.edit(number)
            outcome = int(answers.outcome[question])
            asked = asked_of(answers, question, batch, rulebook)
            p = _parameters(answers, number, rulebook)
            found.append(
                Answer(
                    edit=rulebook.edit_id(number),
                    number=number,
                    kind=answers.kind.name,
                    lcd=cell_of[row].lcds.get(number),
                    line=int(batch.line[row]),
                    outcome=_OUTCOMES[outcome],
                    reason=_reason(answers, question, outcome),
                    severity=SEVERITY_WORDS[int(answers.severity[question])],
                    applies=bool(answers.kind.applies(batch, rulebook, np.array([row]), p)[0]),
                    shown=answers.kind.shown(asked, p, claim.encounter),
                    written=edit,
                )
            )
    return sorted(found, key=lambda answer: (answer.number, answer.line))


def _parameters(answers: Answers, number: int, rulebook: Rulebook) -> Gathered:
    """The parameters of one edit, for one question."""
    columns = rulebook.kinds[answers.kind.name]
    return Gathered(Columns(columns.columns), columns.rows_of(np.array([number], np.int32)))


def _reason(answers: Answers, question: int, outcome: int) -> NotEvaluatedReason | None:
    if outcome != Outcome.NOT_EVALUATED or answers.verdict.reason is None:
        return None
    reason = int(answers.verdict.reason[question])
    return None if reason == Reason.NONE else REASON_WORDS[reason]
