"""The words of the note behind a number, where the note gives it in one place, in another, or in both."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from tautband.edits.building import batch_of
from tautband.edits.history import session_days
from tautband.edits.shown import Shown, named_words, number_words
from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.model.encounter import ConservativeCare, Documented, Encounter
from tautband.model.evidence import Evidence
from tautband.rulebook.packed import day_number
from tautband.shipped import shipped_rulebook


def words(text: str) -> tuple[Evidence, ...]:
    return (Evidence(start=0, end=len(text), text=text),)


def care(text: str, outcome: str = "failed") -> ConservativeCare:
    return ConservativeCare.model_validate({"treatment": text, "outcome": outcome, "evidence": words(text)})


TRIED = {"conservative_care": Documented(present=True, evidence=words("conservative care failed"))}
LASTS = {"duration": Documented(present=True, evidence=words("for months"))}


@pytest.mark.parametrize(
    ("encounter", "shown"),
    [
        (Encounter(conservative_care=(care("physical therapy"),), documentation=TRIED), ["physical therapy"]),
        (Encounter(documentation=TRIED), ["conservative care failed"]),
        (Encounter(conservative_care=(care("naproxen", "helped"),), documentation=TRIED), ["conservative care failed"]),
        (Encounter(conservative_care=(care("naproxen", "helped"), care("heat", "partial"))), ["heat"]),
        (Encounter(), []),
    ],
)
def test_weeks_of_care_are_shown_by_the_treatments_that_did_not_help(encounter: Encounter, shown: list[str]) -> None:
    assert [evidence.text for evidence in number_words("care_weeks", encounter)] == shown


@pytest.mark.parametrize(
    ("encounter", "shown"),
    [
        (Encounter(evidence={"symptom_weeks": words("twelve weeks")}, documentation=LASTS), ["twelve weeks"]),
        (Encounter(documentation=LASTS), ["for months"]),
        (Encounter(), []),
    ],
)
def test_weeks_of_pain_are_shown_by_their_own_words_before_those_of_the_element(
    encounter: Encounter, shown: list[str]
) -> None:
    assert [evidence.text for evidence in number_words("symptom_weeks", encounter)] == shown


def test_a_note_that_names_nobody_shows_no_words() -> None:
    assert [named_words(fact, Encounter()) for fact in ("indication", "injectate", "performer")] == [(), (), ()]


def test_what_is_shown_stays_as_it_was_told() -> None:
    part = Shown("taut band", True)
    with pytest.raises(FrozenInstanceError):
        part.holds = False  # type: ignore[misc]


HISTORY = ("2025-03-02", "2025-03-03", "2025-09-01", "2026-03-03")


@pytest.mark.parametrize(
    ("start", "counted"),
    [
        ("2025-03-01", ["2025-03-02", "2025-03-03", "2025-09-01", "2026-03-02"]),
        ("2025-03-02", ["2025-03-03", "2025-09-01", "2026-03-02"]),
        ("2025-09-01", ["2026-03-02"]),
    ],
)
def test_days_are_counted_after_the_start_of_the_window_up_to_the_lines_own(start: str, counted: list[str]) -> None:
    rulebook = shipped_rulebook()
    history = tuple(HistoryEntry(date_of_service=date.fromisoformat(day), code="20553") for day in HISTORY)
    claim = Claim(
        claim_id="C1", payer="medicare", state="OH", date_of_service=date(2026, 3, 2), history=history,
        lines=(ServiceLine(code="20552"),),
    )  # fmt: skip
    batch = batch_of([claim], rulebook)
    (row,) = batch.judged.nonzero()[0].tolist()
    began = day_number(date.fromisoformat(start))
    assert [str(day) for day in session_days(batch, rulebook, row, rulebook.groups["tpi"], began)] == counted
