"""`policy diff` tells what changed, edit by edit; `policy timeline` what bound a payer when."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cli.running import here
from tautband.shipped import POLICIES, shipped_rulebook

Patch = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]


def document(monkeypatch: Patch, capsys: Capture, *arguments: str) -> dict[str, Any]:
    ran = here(monkeypatch, capsys, "policy", *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_two_revisions_differ_by_edits_added_and_changed(monkeypatch: Patch, capsys: Capture) -> None:
    (change,) = document(monkeypatch, capsys, "diff", "cigna/0139@2011-07-31", "cigna/0139@2025-09-26")["changes"]
    assert (change["policy"], change["was"], change["now"]) == ("cigna/0139", "2011-07-31", "2025-09-26")
    assert [(edit["change"], edit["edit"]) for edit in change["edits"]] == [
        ("added", "dry-needling-not-covered"), ("added", "guidance-not-covered"), ("changed", "care-not-shown"),
        ("changed", "injectate-not-covered"), ("changed", "too-soon"),
    ]  # fmt: skip
    too_soon = {field["field"]: (field["was"], field["now"]) for field in change["edits"][-1]["fields"]}
    assert too_soon["severity"] == ("deny", "warn")
    assert change["edits"][-1]["asks"] == "days between sessions: codes tpi; min days 21"


def test_a_revision_differs_from_itself_by_nothing(monkeypatch: Patch, capsys: Capture) -> None:
    (change,) = document(monkeypatch, capsys, "diff", "cigna/0139", "cigna/0139@2025-09-26")["changes"]
    assert (change["edits"], change["fields"]) == ([], [])
    ran = here(monkeypatch, capsys, "policy", "diff", "cigna/0139", "cigna/0139")
    assert ran.out == "The same edits, asking the same.\n"


def test_two_folders_differ_where_a_parameter_a_file_or_an_edit_does(
    monkeypatch: Patch, capsys: Capture, tmp_path: Path
) -> None:
    was, now = tmp_path / "was", tmp_path / "now"
    for side in (was, now):
        for payer in ("cigna", "emblemhealth"):
            shutil.copytree(POLICIES / payer, side / payer)
    revision = now / "emblemhealth/trigger-point-injections/2017-03-01.toml"
    text = revision.read_text()
    assert text.count("window_days = 90") == 1
    revision.write_text(text.replace("window_days = 90", "window_days = 60"))
    (now / "cigna/0139/2011-07-31.toml").unlink()
    changes = document(monkeypatch, capsys, "diff", str(was), str(now))["changes"]
    assert [(c["policy"], c["was"], c["now"]) for c in changes] == [
        ("cigna/0139", "2011-07-31", None),
        ("emblemhealth/trigger-point-injections", "2017-03-01", "2017-03-01"),
    ]
    assert {edit["change"] for edit in changes[0]["edits"]} == {"removed"}
    (edit,) = changes[1]["edits"]
    assert (edit["edit"], edit["fields"]) == (
        "site-over-limit", [{"field": "window days", "was": "90", "now": "60"}],
    )  # fmt: skip


def test_the_shipped_folder_differs_from_itself_by_nothing(monkeypatch: Patch, capsys: Capture) -> None:
    assert document(monkeypatch, capsys, "diff", str(POLICIES), str(POLICIES))["changes"] == []


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("cigna/0139@1999-01-01", "cigna/0139", "2011-07-31, 2025-09-26"),
        ("cigna/0193", "cigna/0139", "Did you mean cigna/0139"),
        ("cigna", "cigna/0139", "PAYER/POLICY@DATE"),
        (str(POLICIES), "cigna/0139", "two folders"),
        ("nowhere.toml", "cigna/0139", "no such file"),
        ("cigna/0139@2011-13-41", "cigna/0139", "not a day"),
    ],
)
def test_a_side_that_cannot_be_found_is_refused(
    monkeypatch: Patch, capsys: Capture, was: str, now: str, says: str
) -> None:
    ran = here(monkeypatch, capsys, "policy", "diff", was, now)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_a_timeline_is_in_order_and_holds_those_whom_the_payer_follows(monkeypatch: Patch, capsys: Capture) -> None:
    events = document(monkeypatch, capsys, "timeline", "--payer", "medicare-advantage")["events"]
    dates = [event["date"] or "" for event in events]
    assert dates == sorted(dates)
    assert {
        "date": "2024-03-31",
        "policy": "medicare/uniform-tpi",
        "what": "adopted",
        "says": "Palmetto as L39671",
    } in events
    assert "medicare/timely-filing" not in {event["policy"] for event in events}


def test_a_later_revision_says_what_it_changed(monkeypatch: Patch, capsys: Capture) -> None:
    events = document(monkeypatch, capsys, "timeline", "--payer", "Cigna Healthcare")["events"]
    (later,) = [e for e in events if e["policy"] == "cigna/0139" and e["date"] == "2025-09-26"]
    assert (later["added"], later["removed"]) == (["dry-needling-not-covered", "guidance-not-covered"], [])


@pytest.mark.slow
def test_every_payer_with_a_policy_has_a_timeline(monkeypatch: Patch, capsys: Capture) -> None:
    owners = {revision.payer for revision in shipped_rulebook().revisions}
    assert len(owners) > 20
    for owner in sorted(owners):
        held = {(r.policy, r.first_service_date) for r in shipped_rulebook().revisions if r.payer == owner}
        events = document(monkeypatch, capsys, "timeline", "--payer", owner)["events"]
        begun = {(e["policy"], e["date"]) for e in events if e["what"] == "begins"}
        assert {(f"{owner}/{policy}", start and start.isoformat()) for policy, start in held} <= begun


def test_a_payer_without_a_policy_is_refused(monkeypatch: Patch, capsys: Capture) -> None:
    for payer in ("self-pay", "Prairie Mutual"):
        ran = here(monkeypatch, capsys, "policy", "timeline", "--payer", payer)
        assert (ran.code, ran.out) == (2, "")


def test_a_state_leaves_the_adoptions_of_other_states_contractors_out(monkeypatch: Patch, capsys: Capture) -> None:
    events = document(monkeypatch, capsys, "timeline", "--payer", "medicare", "--state", "OH")["events"]
    assert [event["says"] for event in events if event["what"] == "adopted"] == ["CGS as L39656"]
    assert "medicare/l33912" not in {event["policy"] for event in events}


def test_the_policies_of_a_payer_are_listed_by_its_name_with_titles_in_full(
    monkeypatch: Patch, capsys: Capture
) -> None:
    by_id = here(monkeypatch, capsys, "policy", "list", "--payer", "medicare").out
    assert here(monkeypatch, capsys, "policy", "list", "--payer", "Medicare Part B").out == by_id
    assert "\n  Discarded drug: the JW modifier\n" in by_id
