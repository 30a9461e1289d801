"""Why a claim was refused before it was decided: the statuses of a 277CA and the errors of a 999, in our words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load_records, save_records


@dataclass(frozen=True, slots=True)
class Refused:
    """What a number means, and what to do."""

    says: str
    do: str


class Refusals:
    """Categories and statuses of claim acknowledgments, and errors of form. None for a number that is not held."""

    def __init__(self, directory: Path) -> None:
        held = load_records(directory, "refusals")
        self._claim = {(category, status): Refused(says, do) for category, status, says, do in held["claim"]}
        self._form = {(level, error): says for level, error, says in held["form"]}

    def category(self, number: str) -> Refused | None:
        """What a status category (A3, A7, ...) says of the claim."""
        return self._claim.get((number, ""))

    def status(self, number: str) -> Refused | None:
        """The reason that a claim status number gives."""
        return self._claim.get(("", number))

    def of_segment(self, error: str) -> str | None:
        """An error of a segment, by its number in a 999."""
        return self._form.get(("segment", error))

    def of_element(self, error: str) -> str | None:
        """An error of an element, by its number in a 999."""
        return self._form.get(("element", error))


def build(directory: Path) -> None:
    """Compile both tables."""
    claim = [[e["category"], e["status"], e["says"], e["do"]] for e in rows("claim_statuses")]
    form = [[e["level"], e["error"], e["says"]] for e in rows("syntax_errors")]
    save_records(directory, "refusals", {"claim": claim, "form": form})
