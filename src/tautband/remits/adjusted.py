"""One adjustment of a remittance with everything around it that decides what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tautband.model.claim import Claim, ServiceLine
from tautband.model.policy import Payer
from tautband.model.remittance import Adjustment, RemittedClaim, RemittedLine
from tautband.rulebook.tables.denials import CauseFound, RemarkEffect

UNPROCESSABLE = "unprocessable"
PAIRS, UNITS, DUPLICATES = "pair table", "unit limit", "duplicate lines"
"""Checks, as the table of causes names them."""


@dataclass(frozen=True)
class Sent:
    """A claim as it was sent: with its frequency code and the control number of each line, None where not known."""

    claim: Claim
    frequency: str | None = None
    controls: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class Decided:
    """One claim as a payment decided it. `earlier`: it stands in a remittance that came before this one."""

    claim: RemittedClaim
    paid_on: date | None
    payer: Payer | None
    payer_name: str | None
    sent: Sent | None = None
    earlier: bool = False

    @property
    def day(self) -> date | None:
        """The date of service: the first line's that has one, else the one of the claim that was sent."""
        told = next((line.date_of_service for line in self.claim.lines if line.date_of_service), None)
        return told or (self.sent.claim.date_of_service if self.sent else None)


@dataclass(frozen=True)
class Adjusted:
    """One reason on one line (`line` from 1), or on the claim as a whole (`line` None)."""

    decided: Decided
    adjustment: Adjustment
    rarcs: tuple[str, ...]
    line: int | None = None
    remitted: RemittedLine | None = None
    sent_line: int | None = None
    cause: CauseFound | None = None
    effects: tuple[RemarkEffect, ...] = ()

    @property
    def day(self) -> date | None:
        """The date of service of the line, else of the claim."""
        return (self.remitted.date_of_service if self.remitted else None) or self.decided.day

    @property
    def service(self) -> ServiceLine | None:
        """The line as it was sent."""
        sent = self.decided.sent
        return sent.claim.lines[self.sent_line - 1] if sent and self.sent_line else None

    @property
    def code(self) -> str | None:
        """The code that was billed."""
        if self.remitted is None:
            return None
        return self.remitted.submitted_code or self.remitted.code

    @property
    def charge(self) -> Decimal | None:
        """What was charged for the line, or for the claim."""
        return self.remitted.charge if self.remitted else self.decided.claim.charge

    @property
    def paid(self) -> Decimal | None:
        """What was paid for the line, or for the claim."""
        return self.remitted.paid if self.remitted else self.decided.claim.paid

    @property
    def check(self) -> str | None:
        """The check that would have caught it, the first the table of causes names."""
        return self.cause.cause.prevented_by[0] if self.cause else None

    @property
    def denied(self) -> bool:
        """Whether something was taken off, for a reason that is a denial or that nobody holds."""
        return self.adjustment.amount > 0 and (self.cause is None or self.cause.cause.nature == "denial")

    @property
    def unprocessable(self) -> RemarkEffect | None:
        """The remark that says the claim was never decided."""
        return next((effect for effect in self.effects if effect.effect == UNPROCESSABLE), None)
