from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tautband.rulebook.packed import (
    CODE_LENGTH,
    DIAGNOSIS_LENGTH,
    NO_DATE,
    UNPACKABLE,
    code_array,
    day_date,
    day_number,
    diagnosis_array,
    distinct,
    pack,
    pack_code,
    pack_diagnosis,
    pack_modifier,
    unpack,
    unpack_code,
    unpack_diagnosis,
    unpack_modifier,
)

CODES = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=CODE_LENGTH)


@given(CODES)
def test_a_code_comes_back_as_it_went_in(code: str) -> None:
    assert unpack_code(pack_code(code)) == code


@given(CODES, CODES)
def test_the_order_of_packed_codes_is_the_order_of_their_text(one: str, other: str) -> None:
    assert (pack_code(one) < pack_code(other)) == (one.ljust(CODE_LENGTH) < other.ljust(CODE_LENGTH))


@given(st.text(max_size=8))
def test_text_that_is_no_code_is_said_to_be_none(text: str) -> None:
    fits = text.strip().upper()
    plain = 0 < len(fits) <= CODE_LENGTH and all(c in " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" for c in fits)
    assert (pack(text, CODE_LENGTH) == UNPACKABLE) == (not plain)


def test_a_diagnosis_is_the_same_with_and_without_its_dot() -> None:
    assert [unpack_diagnosis(int(code)) for code in diagnosis_array(["M7918", "M79.18", "M54.2"])] == [
        "M54.2",
        "M79.18",
    ]


@given(st.lists(st.integers(-5, 5), max_size=2500))
def test_distinct_values_ascend_however_many_there_are(values: list[int]) -> None:
    assert distinct(np.array(values, dtype=np.int64)).tolist() == sorted(set(values))


def test_characters_are_digits_of_base_37_and_a_shorter_text_is_padded_on_the_right() -> None:
    assert [pack(character, 1) for character in "09AZ"] == [1, 10, 11, 36]
    assert [pack(" a ", 2), pack("A0", 2), pack("ZZ", 2)] == [11 * 37, 11 * 37 + 1, 37**2 - 1]
    assert [pack("", 2), pack("  ", 2), pack("ABC", 2), pack("A\u00c4", 2)] == [UNPACKABLE] * 4
    assert [unpack(UNPACKABLE, 2), unpack(0, 2), unpack(11 * 37, 2), unpack(37**2 - 1, 2)] == ["", "", "A", "ZZ"]


def test_codes_modifiers_and_diagnoses_have_five_two_and_seven_characters() -> None:
    assert [unpack_code(pack_code(text)) for text in ("J3301", "j330", "J33011")] == ["J3301", "J330", ""]
    assert [unpack_modifier(pack_modifier(text)) for text in ("xs", "5", "599")] == ["XS", "5", ""]
    told = ("S13.4XXA", "s134xxa", "M54", "M5", "M54.2", "S13.4XXAB")
    assert [unpack_diagnosis(pack_diagnosis(text)) for text in told] == [
        "S13.4XXA", "S13.4XXA", "M54", "M5", "M54.2", "",
    ]  # fmt: skip
    assert 37**DIAGNOSIS_LENGTH < 2**63


@given(st.lists(CODES, max_size=20))
def test_codes_to_be_looked_up_are_distinct_and_ascend(codes: list[str]) -> None:
    assert [unpack_code(int(code)) for code in code_array(codes)] == sorted(set(codes))


@given(st.dates())
def test_days_are_counted_from_1970_and_come_back(day: date) -> None:
    assert day_date(day_number(day)) == day
    assert day_number(day) < NO_DATE
    if day < date.max:
        assert day_number(day + timedelta(1)) == day_number(day) + 1


def test_the_first_of_1970_is_day_zero() -> None:
    assert (day_number(date(1970, 1, 1)), day_date(-1)) == (0, date(1969, 12, 31))
