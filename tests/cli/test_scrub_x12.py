"""An 837P scrubbed from the command line: a line a claim, and a closing line about the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import alone, here
from formats.x12.sample import changed, file_of


def no_units(text: str) -> str:
    return text.replace("UN*1", "UN*0")


def short_zip(text: str) -> str:
    return text.replace("452021234", "45202")


BAD = file_of(changed("SV1*HC:20552", no_units, changed("N4*CIN", short_zip)))


def test_each_claim_has_its_problems_and_the_last_line_those_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "claims.837"
    file.write_bytes(BAD)
    ran = here(monkeypatch, capsys, "scrub", str(file), "--json")
    first, second, last = map(json.loads, ran.out.splitlines())
    assert ran.code == 1
    assert [document["claim_id"] for document in (first, second)] == ["PCN1", "PCN2"]
    assert first["outcome"] == "findings"
    assert first["problems"] == [
        {"snip": 2, "claim_id": "PCN1", "loop": "2400", "segment": "SV1", "position": 29, "element": "SV104",
         "value": "0", "says": "SV104: no unit: at least one is billed",
         "fix": "Write the units given, or leave out the line."}
    ]  # fmt: skip
    assert second["problems"] == []
    assert {"medicare/uniform-tpi/drug-not-on-claim"} <= {finding["edit"] for finding in first["findings"]}
    assert (last["claims"], [problem["element"] for problem in last["problems"]]) == (2, ["N403"])
    assert list(last) == ["schema", "file", "problems", "claims"]


def test_people_read_the_same_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "claims.837"
    file.write_bytes(BAD)
    ran = here(monkeypatch, capsys, "scrub", str(file))
    assert "2400 SV104, segment 29" in ran.out
    assert "2 claims read: 1 to act on and 1 not fully checked" in " ".join(ran.out.split())
    assert "Act before sending: its form is wrong, as told below.\n" in ran.out
    assert "Next: Mend the form first.\n" in ran.out
    assert "Ready to send" not in ran.out


def test_standard_input_is_read_too() -> None:
    ran = alone("scrub", "-", "--json", stdin=file_of())
    assert json.loads(ran.out.splitlines()[-1]) == {"schema": 1, "file": "-", "problems": [], "claims": 2}


@pytest.mark.slow
def test_a_broken_file_ends_with_exit_code_1_and_no_traceback() -> None:
    for data in (file_of()[:700], b"ISA*00", file_of().replace(b"GS*", b"GX*")):
        ran = alone("scrub", "-", "--json", stdin=data)
        assert ran.code == 1
        assert ran.err == ""
        assert json.loads(ran.out.splitlines()[-1])["problems"] != []


def edits_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], body: list[str]
) -> list[tuple[str, int | None]]:
    """The edits that fire on the first claim of a file without a problem of form, each with its line."""
    file = tmp_path / "claims.837"
    file.write_bytes(file_of(body))
    first = json.loads(here(monkeypatch, capsys, "scrub", str(file), "--json").out.splitlines()[0])
    assert first["problems"] == []
    return [(found["edit"], found["line"]) for found in first["findings"] if found["outcome"] == "fire"]


def second_line(text: str) -> list[str]:
    return changed("SV1*HC:99213", lambda _: text)


def test_both_trigger_point_codes_on_one_claim_are_one_finding_of_the_pair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = edits_of(tmp_path, monkeypatch, capsys, second_line("SV1*HC:20553*95*UN*1***1"))
    assert [edit for edit in found if edit[0].startswith("national/")] == [("national/ncci/pair-billed-together", 1)]


@pytest.mark.parametrize(("day", "fires"), [("20240331", False), ("20240401", True)])
def test_a_drug_code_is_judged_on_the_date_of_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], day: str, fires: bool
) -> None:
    body = [text.replace("20260302", day) for text in second_line("SV1*HC:J1030*95*UN*1***1")]
    found = edits_of(tmp_path, monkeypatch, capsys, body)
    assert [edit for edit in found if edit[0].startswith("national/hcpcs")] == (
        [("national/hcpcs/code-not-valid", 2)] if fires else []
    )


def test_a_payers_own_rule_is_told_of_the_claim_of_that_payer_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    unlisted = changed("HI*ABK:M7918*ABF:M542", lambda _: "HI*ABK:M542*ABF:M5412")
    listed = ("medicare/uniform-tpi/diagnosis-not-listed", 1)
    assert listed in edits_of(tmp_path, monkeypatch, capsys, unlisted)
    other = [text.replace("******MB", "******CI").replace("EXAMPLE CONTRACTOR", "EXAMPLE MUTUAL") for text in unlisted]
    assert listed not in edits_of(tmp_path, monkeypatch, capsys, other)
