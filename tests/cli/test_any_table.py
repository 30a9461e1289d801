"""Whatever a table of claim lines holds, each verb that reads it answers or refuses it, and shows no fault."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.test_any_input import left_with
from tautband.cli.claim_lines import claims_of_lines
from tautband.model.errors import InputError

pytestmark = pytest.mark.slow

ROW = {
    "claim_id": "C1", "line_number": "1", "patient_id": "P1", "rendering_npi": "1234567893", "payer": "medicare",
    "state": "OH", "date_of_service": "2026-03-02", "place_of_service": "11", "code": "20552", "modifier_1": "59",
    "units": "1", "charge": "95.00", "diagnosis_1": "M79.18",
}  # fmt: skip
ODD = st.sampled_from(
    [
        "",
        " ",
        "-1",
        "1e400",
        "nan",
        "1,234.00",
        "0000-00-00",
        "9999-12-31",
        "x" * 5000,
        "é",
        "a\nb",
        '"',
        "a,b",
        "\uff12",
    ]
) | st.text(max_size=8)
TYPES = st.sampled_from(
    [
        pa.large_string(), pa.binary(), pa.int64(), pa.uint8(), pa.float64(), pa.float32(), pa.decimal128(20, 3),
        pa.date32(), pa.date64(), pa.timestamp("s"), pa.timestamp("ns", "America/New_York"), pa.time64("us"),
        pa.duration("s"), pa.bool_(), pa.null(), pa.list_(pa.string()), pa.struct([("a", pa.string())]),
        pa.dictionary(pa.int32(), pa.string()),
    ]
)  # fmt: skip
LIGHT = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def of_type(text: str, kind: pa.DataType) -> pa.Array:
    """The text as a column of one value of a type; a number, day or list that stands for it where it cannot be that."""
    if pa.types.is_list(kind):
        return pa.array([[text]], kind)
    if pa.types.is_struct(kind):
        return pa.array([{"a": text}], kind)
    for value in (text, text.encode("utf-8", "replace")):
        try:
            return pa.array([value]).cast(kind)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            continue
    return (
        pa.array([20_515], pa.int64()).cast(pa.int32()).cast(kind, safe=False) if _counts(kind) else pa.nulls(1, kind)
    )


def _counts(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or kind == pa.date32())


def check(name: str, content: bytes, folder: Path) -> None:
    for verb, options in (
        ("scrub", ("--json",)),
        ("audit", ("-o", str(folder / "out"))),
    ):
        code, err = left_with(verb, name, content, *options)
        assert code in (0, 1, 2, 3)
        assert "fault of the program" not in err
        assert "Traceback" not in err
        refused = [line for line in err.splitlines() if "not UTF-8; read as" not in line]
        assert (code == 2) == bool(refused)


@LIGHT
@given(st.dictionaries(st.sampled_from(sorted(ROW)), ODD, max_size=3), st.sampled_from(",\t|;"), st.integers(0, 3))
def test_any_value_in_a_csv(
    tmp_path_factory: pytest.TempPathFactory, changed: dict[str, str], delimiter: str, ends: int
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=("\n", "\r\n", "\r", "\n\n")[ends])
    writer.writerows([[*ROW], [*(ROW | changed).values()], [*ROW.values()]])
    check("lines.csv", text.getvalue().encode("utf-8", "replace"), tmp_path_factory.mktemp("any"))


@LIGHT
@given(st.integers(0, 400), st.integers(0, 60), st.binary(max_size=6))
def test_any_damage_to_a_csv(tmp_path_factory: pytest.TempPathFactory, at: int, width: int, instead: bytes) -> None:
    whole = "\n".join(",".join(row) for row in ([*ROW], [*ROW.values()], [*ROW.values()])).encode()
    check("lines.csv", whole[:at] + instead + whole[at + width :], tmp_path_factory.mktemp("any"))


@LIGHT
@given(st.dictionaries(st.sampled_from(sorted(ROW)), st.tuples(ODD, TYPES), min_size=1, max_size=3))
def test_any_type_in_a_parquet(tmp_path_factory: pytest.TempPathFactory, changed: dict[str, tuple[str, Any]]) -> None:
    columns = {name: pa.array([text]) for name, text in ROW.items()}
    columns |= {name: of_type(text if text else ROW[name], kind) for name, (text, kind) in changed.items()}
    written = io.BytesIO()
    try:
        pq.write_table(pa.table(columns), written)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return
    check("lines.parquet", written.getvalue(), tmp_path_factory.mktemp("any"))


@LIGHT
@given(st.sampled_from(sorted(ROW)), TYPES)
def test_a_column_of_another_type_changes_no_value_in_silence(
    tmp_path_factory: pytest.TempPathFactory, name: str, kind: Any
) -> None:
    """What a type can hold is read as it stood; what it cannot is refused."""
    path = tmp_path_factory.mktemp("any") / "lines.parquet"
    columns = {column: pa.array([text]) for column, text in ROW.items()}
    pq.write_table(pa.table(columns), path)
    plain = list(claims_of_lines(str(path)))
    try:
        held = pa.array([ROW[name]]).cast(kind)
        pq.write_table(pa.table(columns | {name: held}), path)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return
    try:
        read = list(claims_of_lines(str(path)))
    except InputError:
        return
    assert read == plain
