"""What a service line lacks before any format that payers take can carry it, each in one line a biller can act on."""

from __future__ import annotations

from collections.abc import Iterator

from tautband.model.claim import Claim
from tautband.model.identifiers import is_ndc, plain_diagnosis
from tautband.model.registration import Registration

MOST_MODIFIERS, MOST_POINTERS = 4, 4
"""The places that an 837P and the printed form alike have on a line."""


def missing_from_lines(claim: Claim, desk: Registration) -> Iterator[str]:
    """Everything that keeps the lines of a claim from being billed: charge, units, diagnoses, modifiers, drug number.

    A diagnosis written twice on a line is one diagnosis.
    """
    for number, line in enumerate(claim.lines, 1):
        if line.charge is None:
            yield f"charges: none for {line.code}, line {number}"
        elif line.charge < 0 or line.charge != round(line.charge, 2):
            yield f"charges: of {line.code}, line {number}: dollars and cents, not below zero"
        if line.units <= 0:
            yield f"lines.{number}.units: at least one"
        if not line.diagnoses:
            yield f"lines.{number}.diagnoses: none for {line.code}"
        if (pointers := len({plain_diagnosis(code) for code in line.diagnoses})) > MOST_POINTERS:
            yield f"lines.{number}.diagnoses: {pointers}, and a line points to {MOST_POINTERS}"
        if len(line.modifiers) > MOST_MODIFIERS:
            yield f"lines.{number}.modifiers: {len(line.modifiers)}, and a line holds {MOST_MODIFIERS}"
        supply = desk.drugs.get(line.code)
        if supply and not is_ndc(supply.ndc):
            yield f"drugs.{line.code}.ndc: eleven figures"
