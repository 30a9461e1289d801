"""Arrow columns of every make as numbers: chunks, dictionaries, slices, nulls and blanks give what plain text gives."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tautband.edits.arrow_values import BAD_DAY, FIRST_DAY, LAST_DAY, days, distinct, encoded, mapped, numbers, text_of

TEXTS = st.lists(st.sampled_from(["a", "b", "", " ", "ä", None]), min_size=1, max_size=20)


def told(column: Any) -> list[str | None]:
    texts, at = distinct(column)
    return [None if place < 0 else texts[place] for place in at.tolist()]


@given(TEXTS, st.integers(0, 3))
def test_each_row_has_its_text_however_the_column_is_made(texts: list[str | None], skipped: int) -> None:
    plain = pa.array(texts, pa.string())
    makes = [
        plain,
        plain.cast(pa.large_string()),
        plain.dictionary_encode(),
        pa.chunked_array([plain]),
        pa.chunked_array([plain, plain[:0]]),
        pa.chunked_array([plain[:1].dictionary_encode(), plain[1:].dictionary_encode()]),
    ]
    for made in makes:
        assert told(made) == texts
        assert told(made[skipped:]) == texts[skipped:]
        assert text_of(made).to_pylist() == texts


def test_a_column_of_nulls_holds_no_text() -> None:
    for column in (
        pa.nulls(3),
        pa.array([None] * 3, pa.string()),
        pa.array([None] * 3, pa.string()).dictionary_encode(),
    ):
        texts, at = encoded(column)
        assert (texts.to_pylist(), at.tolist()) == ([], [-1, -1, -1])


def test_numbers_as_ids_have_no_decimal_point() -> None:
    assert told(pa.array([1234567893.0, None, math.nan, 0.5])) == ["1234567893", None, None, "0.5"]
    assert text_of(pa.array([1234567893.0, None])).to_pylist() == ["1234567893", None]
    assert text_of(pa.array([Decimal("12.00"), None])).to_pylist() == ["12", None]
    assert text_of(pa.array([math.nan, 7.0])).to_pylist() == [None, "7"]
    long = Decimal("12345678901234567890123")
    assert text_of(pa.array([long, Decimal("-0.50")], pa.decimal128(30, 2))).to_pylist() == [str(long), "-0.5"]
    assert told(pa.array([7, None])) == ["7", None]


@given(TEXTS)
def test_blank_and_null_text_is_missing_and_other_text_is_read_once_each(texts: list[str | None]) -> None:
    read: list[str] = []

    def length(text: str) -> int:
        read.append(text)
        return len(text)

    expected = [-9 if text is None or not text.strip() else len(text) for text in texts]
    assert mapped(pa.array(texts, pa.string()), length, -9, np.int64).tolist() == expected
    assert sorted(read) == sorted({text for text in texts if text and text.strip()})


FORMS = ("%Y-%m-%d", "%Y%m%d", "%d-%b-%Y", "%m/%d/%Y", "%d%b%Y", "%Y-%m-%dT00:00:00", " %Y-%m-%d 23:59 ")


@given(st.dates(date(1890, 1, 1), date(2210, 12, 31)))
def test_a_day_is_the_same_in_every_form_and_type(day: date) -> None:
    number = day.toordinal() - date(1970, 1, 1).toordinal()
    expected = number if FIRST_DAY <= number <= LAST_DAY else int(BAD_DAY)
    assert days(pa.array([day.strftime(form) for form in FORMS])).tolist() == [expected] * len(FORMS)
    assert days(pa.array([day, None], pa.date32())).tolist() == [expected, BAD_DAY]
    assert days(pa.array([day, None], pa.date64())).tolist() == [expected, BAD_DAY]


def test_the_days_read_are_those_of_the_years_1900_to_2199() -> None:
    assert [date.fromordinal(day + date(1970, 1, 1).toordinal()) for day in (FIRST_DAY, LAST_DAY)] == [
        date(1900, 1, 1),
        date(2199, 12, 31),
    ]
    edges = ["1899-12-31", "1900-01-01", "2199-12-31", "2200-01-01"]
    assert days(pa.array(edges)).tolist() == [BAD_DAY, FIRST_DAY, LAST_DAY, BAD_DAY]
    numbered = pa.array([FIRST_DAY - 1, FIRST_DAY, LAST_DAY, LAST_DAY + 1], pa.int32()).cast(pa.date32())
    assert days(numbered).tolist() == [BAD_DAY, FIRST_DAY, LAST_DAY, BAD_DAY]


@pytest.mark.parametrize("text", ["2024-02-30", "20241301", "tomorrow", "", " ", "2024", "13/13/2024", None])
def test_what_is_no_date_is_said_to_be_none(text: str | None) -> None:
    assert days(pa.array([text, "2024-03-01"], pa.string())).tolist() == [BAD_DAY, 19783]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array([1, None, 3]), [1.0, -5.0, 3.0]),
        (pa.array([1.5, None, math.nan]), [1.5, -5.0, math.nan]),
        (pa.array([math.inf, -math.inf, 2.0]), [math.nan, math.nan, 2.0]),
        (pa.array([Decimal("2.50"), None]), [2.5, -5.0]),
        (
            pa.array(["2.50", None, " ", "", "two", "inf", "nan", "-1"]),
            [2.5, -5.0, -5.0, -5.0] + [math.nan] * 3 + [-1.0],
        ),
        (pa.array(["1", "2"]).dictionary_encode(), [1.0, 2.0]),
    ],
)
def test_quantities_are_finite_numbers_absent_or_none(column: Any, expected: list[float]) -> None:
    np.testing.assert_array_equal(numbers(column, -5.0), expected)
