"""One case, asked through every verb: the note coded, its claim scrubbed, written and read back, its lines audited.

What a way leaves out (a table holds no note, an 837P no history) is left out of the comparison, and nothing else.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from cli.running import ROOT, here
from formats.x12.desk import REGISTRATION
from tautband.accuracy.gold import Labelled, labelled_notes
from tautband.model.claim import Claim, HistoryEntry, ServiceLine
from tautband.model.finding import Finding
from tautband.pipeline import Answer, code, scrub

CASES = list(labelled_notes(ROOT / "tests/corpus/development/gold.jsonl"))
FEW = CASES[::30]
COLUMNS = (
    "claim_id", "line_number", "patient_id", "payer", "state", "zip", "date_of_service", "place_of_service", "code",
    "modifier_1", "modifier_2", "modifier_3", "modifier_4", "units", "diagnosis_1", "diagnosis_2", "diagnosis_3",
    "diagnosis_4",
)  # fmt: skip

Patch = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]
Told = set[tuple[str | None, ...]]


def told(findings: Any, *, known: bool = False) -> Told:
    """What findings say, as models or as JSON; with `known` only what fired or asks for a person."""
    plain = [f.model_dump(mode="json") if isinstance(f, Finding) else f for f in findings]
    return {
        (f["edit"], str(f["line"]), f["outcome"], f["severity"], f["reason"], ",".join(sorted(f["edits"])))
        for f in plain
        if not known or f["outcome"] != "not_evaluated"
    }


def answered(note: Labelled) -> Answer:
    day = note.date_of_service
    earlier = (HistoryEntry(date_of_service=date(2025, 1, 5), code="20552"),) if day and day > date(2025, 1, 5) else ()
    return code(
        note.text, payer=note.payer, state=note.state, date_of_service=day, place_of_service=note.place_of_service,
        history=earlier,
    )  # fmt: skip


def claimed(answer: Answer, **also: Any) -> Claim:
    """The claim of what was coded, without anything the verbs would add."""
    seen = answer.encounter
    assert seen.date_of_service is not None
    lines = tuple(
        ServiceLine(code=line.code, modifiers=line.modifiers, units=line.units, diagnoses=line.diagnoses[:4])
        for line in answer.coding.lines
    )
    return Claim(
        claim_id="C1", payer=seen.payer, state=seen.state, zip_code=seen.zip_code, lines=lines,
        date_of_service=seen.date_of_service, place_of_service=seen.place_of_service, **also,
    )  # fmt: skip


def table(claim: Claim, path: Path) -> str:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number, line in enumerate(claim.lines, 1):
            modifiers, diagnoses = ([*held, "", "", "", ""][:4] for held in (line.modifiers, line.diagnoses))
            writer.writerow(
                [claim.claim_id, number, "", claim.payer, claim.state, claim.zip_code, claim.date_of_service,
                 claim.place_of_service, line.code, *modifiers, line.units, *diagnoses]
            )  # fmt: skip
    return str(path)


def agree(note: Labelled, folder: Path, monkeypatch: Patch, capsys: Capture) -> int:
    """Ask one note through every verb; how many answers were compared."""
    answer = answered(note)
    if not answer.coding.lines or answer.encounter.date_of_service is None:
        return 0
    history = answer.encounter.date_of_service > date(2025, 1, 5)
    earlier = (HistoryEntry(date_of_service=date(2025, 1, 5), code="20552"),) if history else ()
    whole = claimed(answer, history=earlier, encounter=answer.encounter)
    (folder / "claim.json").write_text(whole.model_dump_json())
    ran = here(monkeypatch, capsys, "scrub", str(folder / "claim.json"), "--json", "--no-remedies")
    assert told(json.loads(ran.out)["findings"]) == told(answer.findings)

    bare = claimed(answer)
    lines = table(bare, folder / "lines.csv")
    ran = here(monkeypatch, capsys, "scrub", lines, "--json", "--no-remedies")
    assert told(json.loads(ran.out)["findings"]) == told(scrub([bare])[0].findings)

    here(monkeypatch, capsys, "audit", lines, "-o", str(folder / "audit"))
    found = {
        (row["edit"], str(row["line_number"]), row["outcome"], row["severity"])
        for row in pq.read_table(folder / "audit/findings.parquet").to_pylist()
    }
    of_that_day = claimed(answer, history=(), history_from=bare.date_of_service)
    assert found == {row[:4] for row in told(scrub([of_that_day])[0].findings, known=True)}
    return 3


BY_THE_NOTE = "national/places/places-contradict"
"""Compares the claim's places with the state that the note names, and a file of claims holds no note."""


def written(note: Labelled, folder: Path, monkeypatch: Patch, capsys: Capture) -> int:
    """Write the claim of one note as an 837P and scrub it; how many findings of the writing were found in the file."""
    answer = answered(note)
    codes = {line.code for line in answer.coding.lines}
    if answer.coding.status != "coded" or note.payer != "Medicare" or not codes:
        return 0
    (folder / "note.txt").write_text(note.text, encoding="utf-8")
    (folder / "none.json").write_text("[]")
    desk = REGISTRATION.model_dump(mode="json") | {
        "place_of_service": note.place_of_service or "11", "charges": dict.fromkeys(codes, "95.00"), "history": [],
        "history_scope": "all",
    }  # fmt: skip
    (folder / "desk.json").write_text(json.dumps(desk))
    out = folder / "out.837"
    ran = here(
        monkeypatch, capsys, "claim", str(folder / "note.txt"), "--registration", str(folder / "desk.json"),
        "-o", str(out), "--json",
    )  # fmt: skip
    if not out.exists():
        return 0
    of_claim = told(json.loads(ran.out)["findings"], known=True)
    ran = here(monkeypatch, capsys, "scrub", str(out), "--history", str(folder / "none.json"), "--json")
    claim, file = map(json.loads, ran.out.splitlines())
    assert (claim["problems"], file["problems"]) == ([], [])
    of_file = {row for row in of_claim if row[0] in claim["evaluated"] and row[0] != BY_THE_NOTE}
    assert of_file == told(claim["findings"], known=True)
    return len(of_claim)


def test_code_scrub_and_audit_say_the_same_of_a_few_notes(tmp_path: Path, monkeypatch: Patch, capsys: Capture) -> None:
    assert sum(agree(note, tmp_path, monkeypatch, capsys) for note in FEW) == 3 * len(FEW)


@pytest.mark.slow
def test_code_scrub_and_audit_say_the_same_of_each_labelled_note(
    tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    assert sum(agree(note, tmp_path, monkeypatch, capsys) for note in CASES) > 120


@pytest.mark.slow
def test_a_written_claim_is_scrubbed_as_it_was_when_it_was_made(
    tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    found = 0
    for number, note in enumerate(CASES):
        folder = tmp_path / str(number)
        folder.mkdir()
        found += written(note, folder, monkeypatch, capsys)
    assert found > 5
