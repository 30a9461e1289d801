"""How often is too often: each published limit belongs to one payer from one day, and to nobody else (R17, R18)."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.model.encounter import Encounter, Injection, NoteHistory
from tautband.pipeline import scrub

LIMITS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "frequency.toml").read_text(encoding="utf-8")
)["frequency"]  # fmt: skip
OF_FREQUENCY = {limit["edit"] for limit in LIMITS}
NOBODY = ("uhc", "humana", "tricare", "regence", "tx-medicaid", "anthem")


def entry(text: str) -> HistoryEntry:
    """An earlier session as "DAY CODE REGION", of which the last two may be left out."""
    day, code, region = (*text.split(), *("", "20552", "")[len(text.split()) :])
    return HistoryEntry(date_of_service=date.fromisoformat(day), code=code, region=region or None)


def note(asked: dict[str, Any]) -> Encounter | None:
    if "muscle" not in asked:
        return None
    muscle, _, side = asked["muscle"].rpartition(" ")
    return Encounter(
        procedure_performed=True,
        injections=(Injection(muscle=muscle, side=side, status="performed"),),
        history=NoteHistory(**asked.get("noted", {})),
    )


def told(limit: dict[str, Any], asked: dict[str, Any], payer: str | None = None) -> dict[str, str]:
    """The outcome of each edit of frequency that had something to say of the claim."""
    claim = Claim(
        claim_id="C", patient_id="P", payer=payer or limit["payer"], state=limit.get("state", "OH"),
        date_of_service=date.fromisoformat(asked["day"]), place_of_service="11",
        lines=(ServiceLine(code="20552", diagnoses=("M79.18",)),),
        history=tuple(entry(text) for text in asked["history"]), history_scope="all",
        criteria=(limit["criteria"],) if "criteria" in limit else (), encounter=note(asked),
    )  # fmt: skip
    (result,) = scrub([claim])
    found = {finding.edit: finding.outcome for finding in result.findings if finding.edit in OF_FREQUENCY}
    return found | dict.fromkeys(set(result.evaluated) & OF_FREQUENCY - set(found), "clear")


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.get('criteria', limit['payer'])}: {limit['says']}")
def test_a_limit_fires_on_its_last_day_and_not_a_day_further(limit: dict[str, Any]) -> None:
    assert told(limit, limit["fires"]).get(limit["edit"]) == "fire"
    assert told(limit, limit["clears"]).get(limit["edit"], "clear") == "clear"


@pytest.mark.parametrize("payer", NOBODY)
def test_no_limit_binds_a_payer_that_never_wrote_one(payer: str) -> None:
    for limit in LIMITS:
        if "criteria" not in limit:
            assert told({"payer": payer, "state": "OH"}, limit["fires"]) == {}
