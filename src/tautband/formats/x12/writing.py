"""Writes claims as an 837P (005010X222A1): a claim and its registration become segments, or are refused with a list.

Every file that is written has been read back by the reader of this room and found without a problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO

from tautband.formats.lines_to_bill import MOST_MODIFIERS
from tautband.formats.x12.amounts import written
from tautband.formats.x12.completeness import diagnoses_of, missing_from
from tautband.formats.x12.envelope import GUIDE_VERSION
from tautband.formats.x12.other_payers import control_number, line_decisions, named, other_coverage
from tautband.formats.x12.reading import ClaimFile
from tautband.formats.x12.segments import ENCODING
from tautband.formats.x12.wording import quantity, segment, words
from tautband.model.claim import Claim, ServiceLine
from tautband.model.errors import InputError
from tautband.model.identifiers import plain_diagnosis
from tautband.model.registration import Address, Person, Provider, Registration, Submission
from tautband.rulebook.tables import Tables

Pair = tuple[Claim, Registration]


def write_claims(claims: Sequence[Pair], created: datetime, control: int = 1, tables: Tables | None = None) -> bytes:
    """The bytes of a file with one transaction set that holds the claims in order.

    `created` is when the file is made and `control` numbers it, 1 to 999,999,999. All claims are of one submission; it
    is that of the first. Raises InputError with all that is missing, or with what the reader finds wrong.
    """
    if not claims:
        raise InputError("claims", "none to write", "Give at least one.")
    if not 1 <= control <= 999_999_999:
        raise InputError("control number", "not between 1 and 999999999", "Count the files sent.")
    for claim, desk in claims:
        if missing := missing_from(claim, desk):
            raise InputError(f"claim {claim.claim_id}", "; ".join(missing), "Complete the registration.")
    submission = claims[0][1].submission
    assert submission is not None
    body = list(_body(claims, submission, created, control))
    test = "T" if submission.test else "P"
    day, time = created.strftime("%Y%m%d"), created.strftime("%H%M")
    sender, receiver = words(submission.submitter_id, 15), words(submission.receiver_id, 15)
    envelope = [
        f"ISA*00*{'':10}*00*{'':10}*ZZ*{sender:15}*ZZ*{receiver:15}*{day[2:]}*{time}*^*00501*{control:09d}*0*{test}*:",
        segment("GS", "HC", sender, receiver, day, time, str(control), "X", GUIDE_VERSION),
        segment("ST", "837", "0001", GUIDE_VERSION),
        *body,
        segment("SE", str(len(body) + 2), "0001"),
        segment("GE", "1", str(control)),
        segment("IEA", "1", f"{control:09d}"),
    ]
    try:
        data = "".join(f"{text}~\n" for text in envelope).encode(ENCODING)
    except UnicodeEncodeError as error:
        raise InputError("claims", "letters that a claim file cannot hold", "Write them in A to Z.") from error
    _read_back(data, tables)
    return data


def _read_back(data: bytes, tables: Tables | None) -> None:
    reading = ClaimFile(BytesIO(data), "the claim as written", tables)
    found = [problem for claim in reading for problem in claim.problems]
    found.extend(reading.problems)
    if found:
        what = "; ".join(f"{problem.loop} {problem.says}" for problem in found)
        raise InputError(f"claim {found[0].claim_id or ''}".strip(), what, found[0].fix)


def _body(claims: Sequence[Pair], submission: Submission, created: datetime, control: int) -> Iterator[str]:
    yield segment("BHT", "0019", "00", str(control), created.strftime("%Y%m%d"), created.strftime("%H%M"), "CH")
    yield segment(
        "NM1", "41", "2", words(submission.submitter_name, 60), "", "", "", "", "46", words(submission.submitter_id, 15)
    )
    phone = "".join(figure for figure in submission.contact_phone if figure.isdigit())
    yield segment("PER", "IC", words(submission.contact_name, 60), "TE", phone)
    yield segment(
        "NM1", "40", "2", words(submission.receiver_name, 60), "", "", "", "", "46", words(submission.receiver_id, 15)
    )
    level = 0
    billing: Provider | None = None
    biller = 0
    for claim, desk in claims:
        assert desk.billing is not None
        if desk.billing != billing:
            billing, level = desk.billing, level + 1
            biller = level
            yield from _billing_provider(billing, level)
        separate = desk.coverages[0].relation != "18"
        yield from _subscriber(desk, level + 1, biller, separate=separate)
        level += 2 if separate else 1
        if separate:
            yield from _patient(desk, level)
        yield from _claim(claim, desk)


def _billing_provider(provider: Provider, level: int) -> Iterator[str]:
    yield segment("HL", str(level), "", "20", "1")
    if provider.taxonomy:
        yield segment("PRV", "BI", "PXC", provider.taxonomy)
    yield _name("85", provider)
    yield from _address(provider.address)
    yield segment("REF", "SY" if provider.tax_id_kind == "SSN" else "EI", provider.tax_id or "")


def _subscriber(desk: Registration, level: int, biller: int, *, separate: bool) -> Iterator[str]:
    coverage, patient = desk.coverages[0], desk.patient
    assert patient is not None
    yield segment("HL", str(level), str(biller), "22", "1" if separate else "0")
    yield segment(
        "SBR",
        coverage.sequence,
        "" if separate else "18",
        words(coverage.group_number or "", 50),
        "",
        coverage.medicare_secondary or "",
        *[""] * 3,
        coverage.filing,
    )
    person = (coverage.subscriber if separate else patient) or patient
    yield _person("IL", person, coverage.member_id)
    if person.address:
        yield from _address(person.address)
    if person.born and person.sex:
        yield segment("DMG", "D8", f"{person.born:%Y%m%d}", person.sex)
    yield segment("NM1", "PR", "2", words(coverage.payer_name, 60), "", "", "", "", "PI", words(coverage.payer_id, 80))


def _patient(desk: Registration, level: int) -> Iterator[str]:
    patient = desk.patient
    assert patient is not None
    assert patient.born is not None
    yield segment("HL", str(level), str(level - 1), "23", "0")
    yield segment("PAT", desk.coverages[0].relation)
    yield _person("QC", patient, None)
    yield from _address(patient.address)
    yield segment("DMG", "D8", f"{patient.born:%Y%m%d}", patient.sex or "U")


def _claim(claim: Claim, desk: Registration) -> Iterator[str]:
    total = sum((line.charge for line in claim.lines if line.charge is not None), Decimal(0))
    place = f"{(claim.place_of_service or '').zfill(2)}:B:{desk.frequency}"
    cause = f"{desk.accident.cause}:::{desk.accident.state or ''}".rstrip(":") if desk.accident else ""
    signed, assigned = "Y" if desk.signature_on_file else "N", "A" if desk.accepts_assignment else "C"
    paid_here, released = "Y" if desk.benefits_assigned else "N", "Y" if desk.release_on_file else "I"
    own_number = words(desk.claim_id or "", 38)
    yield segment("CLM", own_number, _money(total), "", "", place, signed, assigned, paid_here, released, "", cause)
    if desk.onset:
        yield segment("DTP", "431", "D8", f"{desk.onset:%Y%m%d}")
    if desk.accident:
        yield segment("DTP", "439", "D8", f"{desk.accident.day:%Y%m%d}")
    for paper in desk.attachments:
        numbered = ("", "", "AC", words(paper.control_number, 80)) if paper.control_number else ()
        yield segment("PWK", paper.kind, paper.sent, *numbered)
    if desk.patient_paid is not None:
        yield segment("AMT", "F5", _money(desk.patient_paid))
    given = desk.authorization
    if given and given.referral:
        yield segment("REF", "9F", words(given.referral, 50))
    if given and given.number:
        yield segment("REF", "G1", words(given.number, 50))
    if desk.frequency != "1" and desk.original_reference:
        yield segment("REF", "F8", words(desk.original_reference, 50))
    if note := words(desk.note or "", 80):
        yield segment("NTE", "ADD", note)
    diagnoses = diagnoses_of(claim)
    yield segment("HI", *(f"{'ABF' if at else 'ABK'}:{code}" for at, code in enumerate(diagnoses)))
    yield from _providers(desk)
    for coverage in desk.coverages[1:]:
        person = _person("IL", named(coverage, desk), coverage.member_id)
        yield from other_coverage(coverage, desk, iter((person,)))
    for number, line in enumerate(claim.lines, 1):
        yield from _line(claim, desk, line, number, diagnoses)


def _providers(desk: Registration) -> Iterator[str]:
    if desk.referring:
        yield _name("DN", desk.referring)
    if desk.rendering and desk.billing and desk.rendering.npi != desk.billing.npi:
        yield _name("82", desk.rendering)
        if desk.rendering.taxonomy:
            yield segment("PRV", "PE", "PXC", desk.rendering.taxonomy)
    if desk.facility:
        yield _name("77", desk.facility)
        yield from _address(desk.facility.address)
    if desk.supervising:
        yield _name("DQ", desk.supervising)


def _line(claim: Claim, desk: Registration, line: ServiceLine, number: int, diagnoses: list[str]) -> Iterator[str]:
    assert line.charge is not None
    places = dict.fromkeys(diagnoses.index(plain_diagnosis(code)) + 1 for code in line.diagnoses)
    pointers = ":".join(map(str, places))
    described = words(desk.descriptions.get(line.code, ""), 80)
    empty = [""] * (MOST_MODIFIERS - len(line.modifiers)) if described else []
    procedure = ":".join(("HC", line.code, *line.modifiers, *empty, described)).rstrip(":")
    day = line.date_of_service or claim.date_of_service
    yield segment("LX", str(number))
    yield segment("SV1", procedure, _money(line.charge), "UN", quantity(line.units), "", "", pointers)
    yield segment("DTP", "472", "D8", f"{day:%Y%m%d}")
    yield segment("REF", "6R", control_number(desk, number))
    supply = desk.drugs.get(line.code)
    if supply:
        yield segment("LIN", "", "N4", supply.ndc)
        yield segment("CTP", "", "", "", quantity(supply.quantity * line.units), supply.unit)
    if desk.ordering:
        yield _name("DK", desk.ordering)
    yield from line_decisions(claim, desk, number)


def _name(qualifier: str, provider: Provider) -> str:
    kind = "1" if provider.first_name else "2"
    return segment(
        "NM1",
        qualifier,
        kind,
        words(provider.name, 60),
        words(provider.first_name or "", 35),
        "",
        "",
        "",
        "XX",
        provider.npi,
    )


def _person(qualifier: str, person: Person, member_id: str | None) -> str:
    identified = () if member_id is None else ("MI", words(member_id.replace("-", ""), 80))
    parts = (words(person.last_name, 60), words(person.first_name or "", 35), words(person.middle_name or "", 25))
    return segment("NM1", qualifier, "1", *parts, "", words(person.suffix or "", 10), *identified)


def _address(address: Address | None) -> Iterable[str]:
    if address is None:
        return
    yield segment("N3", words(address.street, 55), words(address.street_2 or "", 55))
    yield segment("N4", words(address.city, 30), address.state, address.zip_code)


def _money(amount: Decimal) -> str:
    return written(int((amount * 100).to_integral_value()))
