"""Earlier sessions as the note tells them, in the form that frequency rules read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tautband.model.claim import HistoryEntry
from tautband.model.encounter import Encounter, NoteHistory, PriorSession
from tautband.model.practice_facts import PracticeFacts
from tautband.rulebook.code_tables import CodeTables
from tautband.rulebook.tables import Tables


@dataclass(frozen=True)
class ToldHistory:
    """`entries` None: the note tells nothing. `complete_from` is the first day the entries cover, None for all of time.

    `scope` is `all` only where the note rules earlier sessions out: a patient who never had one had none elsewhere.
    """

    entries: tuple[HistoryEntry, ...] | None
    scope: Literal["own_practice", "all"] = "own_practice"
    complete_from: date | None = None


def known_history(registration: PracticeFacts, encounter: Encounter | None) -> ToldHistory:
    """The earlier services that are known: the registration's where the practice's records were asked, else the note's.

    An empty history of the registration is an answer: there were none.
    """
    if registration.history is not None:
        return ToldHistory(registration.history, registration.history_scope, registration.history_from)
    return ToldHistory(None) if encounter is None else history_of(encounter)


def history_of(encounter: Encounter) -> ToldHistory:
    """The dated trigger point sessions that a note tells of, oldest first.

    A session without a date is left out, and then the entries cover no more than from the earliest dated one on. The
    code of a session follows the number of muscles told, the lower code where none is.
    """
    told = encounter.history
    dated = sorted(((s.date, s) for s in sessions_told(told) if s.date is not None), key=lambda entry: entry[0])
    if not dated:
        if told.prior_sessions_12mo == 0:
            return ToldHistory((), "all")
        return ToldHistory(None)
    entries = tuple(_entry(day, session) for day, session in dated)
    within = sum(_within_a_year(day, encounter.date_of_service) for day, _ in dated)
    complete = told.prior_sessions_12mo is not None and told.prior_sessions_12mo <= within
    return ToldHistory(entries, complete_from=None if complete else dated[0][0])


def sessions_told(told: NoteHistory) -> tuple[PriorSession, ...]:
    """The sessions told, with the last one's relief; a last date without a session of its own is one more."""
    last = told.last_session_date
    if last is None:
        return told.sessions
    known = any(session.date == last for session in told.sessions)
    sessions = told.sessions if known else (*told.sessions, PriorSession(date=last))
    return tuple(_with_relief(session, told) if session.date == last else session for session in sessions)


def _with_relief(session: PriorSession, told: NoteHistory) -> PriorSession:
    percent = told.last_relief_percent if session.relief_percent is None else session.relief_percent
    weeks = told.last_relief_weeks if session.relief_weeks is None else session.relief_weeks
    return session.model_copy(update={"relief_percent": percent, "relief_weeks": weeks})


def _within_a_year(day: date, service: date | None) -> bool:
    return service is not None and (service - day).days <= 365


def _entry(day: date, session: PriorSession) -> HistoryEntry:
    row = CodeTables.open().row_by_count("trigger_point_codes", max(1, len(session.muscles)), None)
    assert row is not None, "the table starts at one muscle"
    regions = {Tables.open().muscles.region(muscle) for muscle in session.muscles}
    return HistoryEntry(
        date_of_service=day,
        code=row["code"],
        region=regions.pop() if len(regions) == 1 else None,
        muscles=session.muscles,
        relief_percent=session.relief_percent,
        relief_weeks=session.relief_weeks,
    )
