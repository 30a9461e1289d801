"""Whatever a case holds, a letter and a packet are made or the input is refused: never a fault of the program."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letters.denied import case_of, denials_of
from tautband.letters.binding import bound
from tautband.letters.letter import letter_of
from tautband.letters.matter import matter_of
from tautband.letters.packet import packet_of
from tautband.letters.pdf import pdf_of
from tautband.letters.plain import text_of
from tautband.letters.sealing import seal_of
from tautband.model.case import AppealFiled, Case
from tautband.model.claim import HistoryEntry, ServiceLine
from tautband.model.denial import Denial
from tautband.model.document import Document
from tautband.shipped import shipped_rulebook

WORDS = st.text(max_size=60)
DAYS = st.integers(-2000, 2000).map(lambda days: date(2026, 3, 16) + timedelta(days=days))
PAYERS = st.sampled_from(["medicare", "aetna", "wc-IA", "nobody knows it", "cigna", "medicare-advantage"])
STATES = st.sampled_from(["OH", "FL", "PR", None])
LINES = st.builds(
    ServiceLine,
    code=st.sampled_from(["20552", "20553", "J2003", "99213", "00000"]),
    modifiers=st.lists(st.sampled_from(["XS", "25", "50"]), max_size=2).map(tuple),
    units=st.sampled_from([Decimal(1), Decimal(2), Decimal("0.5")]),
    charge=st.sampled_from([None, Decimal("95.00")]),
    diagnoses=st.lists(st.sampled_from(["M79.18", "M79.7", "X"]), max_size=3).map(tuple),
)
ENTRIES = st.builds(
    HistoryEntry,
    date_of_service=DAYS,
    code=st.sampled_from(["20552", "20553", "20610"]),
    relief_percent=st.sampled_from([None, 0.0, 60.0]),
    muscles=st.lists(WORDS, max_size=2).map(tuple),
)
APPEALS = st.builds(AppealFiled, level=st.integers(1, 5), filed_on=st.none() | DAYS)
PAPERS = st.builds(
    Document,
    kind=st.sampled_from(["addendum", "earlier_note", "therapy_record", "attestation", "policy", "other"]),
    title=st.none() | WORDS,
    dated=st.none() | DAYS,
    text=WORDS,
)
NOTE = case_of().note or ""
NOTES = st.one_of(
    st.just(NOTE), WORDS, st.builds(lambda words, at: NOTE[:at] + words + NOTE[at:], WORDS, st.integers(0, len(NOTE)))
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    held = case_of()
    assert held.claim
    note = draw(NOTES)
    claim = held.claim.model_copy(
        update={
            "lines": tuple(draw(st.lists(LINES, min_size=1, max_size=3))),
            "history": draw(st.none() | st.lists(ENTRIES, max_size=3).map(tuple)),
            "history_scope": draw(st.sampled_from(["own_practice", "all"])),
            "payer": draw(PAYERS),
            "state": draw(STATES),
            "date_of_service": draw(DAYS),
        }
    )
    changed = {
        "note": note,
        "note_seal": draw(st.none() | st.just(held.note_seal) | st.just(seal_of(note))),
        "claim": claim,
        "documents": tuple(draw(st.lists(PAPERS, max_size=3))),
        "appeals": tuple(draw(st.lists(APPEALS, max_size=1))),
    }
    return held.model_copy(update=changed)


def denial(lines: int, drawn: Denial, at: int | None) -> Denial:
    return drawn.model_copy(update={"line": at, "sent_line": None if at is None or at > lines else at})


@pytest.mark.slow
@settings(max_examples=60)
@given(cases(), st.sampled_from([None, 1, 2, 9]), st.sampled_from(["50", "151", "29", "197", "999"]))
def test_any_case_is_answered(case: Case, at: int | None, carc: str) -> None:
    assert case.claim
    answered = [denial(len(case.claim.lines), d, at).model_copy(update={"carc": carc}) for d in denials_of()]
    matter = matter_of(case, case.note, answered, shipped_rulebook())
    letter = letter_of(matter)
    text = text_of(letter.paper)
    assert ("NOT READY" in text) == bool(letter.gaps)
    assert pdf_of(letter.paper).startswith(b"%PDF")
    packet = packet_of(matter_of(case, case.note, (), shipped_rulebook()))
    assert bound(packet, {document: document.text or "" for document in case.documents}).startswith(b"%PDF")
