"""Two defects at once give the problems of both, and nothing that neither gives."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from formats.x12.sample import BODY, HEADER, PLAIN, file_of, places, problems_of
from formats.x12.test_cross_defects import SEEDED
from formats.x12.test_seeded_defects import FREE_FIRST, IN_BODY, QUALIFIERS, edited, where

Place = tuple[str, str, str | None]
OF_BOTH_CLAIMS = {"a claim number used twice"}
"""Not told where the other claim's own segment is away."""
OF_A_KNOWN_PAYER = {"a correction without its number"}
"""Where the kind of payer is unknown, what is missing is the first claim's number and not a new claim."""


@dataclass(frozen=True)
class Defect:
    """One segment of the sample changed, or left out for None, and the places of the problems that it gives alone."""

    name: str
    at: int
    text: str | None
    gives: tuple[Place, ...]


def with_defects(*defects: Defect) -> list[Place]:
    body: list[str | None] = list(BODY)
    for defect in defects:
        body[defect.at] = defect.text
    return places(problems_of(file_of([text for text in body if text is not None])))


def defect(name: str, at: int, text: str | None) -> Defect:
    return Defect(name, at, text, tuple(with_defects(Defect(name, at, text, ()))))


def of_rows() -> list[Defect]:
    found = []
    for row in IN_BODY:
        at, name = where(row), "-".join(row)
        found.append(defect(f"{name} blank", at, edited(BODY[at], row[3], "")))
        found.append(defect(f"{name} too long", at, edited(BODY[at], row[3], "9" * 300)))
        found.append(defect(f"{name} left out", at, None))
        if row[1] not in FREE_FIRST:
            qualifier = row[1] + QUALIFIERS.get(row[1], "01")
            found.append(defect(f"{name} wrong qualifier", at, edited(BODY[at], qualifier, "QQ")))
    return found


def of_segments() -> list[Defect]:
    """The seeded defects that change one segment."""
    found = []
    for name, body, _, _ in SEEDED:
        differing = [at for at, text in enumerate(body) if len(body) == len(BODY) and text != BODY[at]]
        if len(differing) == 1:
            found.append(defect(name, differing[0], body[differing[0]]))
    return found


@pytest.fixture(scope="module")
def defects() -> list[Defect]:
    apart = OF_BOTH_CLAIMS | OF_A_KNOWN_PAYER
    return [found for found in of_rows() + of_segments() if found.gives and found.name not in apart]


def part_of(at: int) -> int:
    """0 above the claims, 1 for the first claim and its subscriber, 2 for the second."""
    return (at >= len(HEADER)) + (at >= len(HEADER) + len(PLAIN))


OPENERS = ("CLM*", "HL*", "NM1*", "LX*", "SV1*", "SBR*")
"""Segments that open a place: what follows is known as theirs by its qualifier alone where they are left out."""


def unknowable(one: Defect, other: Defect) -> bool:
    """Whether a segment with a wrong qualifier lost the segment that told where it stands: it is then astray."""
    return one.text is None and BODY[one.at].startswith(OPENERS) and other.name.endswith("wrong qualifier")


@pytest.mark.slow
def test_there_are_hundreds_of_defects_of_one_problem_each(defects: list[Defect]) -> None:
    assert len(defects) > 350
    assert [found.name for found in defects if len(found.gives) != 1] == []


@pytest.mark.slow
@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data())
def test_two_defects_of_different_claims_give_the_problems_of_both(defects: list[Defect], data: st.DataObject) -> None:
    one, other = data.draw(st.sampled_from(defects)), data.draw(st.sampled_from(defects))
    assume(part_of(one.at) < part_of(other.at))
    assert sorted(with_defects(one, other), key=str) == sorted(one.gives + other.gives, key=str)


@pytest.mark.slow
@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data())
def test_two_defects_of_one_claim_give_no_problem_that_neither_gives(
    defects: list[Defect], data: st.DataObject
) -> None:
    one, other = data.draw(st.sampled_from(defects)), data.draw(st.sampled_from(defects))
    assume(one.at != other.at and part_of(one.at) == part_of(other.at))
    assume(not unknowable(one, other) and not unknowable(other, one))
    found = with_defects(one, other)
    assert found != []
    assert set(found) - {*one.gives, *other.gives} == set()
