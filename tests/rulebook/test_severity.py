from __future__ import annotations

from typing import get_args

import pytest

from tautband.model.evidence import MAY_DENY, EvidenceGrade
from tautband.rulebook.severity import SEVERITIES, capped, why_capped


@pytest.mark.parametrize("grade", get_args(EvidenceGrade))
@pytest.mark.parametrize("dated", [True, False])
def test_only_a_sure_and_dated_source_denies_and_nothing_lighter_is_changed(grade: EvidenceGrade, dated: bool) -> None:
    sure = grade in MAY_DENY and dated
    assert [capped(severity, grade, dated=dated) for severity in SEVERITIES] == [
        "info",
        "warn",
        "deny" if sure else "warn",
    ]
    assert [why_capped(severity, grade, dated=dated) is None for severity in SEVERITIES] == [True, True, sure]


def test_both_reasons_are_told() -> None:
    (unsure, *_) = [grade for grade in get_args(EvidenceGrade) if grade not in MAY_DENY]
    (sure, *_) = MAY_DENY
    assert why_capped("deny", unsure, dated=False) == (
        f"the evidence is {unsure} and the first date of service is not known"
    )
    assert why_capped("deny", unsure, dated=True) == f"the evidence is {unsure}"
    assert why_capped("deny", sure, dated=False) == "the first date of service is not known"
