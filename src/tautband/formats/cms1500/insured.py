"""Boxes 1 to 13: who is billed, who the patient is, who is insured and by whom else."""

from __future__ import annotations

from tautband.formats.cms1500.payer_forms import payer_form
from tautband.formats.cms1500.sheet import Sheet
from tautband.formats.cms1500.writing_style import (
    bare,
    person_name,
    place_text,
    put_day,
    put_phone,
    street_text,
    zip_text,
)
from tautband.model.registration import Address, Coverage, Person, Registration

SIGNED = "SIGNATURE ON FILE"
_RELATIONS = {"18": "self", "01": "spouse", "19": "child"}


def fill_insured(sheet: Sheet, desk: Registration) -> list[str]:
    """Fill the upper half from the registration; what the form has no room for is given back, a line each."""
    billed, patient = desk.coverages[0], desk.patient
    assert patient is not None
    form = payer_form(billed.filing)
    left_off: list[str] = []
    _carrier(sheet, billed)
    sheet.mark(f"1.{form.kind}")
    sheet.put("1a", billed.member_id.replace("-", "").replace(" ", ""), "coverages.1.member_id")
    _patient(sheet, patient)
    others = desk.coverages[1:]
    if form.insured_only_before:
        earlier = next((each for each in others if each.sequence < billed.sequence), None)
        if earlier is None:
            sheet.put("11", "NONE")
        else:
            _insured(sheet, earlier, patient, 1 + desk.coverages.index(earlier))
        left_off += [
            f"coverages.{number}: this payer's form has no room for an insurance that pays after it"
            for number, each in enumerate(others, 2)
            if each is not earlier
        ]
    else:
        _insured(sheet, billed, patient, 1)
        sheet.mark("11d.yes", bool(others))
        sheet.mark("11d.no", not others)
        if others:
            _other_insured(sheet, others[0], patient)
        left_off += [
            f"coverages.{number}: the form has room for one other insurance" for number in range(3, len(others) + 2)
        ]
    _causes(sheet, desk)
    if desk.release_on_file:
        sheet.put("12.signature", SIGNED)
    if desk.benefits_assigned and not form.insured_only_before:
        sheet.put("13.signature", SIGNED)
    return left_off


def _carrier(sheet: Sheet, billed: Coverage) -> None:
    sheet.put("carrier.name", billed.payer_name, "coverages.1.payer_name")
    if address := billed.payer_address:
        sheet.put("carrier.street", bare(address.street), "coverages.1.payer_address.street")
        sheet.put("carrier.street_2", bare(address.street_2 or ""), "coverages.1.payer_address.street_2")
        sheet.put("carrier.place", place_text(address), "coverages.1.payer_address")


def _patient(sheet: Sheet, patient: Person) -> None:
    sheet.put("2", person_name(patient), "patient's names")
    put_day(sheet, "3.", patient.born, whole_year=True)
    sheet.mark("3.male", patient.sex == "M")
    sheet.mark("3.female", patient.sex == "F")
    _address(sheet, "5", patient.address, "patient.address")
    put_phone(sheet, "5", patient.phone, "patient.phone")


def _address(sheet: Sheet, box: str, address: Address | None, said: str) -> None:
    if address:
        sheet.put(f"{box}.street", street_text(address), f"{said}.street")
        sheet.put(f"{box}.city", bare(address.city), f"{said}.city")
        sheet.put(f"{box}.state", address.state, f"{said}.state")
        sheet.put(f"{box}.zip", zip_text(address.zip_code), f"{said}.zip_code")


def _insured(sheet: Sheet, coverage: Coverage, patient: Person, number: int) -> None:
    """Boxes 4, 6, 7 and 11 to 11c: the person whose insurance it is."""
    person = coverage.subscriber or patient
    said = f"coverages.{number}.subscriber" if coverage.subscriber else "patient"
    sheet.put("4", person_name(person), f"{said}'s names")
    sheet.mark(f"6.{_RELATIONS.get(coverage.relation, 'other')}")
    _address(sheet, "7", person.address, f"{said}.address")
    put_phone(sheet, "7", person.phone, f"{said}.phone")
    sheet.put("11", coverage.group_number, f"coverages.{number}.group_number")
    put_day(sheet, "11a.", person.born, whole_year=True)
    sheet.mark("11a.male", person.sex == "M")
    sheet.mark("11a.female", person.sex == "F")
    sheet.put("11c", coverage.payer_name, f"coverages.{number}.payer_name")


def _other_insured(sheet: Sheet, other: Coverage, patient: Person) -> None:
    sheet.put("9", person_name(other.subscriber or patient), "coverages.2.subscriber's names")
    sheet.put("9a", other.group_number or other.member_id, "coverages.2.group_number")
    sheet.put("9d", other.payer_name, "coverages.2.payer_name")


def _causes(sheet: Sheet, desk: Registration) -> None:
    cause = desk.accident.cause if desk.accident else None
    for box, of_box in (("10a", "EM"), ("10b", "AA"), ("10c", "OA")):
        sheet.mark(f"{box}.{'yes' if cause == of_box else 'no'}")
    if desk.accident and cause == "AA":
        sheet.put("10b.state", desk.accident.state, "accident.state")
