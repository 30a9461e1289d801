"""Columns by any of their names, values in any of their types, and lines left out with a reason."""

from __future__ import annotations

import datetime
import decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tautband.edits.arrow_lines import NO_PATIENT, Lines
from tautband.edits.arrow_packing import Problem, packed
from tautband.edits.from_arrow import batches
from tautband.edits.text_hash import text_hash
from tautband.model.errors import InputError
from tautband.rulebook.packed import pack_code, pack_diagnosis, pack_modifier
from tautband.shipped import shipped_rulebook

ONE: dict[str, list[Any]] = {
    "claim_id": ["C1"], "line_number": [1], "patient_id": ["P1"], "payer": ["medicare"], "state": ["OH"],
    "rendering_npi": ["1234567893"], "date_of_service": ["2024-08-01"], "place_of_service": ["11"], "code": ["20552"],
    "modifier_1": ["59"], "modifier_2": [None], "units": [2], "diagnosis_1": ["M79.18"], "diagnosis_2": ["M54.2"],
}  # fmt: skip


def table(**changed: Any) -> pa.Table:
    return pa.table({**ONE, **changed})


def seen(given_table: Any) -> list[tuple[Any, ...]]:
    lines, problems = packed(given_table, "lines")
    assert problems == []
    return told(lines)


def told(lines: Lines) -> list[tuple[Any, ...]]:
    return [
        (
            lines.claim[i].as_py(), int(lines.line[i]), lines.patient[i].as_py(), int(lines.day[i]),
            int(lines.clinician.values[lines.clinician.at[i]]), int(lines.code.values[lines.code.at[i]]),
            sorted(m for m in lines.modifier_sets[lines.modifiers.at[i]].tolist() if m != -2), float(lines.units[i]),
            [int(lines.diagnoses.values[at]) for at in lines.diagnoses.at[i].tolist() if at >= 0], int(lines.place[i]),
            lines.place_keys[lines.place_key[i]],
        )
        for i in range(len(lines))
    ]  # fmt: skip


EXPECTED = [
    (
        "C1", 1, "P1", 19936, 1234567893, pack_code("20552"), [pack_modifier("59")], 2.0,
        [pack_diagnosis("M79.18"), pack_diagnosis("M54.2")], 11, "medicare\x1fOH\x1f",
    )
]  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"date_of_service": [datetime.date(2024, 8, 1)]},
        {"date_of_service": pa.array([1_722_556_740], pa.timestamp("s"))},
        {"date_of_service": ["20240801"]},
        {"date_of_service": [20240801]},
        {"date_of_service": ["01-Aug-2024"]},
        {"date_of_service": ["8/1/2024"]},
        {"units": ["2"]},
        {"units": [decimal.Decimal("2.0")]},
        {"line_number": ["1"]},
        {"place_of_service": [11]},
        {"rendering_npi": [1234567893]},
        {"rendering_npi": [1234567893.0]},
        {"code": pa.array(["20552"]).dictionary_encode()},
        {"patient_id": pa.array(["P1"], pa.large_string())},
    ],
)
def test_a_line_reads_alike_from_any_type(changed: dict[str, Any]) -> None:
    assert seen(table(**changed)) == EXPECTED


def test_lists_are_flattened_and_cut_to_four() -> None:
    held = {name: values for name, values in ONE.items() if not name.startswith(("modifier", "diagnosis"))}
    assert seen(pa.table({**held, "modifiers": [["59"]], "diagnoses": [["M79.18", "M54.2"]]})) == EXPECTED
    (line,) = seen(pa.table({**held, "modifiers": [None], "diagnoses": [["M79.18"] * 6]}))
    assert (line[6], line[8]) == ([], [pack_diagnosis("M79.18")] * 4)


def test_lists_may_be_written_as_text() -> None:
    held = {name: values for name, values in ONE.items() if not name.startswith(("modifier", "diagnosis"))}
    assert seen(pa.table({**held, "modifiers": ["59"], "diagnoses": ["M79.18, M54.2"]})) == EXPECTED


def test_a_column_of_a_strange_type_is_refused() -> None:
    with pytest.raises(InputError, match="lines: a column of a type"):
        packed(table(code=pa.array([{"x": 1}])), "lines")


def test_other_column_names_are_recognised() -> None:
    tuva = {
        "claim_id": ["C1"], "claim_line_number": [1], "person_id": ["P1"], "payer": ["medicare"], "state": ["OH"],
        "rendering_id": ["1234567893"], "claim_line_start_date": [datetime.date(2024, 8, 1)],
        "place_of_service_code": ["11"], "hcpcs_code": ["20552"], "hcpcs_modifier_1": ["59"],
        "service_unit_quantity": [2], "diagnosis_code_1": ["M7918"], "diagnosis_code_2": ["M542"],
    }  # fmt: skip
    carrier = {
        "CLM_ID": [7], "LINE_NUM": [1], "BENE_ID": ["-100"], "PRF_PHYSN_NPI": ["1234567893"],
        "LINE_1ST_EXPNS_DT": ["01-Aug-2024"], "LINE_PLACE_OF_SRVC_CD": ["11"], "HCPCS_CD": ["20552"],
        "HCPCS_1ST_MDFR_CD": ["59"], "LINE_SRVC_CNT": [2], "LINE_ICD_DGNS_CD": ["M7918"], "PRVDR_ZIP": ["45202"],
    }  # fmt: skip
    assert seen(pa.table(tuva)) == EXPECTED
    assert seen(pa.table(carrier))[0][:8] == ("7", 1, "-100", *EXPECTED[0][3:8])


def test_a_column_that_no_line_can_do_without_is_asked_for() -> None:
    with pytest.raises(InputError, match="lines: no column code"):
        packed(table().drop_columns(["code"]), "lines")


def test_lines_that_cannot_be_read_are_left_out_with_their_row_numbers() -> None:
    many = {name: values * 6 for name, values in ONE.items()}
    many["date_of_service"] = ["2024-08-01", "2024-02-30", "2024-08-01", None, "1066-10-14", "2024-08-01"]
    many["units"] = ["1", "1", "two", "1", "1", "inf"]
    many["line_number"] = [1, 2, 3, 0, 5, 6]
    lines, problems = packed(pa.table(many), "lines", np.arange(101, 107))
    assert lines.line.tolist() == [1]
    assert problems == [
        Problem("line_number", "missing, or no whole number from 1 to 32767", 1, (104,)),
        Problem("date_of_service", "missing, or no date from 1900 to 2199", 3, (102, 104, 105)),
        Problem("units", "not a number", 2, (103, 106)),
    ]


@pytest.mark.parametrize("kind", [pa.date32(), pa.timestamp("us"), pa.string()])
def test_dates_are_read_from_1900_to_2199(kind: Any) -> None:
    days = ["1899-12-31", "1900-01-01", "2199-12-31", "2200-01-01"]
    column = pa.array([datetime.date.fromisoformat(day) for day in days], pa.date32()).cast(kind)
    many = {name: values * 4 for name, values in ONE.items()} | {"date_of_service": column}
    lines, problems = packed(pa.table(many), "lines")
    epoch = datetime.date(1970, 1, 1).toordinal()
    assert [str(datetime.date.fromordinal(epoch + int(day))) for day in lines.day] == days[1:3]
    assert [problem.rows for problem in problems] == [(1, 4)]


def test_a_claim_without_patient_is_its_own_patient() -> None:
    doubled = {name: values * 4 for name, values in ONE.items()}
    doubled |= {"claim_id": ["A", "A", "B", "C"], "line_number": [1, 2, 1, 1], "patient_id": [None, "", None, "P1"]}
    lines, _ = packed(pa.table(doubled), "lines")
    (batch,) = batches(lines, shipped_rulebook())
    together = {
        lines.claim[int(at)].as_py(): int(patient) for at, patient in zip(batch.source, batch.patient, strict=True)
    }
    assert len(set(together.values())) == 3
    assert np.bincount(batch.patient).tolist().count(2) == 1


def test_a_patient_is_one_however_the_ids_are_held() -> None:
    many = {name: values * 4 for name, values in ONE.items()}
    twice = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, None], pa.int8()), pa.array(["P1", "P2", "P1"]))
    lines, _ = packed(pa.table({**many, "patient_id": twice}), "lines")
    assert [lines.patient[i].as_py() for i in range(4)] == ["P1", "P2", "P1", NO_PATIENT + "C1"]
    assert len(set(lines.patient.indices.to_pylist())) == 3
    holed = pa.DictionaryArray.from_arrays(pa.array([0, 1, 0, 1], pa.int32()), pa.array(["P1", None]))
    lines, _ = packed(pa.table({**many, "patient_id": holed}), "lines")
    assert [lines.patient[i].as_py() for i in range(4)] == ["P1", NO_PATIENT + "C1"] * 2


def test_lines_joined_are_those_of_the_parts_in_order() -> None:
    parts = [
        table(),
        table(claim_id=["C2"], patient_id=["P0"], state=["CA"], modifier_2=["25"], diagnosis_1=["M17.11"]),
        table(claim_id=["C3"], rendering_npi=["Dr. A"], code=["99213"], diagnosis_1=[None], diagnosis_2=[None]),
    ]
    together = Lines.joined([packed(part, "lines")[0] for part in parts])
    assert told(together) == [line for part in parts for line in seen(part)]


anything = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(["", " ", "0", "-1", "1e400", "nan", "2024-13-01", "\ud7ff", "20552"]),
)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(ONE, anything)), max_size=6))
def test_no_text_in_any_column_is_a_fault_of_the_program(rows: list[dict[str, Any]]) -> None:
    read, problems = packed(pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in ONE])), "lines")
    assert len(read) <= len(rows)
    assert all(1 <= row <= len(rows) for problem in problems for row in problem.rows)
    assert sum(len(batch) for batch in batches(read, shipped_rulebook())) == len(read)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=30), st.integers(0, 5))
def test_texts_hash_alike_when_they_are_alike(texts: list[str], skipped: int) -> None:
    whole = text_hash(pa.array(texts))
    alone = [int(text_hash(pa.array([text]))[0]) for text in texts]
    assert whole.tolist() == alone
    assert text_hash(pa.array(texts)[skipped:]).tolist() == alone[skipped:]
    assert len(set(alone)) == len(set(texts))
