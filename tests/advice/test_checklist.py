"""The checklist asks what the edits in force ask, each thing once, and says what is not known."""

from __future__ import annotations

from datetime import date

import pytest

from tautband.advice.asking import asked_by, reads_notes
from tautband.advice.checklist import checklist
from tautband.edits.kinds import all_kinds
from tautband.model.errors import InputError
from tautband.model.policy import Payer
from tautband.shipped import shipped_rulebook

DAY = date(2026, 3, 2)
NEEDS_NOTE = {name for name, kind in all_kinds().items() if "note" in kind.needs}


def test_every_kind_that_reads_notes_is_put_into_words() -> None:
    assert {name for name in all_kinds() if reads_notes(name)} == NEEDS_NOTE
    assert len(NEEDS_NOTE) > 5


def test_every_edit_that_reads_notes_asks_for_something() -> None:
    rulebook = shipped_rulebook()
    asked = {}
    for number in range(len(rulebook)):
        kind = rulebook.kind_of(number)
        if kind in NEEDS_NOTE:
            parameters = all_kinds()[kind].Params.model_validate(rulebook.edit(number).with_)
            asked[rulebook.edit_id(number), number] = asked_by(kind, parameters)
    assert len(asked) > 50
    assert [name for name, asking in asked.items() if not asking or not all(a.shows for a in asking)] == []


@pytest.mark.parametrize("payer", shipped_rulebook().payers.all, ids=lambda payer: str(payer.id))
def test_a_checklist_names_every_edit_in_force_that_reads_the_note_of_a_session(payer: Payer) -> None:
    rulebook = shipped_rulebook()
    state = payer.states[0] if payer.states else "OH"
    found = checklist(payer=payer.id, state=state, on=DAY, rulebook=rulebook)
    named = {by.edit for item in found.items for by in item.by}
    cell = rulebook.scope(payer.id, state).cell((DAY - date(1970, 1, 1)).days)
    in_force = {rulebook.edit_id(b.edit): rulebook.edit(b.edit) for b in cell.edits if b.kind in NEEDS_NOTE}
    of_needling = {name for name, edit in in_force.items() if "acupuncture" in edit.with_.get("codes", ())}
    assert named == set(in_force) - of_needling
    assert len({item.shows for item in found.items}) == len(found.items)
    assert found.covered or found.not_known != ()


def test_what_is_asked_of_a_repeat_is_not_asked_of_a_first_session() -> None:
    shown = {
        session: {i.fact for i in checklist(
            payer="medicare", state="OH", on=DAY, session=session, rulebook=shipped_rulebook()
        ).items}
        for session in ("first", "repeat", None)
    }  # fmt: skip
    assert [("relief_weeks" in shown[session]) for session in ("first", "repeat", None)] == [False, True, True]


def test_a_list_of_diagnoses_nobody_read_is_named() -> None:
    found = checklist(payer="aetna", state="NJ", on=DAY, rulebook=shipped_rulebook())
    assert "aetna/cpb-0016/diagnosis-not-listed: the list of covered diagnoses was not read" in found.not_known


def test_a_start_nobody_knows_is_named() -> None:
    found = checklist(payer="wa-lni", state="WA", on=DAY, rulebook=shipped_rulebook())
    assert found.not_known[0] == "wa-lni/wac-296-20-03001: the day it began is not known, so it warns at most"


def test_criteria_a_plan_adopted_are_asked_and_others_are_refused() -> None:
    found = checklist(payer="uhc", state="NJ", on=DAY, criteria=("odg",), rulebook=shipped_rulebook())
    assert "criteria/odg/care-not-shown" in {by.edit for item in found.items for by in item.by}
    with pytest.raises(InputError, match="evicore, odg"):
        checklist(payer="uhc", on=DAY, criteria=("milliman",), rulebook=shipped_rulebook())
