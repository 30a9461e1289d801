"""Single cells as the official files write them: codes, dates, numbers. None is what cannot be one."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from tautband.rulebook.packed import day_number

CODE = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]")
_DIGITS = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def is_code(text: str) -> bool:
    """Whether a cell is a procedure or supply code: five characters, digits but for the first and last."""
    return CODE.fullmatch(text) is not None


def day(text: str) -> int | None:
    """The day number of a date written 20260701, 2026-07-01 or 7/1/2026."""
    found = date_of(text)
    return None if found is None else day_number(found)


def date_of(text: str) -> date | None:
    """A date written 20260701, 2026-07-01 or 7/1/2026."""
    text = text.strip().split(" ")[0].split("T")[0]
    try:
        if found := _DIGITS.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _AMERICAN.fullmatch(text):
            return date(int(found[3]), int(found[1]), int(found[2]))
    except ValueError:
        return None
    return None


def number(text: str) -> Decimal | None:
    """A plain decimal number, with or without a dollar sign and thousands marks."""
    plain = text.strip().replace("$", "").replace(",", "")
    if not plain.replace(".", "").replace("-", "").isascii() or len(plain) > 20:
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def heading(text: str) -> str:
    """A column's heading for comparison: capitals and digits alone, however it was broken over lines."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())
