"""Any bytes after ISA are read: whole, in order, in pieces of any size, and written back the same."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.x12.sample import BODY, ISA, changed, file_of, problems_of
from tautband.formats.x12.delimiters import Delimiters, read_delimiters
from tautband.formats.x12.segments import LONGEST_SEGMENT, read_segments
from tautband.formats.x12.tree import read_document
from tautband.model.errors import InputError


def texts(data: bytes, chunk: int = 1 << 20) -> list[str]:
    return [text for batch in read_segments(BytesIO(data), chunk=chunk) for text in batch.texts]


def with_delimiters(element: str, component: str, repetition: str, segment: str) -> bytes:
    table = str.maketrans({"*": element, ":": component, "^": repetition, "~": segment})
    return file_of(end="~").decode().translate(table).encode("latin-1")


def test_delimiters_come_from_isa() -> None:
    assert read_delimiters(ISA + "~") == Delimiters("*", ":", "^", "~")
    assert read_delimiters("ISA*00") is None


@pytest.mark.parametrize("kinds", [("|", "<", "!", "\n"), ("\x1d", "\x1f", "\x1e", "\x1c"), ("*", ">", "^", "'")])
def test_a_file_with_other_delimiters_has_no_problem(kinds: tuple[str, str, str, str]) -> None:
    assert problems_of(with_delimiters(*kinds)) == []


@pytest.mark.parametrize("end", ["~", "~\n", "~\r\n", "~\r", "~ \n\n", "~\t"])
def test_line_breaks_after_a_terminator_do_not_matter(end: str) -> None:
    assert texts(file_of(end=end)) == texts(file_of(end="~"))
    assert problems_of(file_of(end=end)) == []


def test_interchanges_follow_each_other_with_delimiters_of_their_own() -> None:
    both = file_of() + with_delimiters("|", "<", "!", "\n").replace(b"PCN", b"QCN")
    assert problems_of(both) == []
    assert len(texts(both)) == 2 * len(texts(file_of()))


@given(chunk=st.integers(106, 4000))
def test_the_size_of_the_pieces_does_not_matter(chunk: int) -> None:
    data = file_of() + with_delimiters("|", "<", "!", "\n")
    assert texts(data, chunk) == texts(data)


def test_a_segment_knows_its_byte() -> None:
    data = b"\r\n" + file_of(end="~\r\n")
    for batch in read_segments(BytesIO(data)):
        for index, text in enumerate(batch.texts):
            at = batch.offset_of(index)
            assert data[at : at + len(text)].decode() == text


def test_a_file_without_isa_is_refused() -> None:
    for data in (b"", b"GS*HC", b"%PDF-1.7", b"ISAAC NEWTON"):
        with pytest.raises(InputError):
            texts(data)


def test_a_segment_without_an_end_is_cut_and_told() -> None:
    data = file_of(changed("NTE", lambda text: text + "X" * 3 * LONGEST_SEGMENT))
    assert [(problem.segment, problem.element) for problem in problems_of(data)] == [("NTE", "NTE02")]


@given(st.lists(st.binary(max_size=30), max_size=40))
def test_any_bytes_after_isa_are_written_back(parts: list[bytes]) -> None:
    data = ISA.encode() + b"~" + b"~".join(parts)
    assert read_document(data).write() == data
    for problem in problems_of(data):
        assert problem.document()["says"]


@given(at=st.integers(0, len(BODY) - 1), mess=st.text("*:~^ABC019\n ", max_size=12))
def test_a_changed_segment_never_raises(at: int, mess: str) -> None:
    data = file_of([*BODY[:at], mess, *BODY[at + 1 :]])
    assert read_document(data).write() == data
    segments = data.count(b"~")
    told = [(problem.position, problem.says) for problem in problems_of(data)]
    assert [each for each in told if not (0 <= each[0] <= segments + 1 and each[1])] == []


def test_one_element_changed_changes_nothing_else() -> None:
    document = read_document(file_of())
    at = next(index for index, segment in enumerate(document.segments) if segment.id == "CLM")
    document.segments[at] = document.segments[at].with_element(1, "PCN9")
    assert document.write() == file_of().replace(b"CLM*PCN1*", b"CLM*PCN9*")
    assert [len(list(transaction)) for transaction in document.transactions()] == [len(BODY) + 2]
