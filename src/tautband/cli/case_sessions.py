"""The trigger point sessions that case files hold, each with its patient and its provider."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tautband.cli.cases import note_of, read_case
from tautband.cli.claim_batches import case_files
from tautband.cli.screen import with_progress
from tautband.model.case import Case
from tautband.model.encounter import Encounter
from tautband.outcomes import Session
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
    encounter = _encounter(case, path)
    patient = _patient(case)
    if encounter is None or patient is None or not encounter.procedure_performed:
        return None
    day = encounter.date_of_service
    return None if day is None else Session(patient, day, encounter, _provider(case))


def _encounter(case: Case, path: Path) -> Encounter | None:
    note = note_of(case, path)
    if note is None:
        return None
    day = case.date_of_service or (case.claim.date_of_service if case.claim else None)
    return code(note, payer=case.payer, state=case.state, date_of_service=day).encounter


def _patient(case: Case) -> str | None:
    """A key of the patient: the practice's own, else the member number, else name and birth date."""
    desk = case.registration
    own = (desk.patient_id if desk else None) or (case.claim.patient_id if case.claim else None)
    member = next((each.member_id for each in desk.coverages if each.member_id), None) if desk else None
    person = desk.patient if desk else None
    named = f"{person.last_name}/{person.first_name}/{person.born}" if person and person.born else None
    return own or member or named


def _provider(case: Case) -> str | None:
    desk = case.registration
    rendering = desk.rendering.npi if desk and desk.rendering else None
    billing = desk.billing.npi if desk and desk.billing else None
    return rendering or (case.claim.rendering_npi if case.claim else None) or billing
