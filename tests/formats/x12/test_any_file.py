"""Whatever is done to a file, it is read to its end: problems, never an exception, and the same bytes written back."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.x12.desk import CREATED
from formats.x12.sample import BODY, FULL, HEADER, PLAIN, file_of
from tautband.formats.x12.answering import write_answer
from tautband.formats.x12.converting import to_claim
from tautband.formats.x12.reading import ClaimFile
from tautband.formats.x12.tree import read_document

VALUES = ["", "*", "0", "-1", "ZZ", "9" * 20, "A:B:C", "::", "^", "1.5.5", "20260231", " ", "é", "\x00", "18", "S"]
BARE = ["ST*837*1", "SE*1*1", "HL*1**20*1", "SV1", "HI", "CAS", "REF", "NM1", "HL", "CLM", "GE", "IEA*1", "ISA", "TA1"]
AT = st.integers(0, len(BODY) - 1)
CHANGES = st.one_of(
    st.tuples(st.just("leave out"), AT, st.just("")),
    st.tuples(st.just("insert"), AT, st.sampled_from(BODY + BARE)),
    st.tuples(st.just("replace"), AT, st.sampled_from(BODY + BARE)),
    st.tuples(st.just("value"), AT, st.sampled_from(VALUES)),
    st.tuples(st.just("cut"), AT, st.sampled_from(["1", "3", "8"])),
)


def after(changes: list[tuple[str, int, str]]) -> list[str]:
    body = list(BODY)
    for what, at, text in changes:
        place = min(at, len(body) - 1)
        if what == "leave out":
            del body[place]
        elif what == "insert":
            body.insert(place, text)
        elif what == "replace":
            body[place] = text
        elif what == "cut":
            body[place] = body[place][: int(text)]
        else:
            elements = body[place].split("*")
            elements[at % len(elements)] = text
            body[place] = "*".join(elements)
    return body


def read_to_the_end(data: bytes) -> int:
    """How many problems the file has; it is written back whole and answered whatever they are."""
    reading = ClaimFile(BytesIO(data))
    problems = []
    for claim in reading:
        to_claim(claim)
        problems.extend(claim.problems)
    problems.extend(reading.problems)
    document = read_document(data)
    assert document.write() == data
    assert write_answer(document, problems, CREATED).startswith(b"ISA*")
    return len(problems)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=12))
def test_any_changes_are_read_to_the_end(changes: list[tuple[str, int, str]]) -> None:
    read_to_the_end(file_of(after(changes)))


def test_a_patients_name_below_a_subscribers_claim_is_told() -> None:
    at = FULL.index("NM1*QC*1*MUSTER*CARLA")
    assert read_to_the_end(file_of([*HEADER, *PLAIN[:9], FULL[at], *PLAIN[9:]])) > 0


def test_a_reference_of_a_line_that_never_began_is_told() -> None:
    body = [text for text in BODY if text.split("*")[0] not in ("LX", "SV1", "PWK", "DTP", "SVD", "CAS")]
    assert read_to_the_end(file_of(body)) > 0


def test_an_isa_that_its_own_terminator_cuts_short_is_told() -> None:
    """The sender's id holds the sign that ends a segment."""
    whole = file_of(BODY)
    assert read_to_the_end(whole[:35] + b"S~" + whole[37:]) > 0
    with_letter = whole.replace(b"*^*", b"*U*", 1)
    assert read_to_the_end(with_letter[:35] + b"S~" + with_letter[37:]) > 0
