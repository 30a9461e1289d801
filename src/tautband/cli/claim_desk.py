"""The registration of a claim: from its file or its case, completed, and turned to the next payer where asked."""

from __future__ import annotations

from typing import Any

from tautband.claims.secondary import to_next_payer
from tautband.cli.cases import decision_of
from tautband.cli.claim_request import Request
from tautband.cli.inputs import read_json
from tautband.cli.records import record
from tautband.formats.x12.converting import payer_of
from tautband.model.case import Case
from tautband.model.errors import InputError
from tautband.model.registration import Registration
from tautband.rulebook.book import Rulebook


def desk_of(request: Request, case: Case | None, rulebook: Rulebook) -> Registration:
    """The registration that was given, else that of the case, as one of a first claim."""
    desk = _given(request, case, rulebook)
    return _billed_next(case, desk, rulebook) if request.next_payer else desk


def _given(request: Request, case: Case | None, rulebook: Rulebook) -> Registration:
    if request.registration:
        name = str(request.registration)
        return completed(record(Registration, read_json(name), name), rulebook)
    if case and case.registration:
        first = {"frequency": "1", "original_reference": None}
        return completed(case.registration.model_copy(update=first), rulebook)
    raise InputError("--registration", "none given, and no case that holds one", "Give the registration's JSON file.")


def _billed_next(case: Case | None, desk: Registration, rulebook: Rulebook) -> Registration:
    found = decision_of(case, None, desk.claim_id or "1") if case else None
    if found is None or found[1] is None:
        raise InputError(
            "--next-payer", "the case holds no dated decision on this claim", "Add the first payer's remittance."
        )
    billed = to_next_payer(desk, found[0], found[1])
    return completed(billed.model_copy(update={"payer": None, "patient_id": None}), rulebook)


def completed(desk: Registration, rulebook: Rulebook) -> Registration:
    """The registration with payer, place and numbers taken from its coverage and providers where it names none."""
    place = (desk.facility and desk.facility.address) or (desk.billing and desk.billing.address)
    state = desk.state or (place.state if place else None)
    coverage = desk.coverages[0] if desk.coverages else None
    rendering = desk.rendering or desk.billing
    known: dict[str, Any] = {
        "state": state,
        "zip_code": place.zip_code if place else None,
        "payer": payer_of(coverage.filing, coverage.payer_name, state, rulebook.payers) if coverage else None,
        "patient_id": coverage.member_id if coverage else None,
        "rendering_npi": rendering.npi if rendering else None,
        "billing_npi": desk.billing.npi if desk.billing else None,
    }
    return desk.model_copy(update={name: value for name, value in known.items() if getattr(desk, name) is None})
