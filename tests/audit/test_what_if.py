"""What another rule book would change: the difference of two audits, told apart from the findings in force."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from audit.lines import UNIFORM, book_with, run, stricter_from, written
from benchmarks.generate import one_file
from tautband.audit.tallies import COUNTS
from tautband.audit.what_if import WAYS
from tautband.rulebook.book import Rulebook
from tautband.shipped import shipped_rulebook


@pytest.fixture(scope="module")
def lines() -> Any:
    return one_file(6_000, np.random.default_rng(20553), (0, 300), 0)


@pytest.fixture(scope="module")
def stricter(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder = tmp_path_factory.mktemp("stricter")
    return book_with(stricter_from("2025-01-01", folder / "policies"), folder / "compiled")


def found(out: Path) -> dict[tuple[str, int, str], tuple[str, str]]:
    """The gravest finding of each line and edit: two revisions may speak of one line where the later's start is not
    known for sure.
    """
    rows = pq.read_table(out / "findings.parquet").to_pylist()
    rows.sort(key=lambda r: (r["outcome"] == "fire", ("info", "warn", "deny").index(r["severity"])))
    return {(r["claim_id"], r["line_number"], r["edit"]): (r["outcome"], r["severity"]) for r in rows}


def changed(out: Path) -> dict[tuple[str, int, str], tuple[Any, ...]]:
    rows = pq.read_table(out / "what_if.parquet").to_pylist()
    names = ("before", "severity_before", "after", "severity_after")
    return {(r["claim_id"], r["line_number"], r["edit"]): tuple(r[name] for name in names) for r in rows}


def changes(out: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((out / "what_if.json").read_text())
    return told


def test_what_changes_is_the_difference_of_two_audits(lines: Any, tmp_path: Path, stricter: Rulebook) -> None:
    file = written(lines, tmp_path / "in", "lines")
    before = run([file], tmp_path / "before")
    after = run([file], tmp_path / "after", rulebook=stricter)
    summary = run([file], tmp_path / "both", what_if=stricter)
    was, now = found(tmp_path / "before"), found(tmp_path / "after")
    none = (None, None)
    expected = {key: (*was.get(key, none), *now.get(key, none)) for key in {*was, *now} if was.get(key) != now.get(key)}
    assert changed(tmp_path / "both") == expected
    assert {(None, "fire"), ("fire", None), ("fire", "fire"), (None, "review")} <= {
        (first, third) for first, _, third, _ in expected.values()
    }
    told = changes(tmp_path / "both")
    assert told["changed_lines"] == len(expected)
    assert told["changed_claims"] == len({claim for claim, _, _ in expected})
    assert {edit: {name: counts[name] for name in ("before", "after")} for edit, counts in told["edits"].items()} == {
        edit: {"before": before["edits"][edit], "after": after["edits"][edit]} for edit in told["edits"]
    }
    listed = [edit for edit in before["edits"] if before["edits"][edit] != after["edits"][edit]]
    assert set(told["edits"]) == {*listed, *(edit for _, _, edit in expected)}
    by_hand = {edit: dict.fromkeys(WAYS, 0) for edit in told["edits"]}
    for (_, _, edit), (first, _, third, _) in expected.items():
        by_hand[edit]["newly_fired"] += third == "fire" != first
        by_hand[edit]["no_longer_fired"] += first == "fire" != third
        by_hand[edit]["newly_for_review"] += third == "review" != first
        by_hand[edit]["no_longer_for_review"] += first == "review" != third
        by_hand[edit]["severity_changed"] += first == third
    assert {edit: {way: counts[way] for way in WAYS} for edit, counts in told["edits"].items()} == by_hand
    assert summary["digest"] == before["digest"]


def test_no_finding_of_the_other_policies_stands_among_those_in_force(
    lines: Any, tmp_path: Path, stricter: Rulebook
) -> None:
    file = written(lines, tmp_path / "in", "lines")
    alone = run([file], tmp_path / "out")
    both = run([file], tmp_path / "out", what_if=stricter)
    costs = ("seconds", "stages", "peak_memory")
    assert {k: v for k, v in both.items() if k not in costs} == {k: v for k, v in alone.items() if k not in costs}
    assert changes(tmp_path / "out")["what_if"] == {"rulebook": stricter.digest}
    run([file], tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "findings.parquet", "report.html", "summary.json",
    ]  # fmt: skip


def test_the_rule_book_in_force_changes_nothing(lines: Any, tmp_path: Path) -> None:
    run([written(lines, tmp_path / "in", "lines")], tmp_path / "out", what_if=shipped_rulebook())
    told = changes(tmp_path / "out")
    assert (told["changed_lines"], told["changed_claims"], told["edits"]) == (0, 0, {})
    assert changed(tmp_path / "out") == {}


@pytest.mark.slow
def test_changes_are_the_same_however_the_lines_lie(
    lines: Any, tmp_path: Path, stricter: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    run([written(lines, tmp_path / "in", "lines")], tmp_path / "whole", what_if=stricter)
    parts = [written(lines.slice(begin, 2_000), tmp_path / "in", str(begin)) for begin in (0, 2_000, 4_000)]
    for name, most in (("SHARE", 2_000), ("FEW", 1_000)):
        monkeypatch.setattr(f"tautband.audit.running.{name}", most)
    summary = run(parts, tmp_path / "parts", workers=2, what_if=stricter)
    assert summary["read"] == "repartitioned"
    assert changed(tmp_path / "parts") == changed(tmp_path / "whole") != {}
    assert changes(tmp_path / "parts") == changes(tmp_path / "whole")


def test_a_policy_date_binds_every_line_by_the_policies_of_that_day(lines: Any, tmp_path: Path) -> None:
    """Lines moved to the policy's first day and judged by its own law agree with lines judged as of that day, for the
    edits that read no other date.
    """
    day = date(2024, 8, 1)
    edits = {f"{UNIFORM}/diagnosis-not-listed", f"{UNIFORM}/guidance-not-covered"}
    file = written(lines, tmp_path / "in", "lines")
    summary = run([file], tmp_path / "as_of", policy_date=day)
    assert summary["policy_date"] == "2024-08-01"
    assert run([file], tmp_path / "own")["policy_date"] is None
    at = lines.schema.get_field_index("date_of_service")
    diagnoses = [name for name in lines.schema.names if name.startswith("diagnosis")]
    assert diagnoses
    moved = lines.set_column(at, "date_of_service", pa.array([day] * lines.num_rows, pa.date32()))
    # one claim a day, so that moving it brings no other line beside it
    moved = moved.set_column(moved.schema.get_field_index("patient_id"), "patient_id", moved["claim_id"])
    run([written(moved, tmp_path / "in", "moved")], tmp_path / "moved")
    told = [
        {key: answer for key, answer in found(tmp_path / name).items() if key[2] in edits}
        for name in ("as_of", "moved", "own")
    ]
    assert len(told[0]) > len(told[2]) > 0
    assert told[0] == told[1]


def test_counts_of_an_edit_not_in_force_before_are_zero(lines: Any, tmp_path: Path) -> None:
    file = stricter_from("2025-01-01", tmp_path / "policies")
    text = file.read_text()
    file.write_text(text.replace('id = "diagnosis-not-listed"', 'id = "another-list"', 1))
    other = book_with(file, tmp_path / "compiled")
    run([written(lines, tmp_path / "in", "lines")], tmp_path / "out", what_if=other)
    told = changes(tmp_path / "out")["edits"]
    assert told[f"{UNIFORM}/another-list"]["before"] == dict.fromkeys(COUNTS, 0)
    assert told[f"{UNIFORM}/another-list"]["newly_fired"] == told[f"{UNIFORM}/another-list"]["after"]["fired"] > 0
    assert told[f"{UNIFORM}/diagnosis-not-listed"]["no_longer_fired"] > 0
