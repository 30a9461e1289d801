"""A template holds prompts and nothing else; filled, it leaves no documentation finding."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tautband import notes
from tautband.advice.checklist import checklist
from tautband.advice.prompts import ELEMENTS, PROMPTS
from tautband.advice.template import BLANK, template
from tautband.coding import code as coded
from tautband.model.encounter import Encounter
from tautband.pipeline import code
from tautband.shipped import shipped_rulebook

FILLINGS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "template_fillings.toml").read_text(encoding="utf-8")
)["filling"]
PAYERS = (
    ("medicare", "OH", ()), ("medicare", "FL", ()), ("medicare", "TX", ()), ("medicare-advantage", "NC", ()),
    ("aetna", "NJ", ()), ("anthem", "OH", ()), ("bcbs-ma", "MA", ()), ("bcbs-nc", "NC", ()), ("cigna", "NJ", ()),
    ("emblemhealth", "NY", ()), ("harvard-pilgrim", "MA", ()), ("highmark-wv-ma", "WV", ()), ("ms-wc", "MS", ()),
    ("triple-s", "PR", ()), ("wa-lni", "WA", ()), ("tx-medicaid", "TX", ()), ("tricare", "VA", ()),
    ("humana-va-medicaid", "VA", ()), ("uhc", "NJ", ("evicore",)), ("uhc", "NJ", ("odg",)), ("nobody", "OH", ()),
)  # fmt: skip
DAY = date(2026, 3, 2)
NO_STEROID = "the note names corticosteroid, which the policy does not cover"
"""No want of documentation: what was injected is not covered there, whatever is written."""
NOTE_KINDS = ("documented", "number_in_note", "named_in_note", "code_matches_muscle_count", "sessions_without_response",
              "drug_units_match_dose")  # fmt: skip


def blank(payer: str, state: str, criteria: tuple[str, ...], on: date = DAY) -> str:
    return template(checklist(payer=payer, state=state, on=on, criteria=criteria, rulebook=shipped_rulebook()))


def filled(text: str, writes: dict[str, str]) -> str:
    for label, words in writes.items():
        text = text.replace(f"[ ] {label}: {BLANK}", f"[x] {label}: {words}")
    return text


@pytest.mark.parametrize(("payer", "state", "criteria"), PAYERS)
def test_an_unfilled_template_yields_no_fact_and_no_code(payer: str, state: str, criteria: tuple[str, ...]) -> None:
    encounter = notes.read(blank(payer, state, criteria), date_of_service=DAY)
    facts = encounter.model_dump(exclude={"documentation"}, exclude_defaults=True)
    assert facts == {"date_of_service": DAY, "procedure_performed": False}
    assert {element: d.present for element, d in encounter.documentation.items() if d.present} == {}
    answer = coded(encounter, shipped_rulebook())
    assert (answer.status, answer.lines, answer.queries) == ("nothing_to_bill", (), ())


@pytest.mark.slow
@pytest.mark.parametrize("filling", FILLINGS, ids=lambda filling: str(filling["name"]))
@pytest.mark.parametrize(("payer", "state", "criteria"), PAYERS)
def test_a_filled_template_leaves_no_documentation_finding(
    payer: str, state: str, criteria: tuple[str, ...], filling: dict[str, Any]
) -> None:
    rulebook = shipped_rulebook()
    text = filled(blank(payer, state, criteria), filling["writes"])
    answer = code(text, payer=payer, state=state, criteria=criteria, history=(), history_scope="all")
    assert answer.encounter.procedure_performed is True
    kinds = {rulebook.edit_id(number): rulebook.kind_of(number) for number in range(len(rulebook))}
    assert answer.claim is not None
    about_the_note = [
        (f.outcome, f.edits or f.edit, f.says)
        for f in answer.findings
        if (f.outcome != "not_evaluated" and kinds[f.edit] in NOTE_KINDS) or f.reason in ("note silent", "no note")
    ]
    steroid = "triamcinolone" in str(filling["writes"])
    not_covered = ("fire", "criteria/odg/injectate-not-covered", NO_STEROID)
    assert about_the_note == ([not_covered] if steroid and "odg" in criteria else [])


def test_the_fillings_differ_and_answer_every_prompt() -> None:
    labels = {prompt.label for prompt in PROMPTS}
    assert [set(f["writes"]) - labels for f in FILLINGS] == [set(), set(), set()]
    assert set().union(*(set(f["writes"]) for f in FILLINGS)) == labels
    assert len({tuple(sorted(f["writes"].items())) for f in FILLINGS}) == 3


def test_the_filled_notes_are_coded_as_they_say() -> None:
    found = [
        [line.code for line in code(filled(blank("medicare", "OH", ()), f["writes"]), state="OH").coding.lines][:1]
        for f in FILLINGS
    ]
    assert found == [["20552"], ["20552"], ["20553"]]


@pytest.mark.parametrize(("payer", "state", "criteria"), PAYERS)
def test_nothing_is_filled_in_beforehand(payer: str, state: str, criteria: tuple[str, ...]) -> None:
    lines = [line for line in blank(payer, state, criteria).splitlines() if ":" in line]
    assert len(lines) >= 8
    assert [line for line in lines if not re.fullmatch(rf"\[ \] [^\d:]+: {BLANK}", line)] == []
    sides = re.compile(r"\b(left|right|bilateral|\d|lidocaine|trapezius)\b", re.IGNORECASE)
    assert [line for line in lines if sides.search(line)] == []


def test_a_template_asks_what_its_checklist_asks_and_no_other_payer_s_items() -> None:
    medicare, washington = blank("medicare", "OH", ()), blank("wa-lni", "WA", ())
    assert "Pain score after the injection" in medicare
    assert "Pain score after the injection" not in washington


def test_every_documentation_element_has_a_prompt() -> None:
    prompted = {element for prompt in PROMPTS for element in prompt.elements}
    assert prompted == set(ELEMENTS)


def test_a_ticked_line_that_denies_shows_nothing() -> None:
    text = filled(blank("medicare", "OH", ()), {**FILLINGS[0]["writes"], "Taut band": "none"})
    documented = notes.read(text).documentation
    assert (documented["taut_band"].present, documented["tenderness"].present) == (False, True)


def test_reading_a_note_of_nothing_is_an_encounter_without_facts() -> None:
    assert Encounter().procedure_performed is None
