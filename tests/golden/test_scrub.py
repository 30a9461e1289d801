"""What the coder could have avoided, the edits never find: a coded golden encounter scrubs free of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from golden.regenerate import CASES, answer_of
from tautband.shipped import shipped_rulebook

CODERS_WORK = {
    "add_on_without_primary",
    "code_valid_on_date",
    "drug_units_match_dose",
    "duplicate_line",
    "modifier_missing_on_visit",
    "modifiers_contradict",
    "pair_not_allowed",
    "units_over_limit",
    "waste_modifier",
}


def kinds() -> dict[str, str]:
    rulebook = shipped_rulebook()
    return {name: rulebook.kind_of(number) for number, name in enumerate(rulebook.edit_ids())}


def test_the_edits_named_here_exist() -> None:
    assert set(kinds().values()) >= CODERS_WORK


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_coded_encounter_scrubs_free_of_what_the_coder_decides(case: Path) -> None:
    answer = answer_of(case)
    if answer.coding.status != "coded":
        return
    known = kinds()
    fired = [f.edit for f in answer.findings if f.outcome == "fire" and known[f.edit] in CODERS_WORK]
    assert fired == []
