"""Operations whose global period holds a later service: the days, the patients and the clinicians."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from tautband.edits.building import batch_of
from tautband.edits.operations import LONGEST, recent_operations
from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.rulebook.packed import unpack_code
from tautband.shipped import shipped_rulebook

DAY = date(2024, 8, 1)


def operation(before: int, global_days: int | None = 90, **more: str) -> HistoryEntry:
    return HistoryEntry.model_validate(
        {
            "date_of_service": DAY - timedelta(before),
            "code": "99998",
            "global_days": global_days and f"{global_days:03}",
            **more,
        }
    )


def claim(*history: HistoryEntry, patient: str = "P", group: str | None = None) -> Claim:
    return Claim(
        claim_id=patient, patient_id=patient, payer="medicare", state="OH", date_of_service=DAY, rendering_npi="1",
        billing_npi=group, lines=(ServiceLine(code="20552"),), history=history,
    )  # fmt: skip


def found(*claims: Claim) -> list[tuple[int, str, int, int, bool, bool]]:
    """The question, the operation's code, its days before and period, and whether it is the same clinician's."""
    batch = batch_of(claims, shipped_rulebook())
    rows = np.flatnonzero(batch.judged)
    told = recent_operations(batch, shipped_rulebook(), rows)
    return [
        (
            int(question), unpack_code(int(batch.code[row])), int(batch.day[rows[question]] - batch.day[row]),
            int(days), bool(same), bool(perhaps),
        )
        for question, row, days, same, perhaps in zip(
            told.question, told.operation, told.days, told.same_clinician, told.perhaps_same, strict=True
        )
    ]  # fmt: skip


@pytest.mark.parametrize("period", [10, LONGEST])
def test_the_last_day_of_the_period_is_within_and_the_next_is_not(period: int) -> None:
    assert [len(found(claim(operation(before, period)))) for before in (1, period - 1, period, period + 1)] == [
        1,
        1,
        1,
        0,
    ]


def test_an_operation_of_the_day_itself_is_no_earlier_one() -> None:
    assert found(claim(operation(0))) == []


def test_a_service_without_a_period_is_no_operation() -> None:
    assert found(claim(operation(1, None), operation(2, None))) == []
    assert found(claim()) == []


def test_operations_are_told_in_the_order_of_their_days() -> None:
    told = found(claim(operation(5), operation(80), operation(30)))
    assert [before for _, _, before, *_ in told] == [80, 30, 5]


def test_each_patient_is_told_of_their_own_operations() -> None:
    told = found(claim(operation(5), patient="A"), claim(patient="B"), claim(operation(7), operation(6), patient="C"))
    assert [(question, before) for question, _, before, *_ in told] == [(0, 5), (2, 7), (2, 6)]


def test_a_clinician_not_told_is_the_claims_own_in_its_own_history_and_perhaps_in_that_of_all() -> None:
    own = claim(operation(3, provider="1"), operation(2, provider="2"), operation(1))
    everyones = own.model_copy(update={"history_scope": "all"})
    surely, perhaps = (True, False), (False, True)
    assert [told[-2:] for told in found(own)] == [surely, perhaps, surely]
    assert [told[-2:] for told in found(everyones)] == [surely, perhaps, perhaps]


def test_a_clinician_of_another_group_is_another() -> None:
    told = found(
        claim(
            operation(4, provider="1", group="G"), operation(3, provider="2", group="G"),
            operation(2, provider="2", group="H"), operation(1, provider="2"), group="G",
        )
    )  # fmt: skip
    assert [(same, perhaps) for *_, same, perhaps in told] == [
        (True, False), (False, True), (False, False), (False, True),
    ]  # fmt: skip
