from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tautband.notes import read
from tautband.notes.reading import open_page
from tautband.notes.text.page import Page

CORPUS = Path(__file__).parents[1] / "corpus"


def notes_of(*parts: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for part in parts for path in sorted((CORPUS / part).rglob("*.txt"))]


def met() -> list[str]:
    """The batches that the reader has met."""
    runs = tomllib.loads((CORPUS / "first_runs.toml").read_text(encoding="utf-8"))["first_run"]
    return sorted({run["batch"] for run in runs})


def every_sentence(page: Page, words: frozenset[str]) -> object:
    del words
    return page.sentences


def test_the_sentences_that_say_a_word_are_those_that_hold_it_in_order() -> None:
    page = open_page("No relief. Correction: left side, not right.\nTolerated well, no complaints. Plan: ice.")
    words = {"no", "not", "ice", "absent"}
    held = [sentence for sentence in page.sentences if not words.isdisjoint(sentence.vocabulary)]
    assert len(held) == 4
    assert page.saying(words) == held


def test_readers_find_the_same_where_they_visit_every_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    notes = notes_of("development")
    assert len(notes) >= 60
    found = [read(note) for note in notes]
    monkeypatch.setattr(Page, "saying", every_sentence)
    assert [read(note) for note in notes] == found


@pytest.mark.slow
def test_readers_find_the_same_in_every_batch_where_they_visit_every_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    notes = notes_of(*met())
    assert len(notes) > 800
    found = [read(note) for note in notes]
    monkeypatch.setattr(Page, "saying", every_sentence)
    assert [read(note) for note in notes] == found
