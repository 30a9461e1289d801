"""Whatever a payer writes, the desk answers: nothing raises, and no rule is broken by an unexpected code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from formats.x12.test_corpus import CORPUS
from remits.remitted import BOOK, TODAY, decided, line, payment, sent, worked
from tautband.formats.x12.payments import PaymentFile
from tautband.formats.x12.remitting import to_remittance
from tautband.model.case import AppealFiled
from tautband.model.remittance import Adjustment, Remittance, RemittedClaim, RemittedLine
from tautband.model.work_list import WorkList

CODES = BOOK.tables.denials.codes()
CARCS = st.sampled_from(sorted({code.carc for code in CODES})) | st.text(max_size=5)
RARCS = st.sampled_from(sorted({code.rarc for code in CODES if code.rarc} | {"MA130", "MA18"})) | st.text(max_size=6)
AMOUNTS = st.decimals(min_value=-10_000, max_value=10_000, places=2)
MAYBE = st.none() | AMOUNTS
DAYS = st.none() | st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
BILLED = st.sampled_from(["20552", "20553", "20610", "99213", "J1010", "", "?"]) | st.none()
ADJUSTMENTS = st.lists(
    st.builds(Adjustment, group=st.sampled_from(["CO", "PR", "OA", "PI", "CR", ""]), carc=CARCS, amount=AMOUNTS),
    max_size=3,
).map(tuple)
LINES = st.builds(
    RemittedLine, code=BILLED, submitted_code=BILLED, charge=MAYBE, paid=MAYBE, allowed=MAYBE, units_paid=MAYBE,
    units_submitted=MAYBE, date_of_service=DAYS, control_number=st.sampled_from([None, "C1L1", "C1L0", "L9", "L"]),
    adjustments=ADJUSTMENTS, rarcs=st.lists(RARCS, max_size=2).map(tuple),
)  # fmt: skip
CLAIMS = st.builds(
    RemittedClaim, claim_id=st.sampled_from(["C1", "C2", None]), charge=MAYBE, paid=MAYBE,
    filing=st.sampled_from(["MB", "CI", None]), frequency=st.sampled_from(["1", "7", None]),
    status=st.sampled_from(["1", "2", "4", "19", "22", "23", "25", None, "?"]),
    adjustments=ADJUSTMENTS, rarcs=st.lists(RARCS, max_size=2).map(tuple), lines=st.lists(LINES, max_size=3).map(tuple),
)  # fmt: skip
PAYMENTS = st.builds(
    Remittance, payer_name=st.sampled_from(["MEDICARE", "AETNA", "NOBODY", None]), paid_on=DAYS,
    claims=st.lists(CLAIMS, max_size=3).map(tuple),
)  # fmt: skip
PAYERS = st.sampled_from([None, "medicare", "medicare-advantage", "cigna", "aetna", "tx-medicaid", "wa-lni", "tricare"])
FILED = st.lists(
    st.builds(
        AppealFiled, level=st.integers(1, 6), outcome=st.sampled_from([None, "upheld", "overturned"]), decided_on=DAYS
    ),
    max_size=2,
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(PAYMENTS, min_size=1, max_size=2), PAYERS, DAYS, DAYS, FILED, st.booleans())
@example([payment(decided(line("20552", "CO-50 95"), claim_id="C1"))], "medicare", date(9999, 12, 31), None, [], True)
def test_no_codes_amounts_or_dates_make_it_raise(
    remittances: list[Remittance], payer: str | None, as_of: date | None, received: date | None,
    filed: list[AppealFiled], at_hand: bool,
) -> None:  # fmt: skip
    found = worked(
        *remittances, payer=payer, as_of=as_of or TODAY, received=received, filed=filed, every_claim=True,
        sent=[sent("20552 x2", "20553", "99213 I10")] if at_hand else (),
    )  # fmt: skip
    assert WorkList.model_validate_json(found.model_dump_json()) == found
    assert len(found.payments) == len(remittances)
    for told in found.denials:
        assert told.amount > 0
        assert told.because
        assert told.deadline.last_day is not None or told.deadline.counted
        if told.payer in ("medicare", "medicare-railroad"):
            assert told.route != "corrected_claim"
        if "MA130" in told.rarcs:
            assert (told.route, told.appeal) == ("new_claim", None)
        assert {change.field for change in told.changes} <= {"units", "modifiers", None}
        needed = told.appeal.amount_in_controversy if told.appeal and told.route == "appeal" else None
        if needed is not None and (told.worth.at_stake or Decimal(0)) < needed:
            assert told.worth.alone is not True


@given(st.permutations(["CO-50 95", "CO-97 95", "CO-16 95", "CO-222 95", "CO-22 95"]))
def test_the_order_of_work_does_not_hang_on_the_order_of_the_file(adjusted: list[str]) -> None:
    claims = [decided(line("20552", each), claim_id=each) for each in adjusted]
    found = worked(payment(*claims), payer="medicare").denials
    assert [denial.carc for denial in found] == ["50", "16", "97", "22", "222"]


FILES = sorted(CORPUS.rglob("*.835")) + sorted((CORPUS / "edi-835-parser").rglob("*.txt"))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of sample files is not beside the checkout")
def test_there_are_files_of_others() -> None:
    assert len(FILES) > 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_remittances_of_others_are_worked_through(path: Path) -> None:
    if b"ISA" not in path.read_bytes()[:64]:
        pytest.skip("not an interchange")
    with path.open("rb") as file:
        remittances = [to_remittance(record) for record in PaymentFile(file, path.name)]
    found = worked(*remittances, every_claim=True)
    held = [
        adjusted
        for remittance in remittances
        for claim in remittance.claims
        if claim.status not in ("22", "25")
        for taken in (claim.adjustments, *(line.adjustments for line in claim.lines))
        for adjusted in taken
        if adjusted.amount
    ]
    assert len(found.denials) + len(found.facts) == len(held)
