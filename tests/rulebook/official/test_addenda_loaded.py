"""The addenda of a fiscal year, laid over the list before, give the year's own list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from rulebook.official import excerpts
from rulebook.official.loaded import SHIPPED, at, loading, tables
from tautband.model.errors import InputError
from tautband.rulebook.official.editions import loaded
from tautband.rulebook.packed import day_number
from tautband.rulebook.tables.diagnoses import DiagnosisStatus

BEFORE, INSIDE = date(2025, 9, 30), date(2026, 3, 2)


def line(what: str, code: str, flag: str, title: str) -> str:
    return f"{what + ':':<13}00001 {code:<7} {flag} {title[:60]:<60} {title}\n"


ADDENDA = (
    line("Add", "M7919", "0", "A new heading of ours")
    + line("Add", "M7919X", "1", "A new code of ours")
    + line("Delete", "M7918", "1", "Myalgia, other site")
    + line("Revise from", "M7912", "1", "Myalgia of auxiliary muscles, head and neck")
    + line("Revise to", "M7912", "1", "Other words for the same")
)


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return at(monkeypatch, tmp_path)


def test_the_years_list_follows_from_the_one_before(tmp_path: Path) -> None:
    (table,) = loading(excerpts.write(tmp_path / "icd10cm-order-addenda-2026.txt", ADDENDA)).tables
    assert (table.edition.table, table.edition.quarter, table.edition.covers_from) == (
        "icd10cm", "2025Q4", date(2025, 10, 1),
    )  # fmt: skip
    status = SHIPPED.diagnoses.lookup(SHIPPED.diagnoses.keys, day_number(BEFORE))
    listed = int(np.isin(status, (DiagnosisStatus.BILLABLE, DiagnosisStatus.HEADER)).sum())
    assert table.edition.rows == listed + 2 - 1
    diagnoses = tables().diagnoses
    assert diagnoses.status("M79.19X", INSIDE) == DiagnosisStatus.BILLABLE
    assert diagnoses.status("M79.19", INSIDE) == DiagnosisStatus.HEADER
    assert diagnoses.status("M79.18", INSIDE) not in (DiagnosisStatus.BILLABLE, DiagnosisStatus.HEADER)
    assert diagnoses.status("M79.18", BEFORE) == DiagnosisStatus.BILLABLE
    assert (diagnoses.status("M79.11", INSIDE), diagnoses.title("M79.12")) == (
        DiagnosisStatus.BILLABLE, "Other words for the same",
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "said"),
    [
        (line("Add", "M7910", "1", "Myalgia"), "line 6: adds M79.10, which the list before already has"),
        (line("Delete", "M7999", "1", "None"), "line 6: deletes M79.99, which the list before lacks"),
        ("Delete: M79\n", "line 6: not a line of the addenda"),
    ],
)
def test_addenda_that_do_not_follow_are_refused_by_line(more: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        loading(excerpts.write(tmp_path / "icd10cm-order-addenda-2026.txt", ADDENDA + more))
    assert str(error.value).startswith(f"icd10cm-order-addenda-2026.txt: {said}")
    assert loaded().editions == ()


def test_addenda_to_a_list_in_doubt_are_refused(tmp_path: Path) -> None:
    path = excerpts.write(tmp_path / "icd10cm-order-addenda-April-2026.txt", ADDENDA)
    with pytest.raises(InputError, match="are not known for sure"):
        loading(path)
