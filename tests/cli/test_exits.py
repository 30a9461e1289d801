from __future__ import annotations

from typing import Any

import pytest

from tautband.cli.exits import exit_code, worst
from tautband.model.finding import Finding


def finding(**given: Any) -> Finding:
    return Finding.model_validate(
        {"edit": "a/b/c", "outcome": "fire", "severity": "warn", "says": "something", **given}
    )


@pytest.mark.parametrize(
    ("findings", "status", "expected"),
    [
        ([], "coded", 0),
        ([], "nothing_to_bill", 0),
        ([finding(severity="warn"), finding(severity="info")], "coded", 0),
        ([finding(outcome="not_evaluated")], "coded", 3),
        ([finding(outcome="not_evaluated", severity="deny")], "coded", 3),
        ([finding(outcome="not_evaluated"), finding(severity="deny")], "coded", 1),
        ([finding(outcome="review", severity="warn")], "coded", 1),
        ([], "query", 1),
        ([], "hold", 1),
    ],
)
def test_the_exit_code_says_what_to_do(findings: list[Finding], status: str, expected: int) -> None:
    assert exit_code(findings, status) == expected


@pytest.mark.parametrize(("codes", "expected"), [([], 0), ([0, 0], 0), ([0, 3], 3), ([3, 1, 0], 1), ([1, 2, 3], 2)])
def test_several_answers_leave_with_the_worst(codes: list[int], expected: int) -> None:
    assert worst(codes) == expected
