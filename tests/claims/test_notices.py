"""A notice given before the service puts its modifier on the lines it speaks of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest

from tautband.claims.notices import with_notices
from tautband.model.claim import Claim, ServiceLine
from tautband.model.errors import InputError
from tautband.model.registration import Notice, Registration
from tautband.shipped import shipped_rulebook

SIGNED = date(2026, 3, 1)


def claim(day: date = date(2026, 3, 2), modifiers: tuple[str, ...] = ()) -> Claim:
    lines = (ServiceLine(code="20552", modifiers=modifiers), ServiceLine(code="J1010", units=Decimal(40)))
    return Claim(claim_id="C1", date_of_service=day, lines=lines)


def noticed(*notices: Notice, payer: str = "medicare", of: Claim | None = None) -> list[tuple[str, ...]]:
    found = shipped_rulebook().payers.resolve(payer)
    made = with_notices(of or claim(), Registration(notices=notices), found)
    return [line.modifiers for line in made.lines]


@pytest.mark.parametrize(
    ("kind", "covers", "told"),
    [
        ("abn", "necessity", ("GA",)),
        ("abn", "excluded", ("GX", "GY")),
        ("none", "necessity", ("GZ",)),
        ("none", "excluded", ("GY",)),
    ],
)
def test_kind_and_reach_of_a_notice_decide_the_modifier(
    kind: Literal["abn", "none"], covers: Literal["necessity", "excluded"], told: tuple[str, ...]
) -> None:
    assert noticed(Notice(kind=kind, covers=covers, signed_on=SIGNED, services=("20552",))) == [told, ()]


def test_the_modifier_stands_after_those_of_the_line_and_once() -> None:
    notice = Notice(kind="abn", signed_on=SIGNED, services=("20552",))
    assert noticed(notice, notice, of=claim(modifiers=("59",))) == [("59", "GA"), ()]


def test_no_notice_changes_nothing() -> None:
    assert noticed() == [(), ()]


def test_a_plans_own_decision_needs_no_modifier() -> None:
    told = noticed(
        Notice(kind="organization_determination", signed_on=SIGNED, services=("20552",)), payer="medicare-advantage"
    )
    assert told == [(), ()]


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"services": ("20553",)}, "medicare", "not billed: 20553"),
    ({"services": ()}, "medicare", "no code"),
    ({"services": ("20552",)}, "medicare-advantage", "this payer knows no notice before the service"),
    ({"services": ("20552",)}, "aetna", "which modifier tells this payer of it is not known"),
]


@pytest.mark.parametrize(("given", "payer", "told"), REFUSED)
def test_a_notice_that_cannot_be_told_is_refused(given: dict[str, Any], payer: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        noticed(Notice(kind="abn", signed_on=SIGNED, **given), payer=payer)
    assert (refused.value.where.split(".")[0], refused.value.what) == ("notices", told)


def test_a_line_without_room_is_told() -> None:
    with pytest.raises(InputError) as refused:
        noticed(Notice(kind="abn", signed_on=SIGNED, services=("20552",)), of=claim(modifiers=("25", "59", "RT", "XS")))
    assert refused.value.what == "no room for GA on 20552"


def test_a_date_before_the_rule_is_not_guessed_at() -> None:
    with pytest.raises(InputError) as refused:
        noticed(Notice(kind="abn", signed_on=SIGNED, services=("20552",)), of=claim(date(2010, 12, 31)))
    assert refused.value.what == "which modifier tells this payer of it is not known"
