"""What a claim resource says that has no place in a claim, or lacks that a claim needs: as data, with the JSON path."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from tautband.formats.fhir.element import Element
from tautband.model.claim import Claim


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a resource: where it stands, what is wrong, what would mend it. Never a value."""

    path: str
    says: str
    fix: str

    def document(self) -> dict[str, Any]:
        """The problem as a JSON object."""
        return asdict(self)


@dataclass(frozen=True)
class ReadClaim:
    """One Claim or ExplanationOfBenefit as it was read.

    `claim` is None where no day of service or no service is known: nothing can be judged then. `lines` are the paths of
    its lines in order. `assumed` says what was taken for granted where FHIR leaves it open. `left_out` names the
    elements that a claim has no room for, each once; they change no answer. `encounters` are the paths of those its
    lines name, where they are here. `outcomes` is what a payer's answer decided, line by line, None where it is open.
    """

    resource: Element
    claim_id: str
    claim: Claim | None
    lines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    assumed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    encounters: tuple[str, ...] = ()
    outcomes: tuple[Literal["paid", "denied"] | None, ...] = ()


@dataclass
class Notes:
    """The problems of one claim while it is read, and what is taken for granted, each once."""

    found: list[Problem] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def tell(self, path: str, says: str, fix: str) -> None:
        """Note a problem."""
        problem = Problem(path, says, fix)
        if problem not in self.found:
            self.found.append(problem)

    def assume(self, path: str, says: str) -> None:
        """Note what is taken for granted of a value."""
        if (text := f"{path}: {says}") not in self.assumed:
            self.assumed.append(text)
