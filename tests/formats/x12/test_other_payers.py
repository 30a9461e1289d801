"""A claim to the next payer tells what the one before decided, line by line, and adds up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from formats.x12.desk import CLAIM, CREATED, EVERYTHING, MEDICARE, MUTUAL, REGISTRATION, RENDERING, SECOND
from formats.x12.test_writing import accepted_by_pyx12
from tautband.formats.x12.professional_claim import ProfessionalClaim
from tautband.formats.x12.reading import ClaimFile
from tautband.formats.x12.writing import write_claims
from tautband.model.errors import InputError
from tautband.model.registration import Registration
from tautband.model.remittance import Adjustment, RemittedClaim, RemittedLine

DECIDED_ON = date(2026, 3, 4)


def taken(group: str, carc: str, amount: str) -> Adjustment:
    return Adjustment(group=group, carc=carc, amount=Decimal(amount))


FIRST_LINE = RemittedLine(
    code="20552", charge=Decimal("95.00"), paid=Decimal("50.00"), units_paid=Decimal(1), control_number="PCN77L1",
    adjustments=(taken("CO", "45", "30.00"), taken("PR", "2", "12.50"), taken("PR", "1", "2.50")),
)  # fmt: skip
SECOND_LINE = RemittedLine(
    code="J1010", charge=Decimal("38.40"), paid=Decimal(0), control_number="PCN77L2",
    adjustments=(taken("CO", "97", "38.40"),),
)  # fmt: skip
DECIDED = RemittedClaim(
    claim_id="PCN77", status="1", charge=Decimal("133.40"), paid=Decimal("50.00"), payer_claim_number="ICN9",
    rarcs=("MA01",), lines=(FIRST_LINE, SECOND_LINE),
)  # fmt: skip


def second(decided: RemittedClaim = DECIDED, **changed: Any) -> Registration:
    """The registration that bills the second payer after the first has decided."""
    first = MUTUAL.model_copy(update={"decision": decided, "decided_on": DECIDED_ON})
    return REGISTRATION.model_copy(update={"coverages": (SECOND, first), **changed})


def written(desk: Registration) -> tuple[list[str], ProfessionalClaim]:
    data = write_claims([(CLAIM, desk)], CREATED)
    assert accepted_by_pyx12(data)
    (record,) = ClaimFile(BytesIO(data))
    assert record.problems == []
    return data.decode().split("~\n"), record


def test_the_first_payers_decision_goes_along_line_by_line() -> None:
    segments, record = written(second())
    at = segments.index("SBR*P*19*******CI")
    assert segments[at : at + 7] == [
        "SBR*P*19*******CI", "AMT*D*50", "OI***Y***Y", "MOA***MA01", "NM1*IL*1*MUSTER*BERT****MI*W222333444",
        "NM1*PR*2*EXAMPLE MUTUAL*****PI*60054", "REF*F8*ICN9",
    ]  # fmt: skip
    assert [text for text in segments if text.startswith(("SVD", "CAS", "DTP*573"))] == [
        "SVD*60054*50*HC:20552**1", "CAS*CO*45*30", "CAS*PR*2*12.5**1*2.5", "DTP*573*D8*20260304",
        "SVD*60054*0*HC:J1010**40", "CAS*CO*97*38.4", "DTP*573*D8*20260304",
    ]  # fmt: skip
    (other,) = record.others
    assert (other.paid, other.id) == (5000, "60054")
    assert [[payment.paid for payment in line.payments] for line in record.lines] == [[5000], [0]]


def test_a_decision_on_the_whole_claim_stands_with_the_payer() -> None:
    decided = DECIDED.model_copy(
        update={"lines": (), "rarcs": (), "patient_owes": Decimal("15.00"),
                "adjustments": (taken("CO", "45", "68.40"), taken("PR", "2", "15.00"))}
    )  # fmt: skip
    segments, _ = written(second(decided))
    at = segments.index("SBR*P*19*******CI")
    assert segments[at + 1 : at + 6] == ["CAS*CO*45*68.4", "CAS*PR*2*15", "AMT*D*50", "AMT*EAF*15", "OI***Y***Y"]
    assert [text for text in segments if text.startswith(("SVD", "DTP*573"))] == ["DTP*573*D8*20260304"]


def test_seven_reasons_of_one_group_take_two_segments() -> None:
    many = tuple(taken("CO", str(40 + number), "5.00") for number in range(7))
    line = FIRST_LINE.model_copy(update={"paid": Decimal("60.00"), "adjustments": many})
    segments, _ = written(second(DECIDED.model_copy(update={"paid": Decimal("60.00"), "lines": (line, SECOND_LINE)})))
    assert [text.count("*5") for text in segments if text.startswith("CAS*CO*4")] == [6, 1]


def test_lines_without_control_numbers_are_found_by_their_code() -> None:
    lines = tuple(line.model_copy(update={"control_number": None}) for line in (SECOND_LINE, FIRST_LINE))
    segments, _ = written(second(DECIDED.model_copy(update={"lines": lines})))
    assert [text for text in segments if text.startswith("SVD")] == [
        "SVD*60054*50*HC:20552**1",
        "SVD*60054*0*HC:J1010**40",
    ]


def test_a_decision_that_does_not_add_up_is_refused() -> None:
    wrong = DECIDED.model_copy(update={"paid": Decimal("49.00")})
    with pytest.raises(InputError) as refused:
        write_claims([(CLAIM, second(wrong))], CREATED)
    assert refused.value.what.startswith("2320 AMT02")


def test_medicare_in_second_place_says_why() -> None:
    desk = second()
    medicare = MEDICARE.model_copy(update={"sequence": "S", "medicare_secondary": "12"})
    segments, _ = written(desk.model_copy(update={"coverages": (medicare, desk.coverages[1])}))
    assert "SBR*S*18***12****MB" in segments


def test_what_was_signed_and_who_ordered_is_told() -> None:
    billing = REGISTRATION.billing
    assert billing is not None
    segments, record = written(
        REGISTRATION.model_copy(
            update={"benefits_assigned": False, "release_on_file": False, "ordering": RENDERING,
                    "billing": billing.model_copy(update={"tax_id_kind": "SSN"})}
        )
    )  # fmt: skip
    assert "CLM*PCN77*133.4***11:B:1*Y*A*N*I" in segments
    assert "REF*SY*123456789" in segments
    assert [[name.qualifier for name in line.names] for line in record.lines] == [["DK"], ["DK"]]


def test_another_payer_that_has_not_decided_is_only_named() -> None:
    segments, _ = written(EVERYTHING)
    at = segments.index("SBR*S*18*******BL")
    assert segments[at : at + 4] == [
        "SBR*S*18*******BL", "OI***Y***Y", "NM1*IL*1*MUSTER*ANNE****MI*XYZ999", "NM1*PR*2*EXAMPLE BLUE*****PI*00510",
    ]  # fmt: skip


def test_what_is_written_of_the_first_payers_decision_is_read_back() -> None:
    _, record = written(second())
    (other,) = record.others
    assert (other.id, other.paid, other.remarks, other.claim_number) == ("60054", 5000, ("MA01",), "ICN9")
    payments = [payment for line in record.lines for payment in line.payments]
    assert [(payment.paid, payment.adjustments, payment.decided_on) for payment in payments] == [
        (5000, (("CO", "45", 3000), ("PR", "2", 1250), ("PR", "1", 250)), DECIDED_ON),
        (0, (("CO", "97", 3840),), DECIDED_ON),
    ]


def test_a_decision_on_the_whole_claim_is_read_back() -> None:
    whole = DECIDED.model_copy(update={"lines": (), "adjustments": (taken("CO", "45", "83.40"),)})
    _, record = written(second(whole))
    (other,) = record.others
    assert (other.adjustments, other.decided_on) == ((("CO", "45", 8340),), DECIDED_ON)
