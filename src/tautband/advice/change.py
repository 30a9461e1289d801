"""A change to a claim, step by step, and the claim that it makes. No step touches a date of service."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from tautband.model.claim import Claim, ServiceLine
from tautband.model.evidence import Evidence
from tautband.model.finding import RemedyKind
from tautband.model.strict import Strict

Action = Literal[
    "add_line", "remove_line", "set_code", "set_units", "add_modifier", "remove_modifier", "set_diagnoses"
]  # fmt: skip


class Step(Strict):
    """One change to one line, numbered as on the claim given; an added line has no number.

    `evidence` holds the words of the note it rests on; a step without them rests on the claim alone.
    """

    action: Action
    line: int | None = None
    was: str | None = None
    becomes: str | None = None
    adds: ServiceLine | None = None
    says: str
    evidence: tuple[Evidence, ...] = ()


class Change(Strict):
    """What to do: the steps on this claim, or the first day of a next session; this claim then stays as it is."""

    steps: tuple[Step, ...] = ()
    next_session: datetime.date | None = None


class VerifiedRemedy(Strict):
    """The one remedy of a finding. `verified`: the edits were run again on what it leads to and bear it out."""

    kind: RemedyKind
    says: str
    verified: bool
    change: Change | None = None


def applied(claim: Claim, steps: Sequence[Step]) -> tuple[Claim, list[int | None]]:
    """The claim after these steps, and for each of its lines the number it had before (None: added)."""
    kept: list[tuple[ServiceLine, int | None]] = []
    for number, line in enumerate(claim.lines, start=1):
        own = [step for step in steps if step.line == number]
        if not any(step.action == "remove_line" for step in own):
            kept.append((_stepped(line, own), number))
    kept += [(step.adds, None) for step in steps if step.adds is not None]
    return claim.model_copy(update={"lines": tuple(line for line, _ in kept)}), [number for _, number in kept]


def _stepped(line: ServiceLine, steps: Sequence[Step]) -> ServiceLine:
    for step in steps:
        line = line.model_copy(update=_update(line, step))
    return line


def _update(line: ServiceLine, step: Step) -> dict[str, object]:
    value = step.becomes or ""
    if step.action == "set_code":
        return {"code": value}
    if step.action == "set_units":
        return {"units": Decimal(value)}
    if step.action == "add_modifier":
        return {"modifiers": (*line.modifiers, value)}
    if step.action == "remove_modifier":
        return {"modifiers": tuple(modifier for modifier in line.modifiers if modifier != step.was)}
    if step.action == "set_diagnoses":
        return {"diagnoses": tuple(value.split())}
    return {}
