"""Every golden encounter is coded as its expected file says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from golden.regenerate import CASES, coding_of


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_golden_encounter_is_coded_as_expected(case: Path) -> None:
    assert coding_of(case) == json.loads((case / "expected.json").read_text(encoding="utf-8"))


def test_there_are_golden_encounters() -> None:
    assert len(CASES) >= 40
