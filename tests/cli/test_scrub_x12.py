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
    assert f"{'2 claims read'}" in ran.out


def test_standard_input_is_read_too() -> None:
    ran = alone("scrub", "-", "--json", stdin=file_of())
    assert json.loads(ran.out.splitlines()[-1]) == {"schema": 1, "file": "-", "problems": [], "claims": 2}


def test_a_broken_file_ends_with_exit_code_1_and_no_traceback() -> None:
    for data in (file_of()[:700], b"ISA*00", file_of().replace(b"GS*", b"GX*")):
        ran = alone("scrub", "-", "--json", stdin=data)
        assert ran.code == 1
        assert ran.err == ""
        assert json.loads(ran.out.splitlines()[-1])["problems"] != []
