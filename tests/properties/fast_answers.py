"""The answers of the program, in the form the plain versions give theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from oracle.judging import Answered, Key
from tautband.edits.building import batch_of
from tautband.edits.run import judge
from tautband.edits.words import REASON_WORDS, SEVERITY_WORDS
from tautband.model.claim import Claim
from tautband.model.finding import Outcome
from tautband.rulebook.book import Rulebook

OUTCOMES = get_args(Outcome)


def fast_answers(claims: Sequence[Claim], rulebook: Rulebook) -> dict[Key, Answered]:
    """What each edit in force says of each line it judges."""
    batch = batch_of(claims, rulebook)
    found: dict[Key, Answered] = {}
    for answers in judge(batch, rulebook):
        for question, row in enumerate(answers.rows.tolist()):
            edit = int(answers.edits[question])
            date = rulebook.revision_of(edit)["date"]
            outcome = OUTCOMES[int(answers.outcome[question])]
            key = (rulebook.edit_id(edit), date, int(batch.claim[row]), int(batch.line[row]))
            assert key not in found
            reason = severity = None
            if outcome == "not_evaluated":
                assert answers.verdict.reason is not None
                reason = REASON_WORDS[int(answers.verdict.reason[question])]
            elif outcome != "clear":
                severity = SEVERITY_WORDS[int(answers.severity[question])]
            found[key] = (outcome, reason, severity)
    return found
