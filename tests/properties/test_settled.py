"""What a line's code alone settles is what judging every line would have said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from policies.trees import book_with_test_policies
from properties.batches import batches
from properties.effort import effort
from tautband.audit.tallies import Tallies
from tautband.edits.building import batch_of
from tautband.edits.kinds import all_kinds
from tautband.edits.run import in_force, judge
from tautband.edits.settled import OUTCOMES
from tautband.edits.verdict import Outcome
from tautband.model.claim import Claim

KINDS_THAT_SETTLE = {
    "code_valid_on_date",
    "duplicate_line",
    "filed_in_time",
    "modifier_missing_on_visit",
    "modifier_not_allowed",
    "modifiers_contradict",
    "pair_not_allowed",
    "units_over_limit",
}


@pytest.mark.slow
def test_every_edit_counts_the_same_whether_rows_are_listed_or_settled() -> None:
    rulebook = book_with_test_policies()
    unlisted = np.zeros(OUTCOMES, np.int64)

    @effort()
    @given(batches())
    def alike(claims: list[Claim]) -> None:
        batch = batch_of(claims, rulebook)
        force = in_force(batch)
        listed, settled = Tallies.of(rulebook), Tallies.of(rulebook)
        for answers in judge(batch, rulebook, force):
            listed.count(answers)
        for answers in judge(batch, rulebook, force, every_row=False):
            settled.count(answers)
            if answers.unlisted is not None:
                unlisted[:] += answers.unlisted[1].sum(axis=0)
        assert np.array_equal(settled.outcomes, listed.outcomes)

    alike()
    assert unlisted[Outcome.CLEAR] > 100
    assert unlisted[Outcome.NOT_EVALUATED] > 0
    assert unlisted[Outcome.FIRE] == unlisted[Outcome.REVIEW] == 0


@pytest.mark.slow
@effort()
@given(batches())
def test_what_fires_or_needs_a_person_is_always_listed(claims: list[Claim]) -> None:
    rulebook = book_with_test_policies()
    batch = batch_of(claims, rulebook)
    told: list[set[tuple[int, int, int]]] = []
    for every_row in (True, False):
        told.append(
            {
                (int(edit), int(row), int(outcome))
                for answers in judge(batch, rulebook, every_row=every_row)
                for edit, row, outcome in zip(answers.edits, answers.rows, answers.outcome, strict=True)
                if outcome in (Outcome.FIRE, Outcome.REVIEW)
            }
        )
    assert told[0] == told[1]


def test_the_kinds_that_settle_are_these() -> None:
    rulebook = book_with_test_policies()
    batch = batch_of([Claim.model_validate(ONE_LINE)], rulebook)
    settling = {
        name
        for name, kind in all_kinds().items()
        if name in rulebook.kinds and kind.settled(batch, rulebook, rulebook.kinds[name].columns) is not None
    }
    assert settling == KINDS_THAT_SETTLE


ONE_LINE = {
    "claim_id": "C1",
    "payer": "medicare",
    "state": "OH",
    "date_of_service": "2026-03-02",
    "lines": [{"code": "20552", "diagnoses": ["M79.18"]}],
}
