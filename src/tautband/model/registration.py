"""What the front desk knows and the note does not: who is billed, by whom, at what charge, and what went before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from tautband.model.practice_facts import PracticeFacts
from tautband.model.remittance import RemittedClaim
from tautband.model.strict import Strict


class Address(Strict):
    """A postal address in the United States. `zip_code` is five or nine figures, without the hyphen."""

    street: str
    street_2: str | None = None
    city: str
    state: str
    zip_code: str


class Person(Strict):
    """A patient or subscriber. `sex` is what the payer has on file: F, M or U for unknown."""

    last_name: str
    first_name: str | None = None
    middle_name: str | None = None
    suffix: str | None = None
    born: date | None = None
    sex: Literal["F", "M", "U"] | None = None
    address: Address | None = None
    phone: str | None = None
    """Ten figures; other characters between them do not matter."""


class Coverage(Strict):
    """One payer's coverage of the patient.

    `filing` is the claim filing indicator of X12, such as MB for Medicare Part B, CI for a commercial insurer, BL for
    Blue Cross. `relation` is the patient's to the subscriber: 18 self, 01 spouse, 19 child. `subscriber` is given where
    that is someone else than the patient. `sequence` P bills this coverage first, S second, T third.

    `decision` and `decided_on` are what this payer has already decided on the claim, line by line, and the day of its
    remittance: a claim to the next payer must tell it. None: this payer has not decided.
    """

    payer_name: str
    payer_id: str
    filing: str
    member_id: str
    sequence: Literal["P", "S", "T"] = "P"
    relation: Literal["18", "01", "19", "20", "21", "39", "40", "53", "G8"] = "18"
    group_number: str | None = None
    subscriber: Person | None = None
    payer_address: Address | None = None
    """Where paper claims go; the top of the printed form shows it."""
    medicare_secondary: Literal["12", "13", "14", "15", "16", "41", "42", "43", "47"] | None = None
    """Why Medicare pays after another (SBR05): 12 working aged, 13 end-stage renal disease, 14 no-fault, 15 workers'
    compensation, 16 public health service, 41 black lung, 42 veterans, 43 disabled under 65, 47 another liability.
    """
    decision: RemittedClaim | None = None
    decided_on: date | None = None


class Provider(Strict):
    """A provider, person or organization (no `first_name`). The billing provider needs tax id and address."""

    npi: str
    name: str
    first_name: str | None = None
    taxonomy: str | None = None
    tax_id: str | None = None
    tax_id_kind: Literal["EIN", "SSN"] = "EIN"
    """An employer's number, or a person's social security number."""
    address: Address | None = None
    phone: str | None = None


class Notice(Strict):
    """Whether the patient was told before the service that it may not be covered: it decides the notice modifier.

    `kind`: `abn` an advance beneficiary notice, `organization_determination` the decision of a Medicare Advantage plan,
    `none` no notice was given though a denial is expected. `covers`: `necessity` where the service may be denied as not
    necessary, `excluded` where the law excludes it. `services` are the codes it speaks of. A notice that was given has
    the day on which it was signed.
    """

    kind: Literal["abn", "organization_determination", "none"]
    covers: Literal["necessity", "excluded"] = "necessity"
    signed_on: date | None = None
    services: tuple[str, ...] = ()


class Authorization(Strict):
    """What the payer gave beforehand: a prior authorization number, a referral number."""

    number: str | None = None
    referral: str | None = None


class DrugSupply(Strict):
    """The product behind a drug code: its NDC of eleven figures, and how much of it one billed unit is."""

    ndc: str
    quantity: Decimal
    unit: Literal["F2", "GR", "ME", "ML", "UN"]


class Attachment(Strict):
    """A paper that goes with the claim, apart from it.

    `kind` is X12's code of what it is, such as OZ support data, M1 medical record, 03 report that justifies treatment.
    `sent` is how: EL electronic, BM by mail, FX by fax, EM by e-mail, FT as a file, AA on request at the provider's.
    `control_number` is on both, so that they find each other; only AA needs none.
    """

    kind: str = "OZ"
    sent: Literal["AA", "BM", "EL", "EM", "FT", "FX"]
    control_number: str | None = None


class Accident(Strict):
    """The accident behind the treatment: AA a car, EM at work, OA another."""

    cause: Literal["AA", "EM", "OA"]
    day: date
    state: str | None = None


class Submission(Strict):
    """Who sends the file to whom: the numbers the clearing house or payer gave out, and whom to call."""

    submitter_name: str
    submitter_id: str
    contact_name: str
    contact_phone: str
    receiver_name: str
    receiver_id: str
    test: bool = True


class Registration(PracticeFacts):
    """The registration of one encounter. What is None here is taken from the note.

    To be sent as an 837P a claim needs `patient`, a coverage, `billing`, `submission` and `charges`.
    """

    claim_id: str | None = None
    """The patient control number: the practice's own number for this claim."""
    patient: Person | None = None
    coverages: tuple[Coverage, ...] = ()
    """The first one is billed; the others are named on its claim."""
    billing: Provider | None = None
    rendering: Provider | None = None
    facility: Provider | None = None
    """Where the service was given, if not at the billing provider's address."""
    referring: Provider | None = None
    ordering: Provider | None = None
    supervising: Provider | None = None
    submission: Submission | None = None
    authorization: Authorization | None = None
    notices: tuple[Notice, ...] = ()
    accident: Accident | None = None
    onset: date | None = None
    drugs: Mapping[str, DrugSupply] = {}
    """The product behind each drug code."""
    frequency: Literal["1", "7", "8"] = "1"
    """1 a first claim, 7 in place of an earlier one, 8 voids it; 7 and 8 need `original_reference`."""
    original_reference: str | None = None
    """The payer's number of the claim that is replaced or voided."""
    patient_paid: Decimal | None = None
    accepts_assignment: bool = True
    signature_on_file: bool = True
    """The treating provider's own signature."""
    benefits_assigned: bool = True
    """The patient has signed that the payer pays the provider."""
    release_on_file: bool = True
    """The patient has signed that the payer may be told what the claim needs."""
    note: str | None = None
    """A claim note of at most 80 characters."""
    attachments: tuple[Attachment, ...] = ()
    descriptions: Mapping[str, str] = {}
    """By code, what was given under a code for what has no code of its own: name, strength, dose."""
