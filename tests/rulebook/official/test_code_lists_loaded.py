"""Add-on codes, HCPCS dates, licensed code lists and a practice's own tables, loaded and asked."""

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
from tautband.rulebook.packed import day_date, day_number, pack_code
from tautband.rulebook.tables.codes import CodeOnDate, CodeStatus

Patch = pytest.MonkeyPatch


@pytest.fixture(autouse=True)
def data(monkeypatch: Patch, tmp_path: Path) -> Path:
    return at(monkeypatch, tmp_path)


def refusal(*paths: Path) -> str:
    with pytest.raises(InputError) as error:
        loading(*paths)
    assert loaded().editions == ()
    return f"{error.value.where}: {error.value.what}"


ADD_ONS = (
    "Add-on code\tPrimary code\tEdit type\tEffective\tDeletion",
    "64421\t64420\t1\t20200101\t",
    "64421\t64425\t1\t20200101\t20250630",
    "77002\tCCCCC\t3\t20130101\t",
    "G2211\t99213\t1\t20240101\t",
)


def test_add_on_codes_name_their_primaries(tmp_path: Path) -> None:
    path = excerpts.write(tmp_path / "AOC_V2026Q3-MCR.txt", "\n".join(ADD_ONS) + "\n")
    (table,) = loading(path).tables
    assert (table.edition.quarter, table.edition.rows) == ("2026Q3", 4)
    addons = tables().addons
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2025, 6, 30), date(2025, 7, 1))
    assert [addons.primaries("64421", day) for day in days] == [
        (), ("64420", "64425"), ("64420", "64425"), ("64420",),
    ]  # fmt: skip
    assert (day_date(addons.first_day_read), day_date(addons.last_day_read)) == (date(2026, 7, 1), date(2026, 9, 30))
    assert [addons.primaries(code) for code in ("64421", "77002", "G2211", "20552")] == [
        ("64420", "64425"), ("",), ("99213",), None,
    ]  # fmt: skip


def test_a_wrong_add_on_line_is_named(tmp_path: Path) -> None:
    path = excerpts.write(tmp_path / "AOC_V2026Q3-MCR.txt", "\n".join((*ADD_ONS, "64495\t6449")))
    assert refusal(path) == "AOC_V2026Q3-MCR.txt: line 6: not an add-on code with its primary code and type"


def hcpcs(code: str, added: str, ended: str = "", kind: str = "3") -> str:
    return f"{code:<5}00100{kind}{'WORDS':<80}{'SHORT':<28}{'':<149}{added:<8}{added:<8}{ended:<8}N"


HCPCS = "\n".join(
    (
        hcpcs("A4550", "19820101", "20141231"), hcpcs("J2003", "20241001"), hcpcs("J2003", "", kind="4"),
        "   25001007" + "W" * 280, hcpcs("J2001", "20050101", "20260630"), hcpcs("Q9999", "20261001"),
    )
)  # fmt: skip


def test_hcpcs_codes_have_the_dates_of_the_file(tmp_path: Path) -> None:
    (table,) = loading(excerpts.write(tmp_path / "HCPC2026_JUL_ANWEB.txt", HCPCS)).tables
    assert (table.edition.quarter, table.edition.rows) == ("2026Q3", 4)
    codes, day = tables().codes, date(2026, 7, 1)
    assert [codes.on(code, day) for code in ("A4550", "J2003", "J2001", "Q9999")] == [
        CodeOnDate("A4550", CodeStatus.DEAD, False, date(2015, 1, 1), None),
        CodeOnDate("J2003", CodeStatus.VALID, False, date(2024, 10, 1), None),
        CodeOnDate("J2001", CodeStatus.ENDED, False, date(2026, 7, 1), None),
        CodeOnDate("Q9999", CodeStatus.NOT_YET, False, None, date(2026, 9, 30)),
    ]
    assert codes.on("J2001", date(2026, 6, 30)).status == CodeStatus.VALID
    assert codes.on("20552", day) == SHIPPED.codes.on("20552", day)
    asked = [("J2001", date(2026, 6, 30)), ("J2001", day), ("20552", day), ("A4550", day), ("43235", day)]
    found = codes.lookup(
        np.array([pack_code(code) for code, _ in asked]), np.array([day_number(day) for _, day in asked], np.int32)
    )
    assert found.status.tolist() == [codes.on(*question).status for question in asked]


def test_a_workbook_of_hcpcs_codes_holds_the_same(tmp_path: Path) -> None:
    rows = [
        ["HCPC", "SEQNUM", "RECID", "LONG DESCRIPTION", "ADD DT", "ACT EFF DT", "TERM DT"],
        ["A4550", "00100", "3", "WORDS", "19820101", "19820101", "20141231"],
        ["J2003", "00100", "3", "WORDS", "20241001", "20241001", ""],
        ["J2003", "00200", "4", "WORDS", "20241001", "20241001", ""],
        ["Q9999", "00100", "3", "WORDS", "20261001", "20261001", "*"],
    ]
    path = excerpts.workbook(tmp_path / "HCPC2026_JUL_ANWEB.xlsx", rows)
    assert refusal(path) == "HCPC2026_JUL_ANWEB.xlsx: line 5: a date of Q9999 cannot be read"
    loading(excerpts.workbook(path, [*rows[:4], [*rows[4][:6], "20271231"]]))
    assert tables().codes.on("A4550", date(2014, 12, 31)).status == CodeStatus.VALID


def test_a_fee_schedule_makes_its_codes_valid_in_its_quarter(tmp_path: Path) -> None:
    rows = [{"HCPCS": "43235"}, {"HCPCS": "43236", "STATUS": "D"}, {"HCPCS": "G2211"}]
    loading(excerpts.write(tmp_path / "PPRRVU2026_Jul_nonQPP.csv", excerpts.pprrvu(rows)))
    codes = tables().codes
    found = [codes.on(code, date(2026, 8, 3)).status for code in ("43235", "43236", "43237")]
    assert found == [CodeStatus.VALID, CodeStatus.UNKNOWN, CodeStatus.UNKNOWN]
    assert codes.on("43235", date(2026, 11, 3)).status == CodeStatus.UNKNOWN
    changed = codes.changes(np.array([pack_code("43235")]), day_number(date(2026, 8, 3)), day_number(date(2026, 11, 3)))
    assert changed.tolist() == [True]


CARC = "Code,Text,Start Date,Last Modified,Stop Date,Notes\n50,Our words of a reason,1995-01-01,,,\n"
CARC += 'B7,"Other words, with a comma",01/01/1995,,2026-03-01,A note\n'


def test_licensed_reason_codes_keep_words_and_dates(tmp_path: Path) -> None:
    remarks = CARC.replace("\n50,", "\nN115,").replace("\nB7,", "\nMA01,")
    done = loading(
        excerpts.write(tmp_path / "carc_2026q2.csv", CARC), excerpts.write(tmp_path / "rarc_2026q2.csv", remarks)
    )
    assert [(table.edition.table, table.edition.quarter) for table in done.tables] == [
        ("carc", "2026Q2"), ("rarc", "2026Q2"),
    ]  # fmt: skip
    own = tables().own
    reason = own.reason("b7")
    assert reason is not None
    assert (reason.text, reason.valid_on(date(2026, 2, 28)), reason.valid_on(date(2026, 3, 1))) == (
        "Other words, with a comma", True, False,
    )  # fmt: skip
    assert (own.remark("N115") is None, own.remark("B7"), own.reason("999")) == (False, None, None)


def test_a_practice_has_its_own_fees_rates_and_words(tmp_path: Path) -> None:
    fees = "CPT Code;Charge;Effective Date\n20552;$1,095.00;2026-01-01\n20552;90;2025-01-01\n20553;120.50;\n"
    rates = "Payer,CPT,Modifier,Rate,From,To\nAcme Health,20552,,88.10,2026-01-01,2026-06-30\n"
    rates += "Acme Health,76942,26,40,,\n"
    words = "Code,Descriptor\n20552,Words under licence\n"
    loading(
        excerpts.write(tmp_path / "fees.csv", fees), excerpts.write(tmp_path / "rates.csv", rates),
        excerpts.write(tmp_path / "words.csv", words),
    )  # fmt: skip
    own = tables().own
    days = (date(2024, 12, 31), date(2025, 12, 31), date(2026, 1, 1))
    assert [own.charge("20552", day) for day in days] == [None, Decimal(90), Decimal("1095.00")]
    assert [own.contract_rate("ACME HEALTH", "20552", day) for day in (date(2026, 6, 30), date(2026, 7, 1))] == [
        Decimal("88.10"), None,
    ]  # fmt: skip
    assert own.contract_rate("Acme Health", "76942", days[0], "26") == Decimal(40)
    assert (own.descriptor("20552"), own.descriptor("20553")) == ("Words under licence", None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Code,Charge\n20552,95\n2055,95\n", "line 3: the code or its modifier cannot be read"),
        ("Code,Charge\n20552,ninety\n", "line 2: the amount of 20552 cannot be read"),
        ("Code,Charge\n20552\n", "line 2: the row is cut short at 1 cells"),
        ("Code,Charge,From\n20552,95,soon\n", "line 2: a date of 20552 cannot be read"),
        ("Code,Charge\n", "no row stands under the headings"),
    ],
)
def test_a_wrong_row_of_ones_own_is_named(text: str, said: str, tmp_path: Path) -> None:
    assert refusal(excerpts.write(tmp_path / "fees.csv", text)).startswith(f"fees.csv: {said}")


def test_own_words_of_several_scripts_are_read(tmp_path: Path) -> None:
    words = "Code,Descriptor\n20552,Inyección de puntos\n"
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        loading(excerpts.write(tmp_path / "words.csv", words, encoding))
        assert tables().own.descriptor("20552") == "Inyección de puntos"
