"""The command line does the main job, refuses what it cannot read, and never shows a traceback."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest

from cli.running import ROOT, alone, here
from tautband.cli.demo import place_of

DEMO = ROOT / "src/tautband/cli/demo_note.txt"
CLAIM = {
    "claim_id": "C1", "patient_id": "P1", "payer": "medicare", "state": "OH", "date_of_service": "2026-03-02",
    "place_of_service": "11", "lines": [{"code": "20552", "units": 3, "charge": "95.00", "diagnoses": ["M79.18"]}],
    "history": [],
}  # fmt: skip

Patch = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]


def saved(directory: Path, name: str, content: Any) -> str:
    path = directory / name
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return str(path)


def test_the_demo_codes_its_note_and_finishes(monkeypatch: Patch, capsys: Capture) -> None:
    ran = here(monkeypatch, capsys, "demo")
    assert (ran.code, ran.err) == (0, "")
    assert [
        words for words in ("[M: ", "The record supports 20552", "M79.18", "Next:", "Try next:") if words not in ran.out
    ] == []


def test_the_demo_says_where_the_program_lies_when_the_terminal_would_not_find_it(monkeypatch: Patch) -> None:
    monkeypatch.setenv("PATH", "")
    assert place_of(".venv/bin/tautband") == ".venv/bin/tautband"
    assert place_of("tautband") is None


def test_code_prints_one_document_with_the_keys_of_the_contract(monkeypatch: Patch, capsys: Capture) -> None:
    ran = here(monkeypatch, capsys, "code", str(DEMO), "--json")
    document = json.loads(ran.out)
    assert (document["schema"], document["encounter"]["date_of_service"]) == (1, "2026-03-02")
    payment = document["expected_payment"]
    assert [payment[key] for key in ("allowed", "plan_pays", "patient_owes")] == ["49.35", "38.69", "9.87"]
    assert {"encounter", "coding", "findings", "conventions", "made_with"} - set(document) == set()
    assert {"status", "muscle_count", "lines", "queries", "refused"} == set(document["coding"]) - {"diagnoses", "visit"}
    assert [(line["code"], line["units"], line["diagnoses"]) for line in document["coding"]["lines"]][:1] == [
        ("20552", 1, ["M79.18"])
    ]
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", document["made_with"]["rulebook"])


def test_every_offset_of_the_answer_gives_the_words_of_the_note(monkeypatch: Patch, capsys: Capture) -> None:
    text = DEMO.read_text()
    found: list[dict[str, Any]] = []

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            if set(value) == {"start", "end", "text"}:
                found.append(value)
            for inner in value.values():
                collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    collect(json.loads(here(monkeypatch, capsys, "code", str(DEMO), "--json").out))
    assert len(found) > 20
    assert [e for e in found if text[e["start"] : e["end"]] != e["text"]] == []


def test_the_command_line_goes_before_the_note(monkeypatch: Patch, capsys: Capture) -> None:
    given = ("--payer", "aetna", "--state", "nj", "--date", "2026-04-01", "--pos", "22")
    encounter = json.loads(here(monkeypatch, capsys, "code", str(DEMO), *given, "--json").out)["encounter"]
    names = ("payer", "state", "date_of_service", "place_of_service")
    assert [encounter[name] for name in names] == ["aetna", "NJ", "2026-04-01", "22"]


def test_an_encounter_answers_as_its_note_does(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> None:
    first = json.loads(here(monkeypatch, capsys, "code", str(DEMO), "--json").out)
    again = json.loads(here(monkeypatch, capsys, "code", saved(tmp_path, "encounter.json", first), "--json").out)
    assert again == first


def test_standard_input_is_a_note() -> None:
    ran = alone("code", "-", "--json", stdin=DEMO.read_bytes())
    assert json.loads(ran.out)["coding"]["lines"][0]["code"] == "20552"


def test_a_folder_gives_one_line_a_note_and_the_worst_exit(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> None:
    good, bad = saved(tmp_path, "a.txt", DEMO.read_text()), saved(tmp_path, "b.txt", "")
    ran = here(monkeypatch, capsys, "code", str(tmp_path), "--json")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [(line["file"], "error" in line) for line in lines] == [(good, False), (bad, True)]
    assert ran.code == 2
    assert f"{bad}: the file is empty" in ran.err


def test_a_folder_reads_as_a_list_for_people(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        saved(tmp_path, name, DEMO.read_text())
    ran = here(monkeypatch, capsys, "code", str(tmp_path))
    assert ran.out.count("The record supports 20552") == 2
    assert "2 notes" in ran.err
    assert ran.out.splitlines()[-1] == "2 notes: 2 not fully checked"


def test_a_history_settles_what_was_not_evaluated(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> None:
    def open_reasons(*more: str) -> list[str]:
        return [
            f["reason"]
            for f in json.loads(here(monkeypatch, capsys, "code", str(DEMO), "--json", *more).out)["findings"]
        ]

    history = saved(tmp_path, "history.json", [])
    assert "other providers' history" in open_reasons("--history", history)
    assert "other providers' history" not in open_reasons("--history", history, "--all-history")


def test_an_unknown_payer_is_no_error(monkeypatch: Patch, capsys: Capture) -> None:
    ran = here(monkeypatch, capsys, "code", str(DEMO), "--payer", "Nobody Mutual", "--json")
    document = json.loads(ran.out)
    assert [line["code"] for line in document["coding"]["lines"]][:1] == ["20552"]
    assert "payer not covered" in [finding["reason"] for finding in document["findings"]]


def test_a_date_that_has_not_come_is_refused(monkeypatch: Patch, capsys: Capture) -> None:
    ran = here(monkeypatch, capsys, "code", str(DEMO), "--date", "2026-07-01")
    assert (ran.code, ran.out) == (2, "")
    assert "2026-07-01 has not come yet" in ran.err


@pytest.mark.parametrize(
    ("text", "status", "asked"),
    [
        ("milk\neggs\n2 lb flour\n", "nothing_to_bill", []),
        (
            "Right trapezius trigger point injected with 1 mL of 1% lidocaine. Dx: myofascial pain.",
            "query",
            ["On which date was the service given?"],
        ),
    ],
)
def test_the_date_is_asked_of_a_text_that_tells_of_care(
    monkeypatch: Patch, capsys: Capture, tmp_path: Path, text: str, status: str, asked: list[str]
) -> None:
    coding = json.loads(here(monkeypatch, capsys, "code", saved(tmp_path, "n.txt", text), "--json").out)["coding"]
    assert (coding["status"], [query["asks"] for query in coding["queries"]]) == (status, asked)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--date", "2026-02-30"), "--date: '2026-02-30' is not a day of the calendar"),
        (("--state", "Ohio"), "--state: 'Ohio' is not a state"),
        (("--provider", "123"), "--provider: not an NPI"),
        (("--history", "nowhere.json"), "nowhere.json: no such file"),
    ],
)
def test_a_bad_option_names_itself(
    monkeypatch: Patch, capsys: Capture, arguments: tuple[str, ...], message: str
) -> None:
    ran = here(monkeypatch, capsys, "code", str(DEMO), *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_scrub_answers_one_claim_with_one_document(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> None:
    ran = here(monkeypatch, capsys, "scrub", saved(tmp_path, "claim.json", CLAIM), "--json")
    document = json.loads(ran.out)
    assert (ran.code, document["schema"], document["claim_id"], document["outcome"]) == (1, 1, "C1", "findings")
    assert "national/mue/units-over-limit" in [finding["edit"] for finding in document["findings"]]
    assert "national/mue/units-over-limit" in document["evaluated"]


def test_scrub_answers_several_claims_line_by_line(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> None:
    two = [CLAIM, CLAIM | {"claim_id": "C2", "patient_id": "P2"}]
    as_array, as_lines = saved(tmp_path, "a.json", two), saved(tmp_path, "b.jsonl", "\n".join(map(json.dumps, two)))
    ran = here(monkeypatch, capsys, "scrub", as_array, as_lines, "--json")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [(line["file"], line["claim_id"]) for line in lines] == [
        (as_array, "C1"), (as_array, "C2"), (as_lines, "C1"), (as_lines, "C2"),
    ]  # fmt: skip


def test_a_file_without_a_claim_is_told_among_several(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> None:
    empty, claim = saved(tmp_path, "empty.json", []), saved(tmp_path, "claim.json", CLAIM)
    ran = here(monkeypatch, capsys, "scrub", empty, claim, "--json")
    assert ran.code == 2
    assert [(json.loads(line)["file"], "error" in json.loads(line)) for line in ran.out.splitlines()] == [
        (empty, True), (claim, False),
    ]  # fmt: skip


def test_a_claim_given_for_a_note_is_sent_to_scrub(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> None:
    ran = here(monkeypatch, capsys, "code", saved(tmp_path, "claim.json", CLAIM))
    assert (ran.code, "Claims go to `scrub`." in ran.err) == (2, True)


def test_scrub_for_people_shows_the_finding_and_its_remedy(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> None:
    ran = here(monkeypatch, capsys, "scrub", saved(tmp_path, "claim.json", CLAIM))
    assert [
        words
        for words in ("Claim C1", "Next: Do not send yet", "DENY", "Remedy", "Rule:", "Edit:")
        if words not in ran.out
    ] == []


@pytest.mark.parametrize("content", ["{", "7", "[]", '{"claim_id": 1}', '{"lines": "x"}', "null", '"x"', "[[]]"])
def test_what_is_no_claim_is_refused(monkeypatch: Patch, capsys: Capture, tmp_path: Path, content: str) -> None:
    ran = here(monkeypatch, capsys, "scrub", saved(tmp_path, "claim.json", content))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"tautband: {tmp_path}/claim.json")


def test_explain_shows_an_edit_with_its_source(monkeypatch: Patch, capsys: Capture) -> None:
    by_part = here(monkeypatch, capsys, "explain", "units-over-limit")
    assert [
        words for words in ("national/mue/units-over-limit", "Remedy", "Rule:", "Example:") if words not in by_part.out
    ] == []
    by_id = json.loads(here(monkeypatch, capsys, "explain", "national/mue/units-over-limit", "--json").out)
    assert [edit["edit"] for edit in by_id["edits"]] == ["national/mue/units-over-limit"]


def test_explain_shows_a_code_on_a_day(monkeypatch: Patch, capsys: Capture) -> None:
    facts = json.loads(here(monkeypatch, capsys, "explain", "20552", "--date", "2026-03-02", "--json").out)["facts"]
    units = [fact["says"] for fact in facts if fact["about"] == "Units (MUE)"]
    assert [says.split(";")[0] for says in units] == ["1 a day, by rule"]
    heading = json.loads(here(monkeypatch, capsys, "explain", "M79.1", "--date", "2026-03-02", "--json").out)["facts"]
    assert ("Complete codes", "M79.10, M79.11, M79.12, M79.18") in [(fact["about"], fact["says"]) for fact in heading]


def test_explain_offers_the_nearest_name(monkeypatch: Patch, capsys: Capture) -> None:
    ran = here(monkeypatch, capsys, "explain", "unit-over-limit")
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean units-over-limit?" in ran.err


@pytest.mark.slow
def test_policy_list_and_show_agree(monkeypatch: Patch, capsys: Capture) -> None:
    rows = json.loads(here(monkeypatch, capsys, "policy", "list", "--json").out)["policies"]
    assert len(rows) > 5
    for row in rows:
        on = ("--date", row["first_service_date"]) if row["first_service_date"] else ()
        shown = json.loads(here(monkeypatch, capsys, "policy", "show", row["policy"], *on, "--json").out)
        assert (shown["title"], len(shown["edit"])) == (row["title"], row["edits"])


def test_policy_show_prints_source_edits_and_what_is_not_checked(monkeypatch: Patch, capsys: Capture) -> None:
    ran = here(monkeypatch, capsys, "policy", "show", "medicare/uniform-tpi")
    assert [
        words
        for words in ("Source:", "Evidence:", "sessions-over-limit", "Example:", "Not checked")
        if words not in ran.out
    ] == []
    missing = here(monkeypatch, capsys, "policy", "show", "medicare/uniform-tpi", "--date", "1990-01-01")
    assert (missing.code, "no revision in force on 1990-01-01" in missing.err) == (2, True)


def test_no_word_of_a_note_enters_a_log(monkeypatch: Patch, capsys: Capture, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("tautband").debug("the log is listened to")
    ran = here(monkeypatch, capsys, "code", str(DEMO), "--json")
    messages = [record.getMessage() for record in caplog.records]
    assert "the log is listened to" in messages
    words = {word.lower() for word in re.findall(r"[A-Za-z]{5,}", DEMO.read_text())} - {"trigger", "point", "injection"}
    spoken = {word.lower() for message in messages[1:] for word in re.findall(r"[A-Za-z]{5,}", message)}
    assert words & spoken == set()
    assert ran.err == ""


def test_a_fault_of_the_program_shows_no_traceback_and_no_word(monkeypatch: Patch, capsys: Capture) -> None:
    from tautband import notes

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"cannot read {DEMO.read_text()}")

    monkeypatch.setattr(notes, "read", broken)
    ran = here(monkeypatch, capsys, "code", str(DEMO))
    assert (ran.code, ran.out) == (2, "")
    assert re.fullmatch(
        r"tautband: sorry, this is a fault of the program and not of your input \(RuntimeError at pipeline\.py:\d+\)\. "
        r"Report that one line to the project; it holds nothing of what was read\.\n",
        ran.err,
    )


def test_eval_reports_figures_with_denominators(monkeypatch: Patch, capsys: Capture) -> None:
    gold = str(ROOT / "tests/corpus/development/gold.jsonl")
    report = json.loads(here(monkeypatch, capsys, "eval", gold, "--json").out)
    assert (report["schema"], report["notes"]) == (1, 60)
    assert report["exact"]["exact code, codeable notes"]["of"] == 41
    shown = here(monkeypatch, capsys, "eval", gold)
    assert (shown.code, "60 labelled notes" in shown.out, "muscle and side" in shown.out) == (0, True, True)


@pytest.mark.parametrize("content", ["", "{", '{"id": 1}', "[]"])
def test_eval_refuses_what_holds_no_label(monkeypatch: Patch, capsys: Capture, tmp_path: Path, content: str) -> None:
    ran = here(monkeypatch, capsys, "eval", saved(tmp_path, "gold.jsonl", content))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("tautband: ")


def test_a_claim_that_names_criteria_nobody_holds_is_refused_with_its_place(
    monkeypatch: Patch, capsys: Capture, tmp_path: Path
) -> None:
    claim = saved(tmp_path, "claim.json", CLAIM | {"payer": "cigna", "criteria": ["odgg"]})
    ran = here(monkeypatch, capsys, "scrub", claim, "--json")
    told = f"tautband: {claim}: claim C1: criteria: no such criteria set. The rule book holds: evicore, odg.\n"
    assert (ran.code, ran.out, ran.err) == (2, "", told)
