"""Claims and histories from tables of claim lines."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cli.running import alone, here
from tautband.cli.claim_lines import claims_of_lines, history_of_lines
from tautband.model.errors import InputError

HEADER = (
    "claim_id,line_number,patient_id,payer,state,date_of_service,place_of_service,code,modifier_1,units,diagnosis_1\n"
)
ROWS = [
    "C1,2,P1,medicare,OH,2024-08-01,11,20552,59,1,M79.18",
    "C1,1,P1,medicare,OH,2024-08-01,11,20553,,1,M79.18",
    "C2,1,P2,medicare,OH,2024-08-01,11,20552,,1,M54.2",
]


def fired(document: dict[str, object]) -> list[tuple[str, int]]:
    findings = document["findings"]
    assert isinstance(findings, list)
    return sorted((f["edit"], f["line"]) for f in findings if f["outcome"] == "fire" and f["severity"] == "deny")


def test_the_lines_of_a_csv_are_claims(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(HEADER + "\n".join(ROWS) + "\n")
    ran = here(monkeypatch, capsys, "scrub", str(path), "--json")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 1
    assert {a["claim_id"]: fired(a) for a in answers} == {
        "C1": [("national/ncci/pair-billed-together", 2)],
        "C2": [("medicare/uniform-tpi/diagnosis-not-listed", 1)],
    }


@pytest.mark.parametrize("written", ["8/1/2024", "08/01/2024", "20240801", "01-Aug-2024", "01AUG2024"])
def test_a_day_is_read_in_each_form_the_audit_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], written: str
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(HEADER + ROWS[2].replace("2024-08-01", written) + "\n")
    ran = here(monkeypatch, capsys, "scrub", str(path), "--json")
    assert fired(json.loads(ran.out)) == [("medicare/uniform-tpi/diagnosis-not-listed", 1)]


def test_parquet_answers_as_csv_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(HEADER + "\n".join(ROWS) + "\n")
    columns = HEADER.strip().split(",")
    rows = [dict(zip(columns, row.split(","), strict=True)) for row in ROWS]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "lines.parquet")
    of_csv = here(monkeypatch, capsys, "scrub", str(path), "--json").out
    of_parquet = here(monkeypatch, capsys, "scrub", str(tmp_path / "lines.parquet"), "--json").out
    assert of_parquet.replace("lines.parquet", "lines.csv") == of_csv


def test_a_history_may_be_claim_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = tmp_path / "earlier.csv"
    earlier.write_text("claim_id,date_of_service,code\n" + "".join(f"H{m},2024-0{m}-10,20552\n" for m in (5, 6, 7)))
    claim = tmp_path / "lines.csv"
    claim.write_text(HEADER + ROWS[2].replace("M54.2", "M79.18") + "\n")
    ran = here(monkeypatch, capsys, "scrub", str(claim), "--history", str(earlier), "--json")
    assert ("medicare/uniform-tpi/sessions-over-limit", 1) in fired(json.loads(ran.out))


def test_a_row_that_cannot_be_read_is_named_and_its_value_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(HEADER + ROWS[1] + "\n" + ROWS[2].replace("2024-08-01", "Smith") + "\n")
    ran = here(monkeypatch, capsys, "scrub", str(path))
    assert ran.code == 2
    assert f"{path}: row 2, date_of_service: not a date" in ran.err
    assert "Smith" not in ran.err


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_charges_are_read_and_any_delimiter_that_audit_reads(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "lines.csv"
    path.write_text("claim_id,date_of_service,code,charge\nC1,2024-08-01,20552,$95.00\n".replace(",", delimiter))
    (claim,) = claims_of_lines(str(path))
    assert [(line.code, line.charge, line.units) for line in claim.lines] == [("20552", Decimal("95.00"), Decimal(1))]


def test_a_history_needs_no_claim_numbers(tmp_path: Path) -> None:
    path = tmp_path / "earlier.csv"
    path.write_text("date_of_service,code\n05/12/2025,20552\n")
    assert [(entry.date_of_service, entry.code) for entry in history_of_lines(str(path))] == [
        (date(2025, 5, 12), "20552")
    ]


def typed(**made: pa.Array) -> pa.Table:
    """The rows above as a table, with some of its columns of another type."""
    columns = HEADER.strip().split(",")
    values = zip(*(row.split(",") for row in ROWS), strict=True)
    return pa.table(dict(zip(columns, map(pa.array, map(list, values)), strict=True)) | made)


@pytest.mark.parametrize(
    "made",
    [
        {"code": pa.array([20552, 20553, 20552])},
        {"code": pa.array([20552.0, 20553.0, 20552.0])},
        {"code": pa.array([Decimal("20552.00"), Decimal("20553.00"), Decimal("20552.00")])},
        {"code": pa.array([b"20552", b"20553", b"20552"]), "claim_id": pa.array([b"C1", b"C1", b"C2"])},
        {"state": pa.array(["OH"] * 3).dictionary_encode(), "payer": pa.array(["medicare"] * 3, pa.large_string())},
        {"date_of_service": pa.array([datetime(2024, 8, 1, 23, 59, tzinfo=UTC)] * 3, pa.timestamp("us", "UTC"))},
        {"date_of_service": pa.array([datetime(2024, 8, 2, 3, tzinfo=UTC)] * 3, pa.timestamp("ms", "US/Pacific"))},
        {"date_of_service": pa.array([date(2024, 8, 1)] * 3, pa.date64())},
        {"date_of_service": pa.array([20240801] * 3)},
        {"modifiers": pa.array([["59"], [], None], pa.large_list(pa.string()))},
        {"modifiers": pa.array(["59", "", None])},
        {"units": pa.array([Decimal("1.000")] * 3), "patient_id": pa.array([7.0, 7.0, 8.0])},
    ],
)  # fmt: skip
def test_a_column_of_any_type_answers_as_its_text_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], made: dict[str, pa.Array]
) -> None:
    pq.write_table(typed(), tmp_path / "text.parquet")
    pq.write_table(typed(**made), tmp_path / "typed.parquet")
    text, other = (
        here(monkeypatch, capsys, "scrub", str(tmp_path / name), "--json").out.replace(name, "")
        for name in ("text.parquet", "typed.parquet")
    )
    assert "pair-billed-together" in text
    assert other == text
    summaries = []
    for name in ("text", "typed"):
        here(monkeypatch, capsys, "audit", str(tmp_path / f"{name}.parquet"), "-o", str(tmp_path / name))
        found = pq.read_table(tmp_path / name / "findings.parquet").to_pylist()
        summaries.append(sorted((f["edit"], f["claim_id"], f["line_number"], f["outcome"]) for f in found))
    assert len(summaries[0]) > 2
    assert summaries[1] == summaries[0]


@pytest.mark.parametrize(
    "made",
    [
        {"code": pa.array([["20552"]] * 3)},
        {"payer": pa.array([{"name": "medicare"}] * 3)},
        {"date_of_service": pa.array([1, 2, 3], pa.time64("us"))},
        {"date_of_service": pa.array([9 * 10**17] * 3, pa.int64()).cast(pa.timestamp("us"), safe=False)},
        {"date_of_service": pa.array([0] * 3, pa.timestamp("us", "Mars/Phobos"))},
    ],
)
@pytest.mark.parametrize("verb", ["scrub", "audit"])
def test_a_type_that_holds_no_value_is_refused_or_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], made: dict[str, pa.Array],
    verb: str,
) -> None:  # fmt: skip
    pq.write_table(typed(**made), tmp_path / "odd.parquet")
    options = ("-o", str(tmp_path / "out")) if verb == "audit" else ()
    ran = here(monkeypatch, capsys, verb, str(tmp_path / "odd.parquet"), *options)
    assert "fault of the program" not in ran.err
    assert ran.code == 2 or "Left out: 3 lines" in ran.out


@pytest.mark.parametrize(
    ("row", "cells"), [(ROWS[0].replace(",1,M79", ",1,1,M79"), 12), (ROWS[0].rpartition(",")[0], 10)]
)
@pytest.mark.parametrize("verb", ["scrub", "audit"])
def test_a_row_with_another_number_of_cells_than_the_header_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], row: str, cells: int,
    verb: str,
) -> None:  # fmt: skip
    path = tmp_path / "lines.csv"
    path.write_text(HEADER + "\n".join([*ROWS[1:], row]) + "\n")
    options = ("-o", str(tmp_path / "out")) if verb == "audit" else ()
    ran = here(monkeypatch, capsys, verb, str(path), *options)
    assert ran.code == 2
    assert f"row 3: {cells} cells where the header names 11 columns." in ran.err


def test_a_row_too_long_in_another_encoding_ends_in_one_message(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_bytes((HEADER + ROWS[0].replace("P1", "P\u00e9") + ",9\n").encode("cp1252"))
    ran = alone("audit", str(path), "-o", str(tmp_path / "out"))
    assert (ran.code, ran.err.count("\n")) == (2, 1)


@pytest.mark.parametrize("again", ["units", "UNITS"])
@pytest.mark.parametrize("verb", ["scrub", "audit"])
def test_a_column_that_stands_twice_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], again: str, verb: str
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(HEADER.strip() + f",{again}\n" + "".join(f"{row},3\n" for row in ROWS))
    options = ("-o", str(tmp_path / "out")) if verb == "audit" else ()
    ran = here(monkeypatch, capsys, verb, str(path), *options)
    assert (ran.code, "column units stands 2 times" in ran.err) == (2, True)


def test_lines_that_end_as_old_macintoshes_end_them_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lines.csv"
    path.write_bytes((HEADER + "\n".join(ROWS) + "\n").replace("\n", "\r").encode())
    ran = here(monkeypatch, capsys, "audit", str(path), "-o", str(tmp_path / "out"), "--json")
    assert (ran.code, json.loads(ran.out)["lines"]) == (0, 3)


@pytest.mark.parametrize(
    ("written", "read"), [("$1,234.50", "1234.50"), ("1,234,567", "1234567"), ("1,5", None), ("1.234,50", None)]
)
def test_commas_part_thousands_or_the_number_is_refused(tmp_path: Path, written: str, read: str | None) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(HEADER.strip() + f',charge\n{ROWS[0]},"{written}"\n')
    if read is None:
        with pytest.raises(InputError, match="row 1, charge: not a number"):
            list(claims_of_lines(str(path)))
    else:
        assert [line.charge for claim in claims_of_lines(str(path)) for line in claim.lines] == [Decimal(read)]


def test_a_table_in_another_encoding_is_refused_by_the_audit_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lines.csv"
    path.write_bytes((HEADER + ROWS[0].replace("medicare", "Pr\u00e9voyance") + "\n").encode("cp1252"))
    ran = here(monkeypatch, capsys, "audit", str(path), "-o", str(tmp_path / "out"))
    assert (ran.code, "a value is not UTF-8 text. Save the table as UTF-8." in ran.err) == (2, True)


def test_a_table_of_one_claim_answers_in_a_line_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(HEADER + ROWS[2] + "\n")
    ran = here(monkeypatch, capsys, "scrub", str(path), "--json")
    (line,) = ran.out.splitlines()
    assert (json.loads(line)["file"], json.loads(line)["claim_id"]) == (str(path), "C2")


def test_a_place_kept_as_a_number_is_the_same_to_both_verbs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Place 02, a telehealth visit, of which a column of numbers keeps the 2."""
    pq.write_table(typed(place_of_service=pa.array([2, 2, 2])), tmp_path / "lines.parquet")
    scrubbed = here(monkeypatch, capsys, "scrub", str(tmp_path / "lines.parquet"), "--json")
    answers = [finding for line in scrubbed.out.splitlines() for finding in json.loads(line)["findings"]]
    here(monkeypatch, capsys, "audit", str(tmp_path / "lines.parquet"), "-o", str(tmp_path / "out"))
    found = pq.read_table(tmp_path / "out" / "findings.parquet").to_pylist()
    telehealth = [
        [f["outcome"] for f in told if f["edit"] == "national/places/needle-by-telehealth"] for told in (answers, found)
    ]
    assert telehealth == [["fire"] * 3, ["fire"] * 3]


@pytest.mark.parametrize(("units", "what"), [("-1", "not above zero"), ("1e400", "more than a claim can hold")])
def test_no_service_is_done_less_than_once_or_more_than_a_claim_can_tell(tmp_path: Path, units: str, what: str) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(HEADER + ROWS[0].replace(",59,1,", f",59,{units},") + "\n")
    with pytest.raises(InputError, match=f"row 1, units: {what}"):
        list(claims_of_lines(str(path)))


def test_what_a_spreadsheet_did_to_names_and_numbers_is_undone_where_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "lines.csv"
    head = "Claim ID;Line-Number;PATIENT ID;Rendering NPI;Payer;State;ZIP Code;Date of Service;Code;Diagnosis 1\n"
    row = "A1;1;P1;1234567893;Medicare;MA;2115;3/2/2026;20552;M79.18\n"
    table.write_text(head + row)
    assert [(claim.claim_id, claim.zip_code) for claim in claims_of_lines(str(table))] == [("A1", "02115")]
    table.write_text(head + row.replace("1234567893", "1.23457E+09"))
    ran = here(monkeypatch, capsys, "scrub", str(table))
    assert (ran.code, ran.err) == (
        2, f"tautband: {table}: row 1, rendering_npi: a number that a spreadsheet cut short, such as 1.2E+09. "
        "Export the column as text.\n",
    )  # fmt: skip
