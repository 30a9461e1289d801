"""Text and figures as X12 takes them."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

_NOT_IN_VALUES = str.maketrans(dict.fromkeys("*:^~\r\n\t", " "))


def words(text: str, most: int) -> str:
    """Capital letters without accents, no delimiter inside, no more than `most` characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    printable = "".join(character for character in plain.translate(_NOT_IN_VALUES) if " " <= character <= "~")
    return " ".join(printable.upper().split())[:most].rstrip()


def quantity(amount: Decimal) -> str:
    """A quantity without zeros behind the point, never with an exponent."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def segment(*elements: str) -> str:
    """The elements with separators between, none at the end."""
    return "*".join(elements).rstrip("*")
