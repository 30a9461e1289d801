"""What is followed from memory is what a walk of every segment finds, whatever the file and however it is cut."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.x12.many import CHANGES, Change, after, sets
from formats.x12.sample import problems_of
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.segments import read_segments
from tautband.formats.x12.walking import Walk, WalkedClaim

Read = tuple[list[Problem], list[WalkedClaim]]
FILE = sets(2, 4)


def walked(data: bytes, *, from_memory: bool, chunk: int = 1 << 20) -> Read:
    walk = Walk(from_memory=from_memory)
    claims = [
        claim for batch in read_segments(BytesIO(data), chunk=chunk, levels=("20", "22")) for claim in walk.feed(batch)
    ]
    claims += walk.finish()
    return walk.envelope.problems, claims


def test_the_file_has_no_problem_and_sixteen_claims() -> None:
    problems, claims = walked(after(FILE, []), from_memory=True)
    assert (problems, len(claims)) == ([], 16)
    assert problems_of(after(FILE, [])) == []


def test_all_but_the_first_of_each_kind_come_from_memory() -> None:
    walk = Walk()
    for batch in read_segments(BytesIO(after(FILE, [])), levels=("20", "22")):
        walk.feed(batch)
    assert walk.remembered == 14


def test_memory_changes_no_answer_of_a_good_file() -> None:
    data = after(FILE, [])
    assert walked(data, from_memory=True) == walked(data, from_memory=False)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=6))
def test_memory_changes_no_answer_of_a_changed_file(changes: list[Change]) -> None:
    data = after(FILE, changes)
    assert walked(data, from_memory=True) == walked(data, from_memory=False)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(CHANGES, max_size=4), st.integers(106, 9000))
def test_the_size_of_the_pieces_changes_no_answer(changes: list[Change], chunk: int) -> None:
    data = after(FILE, changes)
    assert problems_of(data, chunk) == problems_of(data)
