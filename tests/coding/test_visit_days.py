"""Days of an injection as clinics of many specialties write them, each under its payer: is there a visit beside it?"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tautband.coding.families import code
from tautband.notes import read
from tautband.shipped import shipped_rulebook

TABLES = sorted(Path(__file__).parent.glob("visit_days*.toml"))
DAYS = [day for table in TABLES for day in tomllib.loads(table.read_text(encoding="utf-8"))["note"]]


@pytest.mark.parametrize("day", DAYS, ids=[day["name"] for day in DAYS])
def test_a_visit_is_told_from_the_decision_to_inject_and_from_a_booked_injection(day: dict[str, Any]) -> None:
    coding = code(read(day["text"], payer=day["payer"], state="OH"), shipped_rulebook())
    visit = coding.visit
    assert (visit.answer if visit else "not_supported") == day["answer"]
    if "code" in day:
        assert visit is not None
        assert visit.code == day["code"]


def test_every_day_has_its_own_name() -> None:
    names = [day["name"] for day in DAYS]
    assert sorted(set(names)) == sorted(names)
