"""Invented registrations and claims, complete enough to be sent."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from tautband.model.claim import Claim, ServiceLine
from tautband.model.registration import (
    Accident,
    Address,
    Authorization,
    Coverage,
    DrugSupply,
    Person,
    Provider,
    Registration,
    Submission,
)

CREATED = datetime(2026, 3, 5, 10, 15)  # noqa: DTZ001 (X12 knows no time zone)
HOME = Address(street="1 Low Street", city="Cincinnati", state="OH", zip_code="45203")
CLINIC = Address(street="12 High Street", city="Cincinnati", state="OH", zip_code="452021234")
PATIENT = Person(last_name="Muster", first_name="Änne", born=date(1961, 2, 3), sex="F", address=HOME)
SUBSCRIBER = Person(last_name="Muster", first_name="Bert", born=date(1959, 1, 1), sex="M", address=HOME)
MEDICARE = Coverage(payer_name="Example Contractor", payer_id="15202", filing="MB", member_id="1EG4-TE5-MK73")
MUTUAL = Coverage(
    payer_name="Example Mutual", payer_id="60054", filing="CI", member_id="W222333444", relation="19",
    subscriber=SUBSCRIBER,
)  # fmt: skip
SECOND = Coverage(payer_name="Example Blue", payer_id="00510", filing="BL", member_id="XYZ999", sequence="S")
RENDERING = Provider(npi="1245319599", name="Sample", first_name="Pat", taxonomy="208VP0014X")
REGISTRATION = Registration(
    claim_id="PCN77",
    patient=PATIENT,
    coverages=(MEDICARE,),
    billing=Provider(npi="1234567893", name="Example Clinic", taxonomy="208VP0014X", tax_id="123456789",
                     address=CLINIC),
    rendering=RENDERING,
    submission=Submission(
        submitter_name="Example Clinic", submitter_id="CLINIC01", contact_name="Billing desk",
        contact_phone="513-555-0100", receiver_name="Example Clearing", receiver_id="CLEAR01",
    ),
)  # fmt: skip
CLAIM = Claim(
    claim_id="PCN77",
    date_of_service=date(2026, 3, 2),
    place_of_service="11",
    lines=(
        ServiceLine(code="20552", charge=Decimal("95.00"), diagnoses=("M79.18", "M54.2")),
        ServiceLine(code="J1010", units=Decimal(40), charge=Decimal("38.40"), diagnoses=("M79.18",)),
    ),
)
EVERYTHING = REGISTRATION.model_copy(
    update={
        "coverages": (MUTUAL, SECOND),
        "facility": Provider(npi="1234567893", name="Example South", address=CLINIC),
        "referring": Provider(npi="1679576722", name="Refer", first_name="Rita"),
        "supervising": Provider(npi="1679576722", name="Super", first_name="Vera"),
        "authorization": Authorization(number="AUTH1", referral="RF1"),
        "accident": Accident(cause="AA", day=date(2026, 1, 5), state="OH"),
        "onset": date(2026, 1, 6),
        "drugs": {"J1010": DrugSupply(ndc="00409428202", quantity=Decimal("0.025"), unit="ML")},
        "frequency": "7",
        "original_reference": "ICN1",
        "patient_paid": Decimal(20),
        "note": "Second session",
    }
)
