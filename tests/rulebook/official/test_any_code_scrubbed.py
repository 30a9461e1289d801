"""Pairs and units of codes outside the shipped neighbourhood: judged once the full files are loaded, else left open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.running import alone
from rulebook.official import excerpts

pytestmark = pytest.mark.slow

PAIR, UNITS = "national/ncci/pair-billed-together", "national/mue/units-over-limit"
DAY = "2026-08-03"
CASES: dict[str, tuple[list[dict[str, Any]], str, str]] = {
    "a pair that no modifier parts": ([{"code": "80048"}, {"code": "82310"}], PAIR, "fire"),
    "two codes without a pair": ([{"code": "80048"}, {"code": "43235"}], PAIR, "clear"),
    "more units than the limit": ([{"code": "J3301", "units": 17}], UNITS, "fire"),
    "as many units as the limit": ([{"code": "J3301", "units": 16}], UNITS, "clear"),
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, dict[str, dict[str, Any]]]:
    """The answers to every case, by whether the files are loaded."""
    folder = tmp_path_factory.mktemp("any-code")
    limits = excerpts.write(folder / "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv", excerpts.mue(excerpts.MUE_ROWS))
    files = [*excerpts.pair_files(folder), limits]
    data = str(folder / "data")
    assert alone("data", "load", *map(str, files), TAUTBAND_DATA=data).code == 0
    claims = folder / "claims.jsonl"
    claims.write_text("".join(_claim(name, lines) for name, (lines, _, _) in CASES.items()))
    return {is_loaded: _scrubbed(claims, data if is_loaded else str(folder / "none")) for is_loaded in (True, False)}


def _claim(name: str, lines: list[dict[str, Any]]) -> str:
    claim = {
        "claim_id": name, "payer": "medicare", "state": "OH", "date_of_service": DAY, "place_of_service": "11",
        "history": [], "lines": [{"units": 1, "diagnoses": ["M79.18"], **line} for line in lines],
    }  # fmt: skip
    return json.dumps(claim) + "\n"


def _scrubbed(claims: Path, data: str) -> dict[str, dict[str, Any]]:
    ran = alone("scrub", str(claims), "--json", TAUTBAND_DATA=data, TAUTBAND_TODAY="2026-09-01")
    assert ran.err == ""
    return {answer["claim_id"]: answer for answer in map(json.loads, ran.out.splitlines())}


def outcome(answer: dict[str, Any], edit: str) -> tuple[str, str | None]:
    for finding in answer["findings"]:
        if finding["edit"] == edit or edit in finding["edits"]:
            return finding["outcome"], finding["reason"]
    return ("clear", None) if edit in answer["evaluated"] else ("not asked", None)


@pytest.mark.parametrize("name", CASES)
def test_with_the_files_loaded_the_codes_are_judged(name: str, answers: dict[bool, dict[str, dict[str, Any]]]) -> None:
    _, edit, expected = CASES[name]
    assert outcome(answers[True][name], edit) == (expected, None)


@pytest.mark.parametrize("name", [name for name in CASES if "pair" in name])
def test_without_them_a_pair_outside_the_neighbourhood_is_left_open(
    name: str, answers: dict[bool, dict[str, dict[str, Any]]]
) -> None:
    assert outcome(answers[False][name], PAIR) == ("not_evaluated", "list not known")
