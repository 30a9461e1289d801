"""Corrected and void claims: only where the payer takes them and decided the first, and with every change told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.x12.desk import MUTUAL, REGISTRATION, SECOND
from tautband.claims.changes import changes_between, registration_changes
from tautband.claims.correcting import Earlier, correct, refuse_duplicate, void
from tautband.claims.secondary import to_next_payer
from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.model.errors import InputError
from tautband.model.registration import Coverage
from tautband.model.remittance import RemittedClaim, RemittedLine
from tautband.rulebook.tables import Tables
from tautband.shipped import shipped_rulebook

DAY = date(2026, 3, 2)
NUMBER = "ICN1"
FIRST = ServiceLine(code="20552", charge=Decimal("95.00"), diagnoses=("M79.18",))
DRUG = ServiceLine(code="J1010", units=Decimal(40), charge=Decimal("38.40"), diagnoses=("M79.18",))
SENT = Claim(
    claim_id="PCN77", patient_id="W1", payer="aetna", date_of_service=DAY, place_of_service="11",
    billing_npi="1234567893", lines=(FIRST, DRUG),
)  # fmt: skip
MENDED = SENT.model_copy(update={"lines": (FIRST.model_copy(update={"modifiers": ("XS",)}), DRUG)})
DECIDED = RemittedClaim(claim_id="PCN77", status="1", paid=Decimal(60), payer_claim_number=NUMBER)
DESK = REGISTRATION.model_copy(update={"coverages": (MUTUAL,)})


def corrected(earlier: Earlier, claim: Claim = MENDED, number: str = NUMBER, payer: str = "aetna") -> Any:
    found = shipped_rulebook().payers.resolve(payer)
    return correct(earlier, claim, DESK, number, found, Tables.open())


def test_a_corrected_claim_names_the_payers_number_and_what_it_changes() -> None:
    made = corrected(Earlier(SENT, DESK, DECIDED, answered=True))
    assert (made.registration.frequency, made.registration.original_reference) == ("7", NUMBER)
    assert [change.model_dump(exclude_none=True) for change in made.changes] == [
        {"says": "line 1: modifiers none becomes XS", "line": 1, "field": "modifiers", "new": "XS"}
    ]
    assert made.claim.lines == MENDED.lines


def test_a_void_claim_repeats_the_lines_under_frequency_8() -> None:
    made = void(
        Earlier(SENT, DESK, DECIDED, True), DESK, NUMBER, shipped_rulebook().payers.resolve("aetna"), Tables.open()
    )
    assert (made.registration.frequency, made.registration.original_reference) == ("8", NUMBER)
    assert (made.claim, made.changes) == (SENT, ())


def test_its_own_earlier_sending_is_no_session_before_it() -> None:
    other = HistoryEntry(date_of_service=date(2026, 1, 5), code="20552", claim_id="PCN50")
    own = [HistoryEntry(date_of_service=DAY, code="20552", claim_id=name) for name in ("PCN77", NUMBER)]
    claim = MENDED.model_copy(update={"history": (other, *own)})
    made = corrected(Earlier(SENT, DESK, DECIDED, answered=True), claim)
    assert made.claim.history == (other,)


PART_B = "this payer takes no corrected claim (NGS Medicare: CMS-1500 claim form; 42 CFR 405.980)"
UNPROCESSABLE = DECIDED.model_copy(update={"lines": (RemittedLine(code="20552", rarcs=("MA130",)),)})


@pytest.mark.parametrize(
    ("earlier", "do"),
    [
        (Earlier(SENT), "If the payer decided it, ask for a reopening; if it never did, send a new claim."),
        (Earlier(SENT, None, DECIDED, True), "Ask the payer for a reopening."),
        (
            Earlier(SENT, None, UNPROCESSABLE, True),
            "Send it as a new claim: leave out --replaces and --voids; the payer has never decided this one.",
        ),
        (
            Earlier(SENT, None, None, True),
            "Send it as a new claim: leave out --replaces and --voids; the payer has never decided this one.",
        ),
    ],
)
@pytest.mark.parametrize("payer", ["medicare", "medicare-railroad"])
def test_part_b_takes_no_corrected_claim_and_the_way_instead_is_named(earlier: Earlier, do: str, payer: str) -> None:
    with pytest.raises(InputError) as refused:
        corrected(earlier, payer=payer)
    assert (refused.value.where, refused.value.what.split(":")[0]) == ("--replaces", PART_B.split(":")[0])
    assert refused.value.do == do


def test_part_b_takes_no_void_claim() -> None:
    with pytest.raises(InputError) as refused:
        void(Earlier(SENT), DESK, NUMBER, shipped_rulebook().payers.resolve("medicare"), Tables.open())
    assert refused.value.where == "--voids"
    assert refused.value.what.startswith("this payer takes no void claim")


@pytest.mark.parametrize("payer", ["medicare-advantage", "aetna", "tx-medicaid", "tricare"])
def test_other_payers_take_one(payer: str) -> None:
    assert corrected(Earlier(SENT, DESK, DECIDED, answered=True), payer=payer).registration.frequency == "7"


REFUSED: list[tuple[Earlier, Claim, str, str]] = [
    (Earlier(SENT, None, UNPROCESSABLE, True), MENDED, NUMBER,
     "the payer returned the earlier claim as unprocessable"),
    (Earlier(SENT, None, None, True), MENDED, NUMBER,
     "no remittance at hand decides a claim of this number, so the payer may never have taken it"),
    (Earlier(SENT, None, DECIDED, True), MENDED, "ICN2", "not the number the payer gave this claim"),
    (Earlier(SENT, None, DECIDED.model_copy(update={"status": "22"}), True), MENDED, NUMBER,
     "the payer has already taken the earlier decision back"),
    (Earlier(SENT, DESK, DECIDED, True), SENT, NUMBER,
     "nothing differs from the claim sent: the payer would call it a duplicate"),
    *((Earlier(SENT, DESK, DECIDED, True), MENDED.model_copy(update={name: "other"}), NUMBER,
       f"the {said} is not that of the claim sent, and a corrected claim keeps patient, payer and biller")
      for name, said in (("patient_id", "patient"), ("payer", "payer"), ("billing_npi", "billing provider"))),
]  # fmt: skip


@pytest.mark.parametrize(("earlier", "claim", "number", "told"), REFUSED)
def test_what_is_no_correction_is_refused(earlier: Earlier, claim: Claim, number: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        corrected(earlier, claim, number)
    assert refused.value.what == told


def test_changes_are_told_by_the_number_of_the_line_that_was_sent() -> None:
    visit = ServiceLine(code="99213", modifiers=("25",), charge=Decimal("120.00"), diagnoses=("M54.2",))
    after = Claim(
        claim_id="PCN77", date_of_service=date(2026, 3, 3), place_of_service="22",
        lines=(visit, FIRST.model_copy(update={"code": "20553", "charge": Decimal("110.00")})),
    )  # fmt: skip
    assert [change.says for change in changes_between(SENT, after)] == [
        "date of service 2026-03-02 becomes 2026-03-03",
        "place of service 11 becomes 22",
        "line 1: code 20552 becomes 20553",
        "line 1: charge 95.00 becomes 110.00",
        "line 2: J1010 taken off",
        "99213 added",
    ]


def test_a_dot_is_no_change() -> None:
    undotted = tuple(line.model_copy(update={"diagnoses": ("M7918",)}) for line in SENT.lines)
    assert changes_between(SENT, SENT.model_copy(update={"lines": undotted})) == ()


def test_what_differs_of_the_registration_is_named_without_its_value() -> None:
    assert DESK.patient is not None
    changed = DESK.model_copy(update={"patient": DESK.patient.model_copy(update={"last_name": "Other"})})
    assert [change.model_dump(exclude_none=True) for change in registration_changes(DESK, changed)] == [
        {"says": "patient differs from what was registered", "field": "patient"}
    ]


LINES = st.builds(
    ServiceLine,
    code=st.sampled_from(["20552", "20553", "99213", "J1010"]),
    modifiers=st.sampled_from([(), ("25",), ("XS", "RT")]),
    units=st.sampled_from([Decimal(1), Decimal(40)]),
    charge=st.sampled_from([None, Decimal(95)]),
    diagnoses=st.sampled_from([(), ("M79.18",), ("M79.18", "M54.2")]),
)
CLAIMS = st.lists(LINES, max_size=5).map(lambda lines: SENT.model_copy(update={"lines": tuple(lines)}))


@given(CLAIMS, CLAIMS)
def test_changes_are_none_for_the_same_lines_and_some_for_others(before: Claim, after: Claim) -> None:
    assert changes_between(before, before) == ()
    same = sorted(map(repr, before.lines)) == sorted(map(repr, after.lines))
    if not same:
        assert changes_between(before, after) != ()


def test_the_next_payer_is_billed_with_the_first_ones_decision() -> None:
    desk = REGISTRATION.model_copy(update={"coverages": (MUTUAL, SECOND)})
    made = to_next_payer(desk, DECIDED, date(2026, 4, 1))
    assert [(each.sequence, each.decision, each.decided_on) for each in made.coverages] == [
        ("S", None, None),
        ("P", DECIDED, date(2026, 4, 1)),
    ]


def test_a_decision_is_told_to_the_next_payer_once() -> None:
    third = SECOND.model_copy(update={"sequence": "T", "payer_id": "1"})
    desk = REGISTRATION.model_copy(update={"coverages": (MUTUAL, SECOND, third)})
    second = to_next_payer(desk, DECIDED, date(2026, 4, 1))
    with pytest.raises(InputError) as refused:
        to_next_payer(second, DECIDED, date(2026, 4, 1))
    assert refused.value.what == "the last decision at hand is that of a payer before"
    own = DECIDED.model_copy(update={"status": "2", "paid": Decimal(10), "payer_claim_number": "ICN5"})
    last = to_next_payer(second, own, date(2026, 5, 1))
    assert [(each.sequence, each.decision) for each in last.coverages] == [("T", None), ("S", own), ("P", DECIDED)]


@pytest.mark.parametrize(
    ("payer", "do"),
    [
        ("medicare", "Ask the payer for a reopening, or appeal."),
        ("aetna", "Correct it with --replaces and the payer's number of it, or appeal."),
    ],
)
def test_a_decided_claim_sent_as_new_is_a_duplicate(payer: str, do: str) -> None:
    found = shipped_rulebook().payers.resolve(payer)
    with pytest.raises(InputError) as refused:
        refuse_duplicate(Earlier(SENT, DESK, DECIDED, True), found, Tables.open())
    assert refused.value.do == do


@pytest.mark.parametrize(
    "decided",
    [None, UNPROCESSABLE, *(DECIDED.model_copy(update={"status": status}) for status in ("22", "23", "25"))],
)
def test_a_claim_that_stands_undecided_is_no_duplicate(decided: RemittedClaim | None) -> None:
    refuse_duplicate(Earlier(SENT, DESK, decided, True), shipped_rulebook().payers.resolve("medicare"), Tables.open())


def test_hyphens_of_a_member_number_make_no_other_patient() -> None:
    sent = SENT.model_copy(update={"patient_id": "1EG4TE5MK73"})
    mended = MENDED.model_copy(update={"patient_id": "1EG4-TE5-MK73"})
    assert corrected(Earlier(sent, DESK, DECIDED, True), mended).registration.frequency == "7"


NO_NEXT: list[tuple[tuple[Coverage, ...], RemittedClaim, str]] = [
    ((MUTUAL,), DECIDED, "no further payer is registered"),
    ((), DECIDED, "no further payer is registered"),
    ((MUTUAL, SECOND), DECIDED.model_copy(update={"paid": None}), "the remittance holds no decision of this payer"),
    ((MUTUAL, SECOND), DECIDED.model_copy(update={"status": "19"}), "the payer has sent the claim on by itself"),
    ((MUTUAL, SECOND), DECIDED.model_copy(update={"status": "23"}), "the payer has sent the claim on by itself"),
    ((MUTUAL, SECOND), DECIDED.model_copy(update={"status": "25"}), "the remittance holds no decision of this payer"),
    ((MUTUAL, SECOND), DECIDED.model_copy(update={"crossover_payer": "X"}),
     "the payer has sent the claim on by itself"),
]  # fmt: skip


@pytest.mark.parametrize(("coverages", "decided", "told"), NO_NEXT)
def test_no_claim_goes_to_a_next_payer_who_has_none_to_get(
    coverages: tuple[Coverage, ...], decided: RemittedClaim, told: str
) -> None:
    with pytest.raises(InputError) as refused:
        to_next_payer(REGISTRATION.model_copy(update={"coverages": coverages}), decided, date(2026, 4, 1))
    assert refused.value.what == told
