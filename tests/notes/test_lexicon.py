from __future__ import annotations

from typing import Any

import pytest

from notes.annotated import entries, missing, parse
from tautband.model.errors import PolicyError
from tautband.notes.vocabulary.lexicon import Lexicon, lexicon
from tautband.notes.vocabulary.lexicon_source import compile_lexicon
from tautband.notes.vocabulary.phrases import expand
from tautband.notes.vocabulary.spelling import nearest

Entry = dict[str, Any]
WORDED = [
    pytest.param(content, entry, id=f"{file}-{number}-{entry['value']}")
    for file, number, content, entry in entries()
    if entry.get("phrases")
]


@pytest.mark.parametrize(("content", "entry"), WORDED)
def test_every_entry_has_an_example_and_the_lexicon_finds_its_marks(content: Entry, entry: Entry) -> None:
    assert content is not entry
    examples = entry.get("examples", [])
    assert examples
    for example in examples:
        _, marks = parse(example)
        assert marks, example
        assert missing(lexicon(), example) == []


@pytest.mark.parametrize(("content", "entry"), WORDED)
def test_an_example_marks_its_own_entry(content: Entry, entry: Entry) -> None:
    kind = entry.get("kind", content.get("kind"))
    marks = [mark for example in entry["examples"] for mark in parse(example)[1]]
    assert any(mark.kind == kind and mark.value in (entry["value"], None) for mark in marks)


@pytest.mark.parametrize(
    "broken",
    [
        "injected the [right](side=left) trapezius",
        "injected the [right upper](side=right) trapezius",
        "injected the right [trapezius](muscle=deltoid)",
        "injected the right [trapezius](drug=trapezius)",
        "injected the right [gibberish](muscle)",
    ],
)
def test_a_sentence_with_a_broken_mark_fails(broken: str) -> None:
    assert missing(lexicon(), broken) != []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "value"),
    [
        ("sides", "midline"),
        ("services", "prolotherapy"),
        ("drugs", "bupivacaine"),
        ("acts", "quiet"),
        ("units", "percent"),
    ],
)
def test_an_entry_left_out_fails_its_example(file: str, value: str) -> None:
    number, entry = next((n, e) for f, n, _, e in entries() if f == file and e["value"] == value)
    mutant = Lexicon(compile_lexicon(leave_out=(file, number)))
    assert any(missing(mutant, example) for example in entry["examples"])


def test_a_phrase_expands_its_branches_and_options() -> None:
    assert expand("(right|rt) side?", "here") == [("right", "side"), ("right",), ("rt", "side"), ("rt",)]


@pytest.mark.parametrize("phrase", ["(right", "right)", "()", "word?"])
def test_a_phrase_that_is_empty_or_unbalanced_is_refused(phrase: str) -> None:
    with pytest.raises(PolicyError):
        expand(phrase, "here")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("trapezious", "trapezius"),
        ("infraspinatis", "infraspinatus"),
        ("lidocane", "lidocaine"),
        ("ropivacane", "ropivacaine"),
        ("rhomboyd", "rhomboid"),
        ("majer", "major"),
        ("tendor", "tender"),
        ("midle", "middle"),
    ],
)
def test_a_misspelt_name_is_read_as_the_one_meant(written: str, meant: str) -> None:
    assert lexicon().normal(written) == meant


@pytest.mark.parametrize(
    "word", ["subclavian", "inspected", "infected", "induction", "rejected", "trapezium", "thought", "miner"]
)
def test_a_real_word_is_not_read_as_a_misspelling(word: str) -> None:
    assert lexicon().normal(word) != "injected"
    known = lexicon().normal(word)
    assert known is None or known == word


def test_a_short_word_is_taken_as_written() -> None:
    assert nearest("trop", {}, 0) is None
