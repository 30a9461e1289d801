"""An audit over files: the same findings however the lines lie, counted with denominators, moved into place whole."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

from audit.lines import run, written
from benchmarks.generate import one_file
from tautband.audit.findings import digest
from tautband.model.errors import InputError

COUNTS = ("seen", "eligible", "evaluated", "fired", "review", "not_evaluated")


@pytest.fixture(scope="module")
def lines() -> Any:
    import numpy as np

    return one_file(12_000, np.random.default_rng(20552), (0, 800), 0)


def result(summary: dict[str, Any]) -> Any:
    return {key: summary[key] for key in ("lines", "findings", "digest", "known_from", "edits", "payers")}


@pytest.mark.slow
def test_findings_are_the_same_however_the_lines_lie(
    lines: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run([written(lines, tmp_path / "in", "whole")], tmp_path / "whole")
    order = list(range(lines.num_rows))
    random.Random(7).shuffle(order)
    shuffled = lines.take(pa.array(order))
    spread = [written(shuffled.slice(begin, 4_000), tmp_path / "spread", str(begin)) for begin in (0, 4_000, 8_000)]
    pacsv.write_csv(shuffled, tmp_path / "lines.csv")
    text = run([tmp_path / "lines.csv"], tmp_path / "text")
    first = pa.compute.less(lines["patient_id"], "PT000000400")
    halves = [
        written(lines.filter(mask), tmp_path / "halves", n)
        for n, mask in (("a", first), ("b", pa.compute.invert(first)))
    ]
    for name, most in (("SHARE", 2_000), ("MOST_IN_ONE_SHARE", 9_000), ("FEW", 1_000)):
        monkeypatch.setattr(f"tautband.audit.running.{name}", most)
    repartitioned = run(spread, tmp_path / "repartitioned", workers=2)
    by_file = run(halves, tmp_path / "by_file", workers=2)

    entwined = pa.array([int(patient[2:]) % 2 == 0 for patient in shuffled["patient_id"].to_pylist()])
    parts = [
        written(shuffled.filter(mask), tmp_path / "entwined", n)
        for n, mask in (("a", entwined), ("b", pa.compute.invert(entwined)))
    ]
    by_ids = run(parts, tmp_path / "by_ids", workers=2)

    assert [r["read"] for r in (whole, text, repartitioned, by_file, by_ids)] == [
        "in one piece", "in one piece", "repartitioned", "by file", "by file",
    ]  # fmt: skip
    assert result(by_ids) == result(whole)
    assert whole["lines"] == 12_000
    assert whole["findings"] > 1_000
    assert result(text) == result(whole)
    assert result(repartitioned) == result(whole)
    assert result(by_file) == result(whole)
    read = [pq.read_table(tmp_path / out / "findings.parquet") for out in ("whole", "repartitioned")]
    assert [digest(table) for table in read] == [int(whole["digest"], 16)] * 2


def test_counts_add_up_and_match_the_findings(lines: Any, tmp_path: Path) -> None:
    summary = run([written(lines, tmp_path / "in", "whole")], tmp_path)
    policed = {name: edit for name, edit in summary["edits"].items() if not name.startswith("coverage/")}
    assert len(policed) > 20
    for edit in policed.values():
        assert tuple(edit) == COUNTS
        assert edit["eligible"] == edit["evaluated"] + edit["not_evaluated"] <= edit["seen"]
        assert edit["fired"] + edit["review"] <= edit["evaluated"]
    path = str(tmp_path / "findings.parquet")
    told = duckdb.execute("select edit, count(*) from read_parquet(?) group by edit", [path]).fetchall()
    assert dict(told) == {name: e["fired"] + e["review"] for name, e in policed.items() if e["fired"] + e["review"]}
    assert sum(count for _, count in told) == summary["findings"]
    params = duckdb.execute("select distinct params from read_parquet(?)", [path]).fetchall()
    assert all("code" in json.loads(text) for (text,) in params)


def test_lines_that_cannot_be_read_are_told_and_left_out(lines: Any, tmp_path: Path) -> None:
    dates = lines["date_of_service"].to_pylist()
    dates[3] = dates[2_500] = None
    at = lines.schema.get_field_index("date_of_service")
    broken = lines.set_column(at, "date_of_service", pa.array(dates, pa.date32()))
    path = written(broken, tmp_path / "in", "broken")
    summary = run([path], tmp_path)
    says = "missing, or no date from 1900 to 2199"
    assert summary["problems"] == [
        {"file": str(path), "column": "date_of_service", "says": says, "lines": 2, "rows": [4, 2_501]}
    ]
    assert summary["lines"] == 11_998


def test_a_line_without_a_code_is_left_out_and_told(lines: Any, tmp_path: Path) -> None:
    codes = lines["code"].to_pylist()
    codes[3], codes[7] = None, " "
    at = lines.schema.get_field_index("code")
    path = written(lines.set_column(at, "code", pa.array(codes)), tmp_path / "in", "broken")
    summary = run([path], tmp_path)
    assert summary["problems"] == [{"file": str(path), "column": "code", "says": "missing", "lines": 2, "rows": [4, 8]}]
    assert summary["lines"] == 11_998


def test_a_table_in_utf16_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_text("claim_id,line_number,patient_id,date_of_service,code\n", encoding="utf-16")
    with pytest.raises(InputError, match="UTF-16 text, not UTF-8"):
        run([path], tmp_path / "out")


def test_nothing_half_written_stays_behind(lines: Any, tmp_path: Path) -> None:
    good = written(lines, tmp_path / "in", "good")
    before = run([good], tmp_path / "out")
    (tmp_path / "in" / "bad.parquet").write_bytes(b"PAR1 is not enough")
    with pytest.raises(InputError, match="not a readable Parquet file"):
        run([good, tmp_path / "in" / "bad.parquet"], tmp_path / "out")
    damaged = bytearray(good.read_bytes())
    damaged[2_000:60_000] = bytes(58_000)
    (tmp_path / "in" / "bad.parquet").write_bytes(damaged)
    with pytest.raises(InputError, match="damaged"):
        run([tmp_path / "in" / "bad.parquet"], tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "findings.parquet", "report.html", "summary.json",
    ]  # fmt: skip
    assert json.loads((tmp_path / "out" / "summary.json").read_text()) == before


def test_patients_of_two_files_meet_when_the_files_are_judged_together(lines: Any, tmp_path: Path) -> None:
    whole = run([written(lines, tmp_path / "in", "whole")], tmp_path / "whole")
    numbers = pa.array([int(patient[2:]) for patient in lines["patient_id"].to_pylist()])
    numbered = lines.set_column(lines.schema.get_field_index("patient_id"), "patient_id", numbers)
    plain = {"modifier_3", "modifier_4"}
    cut = [lines.slice(0, 4_000), lines.slice(4_000, 5_000).drop_columns(plain), lines.slice(9_000)]
    parts = [written(table, tmp_path / "cut", str(number)) for number, table in enumerate(cut)]
    assert result(run(parts, tmp_path / "parts")) == result(whole)
    alike = [written(table, tmp_path / "alike", n) for n, table in (("a", numbered[:6_000]), ("b", numbered[6_000:]))]
    ids = run(alike, tmp_path / "ids")
    assert (ids["lines"], ids["findings"], ids["edits"]) == (whole["lines"], whole["findings"], whole["edits"])


@pytest.mark.slow
def test_a_working_process_that_dies_is_told_and_nothing_is_written(lines: Any, tmp_path: Path) -> None:
    good = written(lines, tmp_path / "in", "good")
    unguarded = tmp_path / "unguarded.py"
    unguarded.write_text(
        "import sys\nfrom tautband.audit import audit, running\nfrom tautband.shipped import shipped_rulebook\n"
        "running.FEW = 0\naudit([sys.argv[1]], sys.argv[2], rulebook=shipped_rulebook(), workers=2)\n"
    )
    asked = [sys.executable, str(unguarded), str(good), str(tmp_path / "out")]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert ran.returncode != 0
    assert "InputError: audit: a working process was ended from outside or could not start" in ran.stderr
    left = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert left == []  # a child of an unguarded script begins an audit itself and may be ended in its empty folder


def test_a_file_without_row_groups_changes_nothing(lines: Any, tmp_path: Path) -> None:
    good = written(lines, tmp_path / "in", "good")
    with pq.ParquetWriter(tmp_path / "in" / "none.parquet", lines.schema):
        pass
    alone, beside = run([good], tmp_path / "alone"), run([good, tmp_path / "in" / "none.parquet"], tmp_path / "beside")
    assert result(beside) == result(alone)
    assert (alone["files"], beside["files"]) == (1, 2)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("lines.csv", "claim_id,code\nC1,20552\n", "no column line_number, patient_id, date_of_service"),
        ("lines.csv", "", "no header in its first line"),
        ("lines.txt", "", "neither .parquet nor .csv"),
    ],
)
def test_files_that_hold_no_claim_lines_are_refused(tmp_path: Path, name: str, text: str, says: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=says):
        run([tmp_path / name], tmp_path / "out")
    with pytest.raises(InputError, match="no such file"):
        run([tmp_path / "absent.csv"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_without_lines_has_no_findings(lines: Any, tmp_path: Path) -> None:
    summary = run([written(lines.slice(0, 0), tmp_path / "in", "empty")], tmp_path)
    assert (summary["lines"], summary["findings"], summary["edits"], summary["known_from"]) == (0, 0, {}, None)


def test_a_doubled_finding_changes_the_digest(lines: Any, tmp_path: Path) -> None:
    run([written(lines, tmp_path / "in", "whole")], tmp_path)
    table = pq.read_table(tmp_path / "findings.parquet")
    once = digest(table)
    assert digest(table.take(pa.array(range(table.num_rows - 1, -1, -1)))) == once
    assert digest(pa.concat_tables([table, table.slice(5, 1)])) != once
    assert digest(pa.concat_tables([table, table.slice(5, 1), table.slice(5, 1)])) != once
