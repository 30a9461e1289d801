from __future__ import annotations

import pytest

from tautband.cli.exits import exit_code, worst
from tautband.model.finding import ClaimOutcome


@pytest.mark.parametrize(
    ("outcome", "status", "expected"),
    [
        ("clean", "coded", 0),
        ("clean", "nothing_to_bill", 0),
        ("incomplete", "coded", 3),
        ("findings", "coded", 1),
        ("clean", "query", 1),
        ("incomplete", "hold", 1),
    ],
)
def test_the_exit_code_says_what_to_do(outcome: ClaimOutcome, status: str, expected: int) -> None:
    assert exit_code(outcome, status) == expected


@pytest.mark.parametrize(("codes", "expected"), [([], 0), ([0, 0], 0), ([0, 3], 3), ([3, 1, 0], 1), ([1, 2, 3], 2)])
def test_several_answers_leave_with_the_worst(codes: list[int], expected: int) -> None:
    assert worst(codes) == expected
