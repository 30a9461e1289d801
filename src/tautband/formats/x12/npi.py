"""National provider identifiers: ten figures, the last a check digit."""

from __future__ import annotations

from functools import lru_cache

_PREFIX_SUM = 24
"""What the prefix 80840 of United States health identifiers adds to the sum of digits."""


@lru_cache(maxsize=65536)
def is_npi(text: str) -> bool:
    """Whether the text is ten figures beginning with 1 or 2 whose check digit is right (Luhn's sum with 80840 before).

    It cannot tell whether the number was ever given out. Source: 45 CFR 162.406; ISO/IEC 7812.
    """
    if len(text) != 10 or not text.isascii() or not text.isdigit() or text[0] not in "12":
        return False
    return (_PREFIX_SUM + sum(_doubled(text[at]) if at % 2 == 0 else int(text[at]) for at in range(10))) % 10 == 0


def _doubled(digit: str) -> int:
    value = int(digit) * 2
    return value - 9 if value > 9 else value
