"""The states that a claim, its ZIP code and its note name for the place of service, as the numbers of a batch."""

from __future__ import annotations

from tautband.edits.batch import NOT_KNOWN
from tautband.rulebook.packed import pack
from tautband.rulebook.tables.zips import Zips

States = tuple[int, int, int]
UNNAMED: States = (NOT_KNOWN, NOT_KNOWN, NOT_KNOWN)


def states_named(state: str | None, zip_code: str | None, in_note: str | None, zips: Zips) -> States:
    """Packed two-letter states, NOT_KNOWN for what is missing or names none (some files hold a state by a number)."""
    place = zips.place(zip_code) if zip_code else None
    return _packed(state), _packed(place.state if place else None), _packed(in_note)


def _packed(state: str | None) -> int:
    state = (state or "").strip()
    return pack(state, 2) if len(state) == 2 and state.isascii() and state.isalpha() else NOT_KNOWN
