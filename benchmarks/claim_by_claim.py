"""A sample of the lines judged claim by claim in plain Python: the same findings, row for row, at another pace.

python -m benchmarks.claim_by_claim FILE.parquet [PATIENTS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from oracle.in_force import Policies
from oracle.judging import plain_answers
from tautband.audit import audit
from tautband.edits.text_hash import text_hash
from tautband.model.claim import Claim, ServiceLine
from tautband.shipped import POLICIES, shipped_rulebook

SAMPLE = """
select * replace (row_number() over (partition by claim_id order by line_number)::int as line_number)
from read_parquet(?) where patient_id in (select distinct patient_id from read_parquet(?) order by 1 limit ?)
order by claim_id, line_number
"""


def claims_of(rows: list[dict[str, Any]]) -> list[Claim]:
    """The claims of lines that stand claim by claim; the history of each is what the other claims hold."""
    first = min(row["date_of_service"] for row in rows)
    by_claim: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_claim.setdefault(row["claim_id"], []).append(row)
    return [
        Claim(
            claim_id=name,
            payer=_payer_id(lines[0]["payer"], lines[0]["state"]),
            **{column: lines[0][column] for column in ("patient_id", "state", "date_of_service")},
            **{column: lines[0][column] for column in ("place_of_service", "rendering_npi", "billing_npi")},
            lines=tuple(_line(line) for line in lines),
            history=(),
            history_from=first,
        )
        for name, lines in by_claim.items()
    ]


def _payer_id(name: str, state: str) -> str:
    """The id that a payer's name stands for; the plain run knows ids alone."""
    payer = shipped_rulebook().payers.resolve(name, state)
    return payer.id if payer else name


def _line(row: dict[str, Any]) -> ServiceLine:
    return ServiceLine(
        code=row["code"],
        modifiers=tuple(row[f"modifier_{i}"] for i in range(1, 5) if row[f"modifier_{i}"]),
        units=Decimal(row["units"]),
        diagnoses=tuple(row[f"diagnosis_{i}"] for i in range(1, 5) if row[f"diagnosis_{i}"]),
    )


def compared(file: Path, patients: int = 400) -> float:
    """Lines a second of the plain run over the first patients of a file. Raises AssertionError with the rows that only
    one of the two finds.
    """
    rulebook = shipped_rulebook()
    policies = Policies(POLICIES, rulebook.tables)
    sample = duckdb.sql(SAMPLE, params=[str(file), str(file), patients]).to_arrow_table()
    with tempfile.TemporaryDirectory() as scratch:
        pq.write_table(sample, f"{scratch}/sample.parquet")
        audit([f"{scratch}/sample.parquet"], scratch, rulebook=rulebook, workers=1)
        ours = pq.read_table(f"{scratch}/findings.parquet")
    claims = claims_of(sample.to_pylist())
    hashes = text_hash(pa.array([claim.claim_id for claim in claims])).view("int64").tolist()
    claims = [claim for _, claim in sorted(zip(hashes, claims, strict=True), key=lambda pair: pair[0])]
    begun = time.perf_counter()
    answers = plain_answers(claims, policies, rulebook.tables)
    rate = sample.num_rows / (time.perf_counter() - begun)
    plain = pa.Table.from_pylist(
        [
            {
                "edit": edit,
                "outcome": outcome,
                "severity": severity,
                "claim_id": claims[claim].claim_id,
                "line_number": line,
            }
            for (edit, _, claim, line), (outcome, _, severity) in answers.items()
            if outcome in ("fire", "review")
        ]
    )
    columns = "edit::varchar, outcome::varchar, severity::varchar, claim_id, line_number::int"
    for one, other in (("ours", "plain"), ("plain", "ours")):
        extra = duckdb.sql(f"select {columns} from {one} except all select {columns} from {other}").fetchall()
        assert extra == [], f"{len(extra)} rows only in {one}: {extra[:5]}"
    print(f"claim by claim: {plain.num_rows} findings in {sample.num_rows} lines, the same rows both ways")
    assert ours.num_rows == plain.num_rows > 0
    return rate


if __name__ == "__main__":
    print(f"{compared(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 400):.0f} lines/s")
