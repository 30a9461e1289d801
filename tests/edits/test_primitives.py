"""The primitives that kinds are written with, on batches small enough to read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np

from tautband.edits import scrub
from tautband.edits.batch import HISTORY_COMPLETE, HISTORY_UNKNOWN, ClaimBatch
from tautband.edits.building import batch_of
from tautband.edits.history import sessions
from tautband.edits.same_day import last_of_code_in_day, same_day_any, same_day_units
from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.model.encounter import Encounter, Injection
from tautband.rulebook.packed import day_number, pack_code, pack_modifier, unpack_code
from tautband.shipped import shipped_rulebook

DAY = date(2024, 8, 1)


def claim(
    *codes: str,
    patient: str | None = "P",
    day: date = DAY,
    npi: str | None = None,
    history: tuple[HistoryEntry, ...] | None = None,
    history_from: date | None = None,
) -> Claim:
    lines = tuple(ServiceLine(code=code.partition("-")[0], modifiers=tuple(code.split("-")[1:])) for code in codes)
    return Claim(
        claim_id="C", patient_id=patient, payer="medicare", state="OH", date_of_service=day, rendering_npi=npi,
        lines=lines, history=history, history_from=history_from,
    )  # fmt: skip


def batch(*claims: Claim) -> ClaimBatch:
    return batch_of(claims, shipped_rulebook())


def codes(of: ClaimBatch, rows: np.ndarray) -> list[str]:
    return [unpack_code(int(of.code[row])) if row >= 0 else "" for row in rows]


def test_rows_of_a_patients_day_stand_together_whatever_the_order_of_the_claims() -> None:
    made = batch(claim("20552", patient="A"), claim("20610", patient="B"), claim("99213", patient="A"))
    assert made.claim.tolist() == [0, 2, 1]
    assert made.same_day.tolist() == [0, 0, 1]


def test_claims_without_a_patient_are_patients_of_their_own() -> None:
    assert batch(claim("20552", patient=None), claim("20552", patient=None)).same_day.tolist() == [0, 1]


def test_a_visit_is_of_one_clinician() -> None:
    made = batch(claim("20552", npi="1"), claim("20610", npi="2"), claim("99213", npi="1"))
    assert (made.same_day.tolist(), made.same_visit.tolist()) == ([0, 0, 0], [0, 0, 1])


def test_known_history_begins_where_the_claim_says() -> None:
    told = [
        batch(claim("20552")).known_from[0],
        batch(claim("20552", history=())).known_from[0],
        batch(claim("20552", history=(), history_from=date(2024, 1, 1))).known_from[0],
    ]
    assert told == [HISTORY_UNKNOWN, HISTORY_COMPLETE, day_number(date(2024, 1, 1))]


def test_an_entry_that_repeats_a_line_is_dropped_unless_it_names_its_claim() -> None:
    entry = HistoryEntry(date_of_service=DAY, code="20552")
    for patient in ("P", None):
        assert len(batch(claim("20552", patient=patient, history=(entry,)))) == 1
        named = entry.model_copy(update={"claim_id": "another"})
        assert len(batch(claim("20552", patient=patient, history=(named,)))) == 2


def test_denied_entries_are_dropped() -> None:
    denied = HistoryEntry(date_of_service=date(2024, 7, 1), code="20552", outcome="denied")
    assert len(batch(claim("20552", history=(denied,)))) == 1


def test_lines_keep_four_modifiers_and_four_diagnoses() -> None:
    line = ServiceLine(
        code="20552",
        modifiers=("59", "76", "LT", "RT", "50"),
        diagnoses=("M79.18", "I10", "M54.2", "R52", "F45.41"),
    )
    made = batch(claim().model_copy(update={"lines": (line,)}))
    row = np.arange(1)
    kept = [m for m in line.modifiers if made.has_modifier(row, np.array([pack_modifier(m)], np.int16))[0]]
    assert kept == ["59", "76", "LT", "RT"]
    assert (made.diagnosis_at[0] >= 0).sum() == 4


def test_a_modifier_is_found_on_its_line_alone() -> None:
    made = batch(claim("20552-XS", "20610"))
    rows = np.arange(2)
    assert made.has_modifier(rows, np.array([pack_modifier("XS")], np.int16)).tolist() == [True, False]
    assert made.has_modifier(rows, np.array([], np.int16)).tolist() == [False, False]


def group(name: str) -> int:
    return shipped_rulebook().groups[name]


def test_another_line_of_the_day_is_found_and_the_line_itself_is_not() -> None:
    rulebook, made = shipped_rulebook(), batch(claim("20552", "20553", "99213"))
    everything = np.ones(3, np.bool_)
    found = same_day_any(made, rulebook, np.arange(3), [(group("tpi"), everything)])
    assert codes(made, found) == ["20553", "20552", "20552"]
    alone = batch(claim("20552"))
    assert same_day_any(alone, rulebook, np.arange(1), [(group("tpi"), everything[:1])]).tolist() == [-1]


def test_a_line_with_an_excuse_is_passed_over() -> None:
    rulebook, made = shipped_rulebook(), batch(claim("20552", "20610-XS", "20611"))
    at = made.code.tolist().index(pack_code("20552"))
    sets = [(group("joint_injection"), np.ones(1, np.bool_))]
    excuse = np.array([pack_modifier("XS")], np.int16)
    assert codes(made, same_day_any(made, rulebook, np.array([at]), sets, without=excuse)) == ["20611"]


def test_units_of_a_day_add_up_over_lines_and_claims_of_one_clinician() -> None:
    twice = claim("20552", "20552", npi="1")
    made = batch(twice, claim("20552", npi="1"), claim("20552", npi="2"))
    assert sorted(same_day_units(made, np.arange(len(made))).tolist()) == [1.0, 3.0, 3.0, 3.0]


def test_the_last_line_of_a_code_is_told_once_a_day_and_to_everyone_who_asks() -> None:
    made = batch(claim("20552", "20553", "20552"))
    rows = np.concatenate((np.arange(3), np.arange(3)))
    last = {int(made.line[row]) for row in rows[last_of_code_in_day(made, rows)]}
    assert (last, int(last_of_code_in_day(made, rows).sum())) == ({2, 3}, 4)


def test_many_lines_of_two_codes_are_each_told_once_of_their_pair() -> None:
    (result,) = scrub([claim(*["20552"] * 50, *["20610"] * 50)], shipped_rulebook())
    told = [finding.line for finding in result.findings if finding.edit == "national/ncci/pair-billed-together"]
    assert told == list(range(1, 51))


def counted(own_region: str, *earlier: tuple[str, str | None]) -> tuple[int, int]:
    """The fewest and most sessions in the region of the claim's muscle, by history entries of a day and a region."""
    entries = tuple(HistoryEntry(date_of_service=date.fromisoformat(d), code="20552", region=r) for d, r in earlier)
    note = Encounter(injections=(Injection(muscle=own_region),), procedure_performed=True)
    made = batch(claim("20552", history=entries).model_copy(update={"encounter": note}))
    rows = np.flatnonzero(made.judged)
    start = np.full(1, day_number(date(2024, 1, 1)), np.int32)
    low, high = sessions(
        made, shipped_rulebook(), rows, [(group("tpi"), np.ones(1, np.bool_))], start, np.ones(1, np.bool_)
    )
    return int(low[0]), int(high[0])


def test_sessions_of_a_region_are_an_interval_where_a_region_is_not_known() -> None:
    neck, hip = "splenius capitis", "gluteus medius"
    assert counted(neck, ("2024-02-01", "neck"), ("2024-03-01", "shoulder")) == (2, 2)
    assert counted(neck, ("2024-02-01", "neck"), ("2024-03-01", None)) == (2, 3)
    assert counted(hip, ("2024-02-01", "neck"), ("2024-03-01", "neck")) == (1, 1)
    assert counted("multifidus", ("2024-02-01", "neck"), ("2024-03-01", "neck")) == (1, 3)


def test_a_day_with_a_known_and_an_unknown_region_is_one_session() -> None:
    assert counted("splenius capitis", ("2024-02-01", "neck"), ("2024-02-01", None), ("2024-03-01", "shoulder")) == (
        2,
        2,
    )


def test_sessions_on_the_first_day_of_the_window_are_outside() -> None:
    assert counted("splenius capitis", ("2024-01-01", "neck"), ("2024-01-02", "neck")) == (2, 2)


def test_units_are_numbers() -> None:
    line = ServiceLine(code="J3301", units=Decimal("2.5"))
    assert batch(claim().model_copy(update={"lines": (line,)})).units.tolist() == [2.5]
