"""What a service line asks of itself and of its claim."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tautband.formats.x12.addresses import address_problems
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.professional_claim import Line, ProfessionalClaim
from tautband.formats.x12.telling import Spot, tell
from tautband.model.identifiers import is_ndc

_UNITS = re.compile(r"\d+(?:\.\d+)?")
_REMEMBERED = 10_000


def line_problems(claim: ProfessionalClaim, good: set[object]) -> Iterator[Problem]:
    """Problems of the service lines: their numbers, units, charges, pointers, drugs and places."""
    diagnoses = len(claim.diagnoses) if claim.diagnoses_known else None
    counted = True
    for count, line in enumerate(claim.lines, 1):
        number = line.number
        if counted and number != str(count) and number is not None and number.lstrip("0") != str(count):
            counted = False
            says, fix = "lines are numbered from 1 without a gap", f"Write {count}."
            yield tell(claim, 1, Spot("2400", "LX", line.position, "LX01"), says, fix, value=number)
        like = (line.like, diagnoses)
        if like not in good or not line.like or line.drug or line.names:
            found = list(_line(claim, line))
            yield from found
            if not found:
                if len(good) > _REMEMBERED:
                    good.clear()
                good.add(like)


def _line(claim: ProfessionalClaim, line: Line) -> Iterator[Problem]:
    if line.units is not None and not line.units.strip("0.") and _UNITS.fullmatch(line.units):
        yield tell(
            claim,
            2,
            Spot("2400", "SV1", line.sv_position, "SV104"),
            "no unit: at least one is billed",
            "Write the units given, or leave out the line.",
            value=line.units,
        )
    elif line.units is not None and line.units.startswith("-"):
        yield tell(
            claim,
            2,
            Spot("2400", "SV1", line.sv_position, "SV104"),
            "units below zero",
            "Write the units given.",
            value=line.units,
        )
    if line.charge is not None and line.charge < 0:
        yield tell(claim, 2, Spot("2400", "SV1", line.sv_position, "SV102"), "a charge below zero", "Write the charge.")
    if claim.diagnoses_known:
        yield from _pointers(claim, line)
    if line.description is None and line.code in _unclassified():
        yield tell(
            claim,
            4,
            Spot("2400", "SV1", line.sv_position, "SV101-07"),
            "missing: an unclassified code says nothing of what was given",
            "Describe it: name, strength, dose.",
        )
    if line.drug and line.drug.kind == "N4" and line.drug.ndc and not is_ndc(line.drug.ndc):
        yield tell(
            claim,
            5,
            Spot("2410", "LIN", line.drug.position, "LIN03"),
            "not an NDC of eleven figures",
            "Write 5-4-2 figures without hyphens.",
            value=line.drug.ndc,
        )
    for name in line.names:
        yield from address_problems(claim, name, full_zip=False)


@cache
def _unclassified() -> frozenset[str]:
    """Codes for what has no code of its own."""
    with (Path(__file__).parent / "unclassified_codes.csv").open(newline="", encoding="ascii") as table:
        return frozenset(row["code"] for row in csv.DictReader(table))


def _pointers(claim: ProfessionalClaim, line: Line) -> Iterator[Problem]:
    count, met = len(claim.diagnoses), set()
    for at, pointer in enumerate(line.pointers, 1):
        if not pointer.isdigit() or not pointer.isascii():
            continue
        twice = pointer in met
        met.add(pointer)
        if not 1 <= int(pointer) <= count:
            says = f"points to no diagnosis: the claim has {count}"
            fix = "Point to the diagnosis that this service is for."
        elif twice:
            says, fix = "points to the same diagnosis twice", "Keep one."
        else:
            continue
        yield tell(claim, 4, Spot("2400", "SV1", line.sv_position, f"SV107-{at:02d}"), says, fix, value=pointer)
