"""Remittances: every amount read, every sum judged, another reader of the same money agreeing."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import oxedi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.x12.test_corpus import CORPUS
from tautband.formats.x12.payment_record import PaymentRecord
from tautband.formats.x12.payments import PaymentFile
from tautband.formats.x12.remitting import to_remittance
from tautband.formats.x12.tree import read_document
from tautband.model.remittance import Adjustment, ProviderAdjustment

ISA = "ISA*00*          *00*          *ZZ*PAYER01        *ZZ*CLINIC01       *260405*1015*^*00501*000000102*0*T*:"
HEAD = """\
BPR*I*{paid}*C*ACH*CCP*01*111000025*DA*123*1234567890**01*111000025*DA*456*20260405
TRN*1*CHK1*1234567890
DTM*405*20260405
N1*PR*{payer}
N3*1 PAYER WAY
N4*DAYTON*OH*45402
PER*BL*PROVIDER DESK*TE*8005550100
N1*PE*EXAMPLE CLINIC*XX*1234567893
REF*TJ*123456789
LX*1"""
CLAIMS = """\
CLP*PCN1*1*190*60*15*MB*ICN1*11*1
NM1*QC*1*MUSTER*ANNA****MI*1EG4TE5MK73
NM1*82*1*SAMPLE*PAT****XX*1245319599
MOA***MA01
SVC*HC:20552*95*60**1
DTM*472*20260302
CAS*CO*45*20
CAS*PR*2*15
REF*6R*PCN1L1
AMT*B6*75
SVC*HC:20553*95*0*HC:20552*0*HC:20553*1
DTM*472*20260302
CAS*CO*151*95
LQ*HE*N115
CLP*PCN2*22*-100*-40**MB*ICN2*11*1
NM1*QC*1*MUSTER*BERT****MI*2EG4TE5MK74
CAS*CO*45*-60
CLP*PCN2*1*100*50**MB*ICN2*11*1
NM1*QC*1*MUSTER*BERT****MI*2EG4TE5MK74
CAS*CO*45*50"""
MOVED = "PLB*1234567893*20261231*WO:REF1*5*L6*-2"


def remittance(claims: str = CLAIMS, paid: str = "67", moved: str = MOVED, payers: int = 1) -> bytes:
    parts = [ISA, "GS*HP*PAYER01*CLINIC01*20260405*1015*8*X*005010X221A1"]
    for number in range(1, payers + 1):
        head = HEAD.format(paid=paid, payer=f"EXAMPLE PAYER {number}").splitlines()
        body = [*head, *claims.splitlines(), *([moved] if moved else [])]
        parts += [f"ST*835*{number:04d}", *body, f"SE*{len(body) + 2}*{number:04d}"]
    parts += [f"GE*{payers}*8", "IEA*1*000000102"]
    return "".join(f"{part}~\n" for part in parts).encode()


def read(data: bytes) -> list[PaymentRecord]:
    return list(PaymentFile(BytesIO(data)))


def told(data: bytes) -> list[tuple[str | None, str | None]]:
    reading = PaymentFile(BytesIO(data))
    of_payments = [problem for payment in reading for problem in payment.problems]
    return [(problem.claim_id, problem.element) for problem in [*reading.problems, *of_payments]]


def test_a_payment_with_its_claims_lines_and_reasons() -> None:
    (record,) = read(remittance())
    found = to_remittance(record)
    assert (found.payer_name, found.trace_number, found.amount, found.balanced) == (
        "EXAMPLE PAYER 1", "CHK1", Decimal("67.00"), True,
    )  # fmt: skip
    first, reversal, corrected = found.claims
    assert [claim.status for claim in found.claims] == ["1", "22", "1"]
    assert (reversal.reversal, reversal.paid, corrected.payer_claim_number) == (True, Decimal("-40.00"), "ICN2")
    assert first.rarcs == ("MA01",)
    paid, denied = first.lines
    assert paid.adjustments == (
        Adjustment(group="CO", carc="45", amount=Decimal("20.00")),
        Adjustment(group="PR", carc="2", amount=Decimal("15.00")),
    )
    assert (paid.control_number, paid.allowed) == ("PCN1L1", Decimal("75.00"))
    assert (denied.rarcs, denied.submitted_code, denied.units_submitted) == (("N115",), "20553", Decimal(1))
    assert found.provider_adjustments == (
        ProviderAdjustment(provider="1234567893", reason="WO", reference="REF1", amount=Decimal("5.00")),
        ProviderAdjustment(provider="1234567893", reason="L6", amount=Decimal("-2.00")),
    )


def test_several_payers_in_one_file_are_several_payments() -> None:
    payments = read(remittance(payers=3))
    assert [payment.payer_name for payment in payments] == [f"EXAMPLE PAYER {number}" for number in (1, 2, 3)]
    assert [payment.balanced for payment in payments] == [True, True, True]


UNBALANCED = [
    ("a line", remittance(CLAIMS.replace("SVC*HC:20552*95*60*", "SVC*HC:20552*95*61*")), [("PCN1", "SVC03")]),
    ("a claim", remittance(CLAIMS.replace("CAS*CO*45*50", "CAS*CO*45*49")), [("PCN2", "CLP04")]),
    ("a payment", remittance(paid="68"), [(None, "BPR02")]),
    ("what was moved", remittance(moved=""), [(None, "BPR02")]),
    ("an amount that is none", remittance(CLAIMS.replace("CAS*CO*45*20", "CAS*CO*45*X")), [("PCN1", "CAS03")]),
    ("a group that is none", remittance(CLAIMS.replace("CAS*PR*2", "CAS*QQ*2")), [("PCN1", "CAS01")]),
    ("a count", remittance().replace(b"GE*1*", b"GE*2*"), [(None, "GE01")]),
    ("a file cut short", remittance()[:900], [(None, None)]),
]


@pytest.mark.parametrize(("data", "expected"), [row[1:] for row in UNBALANCED], ids=[row[0] for row in UNBALANCED])
def test_what_does_not_add_up_is_told_once(data: bytes, expected: list[tuple[str | None, str | None]]) -> None:
    assert told(remittance()) == []
    assert told(data) == expected


def money_rules(data: bytes) -> list[str]:
    """The balancing rules another reader finds broken."""
    return sorted(finding.rule for finding in oxedi.parse(data).diagnostics if finding.level == 3)


def test_another_reader_agrees_on_what_balances() -> None:
    assert money_rules(remittance()) == []
    for name, data, _ in UNBALANCED[:4]:
        assert (name, len(money_rules(data)) > 0) == (name, True)


SAMPLES = sorted((CORPUS / "linuxforhealth" / "835_005010X221A1").glob("*.835")) if CORPUS.is_dir() else []


@pytest.mark.skipif(not SAMPLES, reason="the corpus of sample files is not beside the checkout")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_both_readers_judge_the_sums_of_a_sample_alike(path: Path) -> None:
    data = path.read_bytes()
    reading = PaymentFile(BytesIO(data))
    payments = list(reading)
    ours = [problem for payment in payments for problem in payment.problems if problem.snip == 3]
    parsed = oxedi.parse(data)
    assert (len(ours) > 0) == (len([finding for finding in parsed.diagnostics if finding.level == 3]) > 0)
    assert sum(len(payment.claims) for payment in payments) == parsed.count_claims()
    assert Decimal(sum(payment.amount or 0 for payment in payments)) / 100 == Decimal(parsed.sum_payments())
    assert read_document(data).write() == data


@given(
    st.lists(
        st.sampled_from([*CLAIMS.splitlines(), "CLP", "SVC", "CAS", "CAS*CO", "PLB*1", "~", "DTM", "*"]), max_size=30
    )
)
def test_any_order_of_segments_is_read(parts: list[str]) -> None:
    data = remittance("\n".join(parts))
    for payment in read(data):
        claims = len(payment.claims)
        assert (len(to_remittance(payment).claims), len(payment.document()["claims"])) == (claims, claims)
    assert read_document(data).write() == data
