"""What the note says of itself: its payer, state, place and ZIP code, and whether it is signed."""

from __future__ import annotations

from typing import NamedTuple

from tautband.model.encounter import NoteStatus
from tautband.model.evidence import Evidence
from tautband.notes.record.header import read_payer, read_zip
from tautband.notes.record.note_status import read_status
from tautband.notes.record.place import read_place
from tautband.notes.record.state import read_state
from tautband.notes.text.page import Page
from tautband.notes.vocabulary.lexicon import Mention


class Stated(NamedTuple):
    """What the note states; None where it does not. `evidence` holds the words of each by the fact's name."""

    payer_text: str | None
    state: str | None
    place_of_service: str | None
    zip_code: str | None
    note_status: NoteStatus
    evidence: dict[str, tuple[Evidence, ...]]


def read_stated(page: Page, cues: dict[int, list[Mention]]) -> Stated:
    """What the note states of itself. `cues`: the visit's phrases by sentence, among which are those of a draft."""
    status, status_words = read_status(page, cues)
    payer, state, place, zip_code = read_payer(page), read_state(page), read_place(page), read_zip(page)
    evidence = {
        "date_of_service": tuple(page.evidence(d.first, d.last) for d in page.day_spans),
        "payer": (payer,) if payer else (),
        "state": (state[1],) if state else (),
        "place_of_service": (place[1],) if place else (),
        "zip_code": (zip_code[1],) if zip_code else (),
        "note_status": status_words,
    }
    return Stated(
        payer.text if payer else None,
        state[0] if state else None,
        place[0] if place else None,
        zip_code[0] if zip_code else None,
        status,
        evidence,
    )
