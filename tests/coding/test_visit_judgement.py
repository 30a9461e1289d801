"""Whether a visit stands beside an injection, with what speaks for and against it, and its level element by element."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from coding.building import coded, injected, visit
from tautband.cli.show.coding import print_visit
from tautband.model.coding import VisitJudgement
from tautband.model.encounter import OtherProblem, Visit

TRAPEZIUS = injected("trapezius")
MENTIONED = OtherProblem(concept="hypertension", status="mentioned")


def judged(facts: Visit, payer: str = "medicare", *injections: Any, **more: Any) -> VisitJudgement:
    coding = coded(*(injections or (TRAPEZIUS,)), payer=payer, visit=facts, **more)
    assert coding.visit is not None
    return coding.visit


def test_a_managed_problem_supports_it_with_its_level_in_elements() -> None:
    found = judged(visit("hypertension", course="worsening", prescription=True, tests_ordered=1))
    assert (found.answer, found.code, found.level) == ("supported", "99214", "moderate")
    assert [(e.element, e.level, e.says) for e in found.elements] == [
        ("problems", "moderate", "1 problem not at its goal, worsening or undiagnosed"),
        ("data", "straightforward", "1 test ordered"),
        ("risk", "moderate", "prescription drug management"),
    ]
    assert [reason.says for reason in found.speaks_for] == ["hypertension, worsening: managed that day"]
    assert found.speaks_against == ()


def test_a_problem_only_named_speaks_against_it() -> None:
    found = judged(Visit(other_problems=(MENTIONED,)))
    assert (found.answer, found.code, found.level, found.elements) == ("not_supported", None, None, ())
    assert [reason.says for reason in found.speaks_against] == ["hypertension is named, nothing was done for it"]


def test_the_injected_problem_itself_is_no_visit() -> None:
    assert judged(visit("myofascial_pain")).answer == "not_supported"


@pytest.mark.parametrize(("payer", "answer"), [("medicare", "not_supported"), ("aetna", "contested")])
def test_the_decision_alone_is_contested_where_the_payers_rule_is_not_known(payer: str, answer: str) -> None:
    found = judged(Visit(decision_made_today=True), payer)
    assert (found.answer, found.code) == (answer, None)
    assert len(found.speaks_against) == 1


def test_a_visit_booked_for_the_injection_is_contested_by_nobody() -> None:
    found = judged(Visit(scheduled_for_injection=True, decision_made_today=True), "aetna")
    assert found.answer == "not_supported"
    assert [reason.says for reason in found.speaks_against] == ["the visit was booked for the injection"]


@pytest.mark.parametrize(
    ("stated", "comparison"),
    [
        ("99213", "as_shown"), ("99214", "higher_than_shown"), ("99212", "lower_than_shown"),
        ("99204", "higher_than_shown"), ("99499", "not_compared"), (None, None),
    ],
)  # fmt: skip
def test_a_stated_level_is_judged_by_what_the_note_shows(stated: str | None, comparison: str | None) -> None:
    facts = visit("hypertension").model_copy(update={"stated_level": stated})
    found = judged(facts)
    assert (found.code, found.stated, found.stated_is) == ("99213", stated, comparison)


def test_a_stated_level_without_a_problem_is_not_shown() -> None:
    found = judged(Visit(stated_level="99213"))
    assert (found.answer, found.stated_is) == ("not_supported", "not_shown")


def test_levels_of_before_2021_are_not_compared_and_give_no_code() -> None:
    facts = visit("hypertension").model_copy(update={"stated_level": "99213"})
    found = judged(facts, day=date(2020, 12, 31))
    assert (found.answer, found.code, found.stated_is) == ("supported", None, "not_compared")


def test_nothing_said_of_a_visit_is_nothing_judged() -> None:
    assert coded(TRAPEZIUS).visit is None


def test_the_page_tells_for_against_and_each_element() -> None:
    facts = visit("hypertension", prescription=True)
    both = facts.model_copy(
        update={
            "stated_level": "99214",
            "other_problems": (*facts.other_problems, MENTIONED.model_copy(update={"concept": "gerd"})),
        }
    )
    screen = Console(file=io.StringIO(), width=120)
    print_visit(screen, judged(both), everything=True)
    assert isinstance(screen.file, io.StringIO)
    assert [line.strip() for line in screen.file.getvalue().splitlines()] == [
        "",
        "A visit that day: supported, 99213",
        "· 99214 is stated: higher than the note shows.",
        "+ Hypertension, stable: managed that day.",
        "- Gerd is named, nothing was done for it.",
        "· Problems: low (1 problem stable or uncomplicated)",
        "· Data: straightforward (0 tests ordered)",
        "· Risk: moderate (prescription drug management)",
    ]
