"""Codes, modifiers, diagnoses and dates as integers, so that tables are sorted arrays and a look-up is a search.

A code packs its characters in base 37 (blank 0, digits 1-10, letters 11-36), first character highest, padded on the
right: integer order is text order, and all codes that begin with a prefix form one range. Dots are dropped. Text that
does not fit (too long, or a character outside A-Z 0-9) packs to `UNPACKABLE`, which no table holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

CODE_LENGTH = 5
MODIFIER_LENGTH = 2
DIAGNOSIS_LENGTH = 7
UNPACKABLE = -1
NO_DATE = np.iinfo(np.int32).max
"""A day later than any date: the open end of a span."""
EPOCH = date(1970, 1, 1)
_FEW = 1000

T = TypeVar("T", bound=np.generic)

_DIGIT = {character: value for value, character in enumerate(" 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_CHARACTERS = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@lru_cache(maxsize=8192)
def pack(text: str, length: int) -> int:
    """`text` as an integer of `length` base-37 digits, or UNPACKABLE."""
    text = text.strip().upper()
    if not text or len(text) > length:
        return UNPACKABLE
    value = 0
    for character in text.ljust(length):
        digit = _DIGIT.get(character)
        if digit is None:
            return UNPACKABLE
        value = value * 37 + digit
    return value


def unpack(value: int, length: int) -> str:
    """The text that `pack` made `value` from; empty for UNPACKABLE."""
    if value < 0:
        return ""
    characters: list[str] = []
    for _ in range(length):
        value, digit = divmod(int(value), 37)
        characters.append(_CHARACTERS[digit])
    return "".join(reversed(characters)).rstrip()


def pack_code(code: str) -> int:
    """A CPT or HCPCS code as an integer."""
    return pack(code, CODE_LENGTH)


def pack_modifier(modifier: str) -> int:
    """A two-character modifier as an integer."""
    return pack(modifier, MODIFIER_LENGTH)


def pack_diagnosis(code: str) -> int:
    """An ICD code, with or without its dot, as an integer."""
    return pack(code.replace(".", ""), DIAGNOSIS_LENGTH)


def unpack_code(value: int) -> str:
    """The CPT or HCPCS code of an integer."""
    return unpack(value, CODE_LENGTH)


def unpack_modifier(value: int) -> str:
    """The modifier of an integer."""
    return unpack(value, MODIFIER_LENGTH)


def unpack_diagnosis(value: int) -> str:
    """The ICD code of an integer, with its dot after the third character."""
    text = unpack(value, DIAGNOSIS_LENGTH)
    return f"{text[:3]}.{text[3:]}" if len(text) > 3 else text


def code_array(codes: Sequence[str]) -> NDArray[np.int32]:
    """Codes as a sorted array of distinct integers, for membership tests."""
    return distinct(np.array([pack_code(code) for code in codes], dtype=np.int32))


def diagnosis_array(codes: Sequence[str]) -> NDArray[np.int64]:
    """Diagnoses as a sorted array of distinct integers, for membership tests."""
    return distinct(np.array([pack_diagnosis(code) for code in codes], dtype=np.int64))


def distinct(values: NDArray[T]) -> NDArray[T]:
    """The distinct values, ascending. Few are sorted here: `np.unique` would load numpy.ma, a twentieth of a start."""
    if len(values) > _FEW:
        return np.unique(values)
    ascending = np.sort(values)
    return ascending[np.concatenate(([True], ascending[1:] != ascending[:-1]))] if len(values) else ascending


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def day_date(number: int) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=int(number))
