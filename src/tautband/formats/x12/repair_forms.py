"""Ways of writing a value that mean the same as the one that X12 asks for, and how each is rewritten.

Each form knows exactly what it takes for granted: a value that does not look like it in every character is left alone.
An NDC of ten figures becomes eleven by the zero that its hyphens show to be missing. Source: 45 CFR 162.1002 asks for
the NDC of eleven figures, 5-4-2.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tautband.model.identifiers import is_medicare_number

_ICD10 = frozenset({"ABK", "ABF", "ABJ", "APR"})
_ICD9 = frozenset({"BK", "BF", "BJ", "PR"})
_PHONES = frozenset({"TE", "FX"})
_TAX_IDS = frozenset({"EI", "SY"})
_PROCEDURES = frozenset({"HC"})
_ANY = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing the values of some elements. `write` gives the value as X12 asks for it, or as it was.

    `elements` and `components` count from 1; no components: a simple element. `kinds` are the qualifiers that stand
    before such a value: the element before it, or the first component; none: any.
    """

    what: str
    before: str
    after: str
    elements: frozenset[int]
    components: frozenset[int]
    kinds: frozenset[str]
    write: Callable[[str], str]

    def fits(self, element: int, component: int, kind: str) -> bool:
        """Whether a value at this place may be of this form."""
        placed = element in self.elements and (component in self.components if self.components else not component)
        return placed and (not self.kinds or kind in self.kinds)


def _where(pattern: str, write: Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    """Rewrite what the pattern matches whole, leave what it does not."""
    compiled = re.compile(pattern)

    def rewritten(value: str) -> str:
        found = compiled.fullmatch(value)
        return write(found) if found else value

    return rewritten


def _joined(found: re.Match[str]) -> str:
    return "".join(found.groups(""))


def _upper(pattern: str) -> Callable[[str], str]:
    return _where(pattern, lambda found: found[0].upper())


def _phone(value: str) -> str:
    figures = "".join(character for character in value if character.isdigit())
    return figures if len(figures) == 10 and re.fullmatch(r"[0-9 ().+/-]+", value) else value


def _eleven(found: re.Match[str]) -> str:
    labeler, product, package = found[0].split("-")
    return labeler.zfill(5) + product.zfill(4) + package.zfill(2)


def _medicare_number(value: str) -> str:
    return value.replace("-", "") if is_medicare_number(value) else value


def _form(
    what: str, before: str, after: str, at: tuple[int, ...], parts: tuple[int, ...], kinds: frozenset[str],
    write: Callable[[str], str],
) -> Form:  # fmt: skip
    return Form(what, before, after, frozenset(at), frozenset(parts), kinds, write)


_date = _where(r"((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})|((?:19|20)[0-9]{2})/([0-9]{2})/([0-9]{2})", _joined)
_HI = tuple(range(1, 13))
_AMOUNT = _form(
    "amount", "with a currency sign or commas", "figures", (2,), (), _ANY,
    _where(r"\$?([1-9][0-9]{0,2})(?:,([0-9]{3}))?(?:,([0-9]{3}))?(\.[0-9]{2})?|\$([0-9]+(?:\.[0-9]{1,2})?)", _joined),
)  # fmt: skip
FORMS: dict[str, tuple[Form, ...]] = {
    "HI": (
        _form("qualifier", "in small letters", "in capital letters", _HI, (1,), _ICD10 | _ICD9, str.upper),
        _form("diagnosis code", "in small letters", "in capital letters", _HI, (2,), _ICD10,
              _upper(r"[A-Za-z][0-9][0-9A-Za-z](?:\.?[0-9A-Za-z]{1,4})?")),
        _form("diagnosis code", "with its point", "without", _HI, (2,), _ICD10,
              _where(r"([A-Z][0-9][0-9A-Z])\.([0-9A-Z]{1,4})", _joined)),
        _form("diagnosis code", "with its point", "without", _HI, (2,), _ICD9,
              _where(r"([0-9]{3}|V[0-9]{2}|E[0-9]{3})\.([0-9]{1,2})", _joined)),
    ),
    "SV1": (
        _form("qualifier", "in small letters", "in capital letters", (1,), (1,), _PROCEDURES, str.upper),
        _form("procedure code", "in small letters", "in capital letters", (1,), (2,), _PROCEDURES,
              _upper(r"[A-Za-z][0-9]{4}|[0-9]{4}[A-Za-z]")),
        _form("modifier", "in small letters", "in capital letters", (1,), (3, 4, 5, 6), _PROCEDURES,
              _upper(r"[A-Za-z0-9]{2}")),
        _AMOUNT,
    ),
    "CLM": (
        _AMOUNT,
    ),
    "N4": (
        _form("state", "in small letters", "in capital letters", (2,), (), _ANY, _upper(r"[A-Za-z]{2}")),
        _form("ZIP code", "with a hyphen or a blank", "figures", (3,), (), _ANY,
              _where(r"([0-9]{5})[- ](?:([0-9]{4}))?", _joined)),
    ),
    "PER": (
        _form("phone number", "with punctuation", "ten figures", (4, 6, 8), (), _PHONES, _phone),
    ),
    "REF": (
        _form("tax id", "with hyphens", "nine figures", (2,), (), _TAX_IDS,
              _where(r"([0-9]{2})-([0-9]{7})|([0-9]{3})-([0-9]{2})-([0-9]{4})", _joined)),
    ),
    "NM1": (
        _form("NPI", "with blanks or hyphens", "ten figures", (9,), (), frozenset({"XX"}),
              _where(r"([0-9]{4})[- ]([0-9]{3})[- ]([0-9]{3})", _joined)),
        _form("Medicare number", "with hyphens", "without", (9,), (), frozenset({"MI"}), _medicare_number),
    ),
    "PRV": (
        _form("taxonomy code", "in small letters", "in capital letters", (3,), (), frozenset({"PXC"}),
              _upper(r"[0-9A-Za-z]{9}[xX]")),
    ),
    "LIN": (
        _form("NDC", "with hyphens", "eleven figures", (3,), (), frozenset({"N4"}),
              _where(r"[0-9]{4,5}-[0-9]{4}-[0-9]{2}|[0-9]{5}-[0-9]{3}-[0-9]{2}|[0-9]{5}-[0-9]{4}-[0-9]", _eleven)),
    ),
    "DTP": (
        _form("date", "with hyphens or slashes", "eight figures", (3,), (), frozenset({"D8"}), _date),
    ),
    "DMG": (
        _form("date", "with hyphens or slashes", "eight figures", (2,), (), frozenset({"D8"}), _date),
    ),
}  # fmt: skip
