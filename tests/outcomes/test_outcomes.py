"""What became of the pain after each session, as the patient's later notes tell it."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tautband.model.encounter import Agent, Encounter, NoteHistory
from tautband.outcomes import Figures, Outcomes, Session, outcomes
from tautband.outcomes.figures import Spread

FIRST, SECOND, THIRD = date(2025, 9, 1), date(2025, 12, 1), date(2026, 3, 2)
HELPED: dict[str, Any] = {"last_session_date": FIRST, "last_relief_percent": 60, "last_relief_weeks": 8}


def session(patient: str, day: date, provider: str | None = "7", drug: str = "lidocaine", **told: Any) -> Session:
    scores = {key: told.pop(key) for key in ("pre_pain_score", "post_pain_score") if key in told}
    encounter = Encounter(
        date_of_service=day, procedure_performed=True, agents=(Agent(drug=drug),), history=NoteHistory(**told), **scores
    )
    return Session(patient, day, encounter, provider)


def named(rows: tuple[Figures, ...]) -> dict[str, Figures]:
    return {row.name: row for row in rows}


def test_what_a_later_note_tells_counts_for_the_session_it_speaks_of() -> None:
    found = outcomes(
        [
            session(
                "A", SECOND, drug="bupivacaine", last_session_date=FIRST, last_relief_percent=60, last_relief_weeks=8
            ),
            session("A", FIRST, drug="lidocaine", provider="8", prior_sessions_12mo=0),
            session("A", THIRD, last_relief_percent=20, function_improved=False),
        ]
    )
    agents = named(found.by_agent)
    assert agents["lidocaine"].relief_percent == Spread(known=1, median=60, least=60, most=60)
    assert (agents["lidocaine"].sessions, agents["lidocaine"].followed) == (2, 1)
    assert agents["bupivacaine"].relief_percent == Spread(known=1, median=20, least=20, most=20)
    assert (agents["bupivacaine"].function_known, agents["bupivacaine"].function_improved) == (1, 0)
    assert named(found.by_provider)["8"].relief_weeks == Spread(known=1, median=8, least=8, most=8)
    assert [(row.name, row.sessions) for row in found.by_session] == [("1", 1), ("not told", 2)]


def test_a_note_that_dates_a_session_given_elsewhere_is_told_apart() -> None:
    found = outcomes(
        [
            session("A", FIRST),
            session("A", THIRD, last_session_date=SECOND, last_relief_percent=90, last_relief_weeks=9),
        ]
    )
    assert (found.of_other_sessions, found.all.followed, found.all.relief_percent) == (1, 0, None)


def test_one_patients_note_tells_nothing_of_anothers_session() -> None:
    found = outcomes([session("A", FIRST), session("B", SECOND, last_relief_percent=70)])
    assert (found.patients, found.all.followed, found.of_other_sessions) == (2, 0, 1)


def test_scores_count_only_where_the_note_has_both() -> None:
    found = outcomes(
        [session("A", FIRST, pre_pain_score=8, post_pain_score=3), session("B", FIRST, pre_pain_score=9)]
    ).all
    assert (found.score_before, found.score_after) == (
        Spread(known=1, median=8, least=8, most=8),
        Spread(known=1, median=3, least=3, most=3),
    )


def test_two_notes_of_one_day_are_one_session() -> None:
    assert outcomes([session("A", FIRST), session("A", FIRST)]).sessions == 1


def test_without_sessions_there_are_no_figures() -> None:
    nothing = Figures(name="all sessions", sessions=0, followed=0)
    assert outcomes([]) == Outcomes(patients=0, sessions=0, of_other_sessions=0, all=nothing)


DAYS = st.dates(date(2025, 1, 1), date(2025, 1, 9))


@given(st.lists(st.tuples(st.sampled_from("AB"), DAYS, st.sampled_from([None, 10.0, 80.0]), st.sampled_from("78"))))
def test_groups_add_up_to_all_and_order_changes_nothing(drawn: list[tuple[str, date, float | None, str]]) -> None:
    once = {(patient, day): (relief, by) for patient, day, relief, by in drawn}
    given_ = [session(p, day, by, last_relief_percent=relief) for (p, day), (relief, by) in once.items()]
    found = outcomes(given_)
    assert outcomes(reversed(given_)) == found
    for rows in (found.by_session, found.by_agent, found.by_provider):
        assert sum(row.sessions for row in rows) == found.sessions == len(once)
        assert sum(row.followed for row in rows) == found.all.followed
    told = sum(relief is not None for relief, _ in once.values())
    assert found.all.followed + found.of_other_sessions == told
