"""Limits, code lists, relative values, cost indices and ZIP codes answer, once loaded, on the days they cover."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from rulebook.official import excerpts
from rulebook.official.loaded import SHIPPED, at, loading, tables
from tautband.model.errors import InputError
from tautband.rulebook.official.editions import loaded
from tautband.rulebook.packed import day_number, pack_code, pack_diagnosis
from tautband.rulebook.tables.diagnoses import DiagnosisStatus
from tautband.rulebook.tables.units import UnitBasis, UnitLimit

Patch = pytest.MonkeyPatch
MUE_NAME = "MCR_MUE_PractitionerServices_Eff_01-01-2027.csv"


@pytest.fixture(autouse=True)
def data(monkeypatch: Patch, tmp_path: Path) -> Path:
    return at(monkeypatch, tmp_path)


def refusal(*paths: Path) -> str:
    with pytest.raises(InputError) as error:
        loading(*paths)
    assert loaded().editions == ()
    return f"{error.value.where}: {error.value.what}"


def test_unit_limits_answer_for_every_code_in_their_quarter(tmp_path: Path) -> None:
    (table,) = loading(excerpts.write(tmp_path / MUE_NAME, excerpts.mue(excerpts.MUE_ROWS))).tables
    assert (table.edition.table, table.edition.quarter, table.edition.rows) == ("mue_practitioner", "2027Q1", 4)
    units, inside, after = tables().units, date(2027, 2, 1), date(2027, 4, 1)
    assert units.limit("J3301", inside) == UnitLimit("J3301", 16, 16, 3, UnitBasis.READ)
    assert units.limit("99070", inside) == UnitLimit("99070", 0, 0, 1, UnitBasis.READ)
    assert units.limit("43235", inside) == UnitLimit("43235", None, None, None, UnitBasis.READ)
    assert units.limit("43235", after) == UnitLimit("43235", None, None, None, UnitBasis.CARRIED)
    assert units.limit("20552", after) == UnitLimit("20552", 1, 1, 2, UnitBasis.CARRIED)
    assert units.limit("no code", inside).basis == UnitBasis.NOT_COVERED


def test_before_the_quarter_the_shipped_limits_answer(tmp_path: Path) -> None:
    loading(excerpts.write(tmp_path / MUE_NAME, excerpts.mue(excerpts.MUE_ROWS)))
    for day in (date(2024, 8, 1), date(2025, 6, 1), date(2026, 5, 1)):
        assert tables().units.limit("20553", day) == SHIPPED.units.limit("20553", day)
        assert tables().units.limit("43235", day).basis == UnitBasis.NOT_COVERED
    assert tables().units.limit("20552", date(2025, 6, 1), "outpatient_hospital") == SHIPPED.units.limit(
        "20552", date(2025, 6, 1), "outpatient_hospital"
    )


def test_many_limits_at_once_are_those_one_by_one(tmp_path: Path) -> None:
    loading(excerpts.write(tmp_path / MUE_NAME, excerpts.mue(excerpts.MUE_ROWS)))
    units = tables().units
    codes = ["20552", "20553", "20610", "99070", "J3301", "43235", "76942"]
    days = [date(2024, 8, 1), date(2025, 6, 1), date(2026, 8, 1), date(2027, 1, 1), date(2028, 1, 1)]
    asked = [(code, day) for code in codes for day in days]
    found = units.lookup(
        np.array([pack_code(code) for code, _ in asked]), np.array([day_number(day) for _, day in asked], np.int32)
    )
    one_by_one = [units.limit(*question) for question in asked]
    assert found.basis.tolist() == [limit.basis for limit in one_by_one]
    assert found.mai.tolist() == [limit.mai or 0 for limit in one_by_one]
    held = [at for at, limit in enumerate(one_by_one) if limit.low is not None]
    assert [found.low[at] for at in held] == [one_by_one[at].low for at in held]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((*excerpts.MUE_ROWS[:2], "20610,two,3 Date,Reason"), "line 8: the limit of 20610 or its indicator"),
        ((*excerpts.MUE_ROWS, "J33"), "line 10: a row of 1 cells, not a code with its limit"),
        ((*excerpts.MUE_ROWS, "20552,3,2 Date of Service Edit: Policy,Reason"), "line 10: 20552 stands twice"),
        (excerpts.MUE_ROWS[:3], "line 8: the list ends early"),
    ],
)
def test_wrong_limits_are_refused_by_line(rows: tuple[str, ...], said: str, tmp_path: Path) -> None:
    assert refusal(excerpts.write(tmp_path / MUE_NAME, excerpts.mue(rows))).startswith(f"{MUE_NAME}: {said}")


def test_a_code_list_answers_for_its_fiscal_year(tmp_path: Path) -> None:
    (table,) = loading(excerpts.write(tmp_path / "icd10cm-order-2026.txt", excerpts.order())).tables
    assert (table.edition.covers_from, table.edition.covers_to) == (date(2025, 10, 1), date(2026, 9, 30))
    diagnoses, inside = tables().diagnoses, date(2026, 3, 2)
    later = SHIPPED.diagnoses.status("M54.50", date(2027, 3, 3))
    asked = {
        "M79.18": DiagnosisStatus.BILLABLE,
        "M79.1": DiagnosisStatus.HEADER,
        "M79.19X": DiagnosisStatus.BILLABLE,  # in this list alone
        "M54.50": DiagnosisStatus.NOT_YET if later == DiagnosisStatus.BILLABLE else DiagnosisStatus.ENDED,
        "XYZ": DiagnosisStatus.UNKNOWN,
    }
    assert {code: diagnoses.status(code, inside) for code in asked} == asked
    many = diagnoses.lookup(np.array([pack_diagnosis(code) for code in asked]), day_number(inside))
    assert many.tolist() == list(asked.values())
    assert diagnoses.title("M79.19X") == "A title that stands in no other list"
    assert diagnoses.successors("M79.1", inside) == ("M79.18", "M79.19X")


def test_other_years_keep_the_shipped_codes(tmp_path: Path) -> None:
    loading(excerpts.write(tmp_path / "icd10cm-order-2026.txt", excerpts.order()))
    for day in (date(2014, 5, 1), date(2018, 9, 30), date(2025, 9, 30), date(2026, 10, 1)):
        for code in ("M79.18", "M79.1", "M54.50", "M54.5", "R51"):
            assert tables().diagnoses.on(code, day) == SHIPPED.diagnoses.on(code, day)
    assert tables().diagnoses.status("M79.19X", date(2026, 10, 1)) == DiagnosisStatus.UNKNOWN


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (excerpts.order()[:-200], "line 5: "),
        (excerpts.order().replace("00004 ", "00005 "), "line 4: order number 00005 where 00004 was due"),
        (excerpts.order(excerpts.ORDER_CODES[:5]), "line 5: the list ends at M7919X: chapters are missing"),
    ],
)
def test_a_code_list_with_a_hole_is_refused_by_line(text: str, said: str, tmp_path: Path) -> None:
    name = "icd10cm-order-2026.txt"
    assert refusal(excerpts.write(tmp_path / name, text)).startswith(f"{name}: {said}")


@pytest.mark.parametrize("priced", [True, False])
def test_relative_values_are_found_by_heading(priced: bool, tmp_path: Path) -> None:
    rows = [
        {"HCPCS": "20552", "WORK": "0.99"}, {"HCPCS": "43235", "GLOB": "000", "BILAT": "0"},
        {"HCPCS": "76942", "MOD": "26", "GLOB": "YYY", "PCTC": "1"}, {"HCPCS": "G2211", "GLOB": "ZZZ"},
    ]  # fmt: skip
    text = excerpts.pprrvu(rows, priced)
    (table,) = loading(excerpts.write(tmp_path / "PPRRVU2026_Jul_nonQPP.csv", text)).tables
    assert (table.edition.table, table.edition.quarter, table.edition.rows) == ("fee_schedule", "2026Q3", 4)
    fees, inside = tables().fees, date(2026, 8, 3)
    row = fees.on("20552", inside)
    assert row is not None
    assert (row.work, row.pe_nonfacility, row.pe_facility, row.malpractice) == (
        Decimal("0.99"), Decimal("0.90"), None, Decimal("0.08"),
    )  # fmt: skip
    assert (row.status, row.global_days, row.bilateral, row.period_evidence) == ("A", "000", "1", "official")
    codes = np.array([pack_code(code) for code in ("20552", "43235", "20610")])
    found = fees.find(codes, np.full(3, day_number(inside)))
    assert fees.column("bilateral", found).tolist() == [1, 0, -1]
    guided = fees.on("76942", inside, "26")
    assert guided is not None
    assert (guided.global_days, guided.pctc) == ("YYY", "1")
    assert fees.on("20552", date(2026, 6, 30)) == SHIPPED.fees.on("20552", date(2026, 6, 30))
    carried = fees.on("43235", date(2026, 10, 5))
    assert carried is not None
    assert carried.period_evidence == "assumed_full_year"
    for path in table.edition.directory.iterdir():
        assert b"NOT OURS" not in path.read_bytes()


def test_the_release_brings_its_conversion_factor(tmp_path: Path) -> None:
    rows = [{"HCPCS": "20552", "CONV": "40.1234"}, {"HCPCS": "G2211", "CONV": "40.1234"}]
    loading(excerpts.write(tmp_path / "PPRRVU2026_Jul_nonQPP.csv", excerpts.pprrvu(rows)))
    loading(excerpts.write(tmp_path / "PPRRVU2026_Jul_QPP.csv", excerpts.pprrvu([{**r, "CONV": "40.5"} for r in rows])))
    prices = tables().prices
    found = [prices.conversion_factor(date(2026, 8, 3), track) for track in ("qp", "nonqp")]
    assert [factor and (factor.amount, factor.track) for factor in found] == [
        (Decimal("40.5"), "qp"), (Decimal("40.1234"), "nonqp"),
    ]  # fmt: skip
    assert prices.conversion_factor(date(2026, 5, 1), "qp") == SHIPPED.prices.conversion_factor(date(2026, 5, 1), "qp")
    assert prices.tracks(date(2026, 8, 3)) == SHIPPED.prices.tracks(date(2026, 8, 3))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"WORK": "much"}, "line 12: the work rvu of J3301 cannot be read"),
        ({"GLOB": "091"}, "line 12: the global days of J3301 cannot be read"),
        ({"HCPCS": "J33"}, "line 12: the code or its modifier cannot be read"),
        ({"HCPCS": "20552"}, "line 12: 20552 stands twice with the same modifier"),
        ({"HCPCS": "20553"}, "line 12: the list ends early"),
    ],
)
def test_wrong_relative_values_are_refused_by_line(change: dict[str, str], said: str, tmp_path: Path) -> None:
    name = "PPRRVU2026_Jul_nonQPP.csv"
    text = excerpts.pprrvu([{"HCPCS": "20552"}, {"HCPCS": "J3301", **change}])
    assert refusal(excerpts.write(tmp_path / name, text)).startswith(f"{name}: {said}")


def test_a_release_without_a_needed_column_is_refused(tmp_path: Path) -> None:
    text = excerpts.pprrvu([{"HCPCS": "20552"}, {"HCPCS": "J3301"}]).replace("BILAT", "SOME")
    assert "line 10: no column is headed BILATSURG" in refusal(excerpts.write(tmp_path / "PPRRVU2026_Jul.csv", text))


def test_cost_indices_answer_for_their_year(tmp_path: Path) -> None:
    (table,) = loading(excerpts.write(tmp_path / "GPCI2027.csv", excerpts.GPCI)).tables
    assert (table.edition.quarter, table.edition.rows) == ("2027Q1", 2)
    assert table.reports[0].aside == {"a note, not a locality": (1, 6)}
    found = tables().prices.cost_indices("09202", "20", date(2027, 12, 31))
    assert found is not None
    assert (found.state, found.work, found.practice_expense, found.name) == (
        "PR", Decimal("1.000"), Decimal("1.007"), "PUERTO RICO",
    )  # fmt: skip
    before = date(2026, 12, 31)
    assert tables().prices.cost_indices("15202", "00", before) == SHIPPED.prices.cost_indices("15202", "00", before)


def test_zip_codes_are_those_of_the_newest_file(tmp_path: Path) -> None:
    (table,) = loading(excerpts.write(tmp_path / "ZIP5_JUL2026.txt", excerpts.zip5(excerpts.ZIP5_ROWS))).tables
    assert (table.edition.quarter, table.edition.rows) == ("2026Q2", 3)
    zips = tables().zips
    place = zips.place("66001")
    assert place is not None
    assert (place.state, place.mac, place.locality) == ("KS", "05102", "00")
    assert (place.rural, place.needs_zip9) == ("rural", True)
    assert (zips.place("44106") == SHIPPED.zips.place("44106"), zips.place("10001")) == (True, None)


def test_a_zip_file_cut_short_is_refused_by_line(tmp_path: Path) -> None:
    whole = excerpts.zip5([f"OH{44000 + at}1520200 000000" for at in range(8)])
    path = excerpts.write(tmp_path / "ZIP5_APR2026.txt", whole[:-30])
    assert refusal(path).startswith("ZIP5_APR2026.txt: line 8: not a line of the ZIP file")


def test_a_file_of_claim_lines_is_not_taken_for_a_list_of_fees(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_text("claim_id,line_number,patient_id,date_of_service,code,charge\nC1,1,P1,2026-03-02,20552,95.00\n")
    assert refusal(path).endswith("is of no format that can be loaded")
    path.write_text("code,charge\n20552,95.00\n")
    assert [table.edition.table for table in loading(path).tables] == ["practice_fees"]
