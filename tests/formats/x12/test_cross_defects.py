"""Defects between segments: each told once, with the element to look at."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from formats.x12.sample import BODY, FULL, HEADER, ISA, changed, file_of, places, problems_of

Place = tuple[str, str, str | None]


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


SEEDED: list[tuple[str, list[str], int, Place]] = [
    ("the total is not the sum of the lines", changed("CLM*PCN1", swap("*190*", "*191*")), 3, ("2300", "CLM", "CLM02")),
    ("the billing NPI's check digit", changed("NM1*85", swap("893", "890")), 5, ("2010AA", "NM1", "NM109")),
    ("the rendering NPI's check digit", changed("NM1*82", swap("599", "598")), 5, ("2310B", "NM1", "NM109")),
    ("the referring NPI's check digit", changed("NM1*DN", swap("722", "723")), 5, ("2310A", "NM1", "NM109")),
    ("the facility NPI's check digit", changed("NM1*77", swap("893", "898")), 5, ("2310C", "NM1", "NM109")),
    ("the supervising NPI's check digit", changed("NM1*DQ", swap("722", "720")), 5, ("2310D", "NM1", "NM109")),
    ("a line's NPI's check digit", changed("NM1*82", swap("599", "591"), nth=2), 5, ("2420A", "NM1", "NM109")),
    ("an NPI of nine figures", changed("NM1*85", swap("893", "89")), 5, ("2010AA", "NM1", "NM109")),
    ("a pointer to no diagnosis", changed("SV1*HC:20552", swap("***1", "***3")), 4, ("2400", "SV1", "SV107-01")),
    ("a pointer named twice", changed("SV1*HC:20553", swap("1:2", "1:1")), 4, ("2400", "SV1", "SV107-02")),
    ("a diagnosis that stands twice", changed("HI", swap("M542", "M7918")), 4, ("2300", "HI", "HI02-02")),
    ("a diagnosis that is none", changed("HI", swap("M7918", "M7999X")), 5, ("2300", "HI", "HI01-02")),
    ("a diagnosis that ended", changed("HI", swap("M7918", "M791")), 5, ("2300", "HI", "HI01-02")),
    ("a diagnosis with its point", changed("HI", swap("M7918", "M79.18")), 1, ("2300", "HI", "HI01-02")),
    ("an ICD-9 qualifier today", changed("HI", swap("ABK", "BK")), 5, ("2300", "HI", "HI01-01")),
    ("a level numbered with a gap", changed("HL*2", swap("HL*2", "HL*5")), 1, ("2000B", "HL", "HL01")),
    ("a level under no parent", changed("HL*2", swap("*1*22", "*9*22")), 1, ("2000B", "HL", "HL02")),
    ("a level of no kind", changed("HL*3", swap("*22*", "*99*")), 2, ("2000B", "HL", "HL03")),
    ("a patient that never follows", changed("HL*2", swap("*22*0", "*22*1")), 1, ("2000B", "HL", "HL04")),
    ("a patient that was not announced", changed("HL*3", swap("*22*1", "*22*0")), 1, ("2000B", "HL", "HL04")),
    ("a level that is missing", changed("HL*2", lambda _: None), 2, ("2000B", "HL", None)),
    ("a subscriber level that is missing", [*HEADER, "HL*3*2*23*0", *FULL[5:]], 2, ("2000B", "HL", None)),
    ("a billing ZIP of five figures", changed("N4*CIN", swap("452021234", "45202")), 2, ("2010AA", "N4", "N403")),
    ("a billing ZIP that is none", changed("N4*CIN", swap("452021234", "4520A")), 2, ("2010AA", "N4", "N403")),
    ("a billing address that is a box", changed("N3*12", lambda _: "N3*PO BOX 7"), 2, ("2010AA", "N3", "N301")),
    ("a box in the second line", changed("N3*12", lambda text: text + "*P.O.BOX7"), 2, ("2010AA", "N3", "N302")),
    ("a box by its short name", changed("N3*12", lambda _: "N3*POB 7"), 2, ("2010AA", "N3", "N301")),
    ("a claim number used twice", changed("CLM*PCN2", swap("PCN2", "PCN1")), 4, ("2300", "CLM", "CLM01")),
    ("no unit", changed("SV1*HC:20552", swap("UN*1", "UN*0")), 2, ("2400", "SV1", "SV104")),
    ("units that are no number", changed("SV1*HC:20552", swap("UN*1", "UN*two")), 1, ("2400", "SV1", "SV104")),
    ("a service that has not been yet", changed("DTP*472", swap("20260302", "20990302")), 4, ("2400", "DTP", "DTP03")),
    ("a day that is none", changed("DTP*472", swap("20260302", "20260231")), 1, ("2400", "DTP", "DTP03")),
    ("an accident that has not been yet", changed("DTP*439", swap("2026", "2099")), 4, ("2300", "DTP", "DTP03")),
    ("a patient born after the service", changed("DMG*D8*1999", swap("1999", "2026")), 4, ("2010CA", "DMG", "DMG02")),
    ("an accident without its day", changed("DTP*439", lambda _: None), 4, ("2300", "DTP", None)),
    ("a car accident without its state", changed("CLM*PCN2", swap("AA:::OH", "AA")), 4, ("2300", "CLM", "CLM11-04")),
    ("a patient's state that is none", changed("N4*CIN", swap("*OH*", "*QQ*"), nth=3), 5, ("2010CA", "N4", "N402")),
    ("a subscriber's ZIP that is none", changed("N4*CIN", swap("*45203", "*4520"), nth=2), 2, ("2010BA", "N4", "N403")),
    ("a facility's ZIP of five", changed("N4*CIN", swap("452021239", "45202"), nth=4), 2, ("2310C", "N4", "N403")),
    ("an unclassified code alone", changed("SV1*HC:J3490", swap(":::::EXAMPLE DRUG 10 MG", "")), 4,
     ("2400", "SV1", "SV101-07")),
    ("an attachment that none can match", changed("PWK*OZ", lambda _: "PWK*OZ*EL"), 4, ("2300", "PWK", "PWK06")),
    ("a taxonomy code that is none", changed("PRV*PE", swap("208VP0014X", "208VP00140")), 5, ("2310B", "PRV", "PRV03")),
    ("a place of service that is none", changed("CLM*PCN1", swap("11:B", "97:B")), 5, ("2300", "CLM", "CLM05-01")),
    ("a modifier that is none", changed("SV1*HC:99213", swap(":25", ":2!")), 5, ("2400", "SV1", "SV101-03")),
    ("a code that is none", changed("SV1*HC:20552", swap("20552", "2055")), 5, ("2400", "SV1", "SV101-02")),
    ("lines misnumbered", changed("LX*2", swap("2", "3")), 1, ("2400", "LX", "LX01")),
    ("a payer that is not of the claim", changed("SVD*00510", swap("00510", "99999")), 4, ("2430", "SVD", "SVD01")),
    ("another payer's line unbalanced", changed("SVD*00510", swap("*160*", "*150*")), 3, ("2430", "SVD", "SVD02")),
    ("another payer's claim unbalanced", changed("AMT*D", swap("175", "170")), 3, ("2320", "AMT", "AMT02")),
    ("a correction without its number", changed("CLM*PCN1", swap("B:1", "B:7"), nth=0), 7, ("2300", "CLM", "CLM05-03")),
    ("an NDC with hyphens", changed("LIN", swap("00409428202", "0409-4282-02")), 5, ("2410", "LIN", "LIN03")),
    ("a segment that nobody knows", [*BODY, "XYZ*1"], 1, ("2430", "XYZ", None)),
    ("a segment of another place", changed("DTP*431", lambda _: BODY[0]), 1, ("HEADER", "BHT", None)),
]  # fmt: skip


@pytest.mark.parametrize(("body", "snip", "place"), [row[1:] for row in SEEDED], ids=[row[0] for row in SEEDED])
def test_a_defect_is_the_one_problem(body: list[str], snip: int, place: Place) -> None:
    assert body != BODY
    found = problems_of(file_of(body))
    assert places(found) == [place]
    assert [problem.snip for problem in found] == [snip]
    assert all(problem.fix for problem in found)


def count_defects() -> list[tuple[str, bytes, Place]]:
    good = file_of()
    return [
        ("SE01", good.replace(b"SE*94*", b"SE*90*"), ("ST", "SE", "SE01")),
        ("SE02", good.replace(b"*0001~\nGE", b"*0002~\nGE"), ("ST", "SE", "SE02")),
        ("GE01", good.replace(b"GE*1*", b"GE*2*"), ("GS", "GE", "GE01")),
        ("GE02", good.replace(b"GE*1*7", b"GE*1*8"), ("GS", "GE", "GE02")),
        ("IEA01", good.replace(b"IEA*1*", b"IEA*3*"), ("ISA", "IEA", "IEA01")),
        ("IEA02", good.replace(b"*000000101~\n", b"*000000102~\n"), ("ISA", "IEA", "IEA02")),
        ("no SE", good.replace(b"SE*94*0001~\n", b""), ("ST", "SE", None)),
        ("no GE", good.replace(b"GE*1*7~\n", b""), ("GS", "GE", None)),
        ("no ST", good.replace(b"ST*837*0001*005010X222A1~\n", b""), ("ST", "ST", None)),
        ("no GS", b"~\n".join(part for part in good.split(b"~\n") if not part.startswith(b"GS*")), ("GS", "GS", None)),
        ("no terminator at the end", good.rstrip(b"~\n"), ("ISA", "IEA", None)),
    ]


@pytest.mark.parametrize(
    ("data", "place"), [row[1:] for row in count_defects()], ids=[row[0] for row in count_defects()]
)
def test_a_count_or_control_number_is_the_one_problem(data: bytes, place: Place) -> None:
    assert data != file_of()
    assert places(problems_of(data)) == [place]


@pytest.mark.parametrize("kept", range(200, len(file_of()) - 60, 97))
def test_a_file_cut_anywhere_gives_one_problem(kept: int) -> None:
    found = problems_of(file_of()[:kept])
    assert [(problem.snip, problem.element) for problem in found] == [(1, None)]
    assert "the file ends before" in found[0].says


@pytest.mark.parametrize("street", ["7 POBLANO ROAD", "1 BOXWOOD LANE", "3 LOCKBOXER WAY", "12 P O STREET"])
def test_a_street_that_sounds_like_a_box_is_none(street: str) -> None:
    assert problems_of(file_of(changed("N3*12", lambda _: f"N3*{street}"))) == []


def test_swapped_segments_are_told_once() -> None:
    at = BODY.index("N3*12 HIGH STREET")
    body = [*BODY[:at], BODY[at + 1], BODY[at], *BODY[at + 2 :]]
    assert places(problems_of(file_of(body))) == [("2010AA", "N3", None)]


def test_a_corrected_claim_names_the_first_one() -> None:
    body = changed("REF*F8", lambda _: None)
    assert places(problems_of(file_of(body))) == [("2300", "REF", None)]


def test_problems_of_a_claim_carry_its_number_and_others_none() -> None:
    body = changed("SV1*HC:20552", swap("UN*1", "UN*0"), changed("N4*CIN", swap("452021234", "45202")))
    assert [problem.claim_id for problem in problems_of(file_of(body))] == [None, "PCN1"]


@pytest.mark.slow
def test_no_name_address_birth_date_or_member_number_is_repeated() -> None:
    private = ["MUSTER", "ANNA", "1EG4TE5MK73", "LOW STREET", "19610203", "W222333444", "SECOND SESSION"]

    def long(segment: str) -> Callable[[str], str]:
        return lambda _: segment

    for text in BODY:
        for at in range(1, len(text.split("*"))):
            elements = text.split("*")
            elements[at] += "!" * 300
            for problem in problems_of(file_of(changed(text, long("*".join(elements))))):
                assert not any(word in f"{problem.document()}" for word in private)


def test_the_isa_that_tells_no_delimiters_is_one_problem() -> None:
    assert places(problems_of(ISA[:40].encode())) == [("ISA", "ISA", None)]
