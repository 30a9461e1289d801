from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tautband.claims import claim_of
from tautband.coding import code
from tautband.model.claim import Claim, HistoryEntry
from tautband.model.coding import Coding
from tautband.model.encounter import Agent, Diagnosis, Encounter, Injection, NoteHistory, PriorSession
from tautband.model.errors import InputError
from tautband.model.registration import Registration
from tautband.shipped import shipped_rulebook

DAY = date(2025, 5, 20)


def encounter(**facts: Any) -> Encounter:
    given: dict[str, Any] = {
        "date_of_service": DAY,
        "payer": "medicare",
        "state": "CA",
        "place_of_service": "11",
        "procedure_performed": True,
        "injections": (Injection(muscle="trapezius", side="left"),),
        "agents": (Agent(drug="lidocaine", mass_mg=40),),
        "diagnoses": (Diagnosis(concept="myofascial_pain"),),
    }
    return Encounter(**{**given, **facts})


def claim(registration: Registration | None = None, **facts: Any) -> Claim:
    note = encounter(**facts)
    return claim_of(note, code(note, shipped_rulebook()), registration, "C1")


def test_the_claim_holds_the_lines_of_the_coding_in_order() -> None:
    made = claim()
    assert [(line.code, line.units, line.diagnoses) for line in made.lines] == [
        ("20552", Decimal(1), ("M79.18",)),
        ("J2003", Decimal(40), ("M79.18",)),
    ]
    assert (made.claim_id, made.payer, made.state, made.place_of_service) == ("C1", "medicare", "CA", "11")
    assert made.encounter == encounter()


def test_registration_counts_before_the_note() -> None:
    desk = Registration(
        patient_id="P1",
        payer="aetna",
        place_of_service="22",
        rendering_npi="1234567893",
        charges={"20552": Decimal("95.00"), "J2003": Decimal("0.50")},
    )
    made = claim(desk)
    assert (made.patient_id, made.payer, made.state, made.place_of_service) == ("P1", "aetna", "CA", "22")
    assert [line.charge for line in made.lines] == [Decimal("95.00"), Decimal("20.00")]
    assert [line.charge for line in claim().lines] == [None, None]


def test_a_note_without_a_date_makes_no_claim() -> None:
    with pytest.raises(InputError) as error:
        claim_of(encounter(date_of_service=None), Coding(status="query", muscle_count=None), None, "C1")
    assert error.value.do == "Give the date of service with --date."


def test_a_note_silent_on_history_leaves_it_unknown() -> None:
    assert claim().history is None


def test_a_note_that_rules_sessions_out_says_so_for_every_practice() -> None:
    made = claim(history=NoteHistory(prior_sessions_12mo=0))
    assert (made.history, made.history_scope, made.history_from) == ((), "all", None)


def test_dated_sessions_become_history_with_the_last_ones_relief() -> None:
    told = NoteHistory(
        prior_sessions_12mo=2,
        last_session_date=date(2025, 2, 18),
        last_relief_percent=70,
        last_relief_weeks=10,
        sessions=(
            PriorSession(date=date(2025, 2, 18), muscles=("trapezius", "levator scapulae", "splenius cervicis")),
            PriorSession(date=date(2024, 11, 5), muscles=("rhomboid major",)),
        ),
    )
    made = claim(history=told)
    assert made.history == (
        HistoryEntry(date_of_service=date(2024, 11, 5), code="20552", region="upper_back", muscles=("rhomboid major",)),
        HistoryEntry(
            date_of_service=date(2025, 2, 18),
            code="20553",
            muscles=("trapezius", "levator scapulae", "splenius cervicis"),
            relief_percent=70,
            relief_weeks=10,
        ),
    )
    assert (made.history_scope, made.history_from) == ("own_practice", None)


def test_sessions_without_a_date_leave_the_history_complete_only_from_the_earliest_dated_one() -> None:
    made = claim(history=NoteHistory(prior_sessions_12mo=3, last_session_date=date(2025, 2, 18)))
    assert made.history is not None
    assert [entry.date_of_service for entry in made.history] == [date(2025, 2, 18)]
    assert made.history_from == date(2025, 2, 18)


def test_a_number_of_sessions_without_any_date_is_no_history() -> None:
    assert claim(history=NoteHistory(prior_sessions_12mo=3)).history is None


def test_the_practices_own_records_count_before_what_the_note_tells() -> None:
    told = NoteHistory(prior_sessions_12mo=0)
    entry = HistoryEntry(date_of_service=date(2025, 1, 7), code="20553")
    made = claim(Registration(history=(entry,), history_scope="own_practice"), history=told)
    assert (made.history, made.history_scope) == ((entry,), "own_practice")


def test_a_note_that_supports_nothing_makes_a_claim_without_lines() -> None:
    assert claim(procedure_performed=False, injections=()).lines == ()
