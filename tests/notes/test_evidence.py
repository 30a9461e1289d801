from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from tautband.model.evidence import Evidence
from tautband.notes import read

NOTES = sorted((Path(__file__).parents[1] / "corpus" / "development" / "notes").glob("*.txt"))
TEXTS = [path.read_text(encoding="utf-8") for path in NOTES]
WORDS = sorted({word for text in TEXTS for word in text.split()})


def evidence_of(fact: Any) -> Iterator[Evidence]:
    """Every quote anywhere inside a fact."""
    if isinstance(fact, Evidence):
        yield fact
    elif isinstance(fact, BaseModel):
        for name in type(fact).model_fields:
            yield from evidence_of(getattr(fact, name))
    elif isinstance(fact, tuple):
        for item in fact:
            yield from evidence_of(item)
    elif isinstance(fact, dict):
        for item in fact.values():
            yield from evidence_of(item)


def assert_quotes(text: str) -> int:
    count = 0
    for quote in evidence_of(read(text)):
        assert text[quote.start : quote.end] == quote.text
        count += 1
    return count


@pytest.mark.parametrize("path", NOTES, ids=[path.stem for path in NOTES])
def test_every_quote_of_a_note_stands_in_it(path: Path) -> None:
    assert assert_quotes(path.read_text(encoding="utf-8")) > 5


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_every_quote_of_any_text_stands_in_it(text: str) -> None:
    assert_quotes(text)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", "\n", "  ", "\t", ": ", " | ", "; ", "\r\n"])),
        max_size=80,
    )
)
def test_every_quote_of_shuffled_words_stands_in_them(pieces: list[tuple[str, str]]) -> None:
    assert_quotes("".join(word + gap for word, gap in pieces))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TEXTS), st.integers(0, 3000), st.text(st.characters(), max_size=20))
def test_every_quote_of_a_damaged_note_stands_in_it(text: str, at: int, noise: str) -> None:
    assert_quotes(text[:at] + noise + text[at + len(noise) :])
