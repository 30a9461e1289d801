"""Lines from Arrow are judged as the same claims would be with their history: the law of the audit."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tautband.edits.arrow_packing import packed
from tautband.edits.batch import ClaimBatch
from tautband.edits.building import batch_of
from tautband.edits.from_arrow import batches
from tautband.edits.run import judge
from tautband.edits.verdict import Outcome
from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.rulebook.packed import day_number
from tautband.shipped import shipped_rulebook

FIRST = date(2023, 6, 1)
CODES = (
    "20552",
    "20553",
    "20610",
    "64405",
    "99213",
    "99214",
    "76942",
    "J1100",
    "J2001",
    "27447",
    "97140",
    "62323",
    "XX",
)
MODIFIERS = ("25", "59", "XS", "RT", "LT", "50", "79", "JZ", "??", "GA")
DIAGNOSES = ("M79.18", "M79.12", "M54.2", "M54.5", "G44.209", "M62.838", "M17.11", "7291", "nonsense")

lines = st.builds(
    ServiceLine,
    code=st.sampled_from(CODES),
    modifiers=st.lists(st.sampled_from(MODIFIERS), max_size=4).map(tuple),
    units=st.sampled_from([Decimal(1), Decimal(2), Decimal(40)]),
    diagnoses=st.lists(st.sampled_from(DIAGNOSES), max_size=4).map(tuple),
    date_of_service=st.one_of(
        st.none(), st.sampled_from([0, 0, 1, 5, 30, 400]).map(lambda days: FIRST + timedelta(days))
    ),
)
claims = st.builds(
    Claim,
    claim_id=st.just(""),
    patient_id=st.one_of(st.none(), st.sampled_from(["P1", "P1", "P2"])),
    payer=st.sampled_from([None, "medicare", "aetna", "some plan"]),
    state=st.sampled_from([None, "OH", "CA", "TX"]),
    zip_code=st.sampled_from([None, "45202", "00000"]),
    date_of_service=st.sampled_from([0, 0, 1, 7, 60, 100, 200, 366, 700]).map(lambda days: FIRST + timedelta(days)),
    place_of_service=st.sampled_from([None, "11", "22", "?"]),
    rendering_npi=st.sampled_from(["1234567893", "1093817465", "Dr. A"]),
    billing_npi=st.sampled_from([None, "1444444444", "1555555555"]),
    lines=st.lists(lines, min_size=1, max_size=4).map(tuple),
    history_scope=st.just("own_practice"),
)


def rows_of(given: list[Claim]) -> list[dict[str, Any]]:
    return [
        {
            "claim_id": claim.claim_id, "line_number": number, "patient_id": claim.patient_id, "payer": claim.payer,
            "state": claim.state, "zip": claim.zip_code, "place_of_service": claim.place_of_service,
            "rendering_npi": claim.rendering_npi, "billing_npi": claim.billing_npi,
            "date_of_service": line.date_of_service or claim.date_of_service, "code": line.code,
            "units": float(line.units),
            **{f"modifier_{i + 1}": m for i, m in enumerate((*line.modifiers, None, None, None, None)[:4])},
            **{f"diagnosis_{i + 1}": d for i, d in enumerate((*line.diagnoses, None, None, None, None)[:4])},
        }
        for claim in given
        for number, line in enumerate(claim.lines, 1)
    ]  # fmt: skip


SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("claim_id", "patient_id", "payer", "state", "zip", "place_of_service")]
    + [(name, pa.string()) for name in ("rendering_npi", "billing_npi", "code")]
    + [(f"{name}_{i}", pa.string()) for name in ("modifier", "diagnosis") for i in range(1, 5)]
    + [("line_number", pa.int32()), ("date_of_service", pa.date32()), ("units", pa.float64())]
)


def day_of(claim: Claim, line: ServiceLine) -> date:
    return line.date_of_service or claim.date_of_service


def with_history(claim: Claim, others: list[Claim], first: date, scope: str) -> Claim:
    last = max(day_of(claim, line) for line in claim.lines)
    history = tuple(
        HistoryEntry(
            date_of_service=day_of(other, line),
            code=line.code,
            claim_id=other.claim_id,
            modifiers=line.modifiers,
            units=line.units,
            provider=other.rendering_npi,
            group=other.billing_npi,
        )
        for other in others
        if other is not claim and claim.patient_id and other.patient_id == claim.patient_id
        for line in other.lines
        if day_of(other, line) <= last
    )
    return claim.model_copy(update={"history": history, "history_from": first, "history_scope": scope})


def answers(batch: ClaimBatch, place: list[tuple[str, int]], leave_out: set[tuple[str, int]]) -> dict[Any, Any]:
    """What every edit says of every line, by value, the slots where they are told. `place` gives claim and line of each
    `source`.
    """
    rulebook = shipped_rulebook()
    said = {}
    for answer in judge(batch, rulebook):
        for i, row in enumerate(answer.rows.tolist()):
            line = place[int(batch.source[row])]
            if answer.kind.name == "duplicate_line" and line in leave_out:
                continue
            verdict = answer.verdict
            reason = None if verdict.reason is None else int(verdict.reason[i])
            outcome = int(answer.outcome[i])
            other = -1 if verdict.other is None else int(verdict.other[i])
            shown = (verdict.a, verdict.b) if outcome in (Outcome.FIRE, Outcome.REVIEW) else (None, None)
            slots = [None if s is None or np.isnan(s[i]) else float(s[i]) for s in shown]
            said[line, rulebook.edit_id(int(answer.edits[i]))] = (
                outcome, int(answer.severity[i]), reason if outcome == 3 else None,
                int(batch.code[other]) if other >= 0 else -1, *slots,
            )  # fmt: skip
    return said


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    st.lists(claims, min_size=1, max_size=8), st.sampled_from(["own_practice", "all"]), st.randoms(), st.integers(1, 9)
)
def test_an_audit_says_of_each_claim_what_scrubbing_it_with_its_history_says(
    drawn: list[Claim], scope: Any, shuffle: Any, chunk: int
) -> None:
    given_claims = [claim.model_copy(update={"claim_id": f"C{n}"}) for n, claim in enumerate(drawn)]
    first = min(day_of(claim, line) for claim in given_claims for line in claim.lines)
    rows = rows_of(given_claims)
    shuffle.shuffle(rows)
    billed = [
        (c.patient_id or c.claim_id, day_of(c, line), line.code, c.claim_id) for c in given_claims for line in c.lines
    ]
    twice = {
        (claim.claim_id, number)
        for claim in given_claims
        for number, line in enumerate(claim.lines, 1)
        for who, day, code, other in billed
        if (who, day, code) == (claim.patient_id, day_of(claim, line), line.code) and other != claim.claim_id
    }  # which of two claims is the duplicate only their order tells

    read, problems = packed(pa.Table.from_pylist(rows, SCHEMA), "lines")
    assert problems == []
    place = [(row["claim_id"], row["line_number"]) for row in rows]
    audited: dict[Any, Any] = {}
    for batch in batches(read, shipped_rulebook(), history_scope=scope, chunk=chunk):
        audited |= answers(batch, place, twice)

    scrubbed: dict[Any, Any] = {}
    for claim in given_claims:
        complete = with_history(claim, given_claims, first, scope)
        batch = batch_of([complete], shipped_rulebook())
        place = [(claim.claim_id, int(line)) for line in batch.line]
        scrubbed |= answers(batch, place, twice)
    assert audited == scrubbed
    assert day_number(first) == int(read.day.min())
