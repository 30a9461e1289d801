"""Where providers, patients and payers are: streets one can go to, ZIP codes, states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tautband.formats.x12.problem import Problem, shown
from tautband.formats.x12.professional_claim import Name, Person, ProfessionalClaim
from tautband.formats.x12.telling import Spot, tell
from tautband.model.identifiers import is_tax_number, is_zip
from tautband.rulebook.states import STATE_NAMES

_BOX = re.compile(r"\b(?:P\.? ?O\.? ?BOX|P\.?O\.?B\.?|POST OFFICE BOX|LOCK ?BOX)(?![A-Z])", re.IGNORECASE)
_SEVERAL_CODES = frozenset({"X", "XX"})


def is_box(street: str | None) -> bool:
    """Whether a line of an address is a box at a post office, to which nobody can go."""
    return street is not None and _BOX.search(street) is not None


def billing_problems(claim: ProfessionalClaim) -> Iterator[Problem]:
    """Problems of the billing provider's loops, told of no single claim."""
    yield from (replace(problem, claim_id=None) for problem in _billing_provider(claim))


def _billing_provider(claim: ProfessionalClaim) -> Iterator[Problem]:
    name = claim.header.billing
    if name is None:
        return
    if (
        not name.id_given
        and name.id_kind is None
        and not any(kind in ("G2", "0B", "1G") for kind, _, _ in name.secondary)
    ):
        yield tell(
            claim,
            4,
            Spot(name.loop, "NM1", name.position, "NM109"),
            "the billing NPI is missing",
            "Add NM108 XX and the NPI.",
        )
    for element, street in (("N301", name.street), ("N302", name.street_2)):
        if is_box(street):
            yield tell(
                claim,
                2,
                Spot(name.loop, "N3", name.street_position, element),
                "a box: the billing street must be a place one can go to",
                "Write the street, and the box as pay-to address.",
            )
    for place in claim.header.providers:
        if place.loop == "2010AA":
            yield from address_problems(claim, place, full_zip=True)
        else:
            yield from address_problems(claim, place, full_zip=False)
    tax = next((entry for entry in name.secondary if entry[0] == "EI"), None)
    if tax and tax[1] and not is_tax_number(tax[1].replace("-", "")):
        yield tell(
            claim, 2, Spot(name.loop, "REF", tax[2], "REF02"), "not a tax id: nine figures", "Write the nine figures."
        )


def person_address_problems(claim: ProfessionalClaim, loop: str, person: Person) -> Iterator[Problem]:
    """Problems of a patient's or subscriber's place, whose values are not repeated."""
    if person.state in STATE_NAMES and person.zip_code and len(person.zip_code) == 5 and person.zip_code.isdigit():
        return
    place = Name(loop, None, person.name_position, state=person.state, zip_code=person.zip_code)
    place.zip_given, place.country, place.address_position = person.zip_given, person.country, person.address_position
    yield from address_problems(claim, place, full_zip=False)


def address_problems(claim: ProfessionalClaim, name: Name, *, full_zip: bool) -> Iterator[Problem]:
    """Problems of a place in the United States; `full_zip` asks for the ZIP code of nine figures."""
    if not name.address_position or name.country not in (None, "US"):
        return
    if not name.zip_given:
        yield tell(claim, 4, Spot(name.loop, "N4", name.address_position, "N403"), "the ZIP code is missing", "Add it.")
    elif name.zip_code is not None and (wrong := _zip_fault(name.zip_code, full=full_zip)):
        value = shown(name.loop, "N403", name.zip_code)
        yield tell(claim, 2, Spot(name.loop, "N4", name.address_position, "N403"), *wrong, value=value)
    if name.state is not None and name.state not in STATE_NAMES and name.state not in _SEVERAL_CODES:
        yield tell(
            claim,
            5,
            Spot(name.loop, "N4", name.address_position, "N402"),
            "not a state",
            "Write the two letters of the state.",
            value=name.state,
        )


def _zip_fault(zip_code: str, *, full: bool) -> tuple[str, str] | None:
    """What is wrong with a ZIP code and what mends it; `full` asks for nine figures."""
    if full and not (is_zip(zip_code) and len(zip_code) == 9):
        return "not a ZIP code of nine figures", "Write ZIP+4 without the hyphen."
    if not is_zip(zip_code):
        return "not a ZIP code", "Write five or nine figures."
    return ("its last four figures are filled with zeros", "Look up ZIP+4.") if zip_code[5:] == "0000" else None
