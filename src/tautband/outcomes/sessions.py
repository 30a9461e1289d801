"""Sessions of patients in their order, and what a later note tells of an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tautband.model.encounter import Encounter, NoteHistory


@dataclass(frozen=True)
class Session:
    """One trigger point session of a practice. `patient` is any key that is the same in all of a patient's sessions and
    is never shown; `provider` the number of who gave it, None where it is not known.
    """

    patient: str
    day: date
    encounter: Encounter
    provider: str | None = None


@dataclass(frozen=True)
class Followed:
    """A session, and what the patient's next note tells of it; None where none does."""

    session: Session
    told: NoteHistory | None = None


def in_order(sessions: Iterable[Session]) -> list[Session]:
    """Each patient's sessions by day; of several notes of one day the first given counts."""
    kept: dict[tuple[str, date], Session] = {}
    for session in sessions:
        kept.setdefault((session.patient, session.day), session)
    return [kept[key] for key in sorted(kept)]


def followed(ordered: Sequence[Session]) -> tuple[list[Followed], int]:
    """Each session with what a later one tells of it, and how many notes tell of a session that is not here.

    A note that dates the last session speaks of the one of that day. A note that does not is taken to speak of the
    patient's last one here; nothing else would tell which. What the next session tells first counts.
    """
    told: dict[tuple[str, date], NoteHistory] = {}
    elsewhere = 0
    last: dict[str, date] = {}
    held = {(session.patient, session.day) for session in ordered}
    for session in ordered:
        history = session.encounter.history
        if tells(history):
            day = history.last_session_date or last.get(session.patient)
            if day is not None and day < session.day and (session.patient, day) in held:
                told.setdefault((session.patient, day), history)
            else:
                elsewhere += 1
        last[session.patient] = session.day
    return [Followed(session, told.get((session.patient, session.day))) for session in ordered], elsewhere


def tells(history: NoteHistory) -> bool:
    """Whether a note tells what became of the last session."""
    told = (history.last_relief_percent, history.last_relief_weeks, history.function_improved)
    return any(each is not None for each in told)
