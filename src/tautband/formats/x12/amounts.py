"""Amounts and days as they stand in X12, read once and remembered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from tautband.formats.x12.element_faults import calendar_day


@lru_cache(maxsize=65536)
def cents(text: str) -> int | None:
    """An amount in cents; None for text that is no amount, or has parts of a cent."""
    whole, point, part = text.partition(".")
    sign = -1 if whole[:1] == "-" else 1
    whole = whole[1:] if sign < 0 else whole
    if not (whole + part).isascii() or not (whole + part).isdigit() or len(whole) > 18:
        return None
    part = part.rstrip("0")
    if len(part) > 2:
        return None
    return sign * (int(whole or "0") * 100 + int(part.ljust(2, "0") if point else "0"))


def dollars(amount: int) -> Decimal:
    """Cents as dollars with two places."""
    return Decimal(amount).scaleb(-2)


def written(amount: int) -> str:
    """Cents as X12 writes them: a point only where it is needed, no zeros behind it."""
    sign, amount = ("-", -amount) if amount < 0 else ("", amount)
    whole, part = divmod(amount, 100)
    return f"{sign}{whole}" if not part else f"{sign}{whole}.{part:02d}".rstrip("0")


@lru_cache(maxsize=65536)
def day(text: str) -> date | None:
    """A day written CCYYMMDD, None for what is none."""
    return calendar_day(text)


@lru_cache(maxsize=65536)
def days(text: str) -> tuple[date | None, date | None]:
    """A day, or a stretch of days with a hyphen between."""
    first, _, last = text.partition("-")
    begun = calendar_day(first)
    return begun, calendar_day(last) if last else begun
