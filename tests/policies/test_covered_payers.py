"""For each payer that is covered, the edits that must give an answer on a plain claim with its note and history."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tautband.edits import scrub
from tautband.model.claim import Claim
from tautband.model.encounter import DOCUMENTATION_ELEMENTS
from tautband.model.policy import Example, ExampleClaim, ExampleNote
from tautband.rulebook.examples import example_claim
from tautband.shipped import shipped_rulebook

NAMED = Path(__file__).parent / "answers_on_a_plain_claim.toml"
PLAIN: list[dict[str, Any]] = tomllib.loads(NAMED.read_text(encoding="utf-8"))["plain"]
COMPLETE_NOTE = ExampleNote(
    muscles=("splenius capitis right",),
    documentation=dict.fromkeys(DOCUMENTATION_ELEMENTS, True),
    relief_percent=60,
    relief_weeks=8,
    care_weeks=8,
    symptom_weeks=26,
    indications=("myofascial_pain",),
    drugs=("lidocaine 40 mg",),
    performer="MD",
)


def plain_claim(payer: str, state: str | None, criteria: tuple[str, ...] = (), day: date = date(2026, 5, 4)) -> Claim:
    shorthand = ExampleClaim(
        date=day,
        lines=("20552 M79.18",),
        payer=payer,
        state=state,
        criteria=criteria,
        history=("2018-01-12 20552 neck",),
        note=COMPLETE_NOTE,
    )
    return example_claim(Example(name="plain", claim=shorthand, gives="clear"), payer, "a plain claim", "20552")


@pytest.mark.parametrize("plain", PLAIN, ids=lambda plain: " ".join([plain["payer"], *plain.get("criteria", ())]))
def test_every_edit_named_for_the_payer_gives_an_answer(plain: dict[str, Any]) -> None:
    claim = plain_claim(plain["payer"], plain.get("state"), tuple(plain.get("criteria", ())))
    (answer,) = scrub([claim], shipped_rulebook())
    wanted = {f"{policy}/{edit}" for policy, edits in plain["answers"].items() for edit in edits}
    assert wanted - set(answer.evaluated) == set()
    open_ = {edit for finding in answer.findings if finding.outcome == "not_evaluated" for edit in finding.edits}
    assert open_ == set(plain.get("left_open", ()))


def test_every_payer_with_a_policy_has_its_edits_named() -> None:
    with_policy = {
        f"{revision.payer}/{revision.policy}"
        for revision in shipped_rulebook().revisions
        if revision.payer not in ("national", "medicare", "medicare-advantage") and revision.policy != "timely-filing"
    }
    named = {policy for plain in PLAIN for policy in plain["answers"]}
    speaks_of_dry_needling_only, ended = "tricare/dry-needling", "highmark-wv-ma/z-56"
    assert with_policy - named == {speaks_of_dry_needling_only, ended}


def test_a_medicare_advantage_plan_answers_by_its_own_policy_until_medicares_is_complete() -> None:
    evaluated = {}
    for day in (date(2024, 3, 30), date(2024, 3, 31)):
        (answer,) = scrub([plain_claim("highmark-wv-ma", "WV", day=day)], shipped_rulebook())
        evaluated[day] = {edit.split("/")[1] for edit in answer.evaluated} & {"z-56", "uniform-tpi"}
    assert evaluated == {date(2024, 3, 30): {"z-56"}, date(2024, 3, 31): {"uniform-tpi"}}
