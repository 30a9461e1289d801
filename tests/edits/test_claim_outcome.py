"""What a claim comes to: a deny or a review makes findings, something unchecked makes it incomplete, else clean."""

from __future__ import annotations

from typing import Any

import pytest

from tautband.edits.scrub import outcome_of
from tautband.model.finding import Finding


def finding(outcome: str, severity: str) -> Finding:
    told: dict[str, Any] = {"edit": "payer/policy/edit", "outcome": outcome, "severity": severity, "says": "..."}
    return Finding.model_validate(told)


@pytest.mark.parametrize(
    ("findings", "outcome"),
    [
        ([], "clean"),
        ([("fire", "warn"), ("fire", "info")], "clean"),
        ([("fire", "deny")], "findings"),
        ([("review", "info")], "findings"),
        ([("not_evaluated", "deny")], "incomplete"),
        ([("fire", "warn"), ("not_evaluated", "info")], "incomplete"),
        ([("not_evaluated", "deny"), ("review", "warn")], "findings"),
    ],
)
def test_the_worst_finding_decides(findings: list[tuple[str, str]], outcome: str) -> None:
    assert outcome_of([finding(*told) for told in findings]) == outcome
