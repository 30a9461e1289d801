"""What one segment of a professional claim asks of another, and what a situation makes required."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from tautband.formats.x12.element_faults import UNKNOWN
from tautband.formats.x12.problem import Problem, shown
from tautband.formats.x12.professional_claim import Coverage, Line, Name, Person, ProfessionalClaim
from tautband.rulebook.states import STATE_NAMES

_BOX = re.compile(r"\b(?:P\.? ?O\.? ?BOX|POST OFFICE BOX|LOCK ?BOX)\b", re.IGNORECASE)
_SENT_APART = frozenset({"BM", "EL", "EM", "FX", "FT"})
"""Ways of sending an attachment that need its control number; AA says it stays with the provider."""
_REPLACES = frozenset({"7", "8"})
_ACCIDENTS = frozenset({"AA", "OA"})
_AUTO, _EMPLOYMENT, _WORKERS_COMPENSATION, _PART_B = "AA", "EM", "WC", "MB"
_FULL_ZIP = re.compile(r"\d{9}")
_ANY_ZIP = re.compile(r"\d{5}(?:\d{4})?")
_UNITS = re.compile(r"\d+(?:\.\d+)?")
_REMEMBERED = 10_000
_SEVERAL_CODES = frozenset({"X", "XX"})


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
    yield from _lines(claim, good)
    if claim.diagnoses_doubled:
        yield from _same_diagnosis(claim)
    yield from _dates(claim)
    for name in claim.names:
        if name.address_position:
            yield from _address(claim, name, full_zip=name.loop == "2310C")


def _tell(
    claim: ProfessionalClaim,
    snip: int,
    loop: str,
    segment: str,
    position: int,
    element: str | None,
    value: str | None,
    says: str,
    fix: str,
) -> Problem:
    return Problem(
        snip, claim.claim_id, loop, segment, position, element, value, f"{element}: {says}" if element else says, fix
    )


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
        yield _tell(
            claim,
            4,
            name.loop,
            "NM1",
            name.position,
            "NM109",
            None,
            "the billing NPI is missing",
            "Add NM108 XX and the NPI.",
        )
    if name.street and _BOX.search(name.street):
        yield _tell(
            claim,
            2,
            name.loop,
            "N3",
            name.street_position,
            "N301",
            None,
            "a box: the billing street must be a place one can go to",
            "Write the street, and the box as pay-to address.",
        )
    for place in claim.header.providers:
        if place.loop == "2010AA":
            yield from _address(claim, place, full_zip=True)
        else:
            yield from _address(claim, place, full_zip=False)
    tax = next((entry for entry in name.secondary if entry[0] == "EI"), None)
    if tax and tax[1] and not re.fullmatch(r"\d{9}", tax[1].replace("-", "")):
        yield _tell(
            claim, 2, name.loop, "REF", tax[2], "REF02", None, "not a tax id: nine figures", "Write the nine figures."
        )


def _address_of_person(claim: ProfessionalClaim, loop: str, person: Person) -> Iterator[Problem]:
    if person.state in STATE_NAMES and person.zip_code and len(person.zip_code) == 5 and person.zip_code.isdigit():
        return
    place = Name(loop, None, person.name_position, state=person.state, zip_code=person.zip_code)
    place.zip_given, place.country, place.address_position = person.zip_given, person.country, person.address_position
    yield from _address(claim, place, full_zip=False)


def _address(claim: ProfessionalClaim, name: Name, *, full_zip: bool) -> Iterator[Problem]:
    if not name.address_position or name.country not in (None, "US"):
        return
    if not name.zip_given:
        yield _tell(
            claim, 4, name.loop, "N4", name.address_position, "N403", None, "the ZIP code is missing", "Add it."
        )
    elif name.zip_code is not None:
        if full_zip and not _FULL_ZIP.fullmatch(name.zip_code):
            yield _tell(
                claim,
                2,
                name.loop,
                "N4",
                name.address_position,
                "N403",
                shown(name.loop, "N403", name.zip_code),
                "not a ZIP code of nine figures",
                "Write ZIP+4 without the hyphen.",
            )
        elif not _ANY_ZIP.fullmatch(name.zip_code):
            yield _tell(
                claim,
                2,
                name.loop,
                "N4",
                name.address_position,
                "N403",
                shown(name.loop, "N403", name.zip_code),
                "not a ZIP code",
                "Write five or nine figures.",
            )
        elif name.zip_code[5:] == "0000":
            yield _tell(
                claim,
                2,
                name.loop,
                "N4",
                name.address_position,
                "N403",
                shown(name.loop, "N403", name.zip_code),
                "its last four figures are filled with zeros",
                "Look up ZIP+4.",
            )
    if name.state is not None and name.state not in STATE_NAMES and name.state not in _SEVERAL_CODES:
        yield _tell(
            claim,
            5,
            name.loop,
            "N4",
            name.address_position,
            "N402",
            name.state,
            "not a state",
            "Write the two letters of the state.",
        )


def subscriber_problems(claim: ProfessionalClaim) -> Iterator[Problem]:
    """Problems of the subscriber's and the payer's loops, told with the first claim below them."""
    head = claim.header
    coverage, subscriber = head.coverage, head.subscriber
    if subscriber and subscriber.address_position:
        yield from _address_of_person(claim, "2010BA", subscriber)
    if head.patient_separate and head.patient and head.patient.address_position:
        yield from _address_of_person(claim, "2010CA", head.patient)
    if head.payer and head.payer.address_position:
        yield from _address(claim, head.payer, full_zip=False)
    if coverage is None:
        return
    if head.patient_separate:
        if coverage.relation == "18":
            yield _tell(
                claim,
                4,
                "2000B",
                "SBR",
                coverage.position,
                "SBR02",
                "18",
                "says that the patient is the subscriber, and a patient follows",
                "Leave it empty, or leave out the patient's loop.",
            )
    elif not coverage.relation_given:
        yield _tell(
            claim,
            4,
            "2000B",
            "SBR",
            coverage.position,
            "SBR02",
            None,
            "missing, and no patient's loop follows",
            "Write 18, or add the patient's loop.",
        )
    if not coverage.filing_given:
        yield _filing(claim, "2000B", coverage)
    if subscriber is not None and not head.patient_separate and coverage.relation == "18" and subscriber.name_position:
        if not subscriber.address:
            yield _tell(
                claim,
                4,
                "2010BA",
                "N3",
                subscriber.name_position,
                None,
                None,
                "the subscriber is the patient, and the address is missing",
                "Add N3 and N4.",
            )
        if not subscriber.demographics:
            yield _tell(
                claim,
                4,
                "2010BA",
                "DMG",
                subscriber.name_position,
                None,
                None,
                "the subscriber is the patient, and DMG is missing",
                "Add birth date and sex.",
            )


def _filing(claim: ProfessionalClaim, loop: str, coverage: Coverage) -> Problem:
    return _tell(
        claim,
        4,
        loop,
        "SBR",
        coverage.position,
        "SBR09",
        None,
        "the kind of payer is missing",
        "Add it, such as MB, CI or BL.",
    )


def _replacement(claim: ProfessionalClaim) -> Iterator[Problem]:
    if claim.frequency not in _REPLACES:
        return
    coverage = claim.header.coverage
    if coverage and coverage.filing == _PART_B:
        yield _tell(
            claim,
            7,
            "2300",
            "CLM",
            claim.position,
            "CLM05-03",
            claim.frequency,
            "Medicare Part B takes no corrected or void claim",
            "Send a new claim, or ask for a reopening.",
        )
    elif "F8" not in claim.references and UNKNOWN not in claim.references:
        yield _tell(
            claim,
            4,
            "2300",
            "REF",
            claim.position,
            None,
            None,
            "REF*F8 is missing: a corrected or void claim names the payer's number of the first one",
            "Add REF*F8 with CLP07 of the remittance.",
        )


def _accident(claim: ProfessionalClaim) -> Iterator[Problem]:
    coverage = claim.header.coverage
    related = bool(_ACCIDENTS & set(claim.causes))
    work = bool(coverage and coverage.filing == _WORKERS_COMPENSATION)
    if (related or work) and "439" not in claim.dates and UNKNOWN not in claim.dates:
        why = "an accident is named" if related else "workers' compensation is billed"
        yield _tell(
            claim,
            4,
            "2300",
            "DTP",
            claim.position,
            None,
            None,
            f"DTP*439 is missing: {why}, and its date is not given",
            "Add DTP*439 with the date of the accident.",
        )
    if _AUTO in claim.causes and claim.accident_state is None:
        yield _tell(
            claim,
            4,
            "2300",
            "CLM",
            claim.position,
            "CLM11-04",
            None,
            "the state of the car accident is missing",
            "Add it.",
        )


def _attachments(claim: ProfessionalClaim) -> Iterator[Problem]:
    for sent, number, position, loop in claim.attachments:
        if sent in _SENT_APART and not number:
            yield _tell(
                claim,
                4,
                loop,
                "PWK",
                position,
                "PWK06",
                None,
                "missing: the attachment is sent apart and cannot be matched",
                "Add the control number, with AC in PWK05.",
            )


def _lines(claim: ProfessionalClaim, good: set[object]) -> Iterator[Problem]:
    diagnoses = len(claim.diagnoses) if claim.diagnoses_known else None
    counted = True
    for count, line in enumerate(claim.lines, 1):
        number = line.number
        if counted and number != str(count) and number is not None and number.lstrip("0") != str(count):
            counted = False
            says, fix = "lines are numbered from 1 without a gap", f"Write {count}."
            yield _tell(claim, 1, "2400", "LX", line.position, "LX01", number, says, fix)
        like = (line.like, diagnoses)
        if like not in good or not line.like or line.drug or line.names:
            found = list(_line(claim, line))
            yield from found
            if not found:
                if len(good) > _REMEMBERED:
                    good.clear()
                good.add(like)


def _line(claim: ProfessionalClaim, line: Line) -> Iterator[Problem]:
    if line.units is not None and not line.units.strip("0.") and _UNITS.fullmatch(line.units):
        yield _tell(
            claim,
            2,
            "2400",
            "SV1",
            line.sv_position,
            "SV104",
            line.units,
            "no unit: at least one is billed",
            "Write the units given, or leave out the line.",
        )
    elif line.units is not None and line.units.startswith("-"):
        yield _tell(
            claim, 2, "2400", "SV1", line.sv_position, "SV104", line.units, "units below zero", "Write the units given."
        )
    if line.charge is not None and line.charge < 0:
        yield _tell(
            claim, 2, "2400", "SV1", line.sv_position, "SV102", None, "a charge below zero", "Write the charge."
        )
    if claim.diagnoses_known:
        yield from _pointers(claim, line)
    if line.description is None and line.code in _unclassified():
        yield _tell(
            claim,
            4,
            "2400",
            "SV1",
            line.sv_position,
            "SV101-07",
            None,
            "missing: an unclassified code says nothing of what was given",
            "Describe it: name, strength, dose.",
        )
    if line.drug and line.drug.kind == "N4" and line.drug.ndc and not re.fullmatch(r"\d{11}", line.drug.ndc):
        yield _tell(
            claim,
            5,
            "2410",
            "LIN",
            line.drug.position,
            "LIN03",
            line.drug.ndc,
            "not an NDC of eleven figures",
            "Write 5-4-2 figures without hyphens.",
        )
    for name in line.names:
        yield from _address(claim, name, full_zip=False)


@cache
def _unclassified() -> frozenset[str]:
    """Codes for what has no code of its own."""
    with (Path(__file__).parent / "unclassified_codes.csv").open(newline="", encoding="ascii") as table:
        return frozenset(row["code"] for row in csv.DictReader(table))


def _pointers(claim: ProfessionalClaim, line: Line) -> Iterator[Problem]:
    count, met = len(claim.diagnoses), set()
    for at, pointer in enumerate(line.pointers, 1):
        if not pointer.isdigit() or not pointer.isascii():
            continue
        if not 1 <= int(pointer) <= count:
            yield _tell(
                claim,
                4,
                "2400",
                "SV1",
                line.sv_position,
                f"SV107-{at:02d}",
                pointer,
                f"points to no diagnosis: the claim has {count}",
                "Point to the diagnosis that this service is for.",
            )
        elif pointer in met:
            yield _tell(
                claim,
                4,
                "2400",
                "SV1",
                line.sv_position,
                f"SV107-{at:02d}",
                pointer,
                "points to the same diagnosis twice",
                "Keep one.",
            )
        met.add(pointer)


def _same_diagnosis(claim: ProfessionalClaim) -> Iterator[Problem]:
    met: set[str] = set()
    for _, code, position, ref in claim.diagnoses:
        plain = (code or "").replace(".", "").upper()
        if plain and plain in met:
            yield _tell(
                claim,
                4,
                "2300",
                "HI",
                position,
                f"{ref}-02",
                code,
                "stands twice in this claim",
                "Keep one, and point the lines to it.",
            )
        met.add(plain)


def _dates(claim: ProfessionalClaim) -> Iterator[Problem]:
    person, created = claim.header.patient, claim.created
    for line in claim.lines:
        if line.last_day is None or (line.last_day is line.first_day and (created is None or line.last_day <= created)):
            continue
        if line.first_day and line.last_day < line.first_day:
            yield _tell(
                claim,
                4,
                "2400",
                "DTP",
                line.date_position,
                "DTP03",
                None,
                "ends before it begins",
                "Put the earlier date first.",
            )
        elif created and line.last_day > created:
            yield _tell(
                claim,
                4,
                "2400",
                "DTP",
                line.date_position,
                "DTP03",
                f"{line.last_day:%Y%m%d}",
                f"after the day the file was made, {claim.created}",
                "Correct the date of service.",
            )
    first = claim.first_day
    if person and person.born and first and person.born > first:
        loop = "2010CA" if claim.header.patient_separate else "2010BA"
        yield _tell(
            claim,
            4,
            loop,
            "DMG",
            person.demographics_position,
            "DMG02",
            None,
            "after the date of service",
            "Correct the birth date.",
        )
    for qualifier in ("431", "439", "454") if claim.dates else ():
        when, position = claim.dates.get(qualifier, (None, 0))
        if when and claim.created and when > claim.created:
            yield _tell(
                claim,
                4,
                "2300",
                "DTP",
                position,
                "DTP03",
                f"{when:%Y%m%d}",
                f"after the day the file was made, {claim.created}",
                "Correct the date.",
            )
