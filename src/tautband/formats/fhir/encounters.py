"""What an Encounter and the resources around it know beside the note: day, place, payer, clinician."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tautband.formats.fhir.codes import codings, place_by
from tautband.formats.fhir.element import Element
from tautband.formats.fhir.parties import (
    Payer,
    Place,
    identity_of,
    npi_of,
    only,
    payer_of_coverage,
    place_by_location,
    place_of_concepts,
)
from tautband.formats.fhir.resources import Resources
from tautband.model.errors import InputError
from tautband.model.identifiers import is_national_provider_identifier

_UNDONE = {"cancelled": "a cancelled encounter", "entered-in-error": "an encounter entered in error"}
_PERFORMERS = frozenset({"PPRF", "SPRF"})
"""Primary and secondary performer (v3-ParticipationType)."""


def refuse_undone(encounter: Element) -> None:
    """Raise InputError for an encounter that did not take place."""
    if (status := encounter.text("status")) in _UNDONE:
        raise InputError(encounter.at("status"), _UNDONE[status], "Give the encounter that took place.")


def day_of(encounter: Element | None, document: Element) -> date | None:
    """The day of an encounter, or of the period its document is about; None where that is more than one day."""
    context = document.object("context") if document.kind == "DocumentReference" else None
    for holder in (encounter, context):
        period = holder.object("period") if holder else None
        if period is None:
            continue
        start, end = period.day("start"), period.day("end")
        if period.has("start") and period.has("end"):
            return start if start == end else None
        if start or end:
            return start or end
    return None


def place_of_encounter(resources: Resources, encounter: Element) -> Place:
    """Where an encounter took place. The patient's own address is never looked at."""
    here = [place for place in _locations(resources, encounter) if place != Place()]
    around = place_by_location(resources, encounter.object("serviceProvider"))
    states = {place.state for place in here if place.state}
    zips = {place.zip_code for place in here if place.zip_code}
    settled = [
        *(place.place_of_service for place in here if place.place_of_service),
        *_class(encounter),
        *place_of_concepts(encounter.objects("type")),
        *place_of_concepts([service] if (service := encounter.object("serviceType")) else []),
    ]
    if not states and not zips:
        return Place(around.state, around.zip_code, only(settled))
    return Place(only(states), only(zips), only(settled))


def clinician_of(resources: Resources, encounter: Element | None, document: Element) -> str | None:
    """The NPI of who performed: the encounter's performer, else its one participant, else the note's one author."""
    groups: list[set[str]] = []
    if encounter is not None:
        taking_part = [
            ({code for kind in each.objects("type") for _, code in codings(kind)}, each.object("individual"))
            for each in encounter.objects("participant")
        ]
        groups = [
            _npis(resources, (who for kinds, who in taking_part if kinds & _PERFORMERS)),
            _npis(resources, (who for _, who in taking_part)),
        ]
    groups.append(_npis(resources, iter(document.objects("author"))))
    return next((only(group) for group in groups if group), None)


def payer_of_encounter(
    resources: Resources,
    encounter: Element | None,
    coverages: Sequence[Element],
    day: date | None,
    notices: list[str],
) -> Payer:
    """Who pays first: by the encounter's account where it has one, else by the patient's `coverages` in force.

    Several coverages without an order are no answer, and a notice says so.
    """
    chosen = _of_account(resources, encounter) or [each for each in coverages if _in_force(each, day)]
    if len(chosen) > 1:
        ranked = [coverage for coverage in chosen if coverage.whole("order") == 1]
        chosen = ranked if len(ranked) == 1 else chosen
    if len(chosen) > 1:
        notices.append("several coverages and no order among them: no payer was taken; give it with --payer")
        return Payer()
    return payer_of_coverage(resources, chosen[0]) if chosen else Payer()


def coverages_by_patient(resources: Resources) -> dict[str | None, list[Element]]:
    """The coverages of each patient; under None those that name nobody, which may be anyone's."""
    found: dict[str | None, list[Element]] = {}
    for coverage in resources.of("Coverage"):
        found.setdefault(identity_of(resources, coverage.object("beneficiary")), []).append(coverage)
    return found


def known_of(place: Place, day: date | None, npi: str | None) -> dict[str, Any]:
    """What was found, under the names the pipeline takes."""
    known = {
        "date_of_service": day, "state": place.state, "zip_code": place.zip_code,
        "place_of_service": place.place_of_service, "rendering_npi": npi,
    }  # fmt: skip
    return {name: value for name, value in known.items() if value is not None}


def _locations(resources: Resources, encounter: Element) -> Iterator[Place]:
    for entry in encounter.objects("location"):
        if entry.text("status") not in ("planned", "reserved"):
            yield place_by_location(resources, entry.object("location"))


def _class(encounter: Element) -> Iterator[str]:
    coding = encounter.object("class")
    code = coding.text("code") if coding else None
    if coding is not None and code and (place := place_by(coding.text("system"), code)):
        yield place


def _npis(resources: Resources, references: Iterator[Element | None]) -> set[str]:
    found = {npi_of(resources, reference) for reference in references}
    return {npi for npi in found if npi is not None and is_national_provider_identifier(npi)}


def _of_account(resources: Resources, encounter: Element | None) -> list[Element]:
    found: list[tuple[int, Element]] = []
    for reference in encounter.objects("account") if encounter else ():
        account = resources.named(reference)
        for entry in account.objects("coverage") if account else ():
            coverage = resources.named(entry.object("coverage"))
            if coverage is not None and coverage.kind == "Coverage":
                found.append((entry.whole("priority") or 0, coverage))
    best = min((rank for rank, _ in found), default=0)
    return [coverage for rank, coverage in found if rank == best]


def _in_force(coverage: Element, day: date | None) -> bool:
    period = coverage.object("period")
    first, last = (period.day("start"), period.day("end")) if period else (None, None)
    outside = day is not None and ((first is not None and day < first) or (last is not None and day > last))
    return coverage.text("status") in (None, "active") and not outside
