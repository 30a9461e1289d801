"""A seal changes with any word and with no blank, and finds the lines that changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tautband.letters.sealing import altered_lines, is_sealed, line_of, seal_of

WORDS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=8)
NOTES = st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=8)


def text_of(lines: list[list[str]], blank: str = " ", newline: str = "\n") -> str:
    return newline.join(blank.join(line) for line in lines)


@given(NOTES, st.sampled_from([" ", "  ", "\t"]), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_blanks_and_line_breaks_do_not_count(lines: list[list[str]], blank: str, newline: str) -> None:
    seal = seal_of(text_of(lines))
    assert is_sealed(text_of(lines, blank, newline), seal)
    assert altered_lines(text_of(lines, blank, newline), seal) == ()


@given(NOTES, st.data())
def test_one_altered_word_breaks_the_seal_and_its_line_is_found(lines: list[list[str]], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    word = data.draw(st.integers(0, len(lines[at]) - 1))
    changed = [list(line) for line in lines]
    changed[at][word] += "x"
    seal = seal_of(text_of(lines))
    assert not is_sealed(text_of(changed), seal)
    assert altered_lines(text_of(changed), seal) != ()
    if len({tuple(line) for line in [*lines, changed[at]]}) == len(lines) + 1:
        assert altered_lines(text_of(changed), seal) == (at + 1,)


def test_a_line_taken_away_is_named_by_the_line_before_it() -> None:
    seal = seal_of("one\ntwo\nthree")
    assert altered_lines("one\nthree", seal) == (1,)
    assert altered_lines("two\nthree", seal) == (1,)
    assert altered_lines("one\ntwo\nthree\nfour", seal) == (4,)


def test_a_seal_without_lines_still_tells_that_a_word_changed() -> None:
    seal = seal_of("one\ntwo").model_copy(update={"lines": ()})
    assert not is_sealed("one\ntoo", seal)
    assert altered_lines("one\ntoo", seal) == ()


def test_a_line_is_counted_from_one() -> None:
    assert [line_of("ab\ncd\n\ne", at) for at in (0, 2, 3, 6, 7)] == [1, 1, 2, 3, 4]
