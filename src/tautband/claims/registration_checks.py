"""What is wrong with a registration before any claim is written: the field, what is wrong with it, what mends it.

No message holds a value, which may be a patient's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tautband.claims.coverage_checks import coverage_faults
from tautband.claims.fault import Fault
from tautband.claims.length_checks import length_faults
from tautband.claims.place_checks import address_faults
from tautband.model.identifiers import (
    is_national_provider_identifier,
    is_ndc,
    is_place_of_service,
    is_procedure_code,
    is_tax_number,
    is_taxonomy,
)
from tautband.model.registration import Person, Provider, Registration
from tautband.rulebook.tables import Tables

PROVIDERS = ("billing", "rendering", "facility", "referring", "ordering", "supervising")


def registration_faults(desk: Registration, day: date | None, tables: Tables) -> list[Fault]:
    """Every fault of a registration, in the order of its fields; `day` is the date of service, where it is known.

    A number is checked by its form: it may be right and never have been given out. What is missing altogether is told
    by the format that needs it.
    """
    return [*_found(desk, day, tables)]


def _found(desk: Registration, day: date | None, tables: Tables) -> Iterator[Fault]:
    for name, provider in (("rendering_npi", desk.rendering or desk.billing), ("billing_npi", desk.billing)):
        value = getattr(desk, name)
        if value is None or (provider is not None and provider.npi == value):
            continue
        if not is_national_provider_identifier(value):
            yield Fault(name, "not an NPI", "write its ten figures; the last one checks the others")
        elif provider is not None:
            yield Fault(name, "not the NPI of that provider further down", "leave it out, or write the same")
    if desk.place_of_service is not None and not is_place_of_service(desk.place_of_service):
        yield Fault("place_of_service", "not a place of service", "write its two figures, such as 11 for an office")
    for code, charge in desk.charges.items():
        if not is_procedure_code(code):
            yield Fault("charges", "a key that is no procedure code", "write the five characters of the code")
        elif charge < 0 or charge != round(charge, 2):
            yield Fault(f"charges.{code}", "not dollars and cents", "write the charge for one unit, such as 95.00")
    if desk.patient:
        yield from _person(desk.patient, "patient", day, tables)
    yield from coverage_faults(desk)
    for number, coverage in enumerate(desk.coverages, 1):
        if coverage.subscriber:
            yield from _person(coverage.subscriber, f"coverages.{number}.subscriber", day, tables)
        if coverage.payer_address:
            yield from address_faults(coverage.payer_address, f"coverages.{number}.payer_address", tables)
    for name in PROVIDERS:
        if provider := getattr(desk, name):
            yield from _provider(provider, name, tables)
    yield from length_faults(desk)
    yield from _days(desk, day)
    for code, supply in desk.drugs.items():
        if not is_ndc(supply.ndc):
            yield Fault(f"drugs.{code}.ndc", "not an NDC", "write its eleven figures without hyphens")
        if supply.quantity <= 0 or supply.quantity != round(supply.quantity, 3):
            yield Fault(f"drugs.{code}.quantity", "not a quantity", "write what one billed unit is, above zero")
    if desk.patient_paid is not None and (desk.patient_paid < 0 or desk.patient_paid != round(desk.patient_paid, 2)):
        yield Fault("patient_paid", "not dollars and cents", "write what the patient has paid, such as 20.00")


def _person(person: Person, at: str, day: date | None, tables: Tables) -> Iterator[Fault]:
    if not person.last_name.strip():
        yield Fault(f"{at}.last_name", "empty", "write the name")
    if person.born and day and person.born > day:
        yield Fault(f"{at}.born", "after the date of service", "correct the birth date")
    if person.address:
        yield from address_faults(person.address, f"{at}.address", tables)
    yield from _phone(person.phone, f"{at}.phone")


def _provider(provider: Provider, at: str, tables: Tables) -> Iterator[Fault]:
    if not is_national_provider_identifier(provider.npi):
        yield Fault(f"{at}.npi", "not an NPI", "write its ten figures; the last one checks the others")
    if provider.taxonomy is not None and not is_taxonomy(provider.taxonomy):
        yield Fault(f"{at}.taxonomy", "not a taxonomy code", "write its ten characters, the last an X")
    if provider.tax_id is not None and not is_tax_number(provider.tax_id):
        yield Fault(f"{at}.tax_id", "not a tax number", "write its nine figures without hyphens")
    if provider.address:
        whole = at in ("billing", "facility")
        yield from address_faults(provider.address, f"{at}.address", tables, whole=whole)
    yield from _phone(provider.phone, f"{at}.phone")


def _phone(phone: str | None, at: str) -> Iterator[Fault]:
    if phone is not None and sum(each.isdecimal() for each in phone) != 10:
        yield Fault(at, "not a telephone number", "write area and number, ten figures")


def _days(desk: Registration, day: date | None) -> Iterator[Fault]:
    if day is None:
        return
    if desk.onset and desk.onset > day:
        yield Fault("onset", "after the date of service", "correct the day")
    if desk.accident and desk.accident.day > day:
        yield Fault("accident.day", "after the date of service", "correct the day")
    for number, notice in enumerate(desk.notices, 1):
        if notice.signed_on and notice.signed_on > day:
            yield Fault(f"notices.{number}.signed_on", "after the service", "a notice counts only when given before")
        elif notice.kind != "none" and notice.signed_on is None:
            yield Fault(f"notices.{number}.signed_on", "missing", "write the day it was signed, or the kind none")
