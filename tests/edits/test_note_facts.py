"""Weeks of conservative care as an interval: what the note settles, and what it leaves open."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tautband.edits.batch import NUMBERS_IN_NOTE
from tautband.edits.note_facts import facts_of
from tautband.model.encounter import ConservativeCare, Documented, Encounter
from tautband.shipped import shipped_rulebook

NONE = {"conservative_care": Documented(present=False)}
SOME = {"conservative_care": Documented(present=True)}


def tried(weeks: float | None, outcome: str = "failed", contraindicated: bool = False) -> ConservativeCare:
    entry = {"treatment": "therapy", "weeks": weeks, "outcome": outcome, "contraindicated": contraindicated}
    return ConservativeCare.model_validate(entry)


@pytest.mark.parametrize(
    ("encounter", "low", "high"),
    [
        (Encounter(documentation=NONE), 0, 0),
        (Encounter(documentation=SOME), math.nan, math.nan),
        (Encounter(), math.nan, math.nan),
        (Encounter(conservative_care=(tried(4), tried(6))), 6, 6),
        (Encounter(conservative_care=(tried(6), tried(None))), 6, math.inf),
        (Encounter(conservative_care=(tried(6), tried(12, "helped"))), 6, 6),
        (Encounter(conservative_care=(tried(None),), documentation=NONE), math.nan, math.nan),
        (Encounter(conservative_care=(tried(2), tried(None, contraindicated=True))), math.inf, math.inf),
    ],
)
def test_weeks_of_care_are_the_longest_that_did_not_help(encounter: Encounter, low: float, high: float) -> None:
    facts = facts_of([encounter], shipped_rulebook())
    at = NUMBERS_IN_NOTE.index("care_weeks")
    assert [facts.low[0, at], facts.high[0, at]] == pytest.approx([low, high], nan_ok=True)


@pytest.mark.parametrize(
    ("services", "muscles"),
    [
        ([{"kind": "sacroiliac_injection"}], 1),
        ([{"kind": "sacroiliac_injection", "count": 3}], 2),
        ([{"kind": "facet_injection", "count": 3}], 3),
        ([{"kind": "sacroiliac_injection", "guided": "fluoroscopy"}], 0),
        ([{"kind": "sacroiliac_injection", "status": "planned"}], 0),
        ([{"kind": "bursa_injection"}], 0),
    ],
)
def test_a_joint_of_the_spine_injected_without_imaging_counts_as_the_coding_counts_it(
    services: list[dict[str, Any]], muscles: int
) -> None:
    encounter = Encounter.model_validate({"procedure_performed": False, "services": services})
    facts = facts_of([encounter], shipped_rulebook())
    at = NUMBERS_IN_NOTE.index("muscles")
    assert [facts.low[0, at], facts.high[0, at]] == [muscles, muscles]
