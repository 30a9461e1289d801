"""A necessity denial under 1862(a)(1)(A) may pass to a patient who was told before; a record that does not show the
service under 1833(e), a pair, a unit limit, a global period or a wrong code never does (R47, R53).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.model.encounter import Documented, Encounter, Injection
from tautband.pipeline import scrub
from tautband.rulebook.reading import read_revision

POLICIES = Path(__file__).parents[2] / "src" / "tautband" / "policies"
EDITS = [
    (f"{revision.payer}/{revision.policy}/{edit.id}", edit)
    for path in sorted(POLICIES.glob("*/*/*.toml"))
    for revision in [read_revision(path, POLICIES)]
    for edit in revision.edit
]
OF_FORM = {
    "add_on_without_primary", "code_matches_muscle_count", "code_valid_on_date", "diagnosis_excluded_together",
    "documented", "drug_units_match_dose", "duplicate_line", "filed_in_time", "global_period",
    "modifier_missing_on_visit", "modifier_not_allowed", "modifier_required", "modifiers_contradict",
    "pair_not_allowed", "place_not_allowed",
    "units_over_limit", "waste_modifier",
}  # fmt: skip
DAY = date(2026, 3, 2)


def who_bears(payer: str, *lines: str, encounter: Encounter | None = None, **history: str) -> dict[str, str | None]:
    """Each edit that fired or asks for a person, by the last part of its id, and who bears the cost of it.

    A line is "CODE-MOD,MOD xUNITS DX".
    """
    made = []
    for text in lines:
        code, *rest = text.split()
        units = next((word[1:] for word in rest if word.startswith("x")), "1")
        found = [word for word in rest if not word.startswith("x")] or ["M79.18"]
        modifiers = code.partition("-")[2]
        made.append(
            ServiceLine(
                code=code.partition("-")[0], modifiers=tuple(modifiers.split(",")) if modifiers else (), units=units,
                diagnoses=tuple(found),
            )
        )  # fmt: skip
    earlier = tuple(
        HistoryEntry(date_of_service=date.fromisoformat(day), code=code.strip("_"), global_days=given)
        for code, text in history.items()
        for day, _, given in [text.partition(" ")]
    )
    claim = Claim(
        claim_id="C", patient_id="P", payer=payer, state="OH", date_of_service=DAY, place_of_service="11",
        rendering_npi="1245319599", lines=tuple(made), history=earlier, history_scope="all", encounter=encounter,
    )  # fmt: skip
    (result,) = scrub([claim])
    return {f.edit.rsplit("/", 1)[-1]: f.liability for f in result.findings if f.outcome != "not_evaluated"}


def test_only_what_is_not_necessary_can_pass_to_a_patient_with_a_notice() -> None:
    shifted = {(name, edit.kind, edit.carc) for name, edit in EDITS if edit.liability == "patient_with_notice"}
    assert len(shifted) > 10
    assert {carc for _, _, carc in shifted} == {"50", "151"}
    assert {name.partition("/")[0] for name, _, _ in shifted} == {"medicare"}
    assert [name for name, kind, _ in shifted if kind in OF_FORM] == []


@pytest.mark.parametrize(
    ("line", "edit"),
    [
        ("20552-GA x2", "units-over-limit"),
        ("20552-GA,50", "two-sided-modifier"),
        ("20552-GA M79.1", "diagnosis-not-valid"),
        ("20552-GA M79.18 M79.7", "diagnoses-exclude-each-other"),
    ],
)
def test_a_notice_moves_no_cost_where_the_claim_itself_is_wrong(line: str, edit: str) -> None:
    assert who_bears("medicare", line).get(edit) == "provider"


def test_a_notice_moves_no_cost_of_a_pair_or_a_global_period() -> None:
    assert who_bears("medicare", "20553", "20552-GA").get("pair-billed-together") == "provider"
    operated = who_bears("medicare", "20552-GA", _29827="2026-02-01 090")
    assert {liability for edit, liability in operated.items() if "global" in edit} == {"provider"}


def test_what_the_record_does_not_show_is_the_practices_loss() -> None:
    silent = Encounter(
        procedure_performed=True,
        injections=(Injection(muscle="infraspinatus", side="right", status="performed"),),
        documentation={"volume": Documented(present=False)},
    )
    assert who_bears("medicare", "20552", encounter=silent).get("procedure-report-incomplete") == "provider"


def test_necessity_passes_to_the_patient_of_original_medicare_and_of_no_plan() -> None:
    assert who_bears("medicare", "20552 M54.2")["diagnosis-not-listed"] == "patient_with_notice"
    assert who_bears("medicare-advantage", "20552 M54.2")["diagnosis-not-listed"] == "provider"


@pytest.mark.parametrize("modifier", ["GA", "GX", "GY", "GZ"])
def test_a_modifier_of_a_notice_is_told_to_a_plan_that_knows_none(modifier: str) -> None:
    assert "notice-of-original-medicare" in who_bears("medicare-advantage", f"20552-{modifier}")
    assert "notice-of-original-medicare" not in who_bears("medicare", f"20552-{modifier}")


def test_two_notices_that_cannot_both_be_true_are_told() -> None:
    assert "notice-modifiers-contradict" in who_bears("medicare", "20552-GA,GZ")
    assert "notice-modifiers-contradict" not in who_bears("medicare", "20552-GX,GY")
