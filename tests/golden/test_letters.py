"""Every golden denial is answered as its folder says: the letter word for word, and what the command tells besides."""

from __future__ import annotations

from pathlib import Path

import pytest

from golden.letters import LETTERS, files_of, made_of


@pytest.mark.parametrize("case", LETTERS, ids=lambda case: case.name)
def test_the_golden_denial_is_answered_as_expected(case: Path) -> None:
    held = {name: path.read_text(encoding="utf-8") if (path := case / name).exists() else None
            for name in ("letter.txt", "told.txt")}  # fmt: skip
    assert files_of(case) == held


@pytest.mark.slow
def test_the_golden_denials_show_every_state() -> None:
    made = {case.name: made_of(case) for case in LETTERS}
    written = [each for each in made.values() if each.data is not None]
    payers = {each.matter.claim.payer for each in written if each.matter}
    assert len(payers) >= 6
    assert {each.gaps == () for each in written} == {True, False}
    assert sum(each.data is None for each in made.values()) >= 3
