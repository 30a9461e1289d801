from __future__ import annotations

import random

import pytest

from cli.test_any_input import check
from notes.hostile import DAMAGES, fault, hostile, misquoted, notes
from tautband.pipeline import code

FIRST, SAMPLE = 20_000, 40
"""Other numbers than those `make soak` begins with."""


def test_a_damaged_note_is_read_without_fault() -> None:
    code(notes()[0])
    assert {number: said for number in range(FIRST, FIRST + SAMPLE) if (said := fault(number))} == {}


def test_a_number_always_gives_the_same_note() -> None:
    assert [hostile(number) for number in range(5)] == [hostile(number) for number in range(5)]
    assert len({hostile(number) for number in range(50)}) == 50


def test_every_damage_changes_some_note() -> None:
    text = notes()[0]
    assert [damage for damage in DAMAGES if all(damage(text, random.Random(n)) == text for n in range(5))] == []


def test_a_quote_that_stands_elsewhere_is_noticed() -> None:
    text = notes()[0]
    answer = code(text)
    assert misquoted(text, answer) == []
    assert misquoted(f"x{text}", answer) != []


@pytest.mark.slow
def test_a_damaged_note_leaves_the_command_line_with_an_exit_code() -> None:
    for number in range(FIRST, FIRST + 40):
        check("code", "note.txt", hostile(number).encode("utf-8", "replace"), *(["--json"] if number % 2 else []))


@pytest.mark.slow
@pytest.mark.parametrize("times", [1, 2, 4])
def test_a_note_that_mirrors_its_mirrors_is_read_in_time(times: int) -> None:
    text = "1. Injected right trapezius x2\n" + "2. Same on the left\n3. Same on the right\n" * 20 * times
    assert code(text).encounter.injections is not None
