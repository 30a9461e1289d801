"""FHIR and HTML at the command line: notes are coded, claims are scrubbed, wherever their resources stand."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.running import ROOT, Ran, here
from formats.fhir.mutants import SECRET, examples, mutated
from formats.fhir.sample import AROUND, CLAIM, ENCOUNTER, NOTE, Json, bundle, document
from formats.x12.desk import REGISTRATION

Run = tuple[pytest.MonkeyPatch, pytest.CaptureFixture[str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return monkeypatch, capsys


def saved(folder: Path, name: str, *values: Any) -> str:
    path = folder / name
    path.write_text("\n".join(json.dumps(value) for value in values))
    return str(path)


def answers(ran: Ran) -> list[Json]:
    return [json.loads(line) for line in ran.out.splitlines()]


def test_a_bundle_is_coded_and_every_offset_counts_in_the_text_it_names(run: Run, tmp_path: Path) -> None:
    name = saved(tmp_path, "visit.json", bundle(ENCOUNTER, document(), *AROUND))
    ran = here(*run, "code", name, "--json")
    answer = json.loads(ran.out)
    assert [(line["code"], line["diagnoses"]) for line in answer["coding"]["lines"]] == [
        ("20552", ["M79.18"]), ("J2003", ["M79.18"]),
    ]  # fmt: skip
    encounter = answer["encounter"]
    assert (encounter["date_of_service"], encounter["state"], encounter["zip_code"], encounter["payer"]) == (
        "2026-03-02", "OH", "452021234", "medicare",
    )  # fmt: skip
    (words,) = encounter["injections"][0]["evidence"]
    assert answer["source"]["text"][words["start"] : words["end"]] == words["text"]
    assert answer["source"]["note"] == f"{name}: Bundle.entry[0].resource"
    assert answer["source"]["parts"][0]["attachment"] == 0


def test_what_is_asked_goes_before_what_the_resources_know(run: Run, tmp_path: Path) -> None:
    name = saved(tmp_path, "visit.json", bundle(ENCOUNTER, document(), *AROUND))
    ran = here(*run, "code", name, "--json", "--payer", "aetna", "--state", "TX", "--pos", "22")
    encounter = json.loads(ran.out)["encounter"]
    assert (encounter["payer"], encounter["state"], encounter["place_of_service"]) == ("aetna", "TX", "22")


def test_a_preliminary_note_is_on_hold(run: Run, tmp_path: Path) -> None:
    name = saved(tmp_path, "note.json", document(encounter=None, docStatus="preliminary"))
    ran = here(*run, "code", name, "--json")
    assert (ran.code, json.loads(ran.out)["coding"]["status"]) == (1, "hold")


def test_a_note_entered_in_error_is_refused(run: Run, tmp_path: Path) -> None:
    name = saved(tmp_path, "note.json", document(encounter=None, status="entered-in-error"))
    ran = here(*run, "code", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"tautband: {name}: DocumentReference.status: entered in error. Give the document that stands.\n"
    )


def test_several_notes_of_a_bundle_are_answered_one_by_one(run: Run, tmp_path: Path) -> None:
    wrong = document("n2", encounter="e2", status="entered-in-error")
    name = saved(tmp_path, "visits.json", bundle(ENCOUNTER, document(), wrong, document("n3", encounter="e3"), *AROUND))
    ran = here(*run, "code", name, "--json")
    assert ran.code == 2
    assert [sorted(each)[:2] for each in answers(ran)] == [
        ["coding", "conventions"], ["error", "file"], ["coding", "conventions"],
    ]  # fmt: skip


def test_resources_of_a_folder_belong_together(run: Run, tmp_path: Path) -> None:
    for kind, resources in (
        ("Encounter", (ENCOUNTER, ENCOUNTER | {"id": "e2", "period": {"start": "2026-04-01"}})),
        ("DocumentReference", (document(), document("n2", NOTE.replace("03/02", "04/01"), "e2"))),
        ("Around", AROUND),
    ):
        saved(tmp_path, f"{kind}.ndjson", *resources)
    ran = here(*run, "code", str(tmp_path), "--json")
    found = [(Path(each["file"]).name, each["encounter"]["date_of_service"], each["encounter"]["state"]) for each in answers(ran)]  # fmt: skip  # noqa: E501
    assert found == [
        ("Encounter.ndjson", "2026-03-02", "OH"), ("Encounter.ndjson", "2026-04-01", "OH"),
    ]  # fmt: skip


def test_a_resource_on_standard_input_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(document(encounter=None)).encode())))
    ran = here(*run, "code", "-", "--json")
    assert json.loads(ran.out)["coding"]["lines"][0]["code"] == "20552"


@pytest.mark.parametrize("suffix", ["html", "htm"])
def test_a_page_is_coded_as_the_text_it_shows(run: Run, tmp_path: Path, suffix: str) -> None:
    page = tmp_path / f"note.{suffix}"
    page.write_text(f"<html><head><style>p {{}}</style></head><body><p>{NOTE.replace(chr(10), '<br>')}</body></html>")
    answer = json.loads(here(*run, "code", str(page), "--json").out)
    assert answer["coding"]["lines"][0]["code"] == "20552"
    (words,) = answer["encounter"]["injections"][0]["evidence"]
    assert answer["source"]["text"][words["start"] : words["end"]] == words["text"]
    assert answer["source"]["text"].startswith("Date of service: 03/02/2026\nExam:")


def test_a_claim_alone_is_one_document_with_what_was_not_taken_over(run: Run, tmp_path: Path) -> None:
    name = saved(tmp_path, "claim.json", bundle(CLAIM, *AROUND, {"resourceType": "Device", "id": "x"}))
    answer = json.loads(here(*run, "scrub", name, "--json").out)
    assert (answer["claim_id"], answer["resource"], answer["problems"]) == ("PCN1", "Bundle.entry[0].resource", [])
    assert (answer["kept_out"], answer["left_out"]) == (
        {"Device": 1},
        ["created", "insurance.sequence", "item.sequence"],
    )
    assert "medicare/timely-filing/filed-too-late" in answer["evaluated"]


def test_a_problem_of_form_is_something_to_act_on(run: Run, tmp_path: Path) -> None:
    name = saved(tmp_path, "claim.json", CLAIM | {"diagnosis": []})
    ran = here(*run, "scrub", name, "--json")
    answer = json.loads(ran.out)
    assert (ran.code, answer["outcome"]) == (1, "findings")
    assert answer["problems"] == [
        {"path": "Claim.item[0].diagnosisSequence", "says": "names a diagnosis that is not there",
         "fix": "Correct the sequence."}
    ]  # fmt: skip
    page = here(*run, "scrub", name)
    told = "".join(page.out.split())
    assert "".join(f"Claim PCN1 of {name}: 1 problem of form Claim.item[0].diagnosisSequence".split()) in told
    assert "Mend the form first." in page.out


def test_claims_a_line_with_the_resources_they_name_in_other_files(run: Run, tmp_path: Path) -> None:
    claims = saved(tmp_path, "Claim.ndjson", CLAIM, CLAIM | {"id": "k2", "patient": 7}, CLAIM | {"id": "k3"})
    around = saved(tmp_path, "Around.ndjson", *AROUND)
    ran = here(*run, "scrub", claims, around, "--json")
    *found, last = answers(ran)
    assert ran.code == 2
    assert [(each["file"], each.get("resource"), "error" in each) for each in found] == [
        (claims, "line 1: Claim", False), (claims, None, True), (claims, "line 3: Claim", False),
    ]  # fmt: skip
    assert (last["claims"], last["kept_out"]) == (3, {})
    assert found[1]["error"]["where"] == f"{claims}: line 2: Claim.patient"


def test_resources_without_a_claim_are_refused(run: Run, tmp_path: Path) -> None:
    ran = here(*run, "scrub", saved(tmp_path, "claim.json", bundle(*AROUND)))
    assert (ran.code, "no claim among its resources" in ran.err) == (2, True)
    ran = here(*run, "code", saved(tmp_path, "claim.json", bundle(CLAIM)))
    assert (ran.code, "no document among the resources" in ran.err) == (2, True)


def test_a_claim_is_judged_with_the_note_of_its_encounter(run: Run, tmp_path: Path) -> None:
    item = CLAIM["item"][0] | {"servicedDate": "2026-03-02", "encounter": [{"reference": "Encounter/e1"}]}
    claim = CLAIM | {"item": [item]}
    with_note = saved(tmp_path, "with.json", bundle(ENCOUNTER, document(), claim, *AROUND))
    without = saved(tmp_path, "without.json", bundle(claim, *AROUND))
    found = [json.loads(here(*run, "scrub", name, "--json").out) for name in (with_note, without)]
    assert [each["note"] for each in found] == ["Bundle.entry[0].resource", None]
    assert [any(f["reason"] == "no note" for f in each["findings"]) for each in found] == [False, True]
    assert "medicare/uniform-tpi/procedure-report-incomplete" in found[0]["evaluated"]


def test_a_written_bundle_is_scrubbed_with_its_note_as_the_note_itself_was(run: Run, tmp_path: Path) -> None:
    desk = REGISTRATION.model_dump(mode="json") | {
        "place_of_service": "11", "charges": {"20552": "95.00", "J2003": "0.10"}, "history": [],
    }  # fmt: skip
    (tmp_path / "note.txt").write_text(NOTE)
    out = str(tmp_path / "claim.json")
    note, desk_file = str(tmp_path / "note.txt"), saved(tmp_path, "desk.json", desk)
    written = json.loads(
        here(*run, "claim", note, "--registration", desk_file, "--to", "fhir", "-o", out, "--json").out
    )
    history = saved(tmp_path, "history.json", [])
    read = json.loads(here(*run, "scrub", out, "--history", history, "--json", "--no-remedies").out)
    assert (written["written"], written["format"]) == (out, "fhir")
    assert (read["findings"], read["evaluated"]) == (written["findings"], written["evaluated"])
    again = json.loads(here(*run, "code", out, "--json").out)
    assert [line["code"] for line in again["coding"]["lines"]] == ["20552", "J2003"]


@pytest.mark.parametrize(
    ("days", "outcome"),
    [(["2025-12-01"], "not_evaluated"), (["2025-06-01", "2025-09-01", "2025-12-01"], "fire")],
)
def test_claims_beside_the_note_count_against_a_limit_and_never_clear_one(
    run: Run, tmp_path: Path, days: list[str], outcome: str
) -> None:
    claims = [CLAIM | {"id": day, "item": [CLAIM["item"][0] | {"servicedDate": day}]} for day in days]
    name = saved(tmp_path, "visit.json", bundle(ENCOUNTER, document(), *AROUND, *claims))
    limit = "medicare/uniform-tpi/sessions-over-limit"
    found = json.loads(here(*run, "code", name, "--json").out)["findings"]
    assert [f["outcome"] for f in found if limit in (f["edit"], *f["edits"])] == [outcome]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('<?xml version="1.0"?>\n<Bundle xmlns="http://hl7.org/fhir"><entry/></Bundle>', "FHIR as XML"),
        ('<ClinicalDocument xmlns="urn:hl7-org:v3"/>', "a C-CDA document as XML"),
    ],
)
def test_records_written_as_xml_are_refused_by_name(run: Run, tmp_path: Path, text: str, kind: str) -> None:
    (tmp_path / "note.txt").write_text(text)
    ran = here(*run, "code", str(tmp_path / "note.txt"))
    assert (ran.code, kind in ran.err) == (2, True)


def test_no_model_library_is_loaded_to_read_or_write(tmp_path: Path) -> None:
    name, out = saved(tmp_path, "visit.json", bundle(ENCOUNTER, document(), *AROUND)), str(tmp_path / "claim.json")
    desk = REGISTRATION.model_dump(mode="json") | {"place_of_service": "11", "charges": {"20552": "95", "J2003": "1"}}
    arguments = ["claim", name, "--registration", saved(tmp_path, "desk.json", desk), "--to", "fhir", "-o", out]
    program = f"""
import sys
sys.argv = ["tautband", *{arguments!r}]
from tautband.cli import main
try:
    main()
except SystemExit as left:
    print(left.code, [name for name in ("fhir", "fhir.resources", "pyarrow", "reportlab") if name in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.splitlines()[-1] == "3 []"
    assert json.loads(Path(out).read_text())["type"] == "collection"


@pytest.mark.slow
def test_a_broken_resource_never_ends_in_a_fault_of_the_program(run: Run, tmp_path: Path) -> None:
    held = examples()
    for seed in range(30):
        chance = random.Random(seed)
        broken = mutated(held[seed % (3 if seed % 2 else len(held))], chance)
        name = saved(tmp_path, "in.json", broken)
        for arguments in (("code", name), ("code", name, "--json"), ("scrub", name), ("scrub", name, "--json")):
            ran = here(*run, *arguments)
            assert ran.code in (0, 1, 2, 3)
            assert "fault of the program" not in ran.err, (seed, ran.err)
            assert SECRET not in ran.err
