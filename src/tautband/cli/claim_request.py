"""What a person asks of the verb `claim`, refused where it contradicts itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tautband.model.errors import InputError


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line, still as it was given."""

    note: str | None
    registration: Path | None
    out: Path
    case: Path | None = None
    replaces: str | None = None
    voids: str | None = None
    sent: Path | None = None
    because: str | None = None
    next_payer: bool = False


def refuse_contradictions(request: Request) -> None:
    """InputError for options that cannot stand beside each other."""
    if request.replaces and request.voids:
        raise InputError("--voids", "given beside --replaces", "A claim takes the place of another or voids it.")
    if request.case and request.case.resolve() == request.out.resolve():
        raise InputError("--out", "the case itself", "Give the claim a file of its own.")
    if request.voids and request.note:
        raise InputError("--voids", "given beside a note", "Leave out the note: a void claim repeats the one sent.")
    if request.next_payer and (request.replaces or request.voids):
        raise InputError("--next-payer", "given beside --replaces or --voids", "Correct the claim first.")
    if request.next_payer and not (request.case and request.case.exists()):
        raise InputError("--next-payer", "no case at hand", "Give the case that holds the first payer's remittance.")
