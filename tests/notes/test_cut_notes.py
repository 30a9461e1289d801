"""A note that breaks off after any of its words is read without fault."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tautband.notes import read

TEXTS = [
    note["text"]
    for path in sorted((Path(__file__).parent / "styles").glob("*.toml"))
    for note in tomllib.loads(path.read_text(encoding="utf-8"))["note"]
]


@pytest.mark.parametrize(
    "ending",
    [
        "Dx: bursitis of the left shoulder",
        "R trapezius, not",
        "R trapezius 1 mL. TOTAL 155 U in 31",
        "Back in May",
        "I injected the soleus on 5/1",
    ],
)
def test_a_note_may_end_with_a_word_that_wants_another(ending: str) -> None:
    assert read(f"03/04/2026\nBotox into the frontalis.\n{ending}").date_of_service is not None


@pytest.mark.slow
def test_a_note_is_read_cut_after_each_of_its_words() -> None:
    faults = []
    for text in TEXTS:
        for word in re.finditer(r"\S+", text):
            try:
                read(text[: word.end()])
            except Exception as error:
                faults.append((text[: word.end()][-60:], repr(error)))
    assert faults == []
