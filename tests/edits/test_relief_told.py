"""Relief after the last session, told by the history where no note tells it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tautband.edits.scrub import scrub
from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.model.encounter import Encounter, NoteHistory
from tautband.pipeline import shipped_rulebook

TOO_SMALL = "medicare/uniform-tpi/relief-too-small"
TOO_SHORT = "medicare/uniform-tpi/relief-too-short"


def session(day: date, **told: Any) -> HistoryEntry:
    return HistoryEntry(date_of_service=day, code="20552", **told)


def outcomes(history: tuple[HistoryEntry, ...], note: Encounter | None = None) -> dict[str, str]:
    claim = Claim(
        claim_id="C1", payer="medicare", state="OH", date_of_service=date(2026, 3, 2), place_of_service="11",
        history_scope="all", history=history, encounter=note,
        lines=(ServiceLine(code="20552", units=Decimal(1), diagnoses=("M79.18",)),),
    )  # fmt: skip
    (result,) = scrub([claim], shipped_rulebook())
    found = {f.edit: f.outcome for f in result.findings}
    open_ones = {
        edit
        for f in result.findings
        if f.outcome == "not_evaluated"
        for edit in (TOO_SMALL, TOO_SHORT)
        if edit in f.says
    }
    return {
        edit: "not_evaluated" if edit in open_ones else str(found.get(edit, "clear")) for edit in (TOO_SMALL, TOO_SHORT)
    }


@pytest.mark.parametrize(
    ("percent", "weeks", "small", "short"),
    [(60, 8, "clear", "clear"), (49, 8, "fire", "clear"), (50, 6, "clear", "clear"), (60, 5, "clear", "fire")],
)
def test_the_history_tells_the_relief_where_there_is_no_note(
    percent: float, weeks: float, small: str, short: str
) -> None:
    told = session(date(2025, 10, 1), relief_percent=percent, relief_weeks=weeks)
    assert outcomes((told,)) == {TOO_SMALL: small, TOO_SHORT: short}


def test_only_the_last_session_speaks() -> None:
    earlier = session(date(2025, 6, 1), relief_percent=80, relief_weeks=10)
    assert outcomes((earlier, session(date(2025, 10, 1)))) == {TOO_SMALL: "not_evaluated", TOO_SHORT: "not_evaluated"}


def test_the_notes_own_number_goes_before_that_of_the_history() -> None:
    note = Encounter(date_of_service=date(2026, 3, 2), history=NoteHistory(last_relief_percent=70, last_relief_weeks=9))
    told = session(date(2025, 10, 1), relief_percent=20, relief_weeks=1)
    assert outcomes((told,), note) == {TOO_SMALL: "clear", TOO_SHORT: "clear"}


def test_a_silent_note_leaves_the_word_to_the_history() -> None:
    note = Encounter(date_of_service=date(2026, 3, 2))
    told = session(date(2025, 10, 1), relief_percent=20, relief_weeks=8)
    assert outcomes((told,), note) == {TOO_SMALL: "fire", TOO_SHORT: "clear"}
