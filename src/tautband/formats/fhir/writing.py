"""Writes claims as one FHIR Bundle: the Claim with its parties, the treatment behind it, and the evidence of each line.

Every Bundle that is written has been read back by the reader of this room and found to say the same claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from tautband.formats.fhir.bundle import Bundle, text_of_json
from tautband.formats.fhir.claim_resource import RENDERING, Around, claim_resource
from tautband.formats.fhir.completeness import missing_from
from tautband.formats.fhir.datatypes import Json
from tautband.formats.fhir.evidence_writing import add_evidence
from tautband.formats.fhir.people import add_coverage, add_patient, add_payer, add_place, add_provider, provider_of
from tautband.formats.fhir.problem import ReadClaim
from tautband.formats.fhir.reading import read_claims
from tautband.formats.fhir.resources import Resources
from tautband.formats.fhir.treatment import add_conditions, add_encounter, add_note, add_session
from tautband.model.claim import Claim
from tautband.model.coding import CodedLine, Coding
from tautband.model.errors import InputError
from tautband.model.registration import Registration
from tautband.rulebook.code_tables import CodeTables

_COMPARED = (
    "claim_id", "patient_id", "payer", "state", "zip_code", "date_of_service", "place_of_service", "rendering_npi",
    "billing_npi", "lines",
)  # fmt: skip


@dataclass(frozen=True)
class Basis:
    """What a claim stands on: the note's text (None where only its facts were given) and the reasons for its codes."""

    text: str | None
    coding: Coding
    made_with: Mapping[str, str] = field(default_factory=dict)


Order = tuple[Claim, Registration, Basis | None]
"""A claim, its registration, and what it stands on where that is at hand."""


def write_bundle(claims: Sequence[Order], created: date, note: Literal["text", "hash"] = "text") -> bytes:
    """The claims in their order as the JSON of one Bundle of type collection.

    `created` is the day of writing; it stands in the resources and in no id. `note` `hash` keeps the words of the note
    out but for those each line quotes. Lines of a claim without a basis carry no evidence. Raises InputError with all
    that is missing, or that FHIR's own fields cannot say.
    """
    if not claims:
        raise InputError("claims", "none to write", "Give at least one.")
    bundle = Bundle()
    for claim, desk, basis in claims:
        if missing := missing_from(claim, desk):
            raise InputError(f"claim {claim.claim_id}", "; ".join(missing), "Complete the registration.")
        _add_claim(bundle, claim, desk, basis, created, note)
    held = bundle.json("\n".join(claim.claim_id for claim, _, _ in claims))
    _read_back(held, [claim for claim, _, _ in claims])
    return (text_of_json(held) + "\n").encode("utf-8", "replace")


def _add_claim(
    bundle: Bundle, claim: Claim, desk: Registration, basis: Basis | None, created: date, kept: Literal["text", "hash"]
) -> None:
    assert desk.billing is not None
    patient = add_patient(bundle, claim, desk)
    payers = [add_payer(bundle, each, None if number else claim.payer) for number, each in enumerate(desk.coverages)]
    coverages = [add_coverage(bundle, each, patient, payer) for each, payer in zip(desk.coverages, payers, strict=True)]
    billing = provider_of(claim.billing_npi, (desk.billing,)) or desk.billing
    provider = add_provider(bundle, billing)
    team = list(_team(bundle, claim, desk))
    performer = team[0][0] if team and team[0][1] == RENDERING else None
    place = add_place(bundle, claim, desk)
    encounter = add_encounter(bundle, claim, patient, place, performer)
    text = basis.text if basis else None
    note = add_note(bundle, text, claim, patient, encounter, kept) if text else None
    codes = list(dict.fromkeys(code for line in claim.lines for code in line.diagnoses))
    conditions = dict(zip(codes, add_conditions(bundle, codes, claim, patient, encounter), strict=True))
    session_codes = {row["code"] for row in CodeTables.open()["trigger_point_codes"]}
    sessions: dict[int, Json] = {}
    for number, line in enumerate(claim.lines, 1):
        if line.code in session_codes and claim.encounter is not None:
            treated = [conditions[code] for code in line.diagnoses]
            day = line.date_of_service or claim.date_of_service
            sessions[number] = add_session(bundle, line, day, claim.encounter, treated, patient, encounter, performer)
    around = Around(patient, provider, payers[0], coverages, place, encounter, team, note, sessions)
    reference = bundle.add(claim_resource(claim, desk, codes, around, created))
    if basis is not None:
        for number, coded in _coded(claim, basis.coding):
            add_evidence(
                bundle, coded, number, reference, sessions.get(number), note, basis.made_with,
                claim.date_of_service, created,
            )  # fmt: skip


def _team(bundle: Bundle, claim: Claim, desk: Registration) -> Iterator[tuple[Json, str, str | None]]:
    rendering = provider_of(claim.rendering_npi, (desk.rendering, desk.billing))
    for provider, role in (
        (rendering, RENDERING), (desk.referring, "referring"), (desk.ordering, "ordering"),
        (desk.supervising, "supervising"),
    ):  # fmt: skip
        if provider is not None:
            yield add_provider(bundle, provider), role, provider.taxonomy


def _coded(claim: Claim, coding: Coding) -> Iterator[tuple[int, CodedLine]]:
    """Each line of the claim with the coded line it was made of: the next one with its code."""
    left = list(coding.lines)
    for number, line in enumerate(claim.lines, 1):
        if (found := next((each for each in left if each.code == line.code), None)) is not None:
            left.remove(found)
            yield number, found


def _read_back(held: Json, claims: Sequence[Claim]) -> None:
    """Raise InputError where the Bundle does not say what the claims say."""
    read = list(read_claims(Resources([("Bundle", held)])))
    if len(read) != len(claims):
        raise InputError("claims", "the same claim twice", "Give each claim once.")
    for claim, found in zip(claims, read, strict=True):
        assert isinstance(found, ReadClaim)
        told = found.claim
        differs = [name for name in _COMPARED if _said(told, name) != _said(claim, name) and _said(claim, name)]
        differs += [problem.says for problem in found.problems]
        if differs:
            what = f"{', '.join(differs)}: cannot be said in FHIR as it stands"
            raise InputError(f"claim {claim.claim_id}", what, "Correct the registration.")


def _said(claim: Claim | None, name: str) -> Any:
    return getattr(claim, name) if claim is not None else None
