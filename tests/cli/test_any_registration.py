"""Whatever stands in a registration or a case, a claim is written or refused, and no fault of the program shows."""

from __future__ import annotations

import copy
import io
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.test_any_input import ODD
from cli.test_claim import NOTE
from formats.x12.desk import EVERYTHING, MUTUAL, SECOND
from tautband.cli import main

pytestmark = pytest.mark.slow

AETNA = MUTUAL.model_copy(update={"payer_name": "Aetna"})
DESK: dict[str, Any] = {
    **EVERYTHING.model_copy(update={"coverages": (AETNA, SECOND), "frequency": "1", "original_reference": None})
    .model_dump(mode="json"),
    "charges": {"20552": "95.00"}, "place_of_service": "11", "history": [],
    "notices": [{"kind": "organization_determination", "signed_on": "2026-03-01", "services": ["20552"]}],
}  # fmt: skip
LINE = {"code": "20552", "charge": "95.00", "paid": "50.00", "rarcs": ["N1"],
        "adjustments": [{"group": "CO", "carc": "45", "amount": "45.00"}]}  # fmt: skip
CASE: dict[str, Any] = {
    "schema": 1, "case_id": "1", "registration": DESK,
    "claim": {"claim_id": "PCN77", "payer": "aetna", "state": "OH", "date_of_service": "2026-03-02",
              "place_of_service": "11", "lines": [{"code": "20552", "charge": "90.00", "diagnoses": ["M79.18"]}]},
    "remittances": [{"paid_on": "2026-04-01", "claims": [
        {"claim_id": "PCN77", "status": "1", "charge": "95.00", "paid": "50.00", "payer_claim_number": "ICN9",
         "lines": [LINE]}]}],
}  # fmt: skip


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value in a JSON document."""
    yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*at, key))


def put(document: Any, at: tuple[Any, ...], odd: Any) -> Any:
    if not at:
        return odd
    changed = copy.deepcopy(document)
    inner = changed
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = odd
    return changed


def check(document: Any, *arguments: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "given.json"
        path.write_text(json.dumps(document))
        err, argv = io.StringIO(), sys.argv
        sys.argv = [
            "tautband",
            "claim",
            *(text.replace("GIVEN", str(path)) for text in arguments),
            "-o",
            f"{folder}/out",
        ]
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(err):
                main()
        except SystemExit as left:
            code = int(left.code or 0)
        finally:
            sys.argv = argv
        assert "fault of the program" not in err.getvalue(), err.getvalue()
        assert (code == 2) == bool(err.getvalue())
        return code


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAUTBAND_TODAY", "2026-06-30")


LIGHT = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
WAYS = st.sampled_from([("--to", "837p"), ("--to", "cms1500"), ("--to", "fhir")])
HANDLED = st.sampled_from([("--replaces", "ICN9"), ("--next-payer",), ()])


@pytest.mark.parametrize("way", [("--to", "837p"), ("--to", "cms1500")])
def test_what_is_changed_here_is_written_as_it_stands(way: tuple[str, ...]) -> None:
    assert check(DESK, str(NOTE), "--registration", "GIVEN", *way) in (0, 1, 3)
    for step in (("--replaces", "ICN9"), ("--next-payer",)):
        assert check(CASE, str(NOTE), "--case", "GIVEN", *step, *way) in (0, 1, 3)
    assert check(CASE, "--case", "GIVEN", "--voids", "ICN9", *way) in (0, 1, 3)


@LIGHT
@given(st.sampled_from(list(places(DESK))), ODD, WAYS)
def test_any_value_in_a_registration(at: tuple[Any, ...], odd: Any, way: tuple[str, ...]) -> None:
    check(put(DESK, at, odd), str(NOTE), "--registration", "GIVEN", *way)


@LIGHT
@given(st.sampled_from(list(places(CASE))), ODD, WAYS, HANDLED)
def test_any_value_in_a_case(at: tuple[Any, ...], odd: Any, way: tuple[str, ...], step: tuple[str, ...]) -> None:
    check(put(CASE, at, odd), str(NOTE), "--case", "GIVEN", *step, *way)
