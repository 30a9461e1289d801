from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tautband.rulebook.packed import (
    CODE_LENGTH,
    UNPACKABLE,
    diagnosis_array,
    distinct,
    pack,
    pack_code,
    unpack_code,
    unpack_diagnosis,
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
