"""What a code of FHIR means to a claim: the code systems as URLs, and the few codes that settle a place or a payer."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tautband.formats.fhir.element import Element

OUR_URL = "https://tautband.org/fhir/"
"""The namespace of our own extensions and identifiers."""


def codings(concept: Element | None) -> Iterator[tuple[str | None, str]]:
    """The system and code of each coding of a CodeableConcept that has a code."""
    for coding in concept.objects("coding") if concept else ():
        system, code = coding.text("system"), coding.text("code")
        coding.text("display")  # its words are never needed: the code counts
        coding.text("version")
        coding.flag("userSelected")
        if code:
            yield system, code


def meaning_of(system: str | None) -> str | None:
    """What a system's URL stands for, such as `cpt` or `npi`; None for one not known here."""
    return _meanings().get(system or "")


def system_for(meaning: str) -> str:
    """The URL under which codes of this meaning are written: the first in the table."""
    return next(system for system, meant in _meanings().items() if meant == meaning)


def place_by(system: str | None, code: str) -> str | None:
    """The place of service that a code settles beyond doubt; None for all others, `AMB` among them."""
    if meaning_of(system) == "place":
        return code.zfill(2) if code.isdecimal() and len(code) <= 2 else None
    return _table("sure_places.csv").get((system or "", code))


def filing_by(system: str | None, code: str) -> str | None:
    """The claim filing indicator of X12 that a code of a coverage's or claim's type settles; None for all others."""
    return code if meaning_of(system) == "filing" else _table("sure_filings.csv").get((system or "", code))


@cache
def _meanings() -> dict[str, str]:
    with (Path(__file__).parent / "code_systems.csv").open(newline="", encoding="ascii") as table:
        return {row["system"]: row["meaning"] for row in csv.DictReader(table)}


@cache
def _table(name: str) -> dict[tuple[str, str], str]:
    with (Path(__file__).parent / name).open(newline="", encoding="ascii") as table:
        _, *rows = csv.reader(table)
        return {(system, code): meant for system, code, meant in rows}
