"""The verbs `eligible` and `checklist`, and the remedies of `code` and `scrub`, as the contract has them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.running import ROOT, Ran, here

Patch = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]
EARLIER = [{"date_of_service": day, "code": "20552"} for day in ("2025-05-15", "2025-09-01", "2026-01-05")]
CLAIM = {
    "claim_id": "C1", "patient_id": "P1", "payer": "medicare", "state": "OH", "date_of_service": "2026-03-02",
    "place_of_service": "11", "lines": [{"code": "20552", "modifiers": ["50"], "units": 1, "diagnoses": ["M79.18"]}],
    "history": EARLIER, "history_scope": "all",
}  # fmt: skip
DEMO = ROOT / "src/tautband/cli/demo_note.txt"


def saved(directory: Path, name: str, content: Any) -> str:
    path = directory / name
    path.write_text(json.dumps(content))
    return str(path)


@pytest.fixture
def ask(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> Any:
    def asked(history: Any, *arguments: str, payer: str = "medicare", state: str = "OH") -> Ran:
        file = saved(tmp_path, "earlier.json", history)
        given = ("--payer", payer, "--state", state, "--history", file, "--on", "2026-03-02")
        return here(monkeypatch, capsys, "eligible", *given, *arguments)

    return asked


def test_eligible_gives_the_day_the_reason_and_what_the_note_must_show(ask: Any) -> None:
    ran = ask(EARLIER, "--all-history", "--json")
    found = json.loads(ran.out)
    assert (ran.code, ran.err) == (1, "")
    assert (found["schema"], found["answer"], found["date"], found["on"]) == (1, "date", "2026-05-15", "2026-03-02")
    assert found["promise"] == "no frequency denial on the history given; not a promise of payment"
    assert "2025-05-15 leaves on 2026-05-15" in found["because"][0]
    assert "relief_percent" in {item["fact"] for item in found["note_must_show"]}
    assert found["unchecked"] == []
    assert found["made_with"]["rulebook"].startswith("sha256:")


def test_eligible_on_the_day_asked_is_exit_0_and_an_open_question_exit_3(ask: Any) -> None:
    assert ask([], "--all-history").code == 0
    assert ask([]).code == 3
    assert ask([], "--all-history", state="FL").code == 3


def test_eligible_says_on_its_page_what_it_does_not_know(ask: Any) -> None:
    page = " ".join(ask(EARLIER[1:]).out.split())
    assert "From 2026-03-02 a session draws no frequency denial" in page
    assert "other practices' services are not known" in page
    assert "not a promise of payment" in page


def test_nothing_is_promised_of_a_payer_whose_limits_are_not_known(ask: Any) -> None:
    page = ask([], payer="Blue Moon").out
    assert "The promise: none" in page
    assert "no frequency denial" not in page


def test_eligible_never_is_said_with_the_reason(ask: Any) -> None:
    six = [{"date_of_service": f"20{n}-03-04", "code": "20552"} for n in range(19, 25)]
    ran = ask(six, "--all-history", "--json", payer="Washington L&I", state="WA")
    found = json.loads(ran.out)
    assert (ran.code, found["answer"], found["date"]) == (1, "never", None)
    assert found["because"][0].endswith("at most 6; no later day changes that")


@pytest.mark.parametrize(
    ("history", "options"),
    [
        ([{"date_of_service": "2026-13-41", "code": "20552"}], ()),
        ([{"date": "2026-01-05", "code": "20552"}], ()),
        ([], ("--region", "back")),
        ([], ("--history-from", "soon")),
        ([], ("--zip", "4321")),
        ([], ("--zip", "90210")),
        ("text", ()),
    ],
)
def test_eligible_refuses_what_it_cannot_read(ask: Any, history: Any, options: tuple[str, ...]) -> None:
    ran = ask(history, *options)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("tautband: ")


def test_a_zip_code_of_another_state_is_refused_with_the_state_it_lies_in(ask: Any) -> None:
    assert ask([], "--zip", "90210").err == "tautband: --zip: 90210 lies in CA, not in OH. Correct one of the two.\n"


def test_checklist_names_each_item_with_who_asks_and_how_sure_we_are(monkeypatch: Patch, capsys: Capture) -> None:
    arguments = ("checklist", "--payer", "medicare", "--state", "OH", "--date", "2026-03-02", "--json")
    ran = here(monkeypatch, capsys, *arguments)
    found = json.loads(ran.out)
    assert (ran.code, found["payer"], found["covered"]) == (0, "medicare", True)
    scores = next(item for item in found["items"] if item["elements"] == ["post_pain_score"])
    (by,) = scores["by"]
    assert (by["edit"], by["lcd"], by["revision"], by["severity"], by["evidence_grade"]) == (
        "medicare/uniform-tpi/pain-scores-missing", "L39656", "2024-04-01", "warn", "secondary",
    )  # fmt: skip
    assert by["citation"]["section"] == "Documentation requirements"
    assert found["not_known"] != []


@pytest.mark.parametrize(
    ("options", "contractors"),
    [
        (("--payer", "medicare", "--state", "OH"), ["CGS (MAC 15202)"]),
        (("--payer", "Humana Medicare Advantage", "--zip", "22201"), ["Novitas (MAC 12202)"]),
        (("--payer", "medicare", "--state", "VA"), ["Palmetto (MAC 11302)", "Novitas (MAC 12202)"]),
        (("--payer", "medicare"), []),
        (("--payer", "medicare-railroad", "--state", "OH"), []),
        (("--payer", "aetna", "--state", "OH"), []),
    ],
)
def test_a_checklist_names_the_contractor_of_the_place(
    monkeypatch: Patch, capsys: Capture, options: tuple[str, ...], contractors: list[str]
) -> None:
    ran = here(monkeypatch, capsys, "checklist", *options, "--date", "2026-03-02", "--json")
    assert json.loads(ran.out)["contractors"] == contractors


def test_a_checklist_follows_the_date_of_service(monkeypatch: Patch, capsys: Capture) -> None:
    shown = []
    for day in ("2024-03-31", "2024-04-01"):
        arguments = ("checklist", "--payer", "medicare", "--state", "OH", "--date", day, "--json")
        found = json.loads(here(monkeypatch, capsys, *arguments).out)
        shown.append((found["covered"], any(item["elements"] == ["volume"] for item in found["items"])))
    assert shown == [(False, False), (True, True)]


def test_a_payer_nobody_covers_has_the_national_items_and_is_told_so(monkeypatch: Patch, capsys: Capture) -> None:
    ran = here(monkeypatch, capsys, "checklist", "--payer", "Prairie Mutual", "--state", "OH", "--json")
    found = json.loads(ran.out)
    assert (ran.code, found["payer"], found["covered"]) == (3, None, False)
    assert {by["edit"].split("/")[0] for item in found["items"] for by in item["by"]} == {"national"}
    assert found["not_known"] == ["no policy of this payer for these services on this date is in the rule book"]


def test_the_template_is_printed_as_it_is_and_in_json(monkeypatch: Patch, capsys: Capture) -> None:
    arguments = ("checklist", "--payer", "medicare", "--state", "OH", "--date", "2026-03-02", "--template")
    printed = here(monkeypatch, capsys, *arguments).out
    assert printed.startswith("TRIGGER POINT INJECTION, PROCEDURE NOTE\n")
    assert json.loads(here(monkeypatch, capsys, *arguments, "--json").out)["template"] == printed


def test_scrub_gives_a_single_claim_s_remedies_as_they_were_tried(
    monkeypatch: Patch, capsys: Capture, tmp_path: Path
) -> None:
    file = saved(tmp_path, "claim.json", CLAIM)
    findings = {f["edit"]: f for f in json.loads(here(monkeypatch, capsys, "scrub", file, "--json").out)["findings"]}
    modifier = findings["national/mpfs/two-sided-modifier"]["remedy"]
    assert (modifier["kind"], modifier["verified"]) == ("clerical", True)
    assert [(s["action"], s["line"], s["was"]) for s in modifier["change"]["steps"]] == [("remove_modifier", 1, "50")]
    later = findings["medicare/uniform-tpi/sessions-over-limit"]["remedy"]
    assert (later["kind"], later["verified"], later["change"]["next_session"]) == ("future_session", True, "2026-05-15")
    assert [edit for edit, f in findings.items() if {"kind", "says", "verified", "change"} != set(f["remedy"])] == []


def test_several_claims_keep_the_policy_s_words_unless_remedies_are_asked_for(
    monkeypatch: Patch, capsys: Capture, tmp_path: Path
) -> None:
    file = saved(tmp_path, "claims.json", [CLAIM, {**CLAIM, "claim_id": "C2", "patient_id": "P2"}])
    shown = []
    for options in ((), ("--remedies",)):
        lines = here(monkeypatch, capsys, "scrub", file, "--json", *options).out.splitlines()
        shown.append(["verified" in f["remedy"] for text in lines for f in json.loads(text)["findings"]])
    assert [set(told) for told in shown] == [{False}, {True}]
    plain = json.loads(
        here(monkeypatch, capsys, "scrub", saved(tmp_path, "one.json", CLAIM), "--json", "--no-remedies").out
    )
    assert {"verified" in f["remedy"] for f in plain["findings"]} == {False}


def test_code_gives_the_note_s_remedies_and_nothing_else_changes(monkeypatch: Patch, capsys: Capture) -> None:
    tried, plain = (
        json.loads(here(monkeypatch, capsys, "code", str(DEMO), "--json", *options).out)
        for options in ((), ("--no-remedies",))
    )
    assert [f["remedy"]["verified"] for f in tried["findings"] if f["edit"].endswith("report-incomplete")] == [True]
    for document in (tried, plain):
        for finding in document["findings"]:
            finding.pop("remedy")
    assert tried == plain


def test_remedies_are_shown_to_people_on_request(monkeypatch: Patch, capsys: Capture, tmp_path: Path) -> None:
    file = saved(tmp_path, "claim.json", CLAIM)
    page = " ".join(here(monkeypatch, capsys, "scrub", file, "--remedies").out.split())
    assert "Remedy (a clerical correction): Take 50 off line 1." in page
    assert "A session from 2026-05-15 on draws no frequency denial" in page
