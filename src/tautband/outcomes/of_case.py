"""The session that a practice's case holds: whose it was, when, and who gave it."""

from __future__ import annotations

from tautband.model.case import Case
from tautband.model.encounter import Encounter
from tautband.outcomes.sessions import Session


def session_of(case: Case, encounter: Encounter) -> Session | None:
    """The session of a case and what its note says; None without a patient, a day, or an injection that was done."""
    patient, day = _patient(case), encounter.date_of_service
    if patient is None or day is None or not encounter.procedure_performed:
        return None
    return Session(patient, day, encounter, _provider(case))


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
