"""Where dictation without marks is cut."""

from __future__ import annotations

from tautband.notes.text.dictation import last_told

FILLER = ["and", "it", "aches"] * 30


def test_a_long_stretch_is_cut_before_the_last_thing_told() -> None:
    words = [*FILLER, "he", "tolerated", "it", "then", "put", "one", "cc"]
    assert last_told(words, 0, len(words)) == len(FILLER)


def test_a_stretch_that_tells_nothing_new_in_its_second_half_is_cut_at_its_end() -> None:
    words = ["so", "we", "talked", *FILLER]
    assert last_told(words, 0, len(words)) == len(words)
