"""One altered word of the note makes a letter not ready and is named by its line; blanks outside quotations do not."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from letters.denied import case_of, letter, matter, note_of
from tautband.letters.letter import NOT_READY, letter_of
from tautband.letters.matter import Matter
from tautband.letters.record import Quotation
from tautband.letters.sealing import line_of
from tautband.model.encounter import Encounter

NOTE = note_of(case_of())
FEW = 15
BLANKS = ["  ", "\t", " \n"]
WORD = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@cache
def quotations() -> tuple[Quotation, ...]:
    found = {q for r in matter().requirements for part in r.parts for q in part.quotations}
    return tuple(sorted(found, key=lambda q: q.start))


@cache
def encounter() -> Encounter:
    return matter().encounter


def quoted_words() -> list[tuple[int, int]]:
    return [(q.start + m.start(), q.start + m.end()) for q in quotations() for m in re.finditer(r"\S+", q.text)]


def blanks_outside() -> list[int]:
    inside = [range(q.start, q.end) for q in quotations()]
    return [m.start() for m in re.finditer(" ", NOTE) if not any(m.start() in span for span in inside)]


def test_the_letter_is_ready_before_anything_is_changed() -> None:
    assert letter().gaps == ()
    assert letter(encounter=encounter()).gaps == ()
    assert len(quoted_words()) > 60
    assert len(blanks_outside()) > 20


@settings(max_examples=FEW)
@given(at=st.sampled_from(quoted_words()), word=WORD, stored=st.booleans())
def test_any_altered_word_of_a_quotation_makes_it_not_ready(at: tuple[int, int], word: str, stored: bool) -> None:
    start, end = at
    assume(word != NOTE[start:end])
    note = NOTE[:start] + word + NOTE[end:]
    found = letter(note=note, encounter=encounter() if stored else None)
    assert found.paper.mark == NOT_READY
    assert found.gaps[0] == f"The note is not the one that was coded; its words differ: line {line_of(note, start)}."


@settings(max_examples=FEW)
@given(at=st.sampled_from(quoted_words()), stored=st.booleans())
def test_a_word_taken_out_of_a_quotation_makes_it_not_ready(at: tuple[int, int], stored: bool) -> None:
    note = NOTE[: at[0]] + NOTE[at[1] :]
    assert letter(note=note, encounter=encounter() if stored else None).paper.mark == NOT_READY


@settings(max_examples=FEW)
@given(at=st.sampled_from(quoted_words()), word=WORD)
def test_an_altered_word_shows_without_a_seal_where_it_is_evidence(at: tuple[int, int], word: str) -> None:
    start, end = at
    evidence = [e for d in encounter().documentation.values() for e in d.evidence if e.start <= start and end <= e.end]
    assume(evidence and word != NOTE[start:end])
    note = NOTE[:start] + word + NOTE[end:]
    used = matter(note=note, encounter=encounter(), note_seal=None)
    assert [e for e in evidence if used.record.lost([e])] == evidence


@pytest.mark.slow
@settings(max_examples=FEW)
@given(st.lists(st.sampled_from(blanks_outside()), min_size=1, max_size=8, unique=True), st.sampled_from(BLANKS))
def test_blanks_outside_the_quotations_change_nothing(places: list[int], blank: str) -> None:
    note = "".join(blank if at in places else character for at, character in enumerate(NOTE))
    used = matter(note=note, encounter=encounter())
    assert letter_of(used).gaps == ()
    assert words_of(used) == words_of(matter())


def words_of(used: Matter) -> set[str]:
    return {" ".join(q.text.split()) for r in used.requirements for part in r.parts for q in part.quotations}


def test_an_altered_word_outside_the_quotations_is_named_by_its_line() -> None:
    assert "Ice tonight" in NOTE
    found = letter(note=NOTE.replace("Ice tonight", "Heat tonight"))
    line = line_of(NOTE, NOTE.index("Ice tonight"))
    assert found.gaps[0] == f"The note is not the one that was coded; its words differ: line {line}."


@pytest.mark.slow
def test_each_word_of_each_quotation_is_watched() -> None:
    for start, end in quoted_words():
        found = letter(note=NOTE[:start] + "altered" + NOTE[end:], encounter=encounter())
        assert found.gaps[0].endswith(f": line {line_of(NOTE, start)}."), NOTE[start:end]
