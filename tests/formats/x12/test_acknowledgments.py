"""Acknowledgments read, and the 999 we write read back by ourselves and accepted by another reader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.x12.desk import CREATED
from formats.x12.sample import ISA, changed, file_of, problems_of
from formats.x12.test_corpus import CORPUS
from formats.x12.test_writing import accepted_by_pyx12
from tautband.formats.x12.acknowledging import AcknowledgmentReader
from tautband.formats.x12.answering import write_acknowledgment, write_answer
from tautband.formats.x12.outline import read_outline
from tautband.formats.x12.tree import read_document
from tautband.model.acknowledgment import (
    Acknowledgments,
    ClaimAcknowledgment,
    ElementError,
    InterchangeAcknowledgment,
    SegmentError,
)


def read(data: bytes) -> Acknowledgments:
    return AcknowledgmentReader().read(BytesIO(data))


def answer(data: bytes) -> bytes:
    """The 999 of a file; the same from its outline as from the whole file."""
    problems = problems_of(data)
    told = write_acknowledgment(read_outline(BytesIO(data)), problems, CREATED)
    assert told == write_answer(read_document(data), problems, CREATED)
    return told


def test_a_good_file_is_taken() -> None:
    (group,) = read(answer(file_of())).groups
    assert (group.verdict, group.sent, group.taken, group.control_number) == ("accepted", 1, 1, "7")
    assert [found.verdict for found in group.sets] == ["accepted"]


def test_a_file_with_a_fault_is_refused_with_its_place() -> None:
    bad = file_of(changed("CLM*PCN1", lambda text: text.replace("*A*Y*Y", "*Q*Y*Y")))
    (group,) = read(answer(bad)).groups
    (found,) = group.sets
    assert (group.verdict, found.verdict) == ("rejected", "rejected")
    assert found.errors == (
        SegmentError(
            segment="CLM", position=22, loop="2300", error="8", elements=(ElementError(element="7", error="7"),)
        ),
    )


def test_sums_and_code_lists_do_not_refuse_a_file() -> None:
    unbalanced = file_of(changed("CLM*PCN1", lambda text: text.replace("*190*", "*191*")))
    assert [group.verdict for group in read(answer(unbalanced)).groups] == ["accepted"]


@pytest.mark.parametrize("find", ["CLM*PCN1", "N3*12", "HI*", "SV1*HC:20553"])
def test_another_reader_accepts_our_answers(find: str) -> None:
    assert accepted_by_pyx12(answer(file_of()))
    assert accepted_by_pyx12(answer(file_of(changed(find, lambda text: text.split("*")[0] + "*" + "9" * 90))))


def test_an_interchange_is_acknowledged() -> None:
    data = f"{ISA}~TA1*000000905*260305*1015*R*024~IEA*0*000000101~".encode()
    assert read(data).interchanges == (
        InterchangeAcknowledgment(control_number="000000905", verdict="rejected", note="024"),
    )


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of sample files is not beside the checkout")
def test_claims_taken_and_refused_before_adjudication() -> None:
    folder = CORPUS / "imsweb" / "277_5010"
    assert read((folder / "x12_277CA_accepted.txt").read_bytes()).claims == (
        ClaimAcknowledgment(
            claim_id="5781", verdict="accepted", category="A2", status="20", payer_claim_number="1107000000014420",
            charge=Decimal("125.00"), decided_on=date(2011, 3, 11), date_of_service=date(1001, 1, 1),
        ),
    )  # fmt: skip
    (refused,) = read((folder / "x12_277CA_rejected.txt").read_bytes()).claims
    assert (refused.verdict, refused.category, refused.status) == ("rejected", "A7", "562")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of sample files is not beside the checkout")
def test_sample_answers_of_other_programs() -> None:
    folder = CORPUS / "imsweb" / "837_5010"
    (good,) = read((folder / "x12_999_accepted.txt").read_bytes()).groups
    assert (good.verdict, good.taken) == ("accepted", 1)
    (bad,) = read((folder / "x12_999_rejected.txt").read_bytes()).groups
    assert [(error.segment, error.position, error.error) for error in bad.sets[0].errors] == [("NM", 17, "1")]


@given(
    st.lists(
        st.sampled_from(["AK1", "AK2", "IK3", "IK4*1:2**7", "IK5*A", "AK9", "HL*1**PT", "TRN", "STC", "SVC", "REF*1K"])
    )
)
def test_any_order_of_segments_is_read(parts: list[str]) -> None:
    data = "~".join([ISA, "GS*FA", "ST*999*1", *parts]).encode()
    assert read(data).interchanges == ()
