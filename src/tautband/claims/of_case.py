"""A claim as a case knows it: what the claim does not say is taken from the case, the registration or the note."""

from __future__ import annotations

from tautband.claims.note_history import known_history
from tautband.model.case import Case
from tautband.model.claim import Claim
from tautband.model.encounter import Encounter
from tautband.model.registration import Registration


def whole_claim(claim: Claim, case: Case, registration: Registration, encounter: Encounter | None) -> Claim:
    """The claim ready for the edits, with `encounter` as the note behind it.

    What the claim says itself stays. Payer, state, ZIP code and place come from the case, then from the registration it
    was billed with; earlier services from the registration, or from the note where the practice's records were not
    asked. What none of them knows stays unknown.
    """
    known: dict[str, object] = {
        name: value
        for name in ("payer", "state", "zip_code", "place_of_service")
        if getattr(claim, name) is None and (value := getattr(case, name) or getattr(registration, name))
    }
    if claim.history is None:
        told = known_history(registration, encounter)
        if told.entries is not None:
            known |= {"history": told.entries, "history_scope": told.scope, "history_from": told.complete_from}
    return claim.model_copy(update={**known, "encounter": encounter})
