"""A Claim or ExplanationOfBenefit as the claim that the edits judge, with everything that could not be taken over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tautband.formats.fhir.codes import codings, filing_by
from tautband.formats.fhir.element import Element
from tautband.formats.fhir.line_reading import ReadLine, diagnoses_of, line_of, without_reversed
from tautband.formats.fhir.parties import (
    Payer,
    Place,
    npi_of,
    only,
    patient_of,
    payer_by_reference,
    payer_of_coverage,
    place_by_location,
)
from tautband.formats.fhir.problem import Notes, ReadClaim
from tautband.formats.fhir.resources import Resources
from tautband.formats.x12.converting import payer_of
from tautband.model.claim import Claim
from tautband.model.identifiers import is_national_provider_identifier
from tautband.rulebook.payers import PayerNames

CLAIMS = ("Claim", "ExplanationOfBenefit")
_PERFORMING = frozenset({"rendering", "performing"})
_OTHERS = frozenset({"primary", "referring", "supervisor", "supervising", "assist", "other", "ordering", "attending"})
"""Parts that are not the performer's; `primary` is the primary care provider."""
_NOT_CLAIMS = frozenset({"cancelled", "entered-in-error"})
_RECEIVED = "clmrecvddate"


def is_claim_to_judge(resources: Resources, resource: Element) -> bool:
    """Whether a resource is a claim that stands: not withdrawn, no mere enquiry, no answer to a claim that is here."""
    if resource.text("status") in _NOT_CLAIMS or resource.text("use") not in (None, "claim"):
        return False
    return resource.kind == "Claim" or resources.named(resource.object("claim")) is None


def claim_of(resources: Resources, resource: Element, payers: PayerNames | None = None) -> ReadClaim:
    """The claim of a resource. InputError only where a value has the wrong JSON type.

    Lines stand in the order of the items; an item without a CPT or HCPCS code is left out and told. Day, place of
    service and clinician are those of the first line where lines differ. State and ZIP code are those of the facility,
    else of the billing provider, never the patient's.
    """
    notes = Notes()
    diagnoses = diagnoses_of(resources, resource, notes)
    told = frozenset(n for entry in resource.objects("diagnosis") if (n := entry.whole("sequence")) is not None)
    lines = [line for item in resource.objects("item") if (line := line_of(item, diagnoses, told, notes)) is not None]
    lines = list(without_reversed(lines, notes))
    claim_id = _claim_id(resource)
    _check_kind(resource, notes)
    day = _day(resource, lines)
    if not lines:
        notes.tell(resource.at("item"), "no service that can be judged", "Give each service with its code.")
    elif day is None:
        notes.tell(f"{lines[0].path}.servicedDate", "no day of service", "Give the day of each service.")
    claim = _claim(resources, resource, claim_id, lines, day, payers, notes) if lines and day else None
    named = (resources.named(each) for item in resource.objects("item") for each in item.objects("encounter"))
    encounters = [each.path for each in named if each is not None]
    unread = dict.fromkeys(path for path in resource.unread() if not path.startswith("contained."))
    return ReadClaim(
        resource=resource,
        claim_id=claim_id,
        claim=claim,
        lines=tuple(line.path for line in lines),
        problems=tuple(notes.found),
        assumed=tuple(notes.assumed),
        left_out=tuple(unread),
        outcomes=tuple(line.outcome for line in lines),
        encounters=tuple(dict.fromkeys(encounters)),
    )


def _claim(
    resources: Resources,
    resource: Element,
    claim_id: str,
    lines: Sequence[ReadLine],
    day: date,
    payers: PayerNames | None,
    notes: Notes,
) -> Claim:
    place = _place(resources, resource, lines)
    pos = next((line.place_of_service for line in lines if line.place_of_service), place.place_of_service)
    for line in lines:
        if line.place_of_service not in (None, pos):
            where = f"{line.path}.locationCodeableConcept"
            notes.tell(where, "another place of service than the first line; the first is judged", "Split the claim.")
    billing = _npi(resources, resource, "provider", notes)
    rendering = _rendering(resources, resource, lines, notes)
    payer = _payer(resources, resource)
    return Claim(
        claim_id=claim_id,
        patient_id=patient_of(resources, resource.object("patient")),
        payer=payer.id or payer_of(payer.filing, payer.name, place.state, payers),
        state=place.state,
        zip_code=place.zip_code,
        date_of_service=day,
        place_of_service=pos,
        rendering_npi=rendering or billing,
        billing_npi=billing,
        lines=tuple(
            line.line if line.day in (None, day) else line.line.model_copy(update={"date_of_service": line.day})
            for line in lines
        ),
        filed_on=_received(resource),
    )


def _claim_id(resource: Element) -> str:
    for identifier in resource.objects("identifier"):
        if value := identifier.text("value"):
            return value
    return resource.id or resource.path


def _check_kind(resource: Element, notes: Notes) -> None:
    kinds = {code for _, code in codings(resource.object("type"))}
    if kinds and "professional" not in kinds:
        notes.tell(resource.at("type"), "not a professional claim; judged as one", "Send it to where its kind is read.")
    resource.text("status")
    resource.text("use")


def _day(resource: Element, lines: Sequence[ReadLine]) -> date | None:
    """The day of the first line that has one, else the one day of the whole claim."""
    if (day := next((line.day for line in lines if line.day), None)) is not None:
        return day
    period = resource.object("billablePeriod")
    start, end = (period.day("start"), period.day("end")) if period else (None, None)
    return start if end in (None, start) else None


def _place(resources: Resources, resource: Element, lines: Sequence[ReadLine]) -> Place:
    facility = resource.object("facility")
    if facility is not None:
        facility.text("display")
    here = place_by_location(resources, facility)
    if here.state or here.zip_code:
        return here
    states = only(line.place.state for line in lines if line.place.state)
    zips = only(line.place.zip_code for line in lines if line.place.zip_code)
    if states or zips:
        return Place(states, zips, here.place_of_service)
    biller = place_by_location(resources, resource.object("provider"))
    return Place(biller.state, biller.zip_code, here.place_of_service)


def _npi(resources: Resources, holder: Element, key: str, notes: Notes) -> str | None:
    npi = npi_of(resources, holder.object(key))
    if npi is not None and not is_national_provider_identifier(npi):
        notes.tell(holder.at(key), "not an NPI", "Write its ten figures; the last one checks the others.")
        return None
    return npi


def _rendering(resources: Resources, resource: Element, lines: Sequence[ReadLine], notes: Notes) -> str | None:
    """Who gave the first line: of the care team it names, or of the whole team, the one whose part was to perform."""
    team = list(resource.objects("careTeam"))
    numbers = {entry.whole("sequence"): entry for entry in team}
    named = [numbers[number] for number in (lines[0].team if lines else ()) if number in numbers]
    performing = list(_with_role(named or team, _PERFORMING))
    entries = performing or [entry for entry in named or team if not (_roles(entry) & _OTHERS)]
    found = [npi for entry in entries if (npi := _npi(resources, entry, "provider", notes)) is not None]
    if performing:
        return found[0] if found else None
    return only(found)


def _with_role(entries: Sequence[Element], roles: frozenset[str]) -> Iterator[Element]:
    yield from (entry for entry in entries if _roles(entry) & roles)


def _roles(entry: Element) -> set[str]:
    return {code for _, code in codings(entry.object("role"))}


def _payer(resources: Resources, resource: Element) -> Payer:
    """Who pays: the focal insurance's coverage, else the insurer; the kind of claim may tell its kind."""
    kind = only(k for system, code in codings(resource.object("type")) if (k := filing_by(system, code)))
    insurance = list(resource.objects("insurance"))
    focal = next((each for each in insurance if each.flag("focal")), insurance[0] if len(insurance) == 1 else None)
    found = Payer()
    if focal is not None and (reference := focal.object("coverage")) is not None:
        reference.text("display")
        coverage = resources.named(reference)
        if coverage is not None and coverage.kind == "Coverage":
            found = payer_of_coverage(resources, coverage)
    if found.id is None and found.name is None:
        insurer = payer_by_reference(resources, resource.object("insurer"))
        found = Payer(insurer.id, found.filing, insurer.name)
    return Payer(found.id, found.filing or kind, found.name)


def _received(resource: Element) -> Any:
    """The day the payer received the claim, where a payer's answer tells it."""
    for entry in resource.objects("supportingInfo"):
        if any(code == _RECEIVED for _, code in codings(entry.object("category"))):
            return entry.day("timingDate")
    return None
