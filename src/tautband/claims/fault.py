"""One fault of a registration, in three parts that a biller can act on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """`at` is the field as a path ("coverages.1.member_id"), `what` is wrong with it and `fix` mends it.

    Never the field's value.
    """

    at: str
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.at}: {self.what}: {self.fix}"
