"""Whatever the input, the exit code is 0 to 3, and no fault of the program shows."""

from __future__ import annotations

import io
import json
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.running import ROOT
from tautband.cli import main

pytestmark = pytest.mark.slow

DEMO = (ROOT / "src/tautband/cli/demo_note.txt").read_text()
CLAIM: dict[str, Any] = {
    "claim_id": "C1", "patient_id": "P1", "payer": "medicare", "state": "OH", "date_of_service": "2026-03-02",
    "place_of_service": "11", "rendering_npi": "1234567893",
    "lines": [{"code": "20552", "modifiers": ["59"], "units": 1, "charge": "95.00", "diagnoses": ["M79.18"]}],
    "history": [{"date_of_service": "2025-10-01", "code": "20552"}],
}  # fmt: skip
ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.dates().map(str),
    st.just([]), st.just({}),
    st.sampled_from(["20552", "20553", "20610", "99213", "J2001", "M79.1", "XS", "59", "1e30", "-1"]),
    st.sampled_from(["0001-01-01", "1970-01-01", "9999-12-31"]),
)  # fmt: skip
LIGHT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def left_with(verb: str, name: str, content: bytes, *options: str) -> tuple[int, str]:
    """The exit code and the error output of a verb on one file."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / name
        path.write_bytes(content)
        err, argv = io.StringIO(), ["tautband", verb, str(path), *options]
        with redirect_stdout(io.StringIO()), redirect_stderr(err), patch.object(sys, "argv", argv):
            try:
                main()
            except SystemExit as left:
                return int(left.code or 0), err.getvalue()
    raise AssertionError("the command line always leaves with an exit code")


def check(verb: str, name: str, content: bytes, *options: str) -> None:
    code, err = left_with(verb, name, content, *options)
    assert code in (0, 1, 2, 3)
    assert "fault of the program" not in err
    assert "Traceback" not in err


@LIGHT
@given(st.binary(max_size=400))
def test_any_bytes_as_a_note(content: bytes) -> None:
    check("code", "note.txt", content, "--date", "2026-03-02")


@LIGHT
@given(st.lists(st.sampled_from(DEMO.split(" ")) | st.text(max_size=6), max_size=60), st.booleans())
def test_any_shuffle_of_a_notes_words(words: list[str], as_json: bool) -> None:
    check("code", "note.txt", " ".join(words).encode("utf-8", "replace"), *(["--json"] if as_json else []))


@LIGHT
@given(st.integers(0, len(DEMO)), st.integers(0, len(DEMO)), st.text(max_size=8))
def test_any_cut_of_a_note(start: int, end: int, instead: str) -> None:
    check("code", "note.txt", (DEMO[:start] + instead + DEMO[end:]).encode("utf-8", "replace"))


@LIGHT
@given(st.sampled_from([*CLAIM, "claim", "criteria", "zip_code", "history_from"]), ODD)
def test_any_value_under_any_key_of_a_claim(key: str, value: Any) -> None:
    check("scrub", "claim.json", json.dumps(CLAIM | {key: value}).encode())


@LIGHT
@given(
    st.sampled_from(["code", "modifiers", "units", "charge", "diagnoses", "date_of_service"]),
    ODD | st.lists(ODD, max_size=4),
)
def test_any_value_under_any_key_of_a_line(key: str, value: Any) -> None:
    check("scrub", "claim.json", json.dumps(CLAIM | {"lines": [CLAIM["lines"][0] | {key: value}]}).encode(), "--json")


@LIGHT
@given(st.sampled_from(["date_of_service", "code", "region", "relief_percent", "muscles", "global_days", "side"]), ODD)
def test_any_value_under_any_key_of_a_history(key: str, value: Any) -> None:
    check("scrub", "claim.json", json.dumps(CLAIM | {"history": [CLAIM["history"][0] | {key: value}]}).encode())


@LIGHT
@given(
    st.recursive(
        ODD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    )
)
def test_any_json_as_a_claim_or_an_encounter(value: Any) -> None:
    content = json.dumps(value).encode()
    check("scrub", "claim.json", content)
    check("code", "encounter.json", content)
