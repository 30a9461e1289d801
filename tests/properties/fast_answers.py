"""The answers of the program, in the form the plain versions give theirs."""

from __future__ import annotations

from collections.abc import Sequence

from oracle.judging import Answered, Key
from tautband.edits.building import batch_of
from tautband.edits.run import judge
from tautband.edits.verdict import Outcome
from tautband.edits.words import REASON_WORDS, SEVERITY_WORDS
from tautband.model.claim import Claim
from tautband.rulebook.book import Rulebook


def fast_answers(claims: Sequence[Claim], rulebook: Rulebook) -> dict[Key, Answered]:
    """What each edit in force says of each line it judges."""
    batch = batch_of(claims, rulebook)
    found: dict[Key, Answered] = {}
    for answers in judge(batch, rulebook):
        for question, row in enumerate(answers.rows.tolist()):
            edit = int(answers.edits[question])
            outcome = Outcome(int(answers.outcome[question]))
            reason = answers.verdict.reason
            key = (
                rulebook.edit_id(edit),
                rulebook.revision_of(edit)["date"],
                int(batch.claim[row]),
                int(batch.line[row]),
            )
            assert key not in found
            found[key] = (
                outcome.name.lower(),
                REASON_WORDS[int(reason[question])] if outcome == Outcome.NOT_EVALUATED and reason is not None else None,
                SEVERITY_WORDS[int(answers.severity[question])] if outcome in (Outcome.FIRE, Outcome.REVIEW) else None,
            )
    return found
