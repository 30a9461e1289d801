"""What a file's footer may be believed: a first day and the span of its patients, or nothing."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tautband.audit.footers import Footer, apart, footer

DAYS = pa.array([datetime.date(2024, 3, day) for day in (5, 2, 9)], pa.date32())
FIRST = 19784


def written(folder: Path, patients: Any, days: Any = DAYS, **settings: Any) -> Path:
    n = len(days)
    table = pa.table(
        {
            "claim_id": ["C"] * n, "line_number": [1] * n, "code": ["20552"] * n,
            "patient_id": patients, "date_of_service": days,
        }
    )  # fmt: skip
    path = folder / "lines.parquet"
    pq.write_table(table, path, row_group_size=2, **settings)
    return path


def test_the_footer_tells_first_day_and_span_of_patients(tmp_path: Path) -> None:
    told = footer(str(written(tmp_path, ["P2", "P3", "P1"])))
    assert told == Footer(3, FIRST, ("P1", "P3"))
    assert footer(str(written(tmp_path, [7, 9, None]))) == Footer(3, FIRST, (7, 9))
    assert footer(str(written(tmp_path, pa.nulls(3, pa.string())))) == Footer(3, FIRST, None)
    assert footer(str(written(tmp_path, pa.nulls(0, pa.string()), DAYS[:0]))) == Footer(0, None, None)


@pytest.mark.parametrize(
    "change",
    [
        {"write_statistics": False},
        {"write_statistics": ["date_of_service"]},
        {"days": pa.array(["2024-03-05", "2024-03-02", "2024-03-09"])},
        {"days": pa.array([datetime.date(1066, 10, 14), *DAYS[:2].to_pylist()], pa.date32())},
        {"days": pa.array([*DAYS[:2].to_pylist(), datetime.date(2999, 1, 1)], pa.date32())},
    ],
)
def test_a_footer_that_does_not_tell_it_all_tells_nothing(tmp_path: Path, change: dict[str, Any]) -> None:
    assert footer(str(written(tmp_path, ["P2", "P3", "P1"], **change))) is None


def test_no_parquet_file_has_no_footer(tmp_path: Path) -> None:
    for name in ("lines.csv", "lines.parquet"):
        (tmp_path / name).write_text("claim_id,line_number,patient_id,date_of_service,code\n")
        assert footer(str(tmp_path / name)) is None


@pytest.mark.parametrize(
    ("spans", "answer"),
    [
        ([("P1", "P3"), ("P4", "P9")], True),
        ([("P4", "P9"), ("P1", "P3"), None], True),
        ([("P1", "P4"), ("P4", "P9")], False),
        ([("P1", "P9"), ("P4", "P5")], False),
        ([(1, 3), ("P4", "P9")], False),
        ([(9, 10), (11, 12)], True),
        ([("10", "9"), ("11", "12")], False),
        ([None], True),
    ],
)
def test_files_are_apart_when_their_spans_do_not_touch(spans: list[Any], answer: bool) -> None:
    assert apart([Footer(3, FIRST, span) for span in spans]) is answer
