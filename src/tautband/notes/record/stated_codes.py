"""Procedure codes that the note prints itself, with their modifiers."""

from __future__ import annotations

import re

from tautband.model.encounter import StatedCode
from tautband.model.evidence import Evidence
from tautband.notes.text.page import Page

CODE = re.compile(
    r"(205[5-6]\d|206[01]\d|64[4-6]\d\d|627\d\d|6232\d|99[0-4]\d\d|76942|77002|96372|9781\d|0232T|021[3-8]T|M0076|J\d{4}|G2211)"
    r"(?:\s*-\s*([A-Z0-9]{2}))?(?![\d/])"
)
PART_OF_ANOTHER = "./$-"
"""Marks before a number that make it no code: an amount, a date, the end of a longer number."""


def stated_codes(page: Page) -> tuple[StatedCode, ...]:
    """Procedure codes printed in the note, with their modifiers."""
    found = []
    at = 0
    while match := CODE.search(page.text, at):
        start, end = match.span()
        if start and (page.text[start - 1] in PART_OF_ANOTHER or page.text[start - 1].isdecimal()):
            at = start + 1
            continue
        at = end
        found.append(
            StatedCode(
                code=match.group(1),
                modifiers=(match.group(2),) if match.group(2) else (),
                evidence=(Evidence.of(page.text, start, end),),
            )
        )
    unique: dict[tuple[str, tuple[str, ...]], StatedCode] = {}
    for code in found:
        unique.setdefault((code.code, code.modifiers), code)
    return tuple(unique.values())
