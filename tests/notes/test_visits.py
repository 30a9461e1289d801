"""Visits on the day of an injection in many wordings: what counts as managed, what was booked and what decided."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tautband.coding.families import code
from tautband.model.coding import Coding
from tautband.notes import read
from tautband.shipped import shipped_rulebook

WORDINGS = tomllib.loads((Path(__file__).parent / "visits.toml").read_text(encoding="utf-8"))
INJECTED = (
    "2. Myofascial pain, right trapezius: taut band, tender. After consent and alcohol prep the right trapezius was"
    " injected with 2 mL of 1% lidocaine, 25G. Tolerated well. Pain 6 to 2."
)
OPENINGS = [(visit, words) for visit in WORDINGS["visit"] for words in visit["opening"]]


def coded(text: str, payer: str = "cigna") -> Coding:
    return code(read(text, payer=payer, state="OH"), shipped_rulebook())


def answer(coding: Coding) -> str:
    return coding.visit.answer if coding.visit else "not_supported"


@pytest.mark.parametrize("problem", WORDINGS["problem"], ids=[p["name"] for p in WORDINGS["problem"]])
def test_a_visit_stands_where_something_was_done_for_another_problem(problem: dict[str, Any]) -> None:
    text = f"Office visit 03/04/2025, established patient.\nAssessment and plan\n{problem['text']}\n{INJECTED}\n"
    coding = coded(text)
    assert [line.code for line in coding.lines if line.code in ("20552", "20553")] == ["20552"]
    assert answer(coding) == problem["answer"]
    if "code" in problem:
        assert coding.visit is not None
        assert coding.visit.code == problem["code"]


@pytest.mark.parametrize("note", WORDINGS["note"], ids=[note["text"][:40] for note in WORDINGS["note"]])
def test_running_words_tell_what_was_managed_from_what_was_not(note: dict[str, Any]) -> None:
    text = note["text"].replace("INJECTED", INJECTED.partition("tender. ")[2])
    coding = coded(f"Office visit 03/04/2025, established patient.\n{text}\n")
    assert (answer(coding) == "supported") == note["visit"]


@pytest.mark.parametrize(("visit", "opening"), OPENINGS, ids=[words for _, words in OPENINGS])
def test_booked_is_told_from_decided_today(visit: dict[str, Any], opening: str) -> None:
    text = f"Office 03/04/2025\n{opening}\n{visit['closing']}\n{INJECTED.removeprefix('2. ')}\n"
    assert answer(coded(text)) == visit["answer"]
    assert answer(coded(text, "medicare")) == "not_supported"


@pytest.mark.parametrize(
    ("place", "new", "expected"),
    [
        ("11", False, "99214"), ("22", False, "99214"), ("11", True, "99204"), ("31", False, "99309"),
        ("32", False, "99309"), ("12", False, "99349"), ("12", True, "99344"), ("23", False, "99284"),
        ("21", False, None), ("32", True, None), ("99", False, None),
    ],
)  # fmt: skip
def test_the_place_decides_the_family_of_visit_codes(place: str, new: bool, expected: str | None) -> None:
    who = "new patient" if new else "established patient"
    text = (
        f"Visit 03/04/2025, {who}.\nAssessment and plan\n"
        f"1. Hypertension, not at goal. Increase lisinopril to 40 mg daily.\n{INJECTED}\n"
    )
    coding = code(read(text, payer="cigna", state="OH", place_of_service=place), shipped_rulebook())
    assert coding.visit is not None
    assert (coding.visit.answer, coding.visit.code) == ("supported", expected)
    asked = [query.asks for query in coding.queries]
    assert ("Which level of visit was documented?" in asked) == (expected is None)


def test_a_problem_without_a_known_code_is_asked_about_and_given_none() -> None:
    text = (
        "Office visit 03/04/2025, established patient.\nAssessment and plan\n"
        f"1. Pityriasis rosea: herald patch. Start triamcinolone 0.1% cream BID for 14 days.\n{INJECTED}\n"
    )
    coding = coded(text)
    line = next(line for line in coding.lines if line.code.startswith("992"))
    assert line.diagnoses == ()
    assert "Which diagnosis code is the visit's?" in [query.asks for query in coding.queries]


def test_no_place_is_read_where_the_patient_is_told_to_go_to_one() -> None:
    assert read("Visit 03/04/2025. Go to the emergency room if the leg weakens.").place_of_service is None
