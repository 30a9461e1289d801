"""The words of the note behind a number, where the note gives it in one place, in another, or in both."""

from __future__ import annotations

import pytest

from tautband.edits.shown import named_words, number_words
from tautband.model.encounter import ConservativeCare, Documented, Encounter
from tautband.model.evidence import Evidence


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
