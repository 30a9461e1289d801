from __future__ import annotations

from typing import Any

import pytest

from tautband.cli.exits import exit_code, worst
from tautband.model.coding import Coding
from tautband.model.finding import ClaimOutcome


@pytest.mark.parametrize(
    ("outcome", "coding", "expected"),
    [
        ("clean", {"status": "coded"}, 0),
        ("clean", {"status": "nothing_to_bill"}, 0),
        ("incomplete", {"status": "coded"}, 3),
        ("findings", {"status": "coded"}, 1),
        ("clean", {"status": "query"}, 1),
        ("clean", {"status": "coded", "queries": [{"asks": "Which?", "because": "It is open."}]}, 1),
        ("incomplete", {"status": "hold"}, 1),
    ],
)
def test_the_exit_code_says_what_to_do(outcome: ClaimOutcome, coding: dict[str, Any], expected: int) -> None:
    assert exit_code(outcome, Coding.model_validate({"muscle_count": None, **coding})) == expected


@pytest.mark.parametrize(("codes", "expected"), [([], 0), ([0, 0], 0), ([0, 3], 3), ([3, 1, 0], 1), ([1, 2, 3], 2)])
def test_several_answers_leave_with_the_worst(codes: list[int], expected: int) -> None:
    assert worst(codes) == expected
