"""Parts of a file, read by themselves, give what one reading of the whole gives: each claim, each problem, in order."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.x12.many import CHANGES, Change, after, sets
from tautband.formats.x12.parts import Part, parts
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.professional_claim import ProfessionalClaim
from tautband.formats.x12.reading import ClaimFile
from tautband.formats.x12.side_by_side import Done, done, side_by_side

Read = tuple[list[ProfessionalClaim], list[Problem]]
FILE = sets(6, 1)


def read_part(path: Path, part: Part) -> Done[Read]:
    with path.open("rb") as file:
        reading = ClaimFile(file, part=part)
        claims = list(reading)
        return done(reading, (claims, reading.problems))


def whole(data: bytes) -> Read:
    reading = ClaimFile(BytesIO(data))
    return list(reading), reading.problems


def in_parts(data: bytes, size: int, processes: int = 1) -> Read:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "claims.837"
        path.write_bytes(data)
        results = list(side_by_side(parts(BytesIO(data), size), partial(read_part, path), processes))
    return [claim for claims, _ in results for claim in claims], [problem for _, told in results for problem in told]


def test_a_file_is_cut_between_its_sets() -> None:
    data = after(FILE, [])
    found = list(parts(BytesIO(data), 1000))
    assert len(found) == 6
    assert [data[part.begin : part.begin + 3] for part in found] == [b"ISA"] + [b"ST*"] * 5
    assert [part.begin for part in found[1:]] == [part.end for part in found[:-1]]


def test_every_guess_of_a_good_file_is_right() -> None:
    data = after(FILE, [])
    held = list(parts(BytesIO(data), 1000))
    for part, following in pairwise(held):
        reading = ClaimFile(BytesIO(data), part=part)
        assert len(list(reading)) == 2
        assert reading.after == following.start


@pytest.mark.parametrize("size", [1, 1000, 5000, 9000, 10**6])
def test_parts_of_any_size_make_the_whole(size: int) -> None:
    data = after(FILE, [])
    assert in_parts(data, size) == whole(data)


def test_a_claim_number_of_an_earlier_part_is_told() -> None:
    data = after(FILE, []).replace(b"CLM*PCN5-1-0", b"CLM*PCN2-1-0")
    claims, problems = in_parts(data, 1000)
    assert (claims, problems) == whole(data)
    assert [problem.element for claim in claims for problem in claim.problems] == ["CLM01"]


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=5), st.integers(1, 12_000))
def test_a_changed_file_in_parts_is_told_as_the_whole(changes: list[Change], size: int) -> None:
    data = after(FILE, changes)
    assert in_parts(data, size) == whole(data)


@pytest.mark.slow
@settings(deadline=None)
@given(st.integers(300, len(after(FILE, []))))
def test_a_file_cut_off_anywhere_is_told_as_the_whole(kept: int) -> None:
    data = after(FILE, [])[:kept]
    assert in_parts(data, 1000) == whole(data)


@pytest.mark.slow
def test_two_processes_give_what_one_gives() -> None:
    data = after(FILE, [("value", 77, "ZZ"), ("leave out", 301, ""), ("insert", 240, "CLM")])
    assert in_parts(data, 1000, processes=2) == whole(data)


@pytest.mark.slow
def test_interchanges_that_follow_each_other_are_told_as_the_whole() -> None:
    data = after(FILE, []) + after(FILE, [])
    assert in_parts(data, 1000) == whole(data)
