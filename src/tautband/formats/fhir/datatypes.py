"""Small pieces of FHIR as they are written: codes, identifiers, names, addresses, money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tautband.formats.fhir.codes import OUR_URL, system_for
from tautband.model.registration import Address, Person

Json = dict[str, Any]
_GENDERS = {"F": "female", "M": "male", "U": "unknown"}
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"


def without_gaps(**held: Any) -> Json:
    """An object without the keys that have no value."""
    return {key.rstrip("_"): value for key, value in held.items() if value not in (None, "", [], {})}


def concept(system: str, code: str, text: str | None = None) -> Json:
    """A CodeableConcept of one code. Codes of CPT carry no wording: that is its owner's."""
    return without_gaps(coding=[{"system": system, "code": code}], text=text)


def hl7(name: str, code: str) -> Json:
    """A CodeableConcept of HL7's own terminology."""
    return concept(f"{TERMINOLOGY}{name}", code)


def service_code(code: str) -> Json:
    """A procedure code: of HCPCS where it begins with a letter, else of CPT."""
    return concept(system_for("hcpcs" if code[:1].isalpha() else "cpt"), code)


def modifier_code(code: str) -> Json:
    """A modifier: of CPT where it is two figures, else of HCPCS."""
    return concept(system_for("cpt" if code.isdecimal() else "hcpcs"), code)


def diagnosis_code(code: str, *, icd10: bool) -> Json:
    """A diagnosis as it stands, in the code set of its day."""
    return concept(system_for("icd10cm" if icd10 else "icd9cm"), code)


def extension(name: str, **value: Any) -> Json:
    """An extension of ours: one value, or `extension` with several."""
    return {"url": f"{OUR_URL}StructureDefinition/{name}", **value}


def sub_extensions(**parts: Any) -> list[Json]:
    """The parts of an extension, by name: text as string, whole numbers as integer, lists as nested extensions."""
    found: list[Json] = []
    for name, value in parts.items():
        if value is None or value in ("", []):
            continue
        if isinstance(value, list):
            found.append({"url": name, "extension": value})
        else:
            found.append({"url": name, "valueInteger" if isinstance(value, int) else "valueString": value})
    return found


def money(amount: Decimal) -> Json:
    """Dollars and cents."""
    return {"value": amount, "currency": "USD"}


def address_of(address: Address | None) -> Json | None:
    """A postal address."""
    if address is None:
        return None
    lines = [line for line in (address.street, address.street_2) if line]
    return without_gaps(
        line=lines, city=address.city, state=address.state, postalCode=zip_text(address.zip_code), country="US"
    )


def zip_text(figures: str) -> str:
    """A ZIP code as it is written: nine figures with their hyphen."""
    return f"{figures[:5]}-{figures[5:]}" if len(figures) == 9 else figures


def person_parts(person: Person) -> Json:
    """Name, sex, birth date, address and telephone of a person."""
    given = [name for name in (person.first_name, person.middle_name) if name]
    name = without_gaps(use="official", family=person.last_name, given=given, suffix=[s for s in (person.suffix,) if s])
    address = address_of(person.address)
    return without_gaps(
        name=[name],
        telecom=phone(person.phone),
        gender=_GENDERS.get(person.sex or ""),
        birthDate=person.born.isoformat() if person.born else None,
        address=[address] if address else None,
    )


def phone(number: str | None) -> list[Json]:
    """A telephone number, where there is one."""
    return [{"system": "phone", "value": number}] if number else []
