from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tautband.cli.records import read_claims, read_encounter, read_history
from tautband.model.errors import InputError

CLAIM: dict[str, Any] = {
    "claim_id": "C1", "patient_id": "P1", "payer": "medicare", "state": "OH", "date_of_service": "2026-03-02",
    "lines": [{"code": "20552", "modifiers": ["XS"], "units": 1, "charge": "95.00", "diagnoses": ["M79.18"]}],
    "history": [
        {"date_of_service": "2025-10-01", "code": "20552", "region": None, "relief_percent": 60, "relief_weeks": 8}
    ],
}  # fmt: skip


def saved(directory: Path, value: Any) -> str:
    path = directory / "input.json"
    path.write_text(json.dumps(value))
    return str(path)


def test_the_claim_of_the_contract_is_read(tmp_path: Path) -> None:
    (claim,) = read_claims(saved(tmp_path, CLAIM))
    assert (claim.claim_id, claim.lines[0].modifiers, claim.date_of_service) == ("C1", ("XS",), date(2026, 3, 2))


def test_no_history_and_an_empty_history_are_different(tmp_path: Path) -> None:
    unknown = {key: value for key, value in CLAIM.items() if key != "history"}
    claims = list(read_claims(saved(tmp_path, [unknown, CLAIM | {"history": []}])))
    assert [claim.history for claim in claims] == [None, ()]


@pytest.mark.parametrize(
    ("change", "place", "says"),
    [
        ({"line": []}, "line", "unknown key. Did you mean lines?"),
        ({"date_of_service": "2026-02-30"}, "date_of_service", "Write it YYYY-MM-DD"),
        ({"history_from": "9999-12-31"}, "history_from", "lies beyond 2199"),
        ({"history_from": "0001-01-01"}, "history_from", "before 1900"),
        ({"lines": ["20552"]}, "lines.0", "not a JSON object. Give it as an object."),
        ({"lines": [{"code": "20552", "unit": 1}]}, "lines.0.unit", "unknown key. Did you mean units?"),
        ({"lines": [{"code": "20552", "units": "two"}]}, "lines.0.units", "not a number"),
        ({"lines": [{"units": 1}]}, "lines.0.code", "required and missing"),
        ({"lines": [7]}, "lines.0", "not a JSON object"),
        ({"date_of_service": "0"}, "date_of_service", "Write it YYYY-MM-DD"),
        ({"date_of_service": 20260302}, "date_of_service", "Correct the value."),
    ],
)
def test_a_fault_names_its_place_and_what_to_do(tmp_path: Path, change: dict[str, Any], place: str, says: str) -> None:
    name = saved(tmp_path, CLAIM | change)
    with pytest.raises(InputError) as refused:
        list(read_claims(name))
    assert refused.value.where == f"{name}: {place}"
    assert says in str(refused.value)


def test_a_value_never_enters_the_message(tmp_path: Path) -> None:
    secret = "Wilhelmina Quist"
    for change in (
        {"date_of_service": secret},
        {"payer": [secret]},
        {secret: 1},
        {"lines": [{"code": "1", "units": secret}]},
    ):
        with pytest.raises(InputError) as refused:
            list(read_claims(saved(tmp_path, CLAIM | change)))
        assert secret not in str(refused.value)


def test_an_encounter_is_read_alone_or_from_an_earlier_answer(tmp_path: Path) -> None:
    encounter = {"date_of_service": "2026-03-02", "payer": "medicare"}
    alone = read_encounter(saved(tmp_path, encounter))
    assert alone == read_encounter(saved(tmp_path, {"schema": 1, "encounter": encounter, "findings": []}))
    assert alone.date_of_service == date(2026, 3, 2)


def test_a_fhir_resource_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="FHIR"):
        read_encounter(saved(tmp_path, {"resourceType": "Bundle"}))


def test_a_history_is_a_list_or_lines(tmp_path: Path) -> None:
    entries = [{"date_of_service": "2025-10-01", "code": "20552"}, {"date_of_service": "2025-12-01", "code": "20553"}]
    as_list = read_history(saved(tmp_path, entries))
    path = tmp_path / "lines.jsonl"
    path.write_text("\n".join(json.dumps(entry) for entry in entries))
    assert as_list == read_history(str(path))
    assert read_history(saved(tmp_path, [])) == ()


def test_a_claim_without_lines_is_refused_and_never_called_clean(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        list(read_claims(saved(tmp_path, CLAIM | {"lines": []})))
    assert str(refused.value).endswith("lines: none. Give each service: its code, units and diagnoses.")


def test_a_charge_with_a_sign_is_told_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        list(read_claims(saved(tmp_path, CLAIM | {"lines": [{"code": "20552", "charge": "$95"}]})))
    assert str(refused.value).endswith("lines.0.charge: not a number. Write figures alone, such as 1 or 95.00.")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"code": "205522"}, "lines.0.code: not a procedure code"),
        ({"code": " "}, "lines.0.code: not a procedure code"),
        ({"units": 0}, "lines.0.units: not above zero"),
        ({"units": "-1"}, "lines.0.units: not above zero"),
        ({"charge": "-95.00"}, "lines.0.charge: below zero"),
        ({"charge": "95.005"}, "lines.0.charge: parts of a cent"),
        ({"charge": "1e30"}, "lines.0.charge: more than a claim can hold"),
        ({"units": "1e400"}, "lines.0.units: more than a claim can hold"),
        ({"modifiers": ["XSS"]}, "lines.0.modifiers: one that is no modifier"),
        ({"modifiers": ["59", "XS", "RT", "LT", "25"]}, "lines.0.modifiers: 5 of them"),
        ({"diagnoses": ["M79.18", "M54.2", "R52", "G89.29", "M79.1"]}, "lines.0.diagnoses: 5 of them"),
    ],
)
def test_a_line_that_no_claim_can_hold_is_refused(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    path = saved(tmp_path, CLAIM | {"lines": [CLAIM["lines"][0] | change]})
    with pytest.raises(InputError) as refused:
        list(read_claims(path))
    assert str(refused.value).startswith(f"{path}: {told}")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"place_of_service": "1"}, "place_of_service: not a place of service"),
        ({"state": "Ohio"}, "state: not a state"),
        ({"zip_code": "4520"}, "zip_code: not a ZIP code"),
    ],
)
def test_a_place_that_is_none_is_refused(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        list(read_claims(saved(tmp_path, CLAIM | change)))


def test_letters_may_be_small_and_half_a_unit_is_some(tmp_path: Path) -> None:
    line = CLAIM["lines"][0] | {"code": "j3301", "modifiers": ["jz"], "units": "0.5", "charge": 0}
    assert (
        len(list(read_claims(saved(tmp_path, CLAIM | {"state": "oh", "zip_code": "45202-1234", "lines": [line]})))) == 1
    )
