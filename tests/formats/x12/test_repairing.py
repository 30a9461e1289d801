"""A repair changes how a value is written and nothing else: not what it means, and no other byte of the file."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.x12.sample import BODY, changed, file_of, problems_of
from tautband.formats.x12.repair_forms import FORMS
from tautband.formats.x12.repairing import Repair, find_repairs, write_repaired
from tautband.formats.x12.segments import read_segments

SEEDED = [
    ("HI*ABK:M7918", "HI*ABK:M79.18", "HI", "HI01-02", "diagnosis code"),
    ("HI*ABK:M7918", "HI*ABK:m7918", "HI", "HI01-02", "diagnosis code"),
    ("HI*ABK:M7918", "HI*abk:M7918", "HI", "HI01-01", "qualifier"),
    ("SV1*HC:99213:25", "SV1*hc:99213:25", "SV1", "SV101-01", "qualifier"),
    ("SV1*HC:20553:XS", "SV1*HC:20553:xs", "SV1", "SV101-03", "modifier"),
    ("SV1*HC:J3490", "SV1*HC:j3490", "SV1", "SV101-02", "procedure code"),
    ("SV1*HC:20552*95*", "SV1*HC:20552*$95*", "SV1", "SV102", "amount"),
    ("CLM*PCN2*250*", "CLM*PCN2*$0,250*", "CLM", "CLM02", None),
    ("N4*CINCINNATI*OH*45203", "N4*CINCINNATI*oh*45203", "N4", "N402", "state"),
    ("N4*CINCINNATI*OH*452021234", "N4*CINCINNATI*OH*45202-1234", "N4", "N403", "ZIP code"),
    ("N4*CINCINNATI*OH*45203", "N4*CINCINNATI*OH*45203-", "N4", "N403", "ZIP code"),
    ("N4*CINCINNATI*OH*45203", "N4*CINCINNATI*OH*45203   ", "N4", "N403", "trailing blanks"),
    ("NM1*IL*1*MUSTER*ANNA*", "NM1*IL*1*MUSTER  *ANNA*", "NM1", "NM103", "trailing blanks"),
    ("PER*IC*BILLING DESK*TE*5135550100", "PER*IC*BILLING DESK*TE*(513) 555-0100", "PER", "PER04", "phone number"),
    ("REF*EI*123456789", "REF*EI*12-3456789", "REF", "REF02", "tax id"),
    ("NM1*85*2*EXAMPLE PAIN CLINIC*****XX*1234567893", "NM1*85*2*EXAMPLE PAIN CLINIC*****XX*1234-567-893", "NM1",
     "NM109", "NPI"),
    ("MI*1EG4TE5MK73", "MI*1EG4-TE5-MK73", "NM1", "NM109", "Medicare number"),
    ("PRV*BI*PXC*208VP0014X", "PRV*BI*PXC*208vp0014x", "PRV", "PRV03", "taxonomy code"),
    ("LIN**N4*00409428202", "LIN**N4*0409-4282-02", "LIN", "LIN03", "NDC"),
    ("DTP*472*D8*20260302", "DTP*472*D8*2026-03-02", "DTP", "DTP03", "date"),
    ("DMG*D8*19610203", "DMG*D8*1961/02/03", "DMG", "DMG02", "date"),
]  # fmt: skip
"""Text of the sample, how it is written wrong, segment, element, what is repaired; None: nothing is."""


def repaired(data: bytes) -> tuple[list[Repair], bytes]:
    found = find_repairs(BytesIO(data))
    out = BytesIO()
    write_repaired(BytesIO(data), found, out)
    return found.made, out.getvalue()


def test_a_file_in_good_form_is_not_touched() -> None:
    assert repaired(file_of()) == ([], file_of())


@pytest.mark.parametrize(("good", "bad", "segment", "element", "what"), SEEDED, ids=[row[1] for row in SEEDED])
def test_each_form_is_repaired_and_nothing_else(
    good: str, bad: str, segment: str, element: str, what: str | None
) -> None:
    data = file_of().replace(good.encode(), bad.encode(), 1)
    assert data != file_of()
    made, written = repaired(data)
    assert [(repair.what, repair.segment, repair.element) for repair in made] == (
        [(what, segment, element)] if what else []
    )
    assert written == (file_of() if what else data)


UNTOUCHED = [
    ("HI*ABK:M7918", "HI*ABK:M791.8"), ("HI*ABK:M7918", "HI*ABK:M79.18.1"),
    ("LIN**N4*00409428202", "LIN**N4*0409428202"),
    ("LIN**N4*00409428202", "LIN**N4*409-4282-02"), ("N4*CINCINNATI*OH*45203", "N4*CINCINNATI*OH*4520"),
    ("PER*IC*BILLING DESK*TE*5135550100", "PER*IC*BILLING DESK*TE*555-0100"),
    ("PER*IC*BILLING DESK*TE*5135550100", "PER*IC*BILLING DESK*TE*513-555-0100 x12"),
    ("REF*G1*AUTH100", "REF*G1*12-3456789"), ("NM1*IL*1*MUSTER", "NM1*IL*1*muster"),
    ("MI*W222333444", "MI*W222-333-444"), ("SV1*HC:20552*95*", "SV1*HC:20552*9,5*"), ("CLM*PCN1", "CLM*pcn-1"),
    ("DTP*472*D8*20260302", "DTP*472*D8*03-02-2026"), ("REF*EA*MR100", "REF*EA*mr 100"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad"), UNTOUCHED, ids=[row[1] for row in UNTOUCHED])
def test_what_may_mean_something_else_is_left_alone(good: str, bad: str) -> None:
    data = file_of().replace(good.encode(), bad.encode(), 1)
    assert data != file_of()
    assert repaired(data) == ([], data)


def test_a_repair_tells_kinds_and_no_value() -> None:
    made, _ = repaired(file_of(changed("DMG", lambda _: "DMG*D8*1961-02-03*F")))
    assert [repair.document() for repair in made] == [
        {"what": "date", "segment": "DMG", "element": "DMG02", "position": 22, "before": "with hyphens or slashes",
         "after": "eight figures"}
    ]  # fmt: skip


def test_line_breaks_and_what_stands_around_the_file_are_kept() -> None:
    data = b"\r\n" + file_of(changed("HI", lambda text: text.replace("M7918", "M79.18")), end="~ \r\n") + b"\n\x1a"
    made, written = repaired(data)
    assert len(made) == 1
    assert written == data.replace(b"M79.18", b"M7918")


def plain(text: str) -> str:
    return "".join(character for character in text if character.isalnum()).upper().replace("0", "")


@given(st.lists(st.text("*:~ -./$,mM7918aB0ndXx()", max_size=14), max_size=6), st.integers(0, len(BODY) - 1))
def test_a_repair_keeps_every_letter_and_figure_but_zeros_of_an_ndc(values: list[str], at: int) -> None:
    body = [*BODY[:at], "*".join([BODY[at].split("*")[0], *values]), *BODY[at + 1 :]]
    data = file_of(body)
    made, written = repaired(data)
    assert repaired(written) == ([], written)
    before, after = ([t for b in read_segments(BytesIO(d)) for t in b.texts] for d in (data, written))
    assert [[plain(e) for e in text.split("*")] for text in before] == [
        [plain(e) for e in text.split("*")] for text in after
    ]
    assert bool(made) == (data != written)


def test_a_repaired_file_has_no_problem_that_the_forms_gave() -> None:
    data = file_of()
    for good, bad in {row[0]: row[1] for row in SEEDED if row[4]}.items():
        data = data.replace(good.encode(), bad.encode(), 1)
    assert len(problems_of(data)) > 5
    assert problems_of(repaired(data)[1]) == []


def test_every_form_has_an_example() -> None:
    assert {form.what for forms in FORMS.values() for form in forms} <= {row[4] for row in SEEDED}
