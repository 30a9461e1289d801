from __future__ import annotations

import random
from functools import cache

import pytest

from notes.annotated import entries, found_in, missing, parse
from notes.lexicon_mutants import (
    SENTENCES,
    WANTED,
    Cue,
    Mutable,
    by_meaning,
    killer,
    known_survivors,
    sentences,
    survivors,
)
from tautband.notes.vocabulary.lexicon import Lexicon, lexicon
from tautband.notes.vocabulary.lexicon_source import compile_lexicon

SAMPLE = 100


@cache
def mutable() -> Mutable:
    return Mutable()


def test_the_lexicon_finds_the_marks_of_every_sentence() -> None:
    held = sentences()
    assert len(held) > 5000
    assert [sentence for sentence in held if not parse(sentence)[1] or missing(lexicon(), sentence)] == []


@pytest.mark.parametrize("file", sorted(path.name for path in SENTENCES.glob("*.txt")))
def test_a_sentence_whose_mark_is_broken_fails(file: str) -> None:
    for sentence in (SENTENCES / file).read_text(encoding="utf-8").splitlines()[::25]:
        mark = parse(sentence)[1][0]
        written = f"]({mark.kind}={mark.value})"
        assert written in sentence
        assert missing(lexicon(), sentence.replace(written, f"]({mark.kind}=gibberish)")) != []
        assert missing(lexicon(), sentence.replace(written, f"](gibberish={mark.value})")) != []
        assert missing(lexicon(), sentence.replace("[", "xyzzy [", 1).replace(written, f" xyzzy{written}")) != []


@pytest.mark.slow
def test_cues_taken_out_by_chance_are_missed_by_a_sentence() -> None:
    chosen = random.Random(4).sample(mutable().cues, SAMPLE)
    assert len(survivors(mutable(), chosen)) <= (1 - WANTED) * SAMPLE


@pytest.mark.slow
def test_almost_every_cue_taken_out_is_missed_by_a_sentence() -> None:
    left = [str(cue) for cue in survivors(mutable(), mutable().cues)]
    assert len(left) <= (1 - WANTED) * len(mutable().cues)
    assert set(known_survivors()) - {str(cue) for cue in mutable().cues} == set()


@pytest.mark.slow
def test_a_lexicon_without_sentences_has_every_mutant_survive() -> None:
    chosen = random.Random(7).sample(mutable().cues, 20)
    assert [cue for cue in chosen if killer(mutable(), cue, by_meaning([])) is not None] == []


@pytest.mark.slow
def test_a_cue_is_back_when_its_mutant_is_done_with() -> None:
    cue = Cue("sides", *next((n, e["phrases"][0]) for f, n, _, e in entries() if f == "sides"), "side", "right")
    text = "injected the [right](side=right) trapezius"
    assert cue in mutable().cues
    with mutable().without(cue) as lexicon_without:
        assert missing(lexicon_without, text) != []
    assert missing(mutable().lexicon, text) == []


@pytest.mark.slow
@pytest.mark.parametrize(("file", "value"), [("sides", "midline"), ("units", "percent"), ("services", "prolotherapy")])
def test_a_mutant_made_in_memory_finds_what_one_compiled_anew_finds(file: str, value: str) -> None:
    number, entry = next((n, e) for f, n, _, e in entries() if f == file and e["value"] == value)
    compiled = Lexicon(compile_lexicon(leave_out=(file, number)))
    cues = [cue for cue in mutable().cues if (cue.file, cue.number) == (file, number)]
    texts = [parse(sentence)[0] for sentence in sentences() if f"={value})" in sentence]
    assert texts
    assert cues
    for text in texts:
        left = [m for m in found_in(compiled, text)[1] if (m.kind, m.value) == (entry.get("kind"), value)]
        found = found_in(mutable().lexicon, text)[1]
        for cue in cues:
            with mutable().without(cue) as one_out:
                found = [m for m in found if m in found_in(one_out, text)[1]]
        assert [m for m in found if (m.kind, m.value) == (entry.get("kind"), value)] == left
