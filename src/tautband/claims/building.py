"""The claim of one coded note."""

from __future__ import annotations

from tautband.claims.note_history import known_history
from tautband.model.claim import Claim, ServiceLine
from tautband.model.coding import CodedLine, Coding
from tautband.model.encounter import Encounter
from tautband.model.errors import InputError
from tautband.model.practice_facts import PracticeFacts


def claim_of(encounter: Encounter, coding: Coding, registration: PracticeFacts | None, claim_id: str) -> Claim:
    """The claim that a coded note makes, ready for the edits.

    Lines stand in the order of the coding; a note that supports none gives a claim without lines. Registration counts
    before the note; without one, payer, place and history are the note's. Charges are the registered charge times the
    units, None where none is registered. Raises InputError for a note without a date of service.
    """
    if encounter.date_of_service is None:
        raise InputError("note: date of service", "the note shows none", "Give the date of service with --date.")
    desk = registration or PracticeFacts()
    told = known_history(desk, encounter)
    return Claim(
        claim_id=claim_id,
        patient_id=desk.patient_id,
        payer=desk.payer or encounter.payer or encounter.payer_text,
        state=desk.state or encounter.state,
        zip_code=desk.zip_code or encounter.zip_code,
        date_of_service=encounter.date_of_service,
        place_of_service=desk.place_of_service or encounter.place_of_service,
        rendering_npi=desk.rendering_npi,
        billing_npi=desk.billing_npi,
        lines=tuple(_service_line(line, desk) for line in coding.lines),
        history=told.entries,
        history_scope=told.scope,
        history_from=told.complete_from,
        criteria=desk.criteria,
        encounter=encounter,
    )


def _service_line(line: CodedLine, desk: PracticeFacts) -> ServiceLine:
    charge = desk.charges.get(line.code)
    return ServiceLine(
        code=line.code,
        modifiers=line.modifiers,
        units=line.units,
        charge=None if charge is None else charge * line.units,
        diagnoses=line.diagnoses,
    )
