"""The table of outcomes fails where a kind was never seen to give one of its outcomes."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.claims_of_notes import MISTAKES, supported_claims
from benchmarks.kinds import OUTCOMES, counted, never_given
from tautband.edits.building import batch_of
from tautband.edits.kinds import all_kinds
from tautband.shipped import shipped_rulebook


def test_an_outcome_never_given_is_named() -> None:
    every = Counter({(name, outcome): 1 for name in all_kinds() for outcome in OUTCOMES})
    assert never_given(every) == []
    del every["duplicate_line", "fire"]
    assert never_given(every) == ["duplicate_line never gives fire"]


@pytest.mark.slow
def test_every_mistake_changes_some_claim_and_what_the_edits_say_of_it() -> None:
    claims = supported_claims()[:12]
    rulebook = shipped_rulebook()
    right = counted(batch_of([claim], rulebook) for claim in claims)
    same = [
        mistake for mistake in MISTAKES if counted(batch_of([mistake(claim)], rulebook) for claim in claims) == right
    ]
    assert same == []
