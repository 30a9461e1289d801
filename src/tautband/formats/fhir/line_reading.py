"""One item of a Claim or ExplanationOfBenefit as a service line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tautband.formats.fhir.codes import codings, meaning_of
from tautband.formats.fhir.element import Element
from tautband.formats.fhir.parties import Place, only, place_by_extension, place_of_concepts
from tautband.formats.fhir.problem import Notes
from tautband.formats.fhir.resources import Resources
from tautband.model.claim import ServiceLine
from tautband.model.identifiers import is_modifier, is_procedure_code

_SUBMITTED, _ALLOWED = "submitted", "eligible"
_PAID = frozenset({"benefit", "paidtoprovider", "paidtopatient"})
_DIAGNOSES = ("icd10cm", "icd10", "icd9cm")
_DIAGNOSIS = re.compile(r"[0-9A-Z][0-9A-Z.]{2,8}")


@dataclass(frozen=True)
class ReadLine:
    """A line, the day it was given, where, which entries of the care team took part, and what its payer decided.

    `path` is its item's.
    """

    path: str
    line: ServiceLine
    day: date | None
    place_of_service: str | None
    place: Place
    team: tuple[int, ...]
    outcome: Literal["paid", "denied"] | None


def diagnoses_of(resources: Resources, claim: Element, notes: Notes) -> dict[int, str]:
    """The diagnosis codes of a claim by their sequence; one in no code system of the United States is a problem."""
    found: dict[int, str] = {}
    for entry in claim.objects("diagnosis"):
        number = entry.whole("sequence")
        concept = entry.object("diagnosisCodeableConcept")
        if concept is None and (reference := entry.object("diagnosisReference")) is not None:
            condition = resources.named(reference)
            concept = condition.object("code") if condition is not None and condition.kind == "Condition" else None
        by_meaning = {meaning_of(system): code for system, code in codings(concept)}
        code = next((by_meaning[meaning] for meaning in _DIAGNOSES if meaning in by_meaning), None)
        if number is None or number in found:
            notes.tell(entry.at("sequence"), "missing or used twice", "Number each diagnosis once.")
        elif code is None or not _DIAGNOSIS.fullmatch(code.upper()):
            notes.tell(entry.path, "no ICD-10-CM or ICD-9-CM code", "Code it with the system's URL.")
        else:
            found[number] = code.upper()
    return found


def line_of(item: Element, diagnoses: Mapping[int, str], told: frozenset[int], notes: Notes) -> ReadLine | None:
    """The line of an item; None, and a problem, for one without a CPT or HCPCS code.

    `told` are the sequences of diagnoses that stand in the claim, read or not. A quantity that is not there is one, as
    FHIR counts it, and so is told. The charge is the net, else the unit price times the quantity, else the amount an
    answer of a payer calls submitted.
    """
    code = _code(item, notes)
    if any(_is_service(detail) for detail in item.objects("detail")):
        notes.tell(item.at("detail"), "services grouped under one item are not read", "Give each service its own item.")
    if code is None:
        return None
    units = _units(item, notes)
    first, last = _days(item)
    if last is not None and last != first:
        notes.assume(item.at("servicedPeriod"), "several days in one line; its first day counts")
    concept = item.object("locationCodeableConcept")
    places = set(place_of_concepts([concept] if concept else []))
    if concept is not None and concept.objects("coding") and not places:
        notes.tell(concept.path, "no place of service of the CMS code set", "Code it with that code set's URL.")
    line = ServiceLine(
        code=code,
        modifiers=tuple(_modifiers(item, notes)),
        units=units,
        charge=_charge(item, units, notes),
        diagnoses=tuple(_pointed(item, diagnoses, told, notes)),
    )
    team, place = item.wholes("careTeamSequence"), place_by_extension(concept)
    return ReadLine(item.path, line, first, only(places), place, team, _outcome(item))


def without_reversed(lines: Iterable[ReadLine], notes: Notes) -> Iterator[ReadLine]:
    """The lines without those that a later one of a negative charge takes back; such a pair is no service.

    A negative charge that takes nothing back is a problem, and its line is left out.
    """
    kept: dict[int, ReadLine] = {}
    given: dict[tuple[object, ...], list[int]] = {}
    for number, line in enumerate(lines):
        charge = line.line.charge
        service = (line.line.code, line.day, *sorted(line.line.modifiers))
        if charge is None or charge >= 0:
            kept[number] = line
            given.setdefault((*service, charge), []).append(number)
        elif earlier := given.get((*service, -charge)):
            del kept[earlier.pop()]
            notes.assume(line.path, "takes an earlier line of the same service back; neither counts")
        else:
            notes.tell(line.path, "a negative charge that takes no earlier line back; left out", "Give both lines.")
    yield from kept.values()


def _code(item: Element, notes: Notes) -> str | None:
    concept = item.object("productOrService")
    found = [(meaning_of(system), code.upper()) for system, code in codings(concept)]
    code = next((code for meaning, code in found if meaning in ("cpt", "hcpcs") and is_procedure_code(code)), None)
    if code is None:
        notes.tell(item.at("productOrService"), "no CPT or HCPCS code; the item is left out", "Code it with its URL.")
    return code


def _is_service(detail: Element) -> bool:
    """Whether a part of an item is a service of its own; a drug's product number is not."""
    return any(
        meaning_of(system) in ("cpt", "hcpcs") and is_procedure_code(code.upper())
        for system, code in codings(detail.object("productOrService"))
    )


def _modifiers(item: Element, notes: Notes) -> Iterator[str]:
    for concept in item.objects("modifier"):
        for system, code in codings(concept):
            if meaning_of(system) in ("cpt", "hcpcs", None) and is_modifier(code.upper()):
                yield code.upper()
            else:
                notes.tell(concept.path, "not a modifier of two characters", "Correct the modifier.")


def _units(item: Element, notes: Notes) -> Decimal:
    quantity = item.object("quantity")
    value = quantity.number("value") if quantity else None
    if quantity is not None:
        quantity.text("unit")
        quantity.text("system")
        quantity.text("code")
    if value is None:
        notes.assume(item.at("quantity"), "missing; read as one")
        return Decimal(1)
    if value <= 0:
        notes.tell(item.at("quantity"), "not above zero", "Give the units billed.")
    return value


def _days(item: Element) -> tuple[date | None, date | None]:
    if (day := item.day("servicedDate")) is not None:
        return day, None
    period = item.object("servicedPeriod")
    return (period.day("start"), period.day("end")) if period else (None, None)


def _charge(item: Element, units: Decimal, notes: Notes) -> Decimal | None:
    if (net := _money(item, "net", notes)) is not None:
        return net
    if (price := _money(item, "unitPrice", notes)) is not None:
        return price * units * (item.number("factor") or Decimal(1))
    for entry in item.objects("adjudication"):
        if any(code == _SUBMITTED for _, code in codings(entry.object("category"))):
            return _money(entry, "amount", notes)
    return None


def _outcome(item: Element) -> Literal["paid", "denied"] | None:
    """What a payer's answer says of a line: paid where it paid anything, denied where it allowed nothing."""
    paid, allowed = Decimal(0), None
    for entry in item.objects("adjudication"):
        kinds = {code for _, code in codings(entry.object("category"))}
        amount = entry.object("amount")
        value = amount.number("value") if amount else None
        if value is not None and kinds & _PAID:
            paid = max(paid, value)
        elif value is not None and _ALLOWED in kinds:
            allowed = value
    return "paid" if paid > 0 else "denied" if allowed == 0 else None


def _money(holder: Element, key: str, notes: Notes) -> Decimal | None:
    money = holder.object(key)
    if money is None:
        return None
    if (money.text("currency") or "USD") != "USD":
        notes.tell(money.at("currency"), "not dollars; the amount is left out", "Give the charge in dollars.")
        return None
    return money.number("value")


def _pointed(item: Element, diagnoses: Mapping[int, str], told: frozenset[int], notes: Notes) -> Iterator[str]:
    for number in item.wholes("diagnosisSequence"):
        if number in diagnoses:
            yield diagnoses[number]
        elif number not in told:
            notes.tell(item.at("diagnosisSequence"), "names a diagnosis that is not there", "Correct the sequence.")
