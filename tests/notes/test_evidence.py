from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes.hostile import evidence_of
from tautband.notes import read

NOTES = sorted((Path(__file__).parents[1] / "corpus" / "development" / "notes").glob("*.txt"))
TEXTS = [path.read_text(encoding="utf-8") for path in NOTES]
WORDS = sorted({word for text in TEXTS for word in text.split()})


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
