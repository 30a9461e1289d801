"""One defect, one problem: every element of the table of names absent, with a wrong qualifier, too long."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO

import pytest

from formats.x12.sample import BODY, GS, HEADER, ISA, PLAIN, file_of, places, problems_of
from tautband.formats.x12.guide import HERE
from tautband.formats.x12.segments import read_segments
from tautband.formats.x12.walking import Walk

Row = tuple[str, str, str, str]
Place = tuple[str, str, str | None]

with (HERE / "element_names.csv").open(newline="") as table:
    ROWS: list[Row] = [(r["loop"], r["segment"], r["qualifier"], r["element"]) for r in csv.DictReader(table)]
IN_BODY = [row for row in ROWS if row[0] not in ("ISA", "GS", "ST")]

MAY_BE_BLANK = {
    ("2000B", "SBR", "", "SBR03"), ("2300", "CLM", "", "CLM20"), ("2320", "MOA", "", "MOA03"),
    ("2400", "SV1", "", "SV101-03"), ("2400", "SV1", "", "SV105"), ("2400", "SV1", "", "SV109"),
    ("2400", "SV1", "", "SV111"),
}  # fmt: skip
MAY_BE_LEFT_OUT = {
    ("2000A", "PRV"), ("2300", "PWK"), ("2300", "AMT"), ("2300", "DTP"), ("2300", "REF"), ("2300", "NTE"),
    ("2300", "K3"), ("2310A", "NM1"),
    ("2310B", "PRV"), ("2310D", "NM1"), ("2320", "AMT"), ("2320", "MOA"), ("2400", "PWK"), ("2400", "REF"),
    ("2400", "NTE"), ("2400", "K3"), ("2410", "REF"), ("2420A", "NM1"),
}  # fmt: skip
ASKED_FOR = {("2300", "DTP", "439"), ("2300", "REF", "F8")}
"""Situational segments that this claim's accident and its frequency ask for."""
UNBALANCED_WITHOUT = {("2320", "CAS"): ("2320", "AMT", "AMT02"), ("2430", "CAS"): ("2430", "SVD", "SVD02")}
QUALIFIERS = {"HL": "03", "SV1": "01-01", "HI": "01-01", "LIN": "02", "PWK": "02", "CTP": "05-01", "OI": "03"}
"""Where a segment's code stands when it is not its first element."""
FREE_FIRST = {"N3", "N4", "CLM", "K3", "LX", "MOA", "SVD"}
"""Segments whose first element is no code."""


ELSEWHERE: set[int] = set()


def edited(text: str, element: str, value: str) -> str:
    """The segment with one element or component set to a value."""
    segment = text.split("*")[0]
    place, _, component = element.removeprefix(segment).partition("-")
    elements = text.split("*")
    elements += [""] * (int(place) + 1 - len(elements))
    if component:
        parts = elements[int(place)].split(":")
        parts += [""] * (int(component) - len(parts))
        parts[int(component) - 1] = value
        elements[int(place)] = ":".join(parts).rstrip(":")
    else:
        elements[int(place)] = value
    return "*".join(elements).rstrip("*")


def loops() -> list[str]:
    """The loop of each segment of the sample's body."""
    walk = Walk()
    walked = [claim for batch in read_segments(BytesIO(file_of())) for claim in walk.feed(batch)]
    found = {position: rule.loop for rule, _, position in walk._header}
    for claim in walked:
        for part in (claim.billing, claim.subscriber, claim.patient or [], claim.segments):
            found |= {position: rule.loop for rule, _, position in part}
    return [found[position] for position in range(4, len(BODY) + 4)]


LOOPS = loops()


def where(row: Row) -> int:
    """The first segment of the sample in which the row's element has a value."""
    loop, segment, qualifier, element = row
    for at, text in enumerate(BODY):
        elements = text.split("*")
        if LOOPS[at] == loop and elements[0] == segment and qualifier in ("", elements[1]):
            place, _, component = element.removeprefix(segment).partition("-")
            parts = elements[int(place)].split(":") if int(place) < len(elements) else [""]
            if (parts[int(component) - 1 : int(component)] or [""])[0] if component else parts != [""]:
                return at
    raise LookupError(row)


def with_change(row: Row, change: Callable[[str], str | None]) -> list[Place]:
    at = where(row)
    new = change(BODY[at])
    found = problems_of(file_of([*BODY[:at], *([new] if new is not None else []), *BODY[at + 1 :]]))
    assert all(problem.fix.endswith(".") for problem in found)
    if new is not None:
        assert {problem.position for problem in found} <= {at + 4} | ELSEWHERE
    return places(found)


def test_the_sample_has_no_problem_and_holds_every_row() -> None:
    assert problems_of(file_of()) == []
    assert len([where(row) for row in IN_BODY]) == 94


@pytest.mark.parametrize("row", IN_BODY, ids="-".join)
def test_a_blank_element_is_the_one_problem(row: Row) -> None:
    loop, segment, _, element = row
    expected: list[Place] = [] if row in MAY_BE_BLANK else [(loop, segment, element)]
    assert with_change(row, lambda text: edited(text, element, "")) == expected


@pytest.mark.parametrize("row", IN_BODY, ids="-".join)
def test_an_element_too_long_is_the_one_problem(row: Row) -> None:
    loop, segment, _, element = row
    assert with_change(row, lambda text: edited(text, element, "9" * 300)) == [(loop, segment, element)]


@pytest.mark.parametrize("row", IN_BODY, ids="-".join)
def test_a_missing_segment_is_the_one_problem(row: Row) -> None:
    loop, segment, qualifier, _ = row
    expected: list[Place] = [(loop, segment, None)]
    if (loop, segment) in UNBALANCED_WITHOUT:
        expected = [UNBALANCED_WITHOUT[loop, segment]]
    elif (loop, segment) in MAY_BE_LEFT_OUT and (loop, segment, qualifier) not in ASKED_FOR:
        expected = []
    assert with_change(row, lambda _: None) == expected


@pytest.mark.parametrize("row", [row for row in IN_BODY if row[1] not in FREE_FIRST], ids="-".join)
def test_a_wrong_qualifier_is_the_one_problem(row: Row) -> None:
    loop, segment, _, _ = row
    element = segment + QUALIFIERS.get(segment, "01")
    (found,) = with_change(row, lambda text: edited(text, element, "QQ"))
    assert (loop.startswith(found[0]), *found[1:]) == (True, segment, element)


ENVELOPE: list[tuple[str, Callable[[], bytes], Place]] = [
    ("a short sender id", lambda: file_of(isa=ISA.replace("CLINIC01       ", "CLINIC01")), ("ISA", "ISA", "ISA06")),
    ("no receiver id", lambda: file_of(isa=ISA.replace("CLEARING01     ", " " * 15)), ("ISA", "ISA", "ISA08")),
    ("a sender id too long", lambda: file_of(isa=ISA.replace("CLINIC01       ", "C" * 16)), ("ISA", "ISA", "ISA06")),
    ("a wrong id qualifier", lambda: file_of(isa=ISA.replace("*ZZ*CLINIC", "*QQ*CLINIC")), ("ISA", "ISA", "ISA05")),
    ("another guide's errata", lambda: file_of(gs=GS[:-2] + "A2"), ("GS", "GS", "GS08")),
    ("no guide version", lambda: file_of(gs=GS.rpartition("*")[0]), ("GS", "GS", "GS08")),
    ("another function", lambda: file_of(gs=GS.replace("GS*HC", "GS*HP")), ("GS", "GS", "GS01")),
    ("a version too long", lambda: file_of(gs=GS + "XXXXXXXXX"), ("GS", "GS", "GS08")),
    ("no version in ST", lambda: file_of(st="ST*837*0001"), ("ST", "ST", "ST03")),
    ("another version in ST", lambda: file_of(st="ST*837*0001*005010X222A9"), ("ST", "ST", "ST03")),
    ("another transaction in ST", lambda: file_of(st="ST*836*0001*005010X222A1"), ("ST", "ST", "ST01")),
    ("a version too long in ST", lambda: file_of(st="ST*837*0001*" + "9" * 40), ("ST", "ST", "ST03")),
]  # fmt: skip


@pytest.mark.parametrize(("data", "place"), [row[1:] for row in ENVELOPE], ids=[row[0] for row in ENVELOPE])
def test_a_defect_of_the_envelope_is_the_one_problem(data: Callable[[], bytes], place: Place) -> None:
    assert places(problems_of(data())) == [place]


@pytest.mark.parametrize(
    ("charge", "says"),
    [
        ("95.005", ["SV102 (line charge): parts of a cent"]),
        ("95.000", []),
        ("95.50", ["CLM02 (total charge): is not the sum of the line charges, 190.5"]),
    ],
)
def test_a_charge_with_parts_of_a_cent_is_told_and_not_left_out_of_the_sum(charge: str, says: list[str]) -> None:
    lines = iter((charge, "95"))
    body = [f"SV1*HC:20552*{next(lines)}*UN*1***1" if text == "SV1*HC:20552*95*UN*1***1" else text for text in PLAIN]
    assert [problem.says for problem in problems_of(file_of([*HEADER, *body]))] == says
