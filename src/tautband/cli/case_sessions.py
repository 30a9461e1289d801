"""The trigger point sessions that case files hold, each with its patient and its provider."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tautband.cli.cases import note_of, read_case
from tautband.cli.claim_batches import case_files
from tautband.cli.screen import with_progress
from tautband.outcomes import Session, session_of
from tautband.pipeline import code


def sessions_of(given: Sequence[Path]) -> tuple[list[Session], int]:
    """The sessions of all cases, and how many cases are left out: without a note, a day, a patient, or an injection.

    Raises InputError for a file that is no case.
    """
    files = case_files(given)
    found = [_session(Path(name)) for name in with_progress([str(path) for path in files], "cases")]
    sessions = [session for session in found if session is not None]
    return sessions, len(found) - len(sessions)


def _session(path: Path) -> Session | None:
    case = read_case(path)
    note = note_of(case, path)
    if note is None:
        return None
    day = case.date_of_service or (case.claim.date_of_service if case.claim else None)
    return session_of(case, code(note, payer=case.payer, state=case.state, date_of_service=day).encounter)
