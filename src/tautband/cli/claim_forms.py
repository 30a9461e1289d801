"""What a claim given as JSON may not hold, because no claim can: an edit that met it would find nothing to ask."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tautband.edits.building import DIAGNOSES, MODIFIERS
from tautband.model.claim import Claim, ServiceLine
from tautband.model.errors import InputError
from tautband.model.identifiers import is_modifier, is_place_of_service, is_procedure_code, is_zip
from tautband.rulebook.states import STATE_NAMES

CENT = Decimal("0.01")
MOST_UNITS, MOST_DOLLARS = Decimal("99999999.999"), Decimal("99999999.99")
"""The most that the elements of a claim can carry: eight figures and three places, ten figures with the cents."""
Fault = tuple[str, str, str]
"""Where, what and what to do."""


def check_forms(claim: Claim, where: str) -> None:
    """Raise InputError for the first value that has not the form it has on every claim.

    A code of the right form that nobody knows is no fault here: the edits answer for it.
    """
    for at, what, do in _faults(claim):
        raise InputError(f"{where}: {at}", what, do)


def _faults(claim: Claim) -> Iterator[Fault]:
    for number, line in enumerate(claim.lines):
        for at, what, do in _of_line(line):
            yield f"lines.{number}.{at}", what, do
    place, state, zip_code = claim.place_of_service, claim.state, claim.zip_code
    if place is not None and not is_place_of_service(place):
        yield "place_of_service", "not a place of service", "Write its two figures, such as 11 for an office."
    if state is not None and state.upper() not in STATE_NAMES:
        yield "state", "not a state", "Write its two letters, such as OH."
    if zip_code is not None and not is_zip(zip_code.replace("-", "")):
        yield "zip_code", "not a ZIP code", "Write its five or nine figures."


def _of_line(line: ServiceLine) -> Iterator[Fault]:
    if not is_procedure_code(line.code.upper()):
        yield "code", "not a procedure code", "Write its five characters, such as 20552."
    if len(line.modifiers) > MODIFIERS:
        yield "modifiers", f"{len(line.modifiers)} of them", f"A line holds {MODIFIERS} at most."
    if not all(is_modifier(modifier.upper()) for modifier in line.modifiers):
        yield "modifiers", "one that is no modifier", "Write the two characters of each."
    if len(line.diagnoses) > DIAGNOSES:
        yield "diagnoses", f"{len(line.diagnoses)} of them", f"A line points to {DIAGNOSES} at most: give those."
    if line.units <= 0:
        yield "units", "not above zero", "Give the units that were done."
    elif line.units > MOST_UNITS:
        yield "units", "more than a claim can hold", "Give the units that were done."
    if line.charge is not None:
        if line.charge < 0:
            yield "charge", "below zero", "Give what is billed for the line."
        elif line.charge > MOST_DOLLARS:
            yield "charge", "more than a claim can hold", "Give what is billed for the line."
        elif line.charge % CENT:
            yield "charge", "parts of a cent", "Write dollars and cents, such as 95.00."
