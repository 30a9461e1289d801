"""Each kind of edit, judged column by column, gives what its plain per-claim version gives."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given

from oracle.in_force import Policies
from oracle.judging import plain_answers
from policies.trees import book_with_test_policies, with_test_policies
from properties.batches import batches
from properties.effort import effort
from properties.fast_answers import fast_answers
from tautband.edits.kinds import all_kinds
from tautband.model.claim import Claim
from tautband.rulebook.tables import Tables

AT_LEAST = 50
"""How often each kind must have given each of its outcomes before agreement means anything."""
ROUNDS = 5
"""How often Hypothesis may begin anew until they have: its luck differs from run to run."""


@pytest.mark.slow
def test_the_columns_and_the_plain_versions_answer_alike() -> None:
    tables = Tables.open()
    rulebook = book_with_test_policies()
    policies = Policies(with_test_policies(), tables)
    seen: Counter[tuple[str, str]] = Counter()

    @effort(times=6)
    @given(batches())
    def alike(claims: list[Claim]) -> None:
        fast = fast_answers(claims, rulebook)
        plain = plain_answers(claims, policies, tables, seen)
        differ = {k: (fast.get(k), plain.get(k)) for k in fast.keys() | plain.keys() if fast.get(k) != plain.get(k)}
        assert differ == {}

    wanted = {(name, outcome) for name, kind in all_kinds().items() for outcome in kind.gives}
    for _ in range(ROUNDS):
        alike()
        if all(seen[key] >= AT_LEAST for key in wanted):
            break
    assert {key: seen[key] for key in wanted if seen[key] < AT_LEAST} == {}
    assert {key: seen[key] for key in seen if key not in wanted} == {}
