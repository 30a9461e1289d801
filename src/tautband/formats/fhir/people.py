"""Patient, payers and providers of a registration as resources."""

from __future__ import annotations

from collections.abc import Iterable

from tautband.formats.fhir.bundle import Bundle
from tautband.formats.fhir.codes import OUR_URL, system_for
from tautband.formats.fhir.datatypes import (
    Json,
    address_of,
    concept,
    hl7,
    person_parts,
    phone,
    without_gaps,
    zip_text,
)
from tautband.formats.fhir.parties import PATIENT_ID, PAYER_ID
from tautband.model.claim import Claim
from tautband.model.registration import Coverage, Provider, Registration

PAYER_NUMBER = f"{OUR_URL}payer-number"
_RELATION_SYSTEM = "https://codesystem.x12.org/005010/1069"
_RELATIONS = {"18": "self", "01": "spouse", "19": "child"}
_TAX_SYSTEMS = {"EIN": "urn:oid:2.16.840.1.113883.4.4", "SSN": "http://hl7.org/fhir/sid/us-ssn"}
_ORDER = {"P": 1, "S": 2, "T": 3}


def add_patient(bundle: Bundle, claim: Claim, desk: Registration) -> Json:
    """The patient, known by the practice's own id and the number the payer gave."""
    assert desk.patient is not None
    member = {"type": hl7("v2-0203", "MB"), "value": desk.coverages[0].member_id}
    ours = [{"system": PATIENT_ID, "value": claim.patient_id}] if claim.patient_id else []
    return bundle.add({"resourceType": "Patient", "identifier": [*ours, member], **person_parts(desk.patient)})


def add_coverage(bundle: Bundle, coverage: Coverage, patient: Json, payer: Json) -> Json:
    """One coverage. The relation to the subscriber also stands in X12's own codes, which tell more apart."""
    relation = hl7("subscriber-relationship", _RELATIONS.get(coverage.relation, "other"))
    relation["coding"].append({"system": _RELATION_SYSTEM, "code": coverage.relation})
    subscriber = patient
    if coverage.subscriber is not None and coverage.relation != "18":
        held = {"resourceType": "RelatedPerson", "patient": patient, **person_parts(coverage.subscriber)}
        subscriber = bundle.add(held)
    group = {"type": hl7("coverage-class", "group"), "value": coverage.group_number}
    return bundle.add(
        {
            "resourceType": "Coverage",
            "status": "active",
            "type": concept(system_for("filing"), coverage.filing),
            "subscriber": subscriber,
            "subscriberId": coverage.member_id,
            "beneficiary": patient,
            "relationship": relation,
            "payor": [payer],
            "class": [group] if coverage.group_number else None,
            "order": _ORDER[coverage.sequence],
        }
    )


def add_payer(bundle: Bundle, coverage: Coverage, known_as: str | None) -> Json:
    """The payer of a coverage; `known_as` is the id the rule book has for it."""
    ours = [{"system": PAYER_ID, "value": known_as}] if known_as else []
    numbers = [*ours, *([{"system": PAYER_NUMBER, "value": coverage.payer_id}] if coverage.payer_id else [])]
    address = address_of(coverage.payer_address)
    return bundle.add(
        {
            "resourceType": "Organization",
            "identifier": numbers,
            "type": [hl7("organization-type", "pay")],
            "name": coverage.payer_name,
            "address": [address] if address else None,
        }
    )


def add_provider(bundle: Bundle, provider: Provider) -> Json:
    """A provider: a Practitioner where there is a first name, else an Organization; a taxonomy stands in a role."""
    tax = [{"system": _TAX_SYSTEMS[provider.tax_id_kind], "value": provider.tax_id}] if provider.tax_id else []
    numbers = [{"system": system_for("npi"), "value": provider.npi}, *tax]
    address = address_of(provider.address)
    is_person = provider.first_name is not None
    named: Json = {"name": provider.name or None}
    if is_person:
        named = {"name": [without_gaps(family=provider.name, given=[provider.first_name])]}
    reference = bundle.add(
        {
            "resourceType": "Practitioner" if is_person else "Organization",
            "identifier": numbers,
            **named,
            "telecom": phone(provider.phone),
            "address": [address] if address else None,
        }
    )
    if provider.taxonomy:
        specialty = [concept(system_for("taxonomy"), provider.taxonomy)]
        holder = "practitioner" if is_person else "organization"
        bundle.add({"resourceType": "PractitionerRole", holder: reference, "specialty": specialty})
    return reference


def provider_of(npi: str | None, known: Iterable[Provider | None]) -> Provider | None:
    """The registered provider of a number, or one of whom nothing but the number is known."""
    if npi is None:
        return None
    return next((each for each in known if each is not None and each.npi == npi), Provider(npi=npi, name=""))


def add_place(bundle: Bundle, claim: Claim, desk: Registration) -> Json:
    """Where the service was given: the facility's or the billing provider's address where it is the claim's place."""
    site = desk.facility or desk.billing
    address = site.address if site else None
    if address is not None and (address.state, address.zip_code) == (claim.state, claim.zip_code):
        held = address_of(address)
    else:
        held = without_gaps(state=claim.state, postalCode=zip_text(claim.zip_code) if claim.zip_code else None)
    kind = [concept(system_for("place"), claim.place_of_service)] if claim.place_of_service else None
    organization = add_provider(bundle, desk.facility) if desk.facility else None
    return bundle.add(
        {
            "resourceType": "Location",
            "status": "active",
            "name": site.name if site and site.name else None,
            "type": kind,
            "address": held,
            "managingOrganization": organization if desk.facility and not desk.facility.first_name else None,
        }
    )
