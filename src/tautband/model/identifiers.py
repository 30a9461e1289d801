"""Numbers and codes whose form can be checked without asking anyone: NPI, Medicare number, ZIP, NDC, procedure codes.

A right form is no proof that a number was ever given out.
"""

from __future__ import annotations

import re

_LETTER = "[AC-HJKMNP-RT-Y]"
_EITHER = "[0-9AC-HJKMNP-RT-Y]"
_MEDICARE_NUMBER = re.compile(f"[1-9]{_LETTER}{_EITHER}[0-9]{_LETTER}{_EITHER}[0-9]{_LETTER}{{2}}[0-9]{{2}}")
_TAXONOMY = re.compile(r"[0-9A-Z]{9}X")
_PROCEDURE = re.compile(r"[0-9]{4}[0-9AFTUM]|[A-Z][0-9]{4}")
_ZIP = re.compile(r"[0-9]{5}(?:[0-9]{4})?")
_NPI_PREFIX_SUM = 24
"""What the prefix 80840 of United States health identifiers adds to the sum of digits."""


def is_national_provider_identifier(text: str) -> bool:
    """Ten figures beginning with 1 or 2, the last of which checks the others (Luhn's sum with 80840 before).

    Source: 45 CFR 162.406; ISO/IEC 7812.
    """
    if not re.fullmatch(r"[12][0-9]{9}", text):
        return False
    figures = [int(figure) for figure in text]
    doubled = sum(sum(divmod(figure * 2, 10)) for figure in figures[::2])
    return (_NPI_PREFIX_SUM + doubled + sum(figures[1::2])) % 10 == 0


def is_medicare_number(text: str) -> bool:
    """Eleven characters, each a figure or a letter by its place; letters are all but S, L, O, I, B and Z.

    Hyphens do not count. Source: CMS, understanding the Medicare Beneficiary Identifier format.
    """
    return bool(_MEDICARE_NUMBER.fullmatch(text.replace("-", "")))


def is_taxonomy(text: str) -> bool:
    """Ten capital letters and figures, the last an X."""
    return bool(_TAXONOMY.fullmatch(text))


def is_zip(text: str) -> bool:
    """Five figures, or nine without a hyphen."""
    return bool(_ZIP.fullmatch(text))


def is_zip_plus_four(text: str) -> bool:
    """Nine figures whose last four name a place: 0000 is padding."""
    return bool(_ZIP.fullmatch(text)) and len(text) == 9 and not text.endswith("0000")


def is_ndc(text: str) -> bool:
    """A national drug code of eleven figures, without hyphens."""
    return bool(re.fullmatch(r"[0-9]{11}", text))


def is_tax_number(text: str) -> bool:
    """Nine figures, without hyphens."""
    return bool(re.fullmatch(r"[0-9]{9}", text))


def is_place_of_service(text: str) -> bool:
    """The two figures of a place of service."""
    return bool(re.fullmatch(r"[0-9]{2}", text))


def is_procedure_code(text: str) -> bool:
    """The five characters of a CPT or HCPCS code: figures, of which one letter may take the first or the last place.

    A letter in the last place is A, F, M, T or U, the series of CPT that end in one.
    """
    return bool(_PROCEDURE.fullmatch(text))


def is_modifier(text: str) -> bool:
    """Two capital letters or figures."""
    return bool(re.fullmatch(r"[0-9A-Z]{2}", text))


def plain_diagnosis(code: str) -> str:
    """A diagnosis code as claims write it and as codes are compared: capitals, no dot."""
    return code.replace(".", "").upper()
