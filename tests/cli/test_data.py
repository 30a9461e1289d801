"""The verb `data` loads what a user has, tells what stands behind the answers, and refuses by line."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from cli.running import Ran, alone
from rulebook.official import excerpts

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path: Path) -> str:
    return str(tmp_path / "data")


def pairs(folder: Path) -> list[str]:
    return [str(path) for path in excerpts.pair_files(folder)]


def limits(folder: Path) -> str:
    path = folder / "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv"
    return str(excerpts.write(path, excerpts.mue(excerpts.MUE_ROWS)))


def answered(ran: Ran) -> dict[str, Any]:
    assert ran.err == ""
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_a_load_tells_counts_and_what_was_left_aside(tmp_path: Path, data: str) -> None:
    ran = alone("data", "load", *pairs(tmp_path), limits(tmp_path), TAUTBAND_DATA=data)
    assert (ran.code, ran.err) == (0, "")
    page = " ".join(ran.out.split())
    assert [
        words
        for words in (
            "Procedure pairs, practitioner (NCCI) 2026Q3: 11 rows",
            "covers dates of service 1996-01-01 to 2026-09-30",
            "1 left aside, withdrawn as if never made (indicator 9) (first at line 9 of ccipra-v322r0-f2.txt)",
            "Unit limits, practitioner (MUE) 2026Q3: 4 rows",
        )
        if words not in page
    ] == []


def test_the_same_as_one_document(tmp_path: Path, data: str) -> None:
    document = answered(alone("data", "load", limits(tmp_path), "--json", TAUTBAND_DATA=data))
    (table,) = document["loaded"]
    assert (document["schema"], document["ignored"]) == (1, [])
    assert [table[key] for key in ("table", "quarter", "rows")] == ["mue_practitioner", "2026Q3", 4]
    assert table["files"] == [
        {"file": "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv", "read": 4, "kept": 4, "left_aside": []}
    ]


def test_status_shows_quarter_dates_age_source_and_hash(tmp_path: Path, data: str) -> None:
    loaded = answered(alone("data", "load", limits(tmp_path), "--json", TAUTBAND_DATA=data))["loaded"][0]
    document = answered(alone("data", "status", "--json", TAUTBAND_TODAY="2026-10-10", TAUTBAND_DATA=data))
    first = document["tables"][0]
    assert first == {
        "table": "mue_practitioner", "title": "Unit limits, practitioner (MUE)", "origin": "loaded",
        "edition": "2026Q3", "covers_from": "2026-07-01", "covers_to": "2026-09-30", "age_days": 10, "rows": 4,
        "source": "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv", "sha256": loaded["sha256"],
        "loaded_on": "2026-06-30",
    }  # fmt: skip
    assert (document["today"], document["warnings"]) == ("2026-10-10", [])
    assert {row["origin"] for row in document["tables"]} == {"loaded", "shipped"}
    assert document["digest"] != answered(alone("data", "status", "--json"))["digest"]


def test_status_warns_of_a_date_of_service_outside(tmp_path: Path, data: str) -> None:
    alone("data", "load", *pairs(tmp_path), TAUTBAND_DATA=data)
    ran = alone("data", "status", "--date", "2026-11-02", TAUTBAND_DATA=data)
    assert ran.code == 0
    page = " ".join(ran.out.split())
    warning = "Warning: ncci_pairs: no edition covers 2026-11-02; what holds at 2026-09-30 is carried forward"
    assert warning in page
    inside = " ".join(alone("data", "status", "--date", "2026-08-02", TAUTBAND_DATA=data).out.split())
    assert ("ncci_pairs: no edition" in inside, "mue: no edition covers 2026-08-02" in inside) == (False, True)


def test_without_a_load_the_shipped_tables_are_shown_alone() -> None:
    ran = alone("data", "status")
    assert (ran.code, "Nothing loaded: the shipped tables answer alone." in ran.out) == (0, True)


def test_a_wrong_file_is_refused_by_line_and_loads_nothing(tmp_path: Path, data: str) -> None:
    path = excerpts.write(tmp_path / "icd10cm-order-2026.txt", excerpts.order()[:-60])
    ran = alone("data", "load", str(path), limits(tmp_path), TAUTBAND_DATA=data)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "tautband: icd10cm-order-2026.txt: line 6: not a line of the order file: number, code, flag, titles. "
        "Nothing was loaded; download the file again and load it as published.\n"
    )
    assert "Nothing loaded" in alone("data", "status", TAUTBAND_DATA=data).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("data", "load", "nowhere.txt"), "tautband: nowhere.txt: cannot be read (No such file or directory)."),
        (("data", "load", "README.md", "--quarter", "3Q26"), "tautband: --quarter: '3Q26' is not a quarter."),
        (("data", "load", "README.md"), "tautband: README.md: is of no format that can be loaded."),
        (("data", "load", "src"), "tautband: src: cannot be read (Is a directory)."),
        (("data", "status", "--date", "soon"), "tautband: --date: 'soon' is not a day of the calendar."),
    ],
)
def test_what_cannot_be_read_is_refused(arguments: tuple[str, ...], said: str, data: str) -> None:
    ran = alone(*arguments, TAUTBAND_DATA=data)
    assert (ran.code, ran.out, ran.err[: len(said)]) == (2, "", said)


CLAIM = {
    "claim_id": "C1", "payer": "medicare", "state": "OH", "date_of_service": "2026-08-03", "place_of_service": "11",
    "history": [], "lines": [
        {"code": "43235", "units": 1, "diagnoses": ["M79.18"]}, {"code": "43234", "units": 1, "diagnoses": ["M79.18"]},
        {"code": "J3301", "units": 17, "diagnoses": ["M79.18"]},
    ],
}  # fmt: skip


def test_edits_answer_for_any_code_once_a_quarter_is_loaded(tmp_path: Path, data: str) -> None:
    claim = tmp_path / "claim.json"
    claim.write_text(json.dumps(CLAIM))
    alone("data", "load", *pairs(tmp_path), limits(tmp_path), TAUTBAND_DATA=data)
    found: dict[str, set[tuple[str, str, int]]] = {}
    left_open: dict[str, str] = {}
    digests = set()
    for name, where in (("shipped", os.environ["TAUTBAND_DATA"]), ("loaded", data)):
        answer = answered(alone("scrub", str(claim), "--json", TAUTBAND_DATA=where))
        found[name] = {(f["edit"], f["outcome"], f["line"]) for f in answer["findings"]}
        left_open[name] = " ".join(f["says"] for f in answer["findings"] if f["outcome"] == "not_evaluated")
        digests.add(answer["made_with"]["rulebook"])
    pair, units = "national/ncci/pair-billed-together", "national/mue/units-over-limit"
    assert {f for f in found["loaded"] if f[0] in (pair, units)} == {(pair, "fire", 2), (units, "fire", 3)}
    assert {f for f in found["shipped"] if f[0] == pair} == set()
    assert [edit in left_open["shipped"] for edit in (pair, units)] == [True, True]
    assert [edit in left_open["loaded"] for edit in (pair, units)] == [False, False]
    assert len(digests) == 2
