"""From a claim's segments to its record: each segment by the loop it stands in, one small function each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from itertools import count

from tautband.formats.x12.amounts import cents, day, days
from tautband.formats.x12.element_faults import UNKNOWN
from tautband.formats.x12.guide import professional_guide
from tautband.formats.x12.professional_claim import (
    Coverage,
    Drug,
    Header,
    Line,
    LinePayment,
    Name,
    OtherPayer,
    Person,
    ProfessionalClaim,
)
from tautband.formats.x12.walking import Taken, WalkedClaim

_NOTHING = frozenset({"", UNKNOWN})
_LIKE = count(1)
Take = Callable[[ProfessionalClaim, list[str], int, str], None]


class Gatherer:
    """Makes the record of each walked claim. What stands above claims is read once for all claims below it."""

    def __init__(self) -> None:
        self._take = [_TAKE.get(rule.segment) for rule in professional_guide().rules]
        self._created: tuple[tuple[str, str, str] | None, date | None] = (None, None)
        self._billing: tuple[list[Taken], Name | None, list[Name], str | None, int] | None = None
        self._header: tuple[list[Taken], list[Taken] | None, Header] | None = None

    def claim(self, walked: WalkedClaim) -> ProfessionalClaim:
        """The record of one claim."""
        if walked.created is not self._created[0]:
            self._created = (walked.created, next(filter(None, map(day, walked.created)), None))
        claim = ProfessionalClaim(self._header_of(walked), walked.delimiters, self._created[1], walked.problems)
        take = self._take
        for rule, elements, position in walked.segments:
            handler = take[rule.number]
            if handler is not None:
                handler(claim, elements, position, rule.loop)
        return claim

    def _header_of(self, walked: WalkedClaim) -> Header:
        kept = self._header
        if kept and kept[0] is walked.subscriber and kept[1] is walked.patient:
            return kept[2]
        billing, names, taxonomy, taxonomy_position = self._billing_of(walked.billing)
        coverage, subscriber, payer = _subscriber(walked.subscriber)
        patient = _patient(walked.patient) if walked.patient is not None else subscriber
        if walked.patient is not None and patient and subscriber:
            patient.member_id = subscriber.member_id
        header = Header(
            billing,
            taxonomy,
            taxonomy_position,
            coverage,
            subscriber,
            payer,
            patient,
            walked.patient is not None,
            names,
        )
        self._header = (walked.subscriber, walked.patient, header)
        return header

    def _billing_of(self, segments: list[Taken]) -> tuple[Name | None, list[Name], str | None, int]:
        if self._billing is None or self._billing[0] is not segments:
            names: list[Name] = []
            taxonomy, taxonomy_position = None, 0
            for rule, elements, position in segments:
                if elements[0] == "PRV":
                    taxonomy, taxonomy_position = _known(elements, 3), position
                else:
                    _take_name(names, rule.loop, elements, position)
            billing = next((name for name in names if name.loop == "2010AA"), None)
            self._billing = (segments, billing, names, taxonomy, taxonomy_position)
        return self._billing[1:]


def _subscriber(segments: list[Taken]) -> tuple[Coverage | None, Person | None, Name | None]:
    coverage = person = None
    names: list[Name] = []
    for rule, elements, position in segments:
        loop = rule.loop
        if loop == "2010BA":
            if person is None:
                person = Person()
            _take_person(person, elements, position)
        elif loop == "2010BB":
            _take_name(names, loop, elements, position)
        elif elements[0] == "SBR":
            coverage = _coverage(elements, position)
    return coverage, person, names[0] if names else None


def _patient(segments: list[Taken]) -> Person | None:
    person = None
    for rule, elements, position in segments:
        if rule.loop == "2010CA":
            person = person or Person()
            _take_person(person, elements, position)
    return person


def _take_person(person: Person, elements: list[str], position: int) -> None:
    segment = elements[0]
    if segment == "NM1":
        person.name_position = position
        person.member_id = _known(elements, 9)
        person.identity = tuple(elements[3:8])
    elif segment == "N3":
        person.address = True
    elif segment == "N4":
        person.state, person.zip_code, person.country, person.zip_given = _place(tuple(elements))
        person.address_position = position
    elif segment == "DMG":
        person.demographics, person.demographics_position = True, position
        born = elements[2] if len(elements) > 2 else ""
        person.born = day(born)
        person.identity = (*person.identity, born)


@lru_cache(maxsize=16384)
def _place(elements: tuple[str, ...]) -> tuple[str | None, str | None, str | None, bool]:
    """State, ZIP code and country, and whether a ZIP code is given, right or wrong."""
    return _known(elements, 2), _known(elements, 3), _known(elements, 4), _given(elements, 3)


def _known(elements: Sequence[str], index: int) -> str | None:
    """The value of an element; None where it is missing or at fault."""
    if index >= len(elements):
        return None
    value = elements[index]
    return None if value in _NOTHING else value


def _given(elements: Sequence[str], index: int) -> bool:
    return index < len(elements) and elements[index] != ""


def _coverage(elements: list[str], position: int) -> Coverage:
    known = elements if len(elements) > 9 else elements + [""] * (10 - len(elements))
    sequence, relation, group, filing = known[1], known[2], known[3], known[9]
    return Coverage(
        position,
        None if sequence in _NOTHING else sequence,
        None if relation in _NOTHING else relation,
        relation != "",
        None if group in _NOTHING else group,
        None if filing in _NOTHING else filing,
        filing != "",
    )


def _name(loop: str, elements: list[str], position: int) -> Name:
    known = elements if len(elements) > 9 else elements + [""] * (10 - len(elements))
    qualifier, name, kind, identifier = known[1], known[3], known[8], known[9]
    return Name(
        loop,
        None if qualifier in _NOTHING else qualifier,
        position,
        None if name in _NOTHING else name,
        None if kind in _NOTHING else kind,
        None if identifier in _NOTHING else identifier,
        identifier != "",
    )


def _take_name(names: list[Name], loop: str, elements: list[str], position: int) -> None:
    """NM1 begins a name; N3, N4, PRV and REF after it belong to it."""
    if elements[0] == "NM1":
        names.append(_name(loop, elements, position))
        return
    if not names or names[-1].loop != loop:
        names.append(_unnamed(loop, position))
    _complete(names[-1], elements, position)


def _unnamed(loop: str, position: int) -> Name:
    """A name whose NM1 is missing, which was told."""
    return Name(loop, None, position, id_given=True)


def _complete(name: Name, elements: list[str], position: int) -> None:
    segment = elements[0]
    if segment == "PRV":
        name.taxonomy, name.taxonomy_position = _known(elements, 3), position
    elif segment == "N3":
        name.street, name.street_2, name.street_position = _known(elements, 1), _known(elements, 2), position
    elif segment == "N4":
        name.state, name.zip_code, name.country = _known(elements, 2), _known(elements, 3), _known(elements, 4)
        name.zip_given, name.address_position = _given(elements, 3), position
    elif segment == "REF":
        name.secondary += ((_known(elements, 1) or "", _known(elements, 2) or "", position),)


def _take_name_of(held: ProfessionalClaim | Line, elements: list[str], position: int, loop: str) -> None:
    if elements[0] == "NM1":
        held.names += (_name(loop, elements, position),)
        return
    if not held.names or held.names[-1].loop != loop:
        held.names += (_unnamed(loop, position),)
    _complete(held.names[-1], elements, position)


def _clm(claim: ProfessionalClaim, elements: list[str], position: int, _loop: str) -> None:
    component = claim.delimiters.component
    claim.position = position
    claim.claim_id = _known(elements, 1)
    claim.charge = cents(elements[2]) if len(elements) > 2 else None
    place, _, rest = elements[5].partition(component) if len(elements) > 5 else ("", "", "")
    claim.place = place if place and place != UNKNOWN else None
    frequency = rest.rpartition(component)[2]
    claim.frequency = frequency if frequency and frequency != UNKNOWN else None
    if len(elements) > 11 and elements[11]:
        parts = elements[11].split(component)
        claim.causes = tuple(part for part in parts[:3] if part)
        claim.accident_state = parts[3] if len(parts) > 3 and parts[3] != UNKNOWN else None
    claim.delay_reason = _known(elements, 20)


def _hi(claim: ProfessionalClaim, elements: list[str], position: int, _loop: str) -> None:
    if elements[1][:1] == "B" and elements[1][1:2] in "OPG":
        return
    read, claim.diagnoses_known, doubled = _diagnoses(tuple(elements), claim.delimiters.component)
    claim.diagnoses_doubled = doubled or claim.diagnoses != ()
    claim.diagnoses += tuple([(qualifier, code, position, ref) for qualifier, code, ref in read])


@lru_cache(maxsize=16384)
def _diagnoses(
    elements: tuple[str, ...], component: str
) -> tuple[tuple[tuple[str | None, str | None, str], ...], bool, bool]:
    """Qualifier, code and element of each diagnosis; whether all are told from none; whether one stands twice."""
    read: list[tuple[str | None, str | None, str]] = []
    known = True
    for at, element in enumerate(elements[1:], 1):
        if not element:
            continue
        qualifier, _, code = element.partition(component)
        code = code.partition(component)[0]
        known = known and (qualifier != UNKNOWN or code != "")
        read.append((None if qualifier == UNKNOWN else qualifier, None if code in _NOTHING else code, f"HI{at:02d}"))
    return tuple(read), known, len({code for _, code, _ in read}) < len(read)


def _dtp(claim: ProfessionalClaim, elements: list[str], position: int, loop: str) -> None:
    if loop == "2400":
        if claim.lines and elements[1] in ("472", UNKNOWN):
            line = claim.lines[-1]
            line.first_day, line.last_day = days(elements[3]) if len(elements) > 3 else (None, None)
            line.date_position = position
    elif loop == "2300":
        claim.dates[elements[1]] = (days(elements[3])[0] if len(elements) > 3 else None, position)
    elif loop == "2330B" and claim.others:
        claim.others[-1].decided_on = days(elements[3])[0] if len(elements) > 3 else None
    elif loop == "2430" and claim.lines and claim.lines[-1].payments:
        claim.lines[-1].payments[-1].decided_on = days(elements[3])[0] if len(elements) > 3 else None


def _ref(claim: ProfessionalClaim, elements: list[str], position: int, loop: str) -> None:
    if loop == "2300":
        claim.references[elements[1]] = (_known(elements, 2) or "", position)
    elif loop == "2400":
        if elements[1] == "6R" and claim.lines:
            claim.lines[-1].control = _known(elements, 2)
    elif loop == "2330B":
        if elements[1] == "F8" and claim.others:
            claim.others[-1].claim_number = _known(elements, 2)
    elif loop[:4] == "2310":
        _take_name_of(claim, elements, position, loop)
    elif loop[:4] == "2420" and claim.lines:
        _take_name_of(claim.lines[-1], elements, position, loop)


def _pwk(claim: ProfessionalClaim, elements: list[str], position: int, loop: str) -> None:
    sent, number = elements[2] if len(elements) > 2 else "", elements[6] if len(elements) > 6 else ""
    claim.attachments += ((sent, number, position, loop),)


def _nte(claim: ProfessionalClaim, elements: list[str], position: int, loop: str) -> None:
    if loop == "2300":
        claim.notes += ((_known(elements, 2) or "", position),)


def _amt(claim: ProfessionalClaim, elements: list[str], _position: int, loop: str) -> None:
    amount = cents(elements[2]) if len(elements) > 2 else None
    if loop == "2300" and elements[1] == "F5":
        claim.patient_paid = amount
    elif loop == "2320" and claim.others and elements[1] == UNKNOWN:
        claim.others[-1].sums_known = False
    elif loop == "2320" and claim.others and elements[1] == "D":
        other = claim.others[-1]
        other.paid, other.paid_given = amount, True
        other.sums_known = other.sums_known and amount is not None


def _named(claim: ProfessionalClaim, elements: list[str], position: int, loop: str) -> None:
    if loop[:4] == "2310":
        _take_name_of(claim, elements, position, loop)
    elif loop[:4] == "2420":
        if claim.lines:
            _take_name_of(claim.lines[-1], elements, position, loop)
    elif loop == "2330B" and claim.others and elements[0] == "NM1":
        claim.others[-1].id = _known(elements, 9)
        claim.others[-1].id_known = claim.others[-1].id is not None


def _sbr(claim: ProfessionalClaim, elements: list[str], position: int, _loop: str) -> None:
    claim.others += (OtherPayer(_coverage(elements, position)),)


def _cas(claim: ProfessionalClaim, elements: list[str], _position: int, loop: str) -> None:
    amounts = [cents(elements[at]) for at in range(3, len(elements), 3) if elements[at]]
    target: OtherPayer | LinePayment | None = None
    if loop == "2320":
        target = claim.others[-1] if claim.others else None
    elif claim.lines and claim.lines[-1].payments:
        target = claim.lines[-1].payments[-1]
    if target is not None:
        target.adjusted += sum(amount for amount in amounts if amount is not None)
        target.sums_known = target.sums_known and None not in amounts and len(elements) > 3
        target.adjustments += tuple(
            (elements[1], elements[at], cents(elements[at + 1]))
            for at in range(2, len(elements) - 1, 3)
            if elements[at] not in _NOTHING
        )


def _moa(claim: ProfessionalClaim, elements: list[str], _position: int, _loop: str) -> None:
    if claim.others:
        claim.others[-1].remarks = tuple(text for text in elements[3:8] if text and text != UNKNOWN)


def _lx(claim: ProfessionalClaim, elements: list[str], position: int, _loop: str) -> None:
    claim.lines.append(Line(position, _known(elements, 1)))


_Service = tuple[
    str | None, str | None, tuple[str, ...], str | None, int | None, str | None, str | None, tuple[str, ...], int
]
"""Kind, code, modifiers, description, charge, units, place and pointers of a service, and the number of its like."""


@lru_cache(maxsize=16384)
def _service(elements: tuple[str, ...], component: str) -> _Service:
    known = [*elements, *[""] * (8 - len(elements))]
    parts = known[1].split(component)
    code = parts[1] if len(parts) > 1 else ""
    return (
        None if parts[0] == UNKNOWN else parts[0],
        None if code in _NOTHING else code,
        tuple(part for part in parts[2:6] if part),
        parts[6] if len(parts) > 6 and parts[6] else None,
        cents(known[2]) if len(elements) > 2 else None,
        None if known[4] in _NOTHING else known[4],
        None if known[5] in _NOTHING else known[5],
        tuple(known[7].split(component)) if known[7] else (),
        next(_LIKE),
    )


def _sv1(claim: ProfessionalClaim, elements: list[str], position: int, _loop: str) -> None:
    if not claim.lines or claim.lines[-1].sv_position:
        claim.lines.append(Line(position, None))
    line = claim.lines[-1]
    line.sv_position = position
    service = _service(tuple(elements), claim.delimiters.component)
    line.procedure_kind, line.code, line.modifiers, line.description = service[:4]
    line.charge, line.units, line.place, line.pointers, line.like = service[4:]


def _lin(claim: ProfessionalClaim, elements: list[str], position: int, _loop: str) -> None:
    if claim.lines:
        claim.lines[-1].drug = Drug(position, _known(elements, 2), _known(elements, 3))


def _ctp(claim: ProfessionalClaim, elements: list[str], _position: int, _loop: str) -> None:
    component = claim.delimiters.component
    if claim.lines and claim.lines[-1].drug:
        drug = claim.lines[-1].drug
        drug.quantity = _known(elements, 4)
        unit = elements[5].split(component)[0] if len(elements) > 5 else ""
        drug.unit = unit if unit and unit != UNKNOWN else None


def _svd(claim: ProfessionalClaim, elements: list[str], position: int, _loop: str) -> None:
    if claim.lines:
        paid = cents(elements[2]) if len(elements) > 2 else None
        claim.lines[-1].payments += (LinePayment(position, _known(elements, 1), paid, 0, paid is not None),)


_TAKE: dict[str, Take] = {
    "CLM": _clm, "HI": _hi, "DTP": _dtp, "REF": _ref, "PWK": _pwk, "NTE": _nte, "AMT": _amt,
    "NM1": _named, "N3": _named, "N4": _named, "PRV": _named, "SBR": _sbr, "CAS": _cas, "MOA": _moa,
    "LX": _lx, "SV1": _sv1, "LIN": _lin, "CTP": _ctp, "SVD": _svd,
}  # fmt: skip
