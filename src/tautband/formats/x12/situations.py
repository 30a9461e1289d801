"""What one segment of a professional claim asks of another, and what a situation makes required."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tautband.formats.x12.addresses import address_problems, person_address_problems
from tautband.formats.x12.element_faults import UNKNOWN
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.professional_claim import Coverage, Person, ProfessionalClaim
from tautband.formats.x12.service_lines import line_problems
from tautband.formats.x12.telling import Spot, tell
from tautband.model.identifiers import plain_diagnosis

_SENT_APART = frozenset({"BM", "EL", "EM", "FX", "FT"})
"""Ways of sending an attachment that need its control number; AA says it stays with the provider."""
_REPLACES = frozenset({"7", "8"})
_ACCIDENTS = frozenset({"AA", "OA"})
_AUTO, _WORKERS_COMPENSATION, _PART_B = "AA", "WC", "MB"


def situation_problems(claim: ProfessionalClaim, good: set[object]) -> Iterator[Problem]:
    """Every problem between the segments of one claim, and between them and what stands above.

    `good` remembers the lines in which nothing was found, for like lines come again and again in a file.
    """
    coverage = claim.header.coverage
    if claim.frequency in _REPLACES:
        yield from _replacement(claim)
    if claim.causes or (coverage and coverage.filing == _WORKERS_COMPENSATION):
        yield from _accident(claim)
    if claim.attachments:
        yield from _attachments(claim)
    yield from line_problems(claim, good)
    if claim.diagnoses_doubled:
        yield from _same_diagnosis(claim)
    yield from _dates(claim)
    for name in claim.names:
        if name.address_position:
            yield from address_problems(claim, name, full_zip=name.loop == "2310C")


def subscriber_problems(claim: ProfessionalClaim) -> Iterator[Problem]:
    """Problems of the subscriber's and the payer's loops, told with the first claim below them."""
    head = claim.header
    coverage, subscriber = head.coverage, head.subscriber
    if subscriber and subscriber.address_position:
        yield from person_address_problems(claim, "2010BA", subscriber)
    if head.patient_separate and head.patient and head.patient.address_position:
        yield from person_address_problems(claim, "2010CA", head.patient)
    if head.payer and head.payer.address_position:
        yield from address_problems(claim, head.payer, full_zip=False)
    if coverage is None:
        return
    yield from _relation(claim, coverage)
    if not coverage.filing_given:
        yield _filing(claim, "2000B", coverage)
    if subscriber is not None and not head.patient_separate and coverage.relation == "18" and subscriber.name_position:
        yield from _own_subscriber(claim, subscriber)


def _relation(claim: ProfessionalClaim, coverage: Coverage) -> Iterator[Problem]:
    spot = Spot("2000B", "SBR", coverage.position, "SBR02")
    if claim.header.patient_separate:
        if coverage.relation == "18":
            says = "says that the patient is the subscriber, and a patient follows"
            yield tell(claim, 4, spot, says, "Leave it empty, or leave out the patient's loop.", value="18")
    elif not coverage.relation_given:
        yield tell(claim, 4, spot, "missing, and no patient's loop follows", "Write 18, or add the patient's loop.")


def _own_subscriber(claim: ProfessionalClaim, subscriber: Person) -> Iterator[Problem]:
    says = "the subscriber is the patient, and"
    if not subscriber.address:
        spot = Spot("2010BA", "N3", subscriber.name_position)
        yield tell(claim, 4, spot, f"{says} the address is missing", "Add N3 and N4.")
    if not subscriber.demographics:
        spot = Spot("2010BA", "DMG", subscriber.name_position)
        yield tell(claim, 4, spot, f"{says} DMG is missing", "Add birth date and sex.")


def _filing(claim: ProfessionalClaim, loop: str, coverage: Coverage) -> Problem:
    return tell(
        claim,
        4,
        Spot(loop, "SBR", coverage.position, "SBR09"),
        "the kind of payer is missing",
        "Add it, such as MB, CI or BL.",
    )


def _replacement(claim: ProfessionalClaim) -> Iterator[Problem]:
    if claim.frequency not in _REPLACES:
        return
    coverage = claim.header.coverage
    if coverage and coverage.filing == _PART_B:
        yield tell(
            claim,
            7,
            Spot("2300", "CLM", claim.position, "CLM05-03"),
            "Medicare Part B takes no corrected or void claim",
            "Send a new claim, or ask for a reopening.",
            value=claim.frequency,
        )
    elif "F8" not in claim.references and UNKNOWN not in claim.references:
        yield tell(
            claim,
            4,
            Spot("2300", "REF", claim.position),
            "REF*F8 is missing: a corrected or void claim names the payer's number of the first one",
            "Add REF*F8 with CLP07 of the remittance.",
        )


def _accident(claim: ProfessionalClaim) -> Iterator[Problem]:
    coverage = claim.header.coverage
    related = bool(_ACCIDENTS & set(claim.causes))
    work = bool(coverage and coverage.filing == _WORKERS_COMPENSATION)
    if (related or work) and "439" not in claim.dates and UNKNOWN not in claim.dates:
        why = "an accident is named" if related else "workers' compensation is billed"
        yield tell(
            claim,
            4,
            Spot("2300", "DTP", claim.position),
            f"DTP*439 is missing: {why}, and its date is not given",
            "Add DTP*439 with the date of the accident.",
        )
    if _AUTO in claim.causes and claim.accident_state is None:
        yield tell(
            claim,
            4,
            Spot("2300", "CLM", claim.position, "CLM11-04"),
            "the state of the car accident is missing",
            "Add it.",
        )


def _attachments(claim: ProfessionalClaim) -> Iterator[Problem]:
    for sent, number, position, loop in claim.attachments:
        if sent in _SENT_APART and not number:
            yield tell(
                claim,
                4,
                Spot(loop, "PWK", position, "PWK06"),
                "missing: the attachment is sent apart and cannot be matched",
                "Add the control number, with AC in PWK05.",
            )


def _same_diagnosis(claim: ProfessionalClaim) -> Iterator[Problem]:
    met: set[str] = set()
    for _, code, position, ref in claim.diagnoses:
        plain = plain_diagnosis(code or "")
        if plain and plain in met:
            yield tell(
                claim,
                4,
                Spot("2300", "HI", position, f"{ref}-02"),
                "stands twice in this claim",
                "Keep one, and point the lines to it.",
                value=code,
            )
        met.add(plain)


def _dates(claim: ProfessionalClaim) -> Iterator[Problem]:
    yield from _service_dates(claim)
    person, first = claim.header.patient, claim.first_day
    if person and person.born and first and person.born > first:
        loop = "2010CA" if claim.header.patient_separate else "2010BA"
        spot = Spot(loop, "DMG", person.demographics_position, "DMG02")
        yield tell(claim, 4, spot, "after the date of service", "Correct the birth date.")
    for qualifier in ("431", "439", "454") if claim.dates else ():
        when, position = claim.dates.get(qualifier, (None, 0))
        if when and claim.created and when > claim.created:
            yield _not_yet(claim, Spot("2300", "DTP", position, "DTP03"), when, "Correct the date.")


def _service_dates(claim: ProfessionalClaim) -> Iterator[Problem]:
    created = claim.created
    for line in claim.lines:
        if line.last_day is None or (line.last_day is line.first_day and (created is None or line.last_day <= created)):
            continue
        spot = Spot("2400", "DTP", line.date_position, "DTP03")
        if line.first_day and line.last_day < line.first_day:
            yield tell(claim, 4, spot, "ends before it begins", "Put the earlier date first.")
        elif created and line.last_day > created:
            yield _not_yet(claim, spot, line.last_day, "Correct the date of service.")


def _not_yet(claim: ProfessionalClaim, spot: Spot, when: date, fix: str) -> Problem:
    says = f"after the day the file was made, {claim.created}"
    return tell(claim, 4, spot, says, fix, value=f"{when:%Y%m%d}")
