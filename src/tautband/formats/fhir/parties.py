"""Who and where: provider numbers, the place of service, the payer and the patient, from their resources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tautband.formats.fhir.codes import OUR_URL, codings, filing_by, meaning_of, place_by
from tautband.formats.fhir.element import Element
from tautband.formats.fhir.resources import Resources
from tautband.model.identifiers import is_zip
from tautband.rulebook.states import STATE_NAMES

_STATE_LETTERS = {name.lower(): letters for letters, name in STATE_NAMES.items()}
_STATE_EXTENSION = "https://bluebutton.cms.gov/resources/variables/prvdr_state_cd"
_ZIP_EXTENSION = "https://bluebutton.cms.gov/resources/variables/prvdr_zip"
_UNITED_STATES = frozenset({"US", "USA", "UNITED STATES", "UNITED STATES OF AMERICA"})
_MOST_PARENTS = 6
PATIENT_ID = f"{OUR_URL}patient-id"
PAYER_ID = f"{OUR_URL}payer"


@dataclass(frozen=True)
class Place:
    """Where a service was given, as far as the resources tell it without doubt."""

    state: str | None = None
    zip_code: str | None = None
    place_of_service: str | None = None


@dataclass(frozen=True)
class Payer:
    """A payer as its resources name it: our own id, the filing indicator of its kind, the name people write."""

    id: str | None = None
    filing: str | None = None
    name: str | None = None


def identifier_of(holder: Element, meaning: str) -> str | None:
    """The value of the first identifier of this meaning, by its system or, for an NPI, its type."""
    for identifier in holder.objects("identifier"):
        if (value := _identifier(identifier, meaning)) is not None:
            return value
    return None


def npi_of(resources: Resources, reference: Element | None) -> str | None:
    """The NPI behind a reference to a practitioner, a role or an organization, or written in the reference itself."""
    if reference is None:
        return None
    reference.text("display")
    reference.text("type")
    written = reference.object("identifier")
    if written is not None and (npi := _identifier(written, "npi")) is not None:
        return npi
    named = resources.named(reference)
    if named is None:
        return None
    if (npi := identifier_of(named, "npi")) is None and named.kind == "PractitionerRole":
        return npi_of(resources, named.object("practitioner"))
    return npi


def place_by_location(resources: Resources, reference: Element | None) -> Place:
    """The place of a Location or Organization, or of the one it is part of; its type settles the place of service."""
    state = zip_code = pos = None
    named = resources.named(reference)
    for _ in range(_MOST_PARENTS):
        if named is None:
            break
        if named.kind == "Location":
            pos = pos or only(place_of_concepts(named.objects("type")))
            addresses = [address] if (address := named.object("address")) else []
        elif named.kind == "Organization":
            addresses = named.objects("address")
        else:
            break
        found = {_address(address) for address in addresses} - {(None, None)}
        if len(found) == 1 and (state, zip_code) == (None, None):
            state, zip_code = found.pop()
        above = resources.named(named.object("partOf"))
        named = above or (resources.named(named.object("managingOrganization")) if named.kind == "Location" else None)
    return Place(state, zip_code, pos)


def place_by_extension(concept: Element | None) -> Place:
    """The state and ZIP code that Medicare's own extracts write beside the place of service."""
    state = zip_code = None
    for extension in concept.objects("extension") if concept else ():
        url = extension.text("url")
        coding = extension.object("valueCoding")
        code = coding.text("code") if coding else None
        if code and url == _STATE_EXTENSION:
            state = state_letters(code)
        elif code and url == _ZIP_EXTENSION:
            zip_code = zip_figures(code)
    return Place(state, zip_code)


def place_of_concepts(concepts: Iterable[Element]) -> Iterator[str]:
    """The places of service that codes settle beyond doubt."""
    for concept in concepts:
        for system, code in codings(concept):
            if (place := place_by(system, code)) is not None:
                yield place


def payer_of_coverage(resources: Resources, coverage: Element) -> Payer:
    """Who pays under a coverage."""
    types = [coverage.object("type")]
    filing = only(kind for concept in types for system, code in codings(concept) if (kind := filing_by(system, code)))
    payers = coverage.objects("payor")
    named = payer_by_reference(resources, payers[0]) if payers else Payer()
    return Payer(named.id, filing, named.name)


def payer_by_reference(resources: Resources, reference: Element | None) -> Payer:
    """The payer an insurer's reference names: its name there or in its Organization."""
    if reference is None:
        return Payer()
    shown = reference.text("display")
    written = reference.object("identifier")
    if written is not None:
        written.text("system")
        shown = shown or written.text("value")
    named = resources.named(reference)
    if named is None or named.kind != "Organization":
        return Payer(name=shown)
    ours = next((e.text("value") for e in named.objects("identifier") if e.text("system") == PAYER_ID), None)
    return Payer(ours, None, named.text("name") or shown)


def patient_of(resources: Resources, reference: Element | None) -> str | None:
    """What tells this patient from others: an identifier, or the reference as it stands.

    The id of a patient contained in the resource tells nothing outside it, and counts for nothing.
    """
    if reference is None:
        return None
    reference.text("display")
    reference.text("type")
    name = reference.text("reference")
    named = resources.named(reference)
    if named is not None:
        values = {e.text("system"): e.text("value") for e in named.objects("identifier")}
        if ours := values.get(PATIENT_ID):
            return ours
    if name and not name.startswith("#"):
        return name
    written = reference.object("identifier")
    known = written if written is not None else next(iter(named.objects("identifier")), None) if named else None
    if known is None or (value := known.text("value")) is None:
        return None
    system = known.text("system")
    return f"{system}|{value}" if system else value


def identity_of(resources: Resources, reference: Element | None) -> str | None:
    """What a reference names, so that two ways to name one resource are the same; None where it names nothing."""
    if reference is None:
        return None
    if (named := resources.named(reference)) is not None:
        return named.path
    name = reference.text("reference")
    return "/".join(name.split("/")[-2:]) if name else None


def state_letters(text: str) -> str | None:
    """A state's two letters, from them or its name; None for anything else."""
    letters = text.strip().upper()
    return letters if letters in STATE_NAMES else _STATE_LETTERS.get(text.strip().lower())


def zip_figures(text: str) -> str | None:
    """Five or nine figures without the hyphen; None for anything else."""
    figures = text.strip().replace("-", "")
    return figures if is_zip(figures) else None


def only(values: Iterable[str]) -> str | None:
    """The one value that all agree on; None where there is none or they differ."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _address(address: Element) -> tuple[str | None, str | None]:
    state, zip_code = address.text("state"), address.text("postalCode")
    if (address.text("country") or "US").upper() not in _UNITED_STATES:
        return None, None
    return state_letters(state) if state else None, zip_figures(zip_code) if zip_code else None


def _identifier(identifier: Element, meaning: str) -> str | None:
    by_system = meaning_of(identifier.text("system")) == meaning
    kinds = {code.lower() for _, code in codings(identifier.object("type"))}
    value = identifier.text("value")
    return value if by_system or (identifier.text("system") is None and meaning in kinds) else None
