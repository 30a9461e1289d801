"""The state that a claim names, that of its ZIP code and that of the note: told apart, with who decided."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from audit.lines import run
from tautband import pipeline
from tautband.model.finding import Finding

EDIT = "national/places/places-contradict"
NOTE = """Date of service: 03/02/2026
Payer: Medicare
State: Ohio
Procedure: after consent the right trapezius and right levator scapulae trigger points were injected with 1 % lidocaine.
Assessment: myofascial pain.
Electronically signed, MD
"""
BY_ZIP = "the ZIP code decided which Medicare contractor's policy was taken"
BY_STATE = "the state on the claim decided which policies were taken"


def told(**known: str) -> list[Finding]:
    return [f for f in pipeline.code(NOTE, **known).findings if f.edit == EDIT]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ({"zip_code": "15213"}, f"the claim names OH, its ZIP code lies in PA; {BY_ZIP}"),
        ({"state": "PA"}, f"the claim names PA, the note names OH; {BY_STATE}"),
        (
            {"state": "PA", "zip_code": "15213"},
            f"the claim names PA, its ZIP code lies in PA, the note names OH; {BY_ZIP}",
        ),
    ],
)
def test_a_note_and_what_was_registered_that_differ_are_told_with_the_words_of_the_note(
    known: dict[str, str], says: str
) -> None:
    (finding,) = told(**known)
    assert (finding.outcome, finding.severity, finding.says) == ("fire", "warn", says)
    assert [evidence.text for evidence in finding.evidence] == ["Ohio"]


@pytest.mark.parametrize("known", [{}, {"zip_code": "43215"}, {"state": "OH"}, {"zip_code": "00000"}])
def test_one_place_however_often_it_is_named_is_none(known: dict[str, str]) -> None:
    assert told(**known) == []


def test_an_audit_tells_it_of_lines_that_name_both(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    with path.open("w", newline="") as file:
        write = csv.writer(file)
        write.writerow(("claim_id", "line_number", "patient_id", "payer", "state", "zip", "date_of_service", "code"))
        places = (("OH", "15213"), ("OH", "43215"), ("OH", ""), ("", "15213"), ("36", "15213"))
        for number, (state, zip_code) in enumerate(places):
            write.writerow((f"C{number}", 1, f"P{number}", "medicare", state, zip_code, "2026-03-02", "20552"))
    summary = run([path], tmp_path / "out")
    counts = summary["edits"][EDIT]
    assert (counts["evaluated"], counts["fired"]) == (5, 1)
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["findings"] == summary["findings"]
