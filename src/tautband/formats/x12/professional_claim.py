"""A professional claim as its file tells it, in plain records: fast to make, and None for what is missing or at fault.

Amounts are cents. A text that was told as a problem is None here, so that no later check trips over it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tautband.formats.x12.delimiters import Delimiters
from tautband.formats.x12.problem import Problem

Diagnosis = tuple[str | None, str | None, int, str]
"""Qualifier, code, position and element, such as HI02."""
Reason = tuple[str, str, int | None]
"""Why another payer paid less: the group (CO, PR ...), the reason's code, and cents."""


@dataclass(slots=True)
class Name:
    """A provider, payer or place: what NM1 and the segments after it say. `position` is that of NM1."""

    loop: str
    qualifier: str | None
    position: int
    name: str | None = None
    id_kind: str | None = None
    id: str | None = None
    id_given: bool = False
    """Something stands where the identifier belongs, right or wrong."""
    street: str | None = None
    street_2: str | None = None
    street_position: int = 0
    state: str | None = None
    zip_code: str | None = None
    zip_given: bool = False
    country: str | None = None
    address_position: int = 0
    taxonomy: str | None = None
    taxonomy_position: int = 0
    secondary: tuple[tuple[str, str, int], ...] = ()
    """REF qualifier, value, position."""


@dataclass(slots=True)
class Person:
    """A subscriber or patient, as far as checks need one. `identity` tells two people of one member number apart."""

    member_id: str | None = None
    identity: tuple[str, ...] = field(default=(), repr=False)
    born: date | None = None
    demographics: bool = False
    demographics_position: int = 0
    address: bool = False
    name_position: int = 0
    state: str | None = None
    zip_code: str | None = None
    zip_given: bool = False
    country: str | None = None
    address_position: int = 0
    """Where N4 stands, 0 for nowhere."""


@dataclass(slots=True)
class Coverage:
    """What SBR says of one payer's coverage."""

    position: int
    sequence: str | None
    relation: str | None
    relation_given: bool
    group: str | None
    filing: str | None
    filing_given: bool


@dataclass(slots=True)
class OtherPayer:
    """Another payer of the claim (2320 and its names): what it paid, and its adjustments, in cents."""

    coverage: Coverage
    paid: int | None = None
    paid_given: bool = False
    adjusted: int = 0
    sums_known: bool = True
    id: str | None = None
    id_known: bool = False
    remarks: tuple[str, ...] = ()
    adjustments: tuple[Reason, ...] = ()
    claim_number: str | None = None
    """The other payer's own number of the claim."""
    decided_on: date | None = None


@dataclass(slots=True)
class LinePayment:
    """What another payer decided on one line (2430)."""

    position: int
    payer_id: str | None
    paid: int | None
    adjusted: int = 0
    sums_known: bool = True
    adjustments: tuple[Reason, ...] = ()
    decided_on: date | None = None


@dataclass(slots=True)
class Drug:
    """The drug of a line (2410)."""

    position: int
    kind: str | None
    ndc: str | None
    quantity: str | None = None
    unit: str | None = None


@dataclass(slots=True)
class Line:
    """One service line. `pointers` count the claim's diagnoses from 1."""

    position: int
    number: str | None
    sv_position: int = 0
    like: int = field(default=0, compare=False)
    """The same number for the same content of SV1, so that what was found faultless need not be looked at again."""
    procedure_kind: str | None = None
    code: str | None = None
    modifiers: tuple[str, ...] = ()
    description: str | None = None
    charge: int | None = None
    units: str | None = None
    place: str | None = None
    pointers: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    date_position: int = 0
    control: str | None = None
    drug: Drug | None = None
    payments: tuple[LinePayment, ...] = ()
    names: tuple[Name, ...] = ()


@dataclass(slots=True)
class Header:
    """What stands above a claim: the billing provider, the subscriber, the payer, and the patient where another."""

    billing: Name | None
    taxonomy: str | None
    taxonomy_position: int
    coverage: Coverage | None
    subscriber: Person | None
    payer: Name | None
    patient: Person | None
    patient_separate: bool
    providers: list[Name]


@dataclass(slots=True)
class ProfessionalClaim:
    """One claim (2300) with what stands above it."""

    header: Header
    delimiters: Delimiters
    created: date | None
    problems: list[Problem]
    position: int = 0
    claim_id: str | None = None
    charge: int | None = None
    place: str | None = None
    frequency: str | None = None
    causes: tuple[str, ...] = ()
    accident_state: str | None = None
    delay_reason: str | None = None
    diagnoses: tuple[Diagnosis, ...] = ()
    diagnoses_doubled: bool = False
    """Whether one of them may stand twice."""
    diagnoses_known: bool = False
    dates: dict[str, tuple[date | None, int]] = field(default_factory=dict)
    references: dict[str, tuple[str, int]] = field(default_factory=dict)
    attachments: tuple[tuple[str, str, int, str], ...] = ()
    """How sent, control number, position, loop."""
    notes: tuple[tuple[str, int], ...] = ()
    patient_paid: int | None = None
    names: tuple[Name, ...] = ()
    others: tuple[OtherPayer, ...] = ()
    lines: list[Line] = field(default_factory=list)

    @property
    def first_day(self) -> date | None:
        """The first day of the first line with a date."""
        for line in self.lines:
            if line.first_day is not None:
                return line.first_day
        return None

    def named(self, qualifier: str) -> Name | None:
        """The provider of the claim with an NM101 qualifier, such as 82 for the one who rendered it."""
        return next((name for name in self.names if name.qualifier == qualifier), None)
